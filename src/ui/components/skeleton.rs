//! Grey stand-ins of the size of what is being loaded, so that nothing jumps.

use leptos::prelude::*;

use crate::ui::markup::{Markup, html, markup};

/// A page's heading and `count` lines of a list below it.
fn page(count: usize, class: &'static str) -> AnyView {
    let lines: Markup = (0..count)
        .map(|_| markup!["<div class='skeleton m-4 ", class, "'></div>"])
        .collect();
    html(
        "",
        markup![
            "<div class='page' aria-hidden='true'><div class='page-head'><div class='skeleton h-8 w-56'></div></div>",
            "<div class='card'>",
            lines,
            "</div></div><p class='sr-only' role='status'>Loading</p>"
        ],
    )
}

/// A list of tickets.
#[must_use]
pub fn list() -> AnyView {
    page(12, "h-6")
}

/// A form, or a conversation.
#[must_use]
pub fn blocks() -> AnyView {
    page(4, "h-28")
}
