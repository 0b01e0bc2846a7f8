//! Where the links in mail lead. Tokens stand in the query, which no log shows.

use crate::server::auth::Link;

/// Where an invitation is accepted.
pub const ACCEPT_INVITATION: &str = "/invitations/accept";

/// Where an address is proven.
pub const VERIFY_EMAIL: &str = "/verify-email";

/// Where a link to set a new password is asked for, and where it is set.
pub const RESET_PASSWORD: &str = "/reset-password";

/// The path of a link with its token.
#[must_use]
pub fn with_token(link: Link, token: &str) -> String {
    let path = match link {
        Link::Invitation => ACCEPT_INVITATION,
        Link::VerifyEmail => VERIFY_EMAIL,
        Link::ResetPassword => RESET_PASSWORD,
    };
    format!("{path}?token={token}")
}
