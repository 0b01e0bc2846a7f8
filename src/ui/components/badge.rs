//! States, such as status and priority: a shape, a word and a colour, so that none of them carries the meaning alone.

use super::icon::icon;
use crate::model::ticket::{Priority, TicketStatus};
use crate::ui::markup::{Markup, markup};

/// A state: its shape, its word and its colour.
#[must_use]
pub fn badge(tone: &'static str, shape: &'static str, word: &'static str) -> Markup {
    markup![
        "<span class='badge ",
        tone,
        "'>",
        icon(shape),
        word,
        "</span>"
    ]
}

/// Where a ticket is in its life.
#[must_use]
pub fn status_badge(status: TicketStatus) -> Markup {
    let (tone, shape) = match status {
        TicketStatus::Open => ("tone-info", "circle-dot"),
        TicketStatus::Pending => ("tone-warning", "clock"),
        TicketStatus::OnHold => ("tone-muted", "circle-pause"),
        TicketStatus::Resolved => ("tone-good", "circle-check"),
        TicketStatus::Closed => ("tone-muted", "archive"),
    };
    badge(tone, shape, status.label())
}

/// How much a ticket presses.
#[must_use]
pub fn priority_badge(priority: Priority) -> Markup {
    let (tone, shape) = match priority {
        Priority::Low => ("badge-plain tone-muted", "arrow-down"),
        Priority::Normal => ("badge-plain tone-muted", "minus"),
        Priority::High => ("badge-plain tone-warning", "arrow-up"),
        Priority::Urgent => ("badge-plain tone-danger", "chevrons-up"),
    };
    badge(tone, shape, priority.label())
}

/// A label that somebody put on a ticket.
#[must_use]
pub fn tag(word: &str) -> Markup {
    markup!["<span class='tag'>", word, "</span>"]
}
