//! Personal access tokens: made and revoked in the account, and good for the REST API alone.

mod making;
mod scopes;
mod using;
pub mod world;
