//! Messages that stand in the page: what happened, why, what to do.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::form::FormState;
use super::icon::Icon;
use crate::model::AppError;
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
#[component]
pub fn Alert(
    /// Its kind.
    tone: Tone,
    /// The message.
    children: Children,
) -> impl IntoView {
    let role = if matches!(tone, Tone::Danger | Tone::Warning) {
        "alert"
    } else {
        "status"
    };
    view! {
        <div class=format!("alert {}", tone.class()) role=role tabindex="-1">
            <Icon name=tone.icon()/>
            <div class="min-w-0 grow">{children()}</div>
        </div>
    }
}

/// What is wrong with the form as a whole; empty while nothing is.
#[component]
pub fn FormAlert() -> impl IntoView {
    let form = FormState::around();
    let location = use_location();
    move || {
        let error = form?.error.get()?;
        let of_form = error
            .fields()
            .and_then(|fields| fields.get("form").map(str::to_owned));
        let sign_in = (error == AppError::SignedOut).then(|| {
            let href = sign_in::address(&location.pathname.get_untracked());
            view! {
                " "
                <a class="link" href=href target="_blank">"Sign in in a new tab"</a>
                ", then send this again."
            }
        });
        Some(view! {
            <Alert tone=Tone::Danger>
                <p>{of_form.unwrap_or_else(|| error.to_string())} {sign_in}</p>
            </Alert>
        })
    }
}
