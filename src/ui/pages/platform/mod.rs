//! The pages of the platform, one per route below `/platform`.

pub mod jobs;
pub mod organization;
pub mod organizations;
pub mod statistics;
mod support;
pub mod user;
pub mod users;

use leptos::prelude::*;

use crate::model::directory::DirectoryQuery;
use crate::model::organization::OrganizationStatus;
use crate::model::user::UserStatus;
use crate::ui::components::badge::badge;
use crate::ui::components::filter::{Filter, FilterField};
use crate::ui::erase::Erase;
use crate::ui::markup::{Markup, markup};

/// The form that searches a list within its tab; `kept` is what the tab stands for.
fn search<S>(
    list: &'static str,
    label: &'static str,
    query: Memo<DirectoryQuery<S>>,
    kept: impl IntoIterator<Item = (&'static str, fn(&DirectoryQuery<S>) -> Option<String>)>,
) -> AnyView
where
    S: Copy + PartialEq + Send + Sync + 'static,
{
    let words = Memo::new(move |_| query.with(|query| query.q.clone().unwrap_or_default()));
    let is_searched = Signal::derive(move || words.with(|words| !words.is_empty()));
    let kept = kept.into_iter().map(|(name, read)| {
        let value = Signal::derive(move || query.with(read).unwrap_or_default());
        view! { <input type="hidden" name=name value=value/> }
    });
    let kept = kept.collect_view();
    view! {
        <Filter list=list.to_owned() label opener="Search" is_filtered=is_searched>
            <FilterField name="q" label value=words/>
            {kept}
        </Filter>
    }
    .erase()
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
