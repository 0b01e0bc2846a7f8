//! Messages that stand in the page: what happened, why, what to do.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::form::FormState;
use super::icon::icon;
use crate::model::AppError;
use crate::ui::markup::{Markup, live_html, markup};
use crate::ui::pages::sign_in;

/// What kind of message it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Worth knowing.
    Info,
    /// Done.
    Good,
    /// Needs attention.
    Warning,
    /// Did not work.
    Danger,
}

impl Tone {
    /// The class that colours it.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Info => "tone-info",
            Self::Good => "tone-good",
            Self::Warning => "tone-warning",
            Self::Danger => "tone-danger",
        }
    }

    /// The icon that shapes it.
    #[must_use]
    pub const fn icon(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Good => "circle-check",
            Self::Warning => "triangle-alert",
            Self::Danger => "circle-alert",
        }
    }
}

/// A message box.
#[must_use]
pub fn alert(tone: Tone, message: Markup) -> Markup {
    let role = if matches!(tone, Tone::Danger | Tone::Warning) {
        "alert"
    } else {
        "status"
    };
    markup![
        "<div class='alert ",
        tone.class(),
        "' role='",
        role,
        "' tabindex='-1'>",
        icon(tone.icon()),
        "<div class='min-w-0 grow'>",
        message,
        "</div></div>"
    ]
}

/// What is wrong with the form as a whole; empty while nothing is.
#[component]
pub fn FormAlert() -> impl IntoView {
    let form = FormState::around();
    let location = use_location();
    live_html("empty:hidden", move || {
        let Some(error) = form.and_then(|form| form.error.get()) else {
            return Markup::new();
        };
        let of_form = error
            .fields()
            .and_then(|fields| fields.get("form").map(str::to_owned));
        let sign_in = (error == AppError::SignedOut).then(|| {
            let href = sign_in::address(&location.pathname.get_untracked());
            markup![
                " <a class='link' target='_blank' href='",
                href,
                "'>Sign in in a new tab</a>, then send this again."
            ]
        });
        alert(
            Tone::Danger,
            markup![
                "<p>",
                of_form.unwrap_or_else(|| error.to_string()),
                sign_in,
                "</p>"
            ],
        )
    })
}
