//! Where mail goes while no SMTP server is configured, said wherever a page promises a mail.

use leptos::prelude::*;

use super::components::alert::{Tone, alert};
use super::markup::{Markup, markup};

/// Whether mail is kept in files instead of being sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MailIsKept(pub bool);

impl MailIsKept {
    /// Takes what the server knows into both renderings and provides it to everything below.
    pub fn provide() {
        let is_kept = SharedValue::new(|| use_context::<Self>().unwrap_or_default().0);
        provide_context(Self(is_kept.into_inner()));
    }
}

/// What to tell whoever waits for a mail; nothing where mail is sent. The folder's full path is for those who run the
/// platform, on the page of jobs.
#[must_use]
pub fn hint() -> Markup {
    if !use_context::<MailIsKept>().unwrap_or_default().0 {
        return Markup::new();
    }
    alert(
        Tone::Info,
        markup![
            "<p>This server sends no mail yet: it keeps each one as a file in <code>outbox</code>, in its data folder \
             (<code>data/outbox</code> unless set otherwise).</p>"
        ],
    )
}
