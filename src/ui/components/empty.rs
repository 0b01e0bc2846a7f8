//! What stands where nothing is yet: what the place is for, and the next thing to do.

use super::icon::sized_icon;
use crate::ui::markup::{Markup, markup};

/// An empty place: its icon, what is not there, what the place is for, what to do next.
#[must_use]
pub fn empty(icon: &'static str, title: &'static str, text: &'static str, next: Markup) -> Markup {
    markup![
        "<div class='empty'><span class='empty-icon'>",
        sized_icon(icon, "icon-lg"),
        "</span><h2 class='empty-title'>",
        title,
        "</h2><p class='muted max-w-prose'>",
        text,
        "</p><div class='row justify-center mt-2'>",
        next,
        "</div></div>"
    ]
}
