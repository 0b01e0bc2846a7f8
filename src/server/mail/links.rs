//! Where the links in mail lead. Tokens stand in the query, which no log shows.

use crate::server::auth::Link;

/// Where an invitation is accepted.
pub const ACCEPT_INVITATION: &str = "/accept-invitation";

/// Where an address is proven.
pub const VERIFY_EMAIL: &str = "/verify-email";

/// Where a new password is set by a link.
pub const RESET_PASSWORD: &str = "/reset-password";

/// Where a link to set a new password is asked for.
pub const FORGOT_PASSWORD: &str = "/forgot-password";

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
