//! What is shown instead of a page: not found, not allowed, waiting, broken.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::Redirect;
use leptos_router::hooks::use_location;

use super::sign_in;
use crate::model::AppError;
use crate::model::error::Refusal;
use crate::ui::components::button::{LinkButton, Look};
use crate::ui::components::icon::Icon;
use crate::ui::frame::is_framed;

/// What happened, why, and what to do.
struct Words {
    icon: &'static str,
    title: &'static str,
    text: String,
}

impl Words {
    fn of(error: &AppError) -> Self {
        let (icon, title, text) = match error {
            AppError::NotFound => (
                "search-x",
                "Nothing here",
                "There is no such page, or it is not yours to see. Check the address, or ask whoever gave it to you.".to_owned(),
            ),
            AppError::Forbidden(Refusal::OrganizationPending) => (
                "hourglass",
                "Waiting for approval",
                "This organization was created and waits for an operator of the platform to approve it. \
                 You can use it as soon as that has happened; there is nothing you need to do."
                    .to_owned(),
            ),
            AppError::Forbidden(Refusal::OrganizationSuspended) => (
                "circle-pause",
                "Suspended",
                "This organization is suspended, and its pages are closed for now. Ask the platform's operators.".to_owned(),
            ),
            AppError::Forbidden(refusal) => (
                "shield-x",
                "Not allowed",
                format!("{refusal} If you need it, ask an admin of your organization."),
            ),
            AppError::Unreachable => ("unplug", "No connection", error.to_string()),
            AppError::TooMany { .. } => ("hourglass", "Too many requests", error.to_string()),
            _ => ("triangle-alert", "Something went wrong", error.to_string()),
        };
        Self { icon, title, text }
    }
}

/// The page for an error. The server has set the status already, where the error arose.
#[must_use]
pub fn problem(error: AppError) -> AnyView {
    if error == AppError::SignedOut {
        let location = use_location();
        let search = location.search.get_untracked();
        let path = location.pathname.get_untracked();
        let here = if search.is_empty() {
            path
        } else {
            format!("{path}?{search}")
        };
        return view! { <Redirect path=sign_in::address(&here)/> }.into_any();
    }
    let Words { icon, title, text } = Words::of(&error);
    let content = view! {
        <Title text=title/>
        <div class="problem">
            <span class="empty-icon"><Icon name=icon class="icon-lg"/></span>
            <p class="muted">{error.status()}</p>
            <h1 class="page-title">{title}</h1>
            <p class="muted max-w-prose">{text}</p>
            <div class="row justify-center mt-4">
                <LinkButton href="/".to_owned()>"Go to the start"</LinkButton>
                <LinkButton href="/organizations".to_owned() look=Look::Secondary>"Your organizations"</LinkButton>
            </div>
        </div>
    };
    if is_framed() {
        content.into_any()
    } else {
        view! { <main id="main" class="problem-page" tabindex="-1">{content}</main> }.into_any()
    }
}

/// No route has this address.
#[component]
pub fn NotFound() -> impl IntoView {
    problem(AppError::NotFound)
}
