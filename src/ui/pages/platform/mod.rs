//! The pages of the platform, one per route below `/platform`.

pub mod jobs;
pub mod organization;
pub mod organizations;
pub mod statistics;
mod support;
pub mod user;
pub mod users;

use crate::model::organization::OrganizationStatus;
use crate::model::user::UserStatus;
use crate::ui::components::badge::badge;
use crate::ui::components::icon::icon;
use crate::ui::markup::{Markup, markup};

/// The form that searches a list within its tab: a plain one, which leads to an address.
fn search_form(
    list: &str,
    label: &'static str,
    q: Option<&str>,
    kept: &[(&str, String)],
) -> Markup {
    let hidden: Markup = kept
        .iter()
        .map(|(name, value)| {
            markup![
                "<input type='hidden' name='",
                *name,
                "' value='",
                value,
                "'>"
            ]
        })
        .collect();
    markup![
        "<form class='row' role='search' method='get' action='",
        list,
        "'><label class='sr-only' for='directory-q'>",
        label,
        "</label><input class='input grow' type='search' id='directory-q' name='q' autocomplete='off' placeholder='",
        label,
        "' value='",
        q.unwrap_or_default(),
        "'>",
        hidden,
        "<button class='btn btn-secondary'>",
        icon("search"),
        "<span>Search</span></button></form>"
    ]
}

/// Where an organization is in its life.
fn organization_badge(status: OrganizationStatus) -> Markup {
    let (tone, shape) = match status {
        OrganizationStatus::Pending => ("tone-warning", "hourglass"),
        OrganizationStatus::Active => ("tone-good", "circle-check"),
        OrganizationStatus::Suspended => ("tone-danger", "circle-pause"),
        OrganizationStatus::Deleted => ("tone-muted", "archive"),
    };
    badge(tone, shape, status.label())
}

/// Whether an account may sign in.
fn user_badge(status: UserStatus) -> Markup {
    let (tone, shape) = match status {
        UserStatus::Pending => ("tone-warning", "hourglass"),
        UserStatus::Active => ("tone-good", "circle-check"),
        UserStatus::Suspended => ("tone-danger", "circle-pause"),
        UserStatus::Deactivated => ("tone-muted", "archive"),
    };
    badge(tone, shape, status.label())
}

/// A list of names and what stands behind them.
fn facts(facts: &[(&'static str, Markup)]) -> Markup {
    let line = |(name, value): &(&'static str, Markup)| {
        markup!["<dt>", *name, "</dt><dd>", value, "</dd>"]
    };
    let lines: Markup = facts.iter().map(line).collect();
    markup!["<dl class='facts'>", lines, "</dl>"]
}
