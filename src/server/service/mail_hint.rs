//! Where mail goes while no SMTP server is configured: for those who run the platform, who alone are told paths.

use crate::server::context::RequestContext;
use crate::server::mail::Mailer;
use crate::server::platform::PlatformScope;

/// What to tell a master user; nothing where mail is sent.
#[must_use]
pub fn mail_hint(ctx: &RequestContext, _: &PlatformScope) -> Option<String> {
    match &*ctx.state.mailer {
        Mailer::Smtp(_) => None,
        Mailer::Outbox(folder) => Some(format!(
            "No SMTP server is configured. Mail is written to {} on the server; set mail.smtp_url to send it.",
            folder.display()
        )),
    }
}
