//! The head of a page inside the frame.

use leptos::prelude::*;
use leptos_meta::Title;

use super::icon::icon;
use crate::ui::erase::Erase;
use crate::ui::markup::{Markup, markup};

/// The page's title, a word below it, and what can be done beside it.
#[must_use]
pub fn page_head(title: &str, note: &str, actions: Markup) -> Markup {
    markup![
        "<div class='page-head'><div class='min-w-0'><h1 class='page-title'>",
        title,
        "</h1><p class='muted'>",
        note,
        "</p></div><div class='row'>",
        actions,
        "</div></div>"
    ]
}

/// The way back to the list that a page belongs to.
#[must_use]
pub fn crumb(list: &str, words: &'static str) -> Markup {
    markup![
        "<nav class='crumbs' aria-label='Breadcrumb'><a class='crumb' href='",
        list,
        "'>",
        icon("arrow-left"),
        words,
        "</a></nav>"
    ]
}

/// The way to what a page shows as a file: out of the router's reach.
#[must_use]
pub fn export_link(href: &str) -> Markup {
    markup![
        "<a class='btn btn-secondary' rel='external' download href='",
        href,
        "'>",
        icon("download"),
        "<span>Export CSV</span></a>"
    ]
}

/// What the browser's tab says.
#[component]
pub fn TabTitle(
    /// The page's title.
    #[prop(into)]
    title: Signal<String>,
) -> impl IntoView {
    // The server writes the title when all is rendered, and what it was made of may be gone by then.
    let first = title.get_untracked();
    let text = move || title.try_get().unwrap_or_else(|| first.clone());
    view! { <Title text/> }.erase()
}
