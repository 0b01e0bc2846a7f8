//! What is shown instead of a page: not found, not allowed, waiting, broken.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::session_ended::session_ended;
use super::sign_in;
use crate::model::AppError;
use crate::model::error::Refusal;
use crate::ui::components::button::{Look, link_button};
use crate::ui::components::icon::sized_icon;
use crate::ui::components::kept::left_over;
use crate::ui::components::page::TabTitle;
use crate::ui::erase::Erase;
use crate::ui::flash::Flash;
use crate::ui::frame::is_framed;
use crate::ui::markup::{html, markup};
use crate::ui::part::redirect;

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
            AppError::Busy | AppError::TooSlow => ("hourglass", "Busy", error.to_string()),
            _ => ("triangle-alert", "Something went wrong", error.to_string()),
        };
        Self { icon, title, text }
    }
}

/// The page for an error. The server has set the status already, where the error arose.
#[must_use]
pub fn problem(error: AppError) -> AnyView {
    if error == AppError::SignedOut {
        return Flash::left().map_or_else(to_sign_in, session_ended);
    }
    let Words { icon, title, text } = Words::of(&error);
    let may_pass = error.may_pass();
    // The router would not load the same address again.
    let again = may_pass
        .then(|| markup!["<a class='btn btn-primary' rel='external' href=''>Try again</a>"]);
    let start = if may_pass {
        Look::Secondary
    } else {
        Look::Primary
    };
    let content = markup![
        "<span class='empty-icon'>",
        sized_icon(icon, "icon-lg"),
        "</span><p class='muted'>",
        u64::from(error.status()),
        "</p><h1 class='page-title'>",
        title,
        "</h1><p class='muted max-w-prose'>",
        text,
        "</p><div class='row justify-center mt-4'>",
        again,
        link_button("/", start, "", "Go to the start"),
        link_button("/organizations", Look::Secondary, "", "Your organizations"),
        "</div>"
    ];
    let content = view! { {html("problem", content)} {left_over()} };
    if is_framed() {
        return view! { <TabTitle title/> {content} }.erase();
    }
    view! {
        <TabTitle title/>
        <main id="main" class="problem-page" tabindex="-1">{content}</main>
    }
    .erase()
}

/// Leads to the sign-in page, and from there back.
fn to_sign_in() -> AnyView {
    let location = use_location();
    let search = location.search.get_untracked();
    let path = location.pathname.get_untracked();
    let here = if search.is_empty() {
        path
    } else {
        format!("{path}?{search}")
    };
    redirect(sign_in::address(&here))
}

/// No route has this address.
#[component]
pub fn NotFound() -> impl IntoView {
    problem(AppError::NotFound)
}
