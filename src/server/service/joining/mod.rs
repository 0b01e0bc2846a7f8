//! Coming into an organization: by its invite code, by the domain of one's address, by asking, by invitation.

pub(super) mod admission;
pub mod ask;
pub mod by_code;
pub mod discover;
pub mod requests;
pub mod review;
