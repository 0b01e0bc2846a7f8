//! From one page of a long list to the next.

use super::icon::icon;
use crate::ui::markup::{Markup, markup};

fn link(href: Option<String>, rel: &'static str, words: Markup) -> Markup {
    match href {
        Some(href) => markup![
            "<a class='btn btn-secondary' rel='",
            rel,
            "' href='",
            href,
            "'>",
            words,
            "</a>"
        ],
        None => markup!["<span class='btn btn-secondary btn-off'>", words, "</span>"],
    }
}

/// Links to the pages before and after; what is not there is said, not linked, and nothing where there is one page.
#[must_use]
pub fn pagination(previous: Option<String>, next: Option<String>) -> Markup {
    if previous.is_none() && next.is_none() {
        return Markup::new();
    }
    let newer = link(previous, "prev", markup![icon("chevron-left"), "Previous"]);
    let older = link(next, "next", markup!["Next", icon("chevron-right")]);
    markup![
        "<nav class='pagination' aria-label='Pages'>",
        newer,
        older,
        "</nav>"
    ]
}
