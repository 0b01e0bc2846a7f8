//! Status and priority: a shape, a word and a colour, so that none of them carries the meaning alone.

use leptos::prelude::*;

use super::icon::Icon;
use crate::model::ticket::{Priority, TicketStatus};

/// A small label.
fn badge(tone: &'static str, icon: &'static str, label: &'static str) -> AnyView {
    view! {
        <span class=format!("badge {tone}")>
            <Icon name=icon/>
            {label}
        </span>
    }
    .into_any()
}

/// Where a ticket is in its life.
#[component]
pub fn StatusBadge(
    /// The status.
    status: TicketStatus,
) -> impl IntoView {
    let (tone, icon) = match status {
        TicketStatus::Open => ("tone-info", "circle-dot"),
        TicketStatus::Pending => ("tone-warning", "clock"),
        TicketStatus::OnHold => ("tone-muted", "circle-pause"),
        TicketStatus::Resolved => ("tone-good", "circle-check"),
        TicketStatus::Closed => ("tone-muted", "archive"),
    };
    badge(tone, icon, status.label())
}

/// How much a ticket presses.
#[component]
pub fn PriorityBadge(
    /// The priority.
    priority: Priority,
) -> impl IntoView {
    let (tone, icon) = match priority {
        Priority::Low => ("badge-plain tone-muted", "arrow-down"),
        Priority::Normal => ("badge-plain tone-muted", "minus"),
        Priority::High => ("badge-plain tone-warning", "arrow-up"),
        Priority::Urgent => ("badge-plain tone-danger", "chevrons-up"),
    };
    badge(tone, icon, priority.label())
}

/// A label that somebody put on a ticket.
#[component]
pub fn Tag(
    /// Its word.
    #[prop(into)]
    word: String,
) -> impl IntoView {
    view! { <span class="tag">{word}</span> }
}
