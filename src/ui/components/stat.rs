//! Numbers with a name.

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::model::stats::Stats;
use crate::model::ticket::{Priority, TicketStatus};
use crate::ui::components::badge::{PriorityBadge, StatusBadge};
use crate::ui::number::grouped;
use crate::ui::time::duration;

/// One number.
fn number(label: &'static str, value: String, note: &'static str) -> AnyView {
    view! {
        <div class="card stat">
            <dt class="stat-label">{label}</dt>
            <dd class="stat-value">{value}</dd>
            <dd class="stat-note">{note}</dd>
        </div>
    }
    .into_any()
}

/// The four numbers above a dashboard.
#[component]
pub fn StatRow(
    /// The numbers.
    stats: Stats,
    /// Whose tickets they count, in words.
    of: &'static str,
) -> impl IntoView {
    let median = |minutes: Option<u64>| minutes.map_or_else(|| "–".to_owned(), duration);
    view! {
        <dl class="stat-row">
            {number("Unresolved", grouped(stats.open), of)}
            {number("All tickets", grouped(stats.total), of)}
            {number("First response", median(stats.median_first_response_minutes), "median, last 30 days")}
            {number("Resolution", median(stats.median_resolution_minutes), "median, last 30 days")}
        </dl>
    }
}

/// One line of a breakdown: a label, its share as a bar, its number, and the way to those tickets.
fn share(label: AnyView, href: String, count: u64, total: u64) -> AnyView {
    let percent = (count * 100).checked_div(total).unwrap_or(0);
    view! {
        <li>
            <a class="share" href=href>
                <span class="share-label">{label}</span>
                <span class="share-track"><span class="share-bar" style=format!("width:{percent}%")></span></span>
                <span class="share-count">{grouped(count)}</span>
            </a>
        </li>
    }
    .into_any()
}

fn count(counts: &BTreeMap<String, u64>, name: &str) -> u64 {
    counts.get(name).copied().unwrap_or(0)
}

/// Tickets by status; each line leads to those tickets in `list`.
#[must_use]
pub fn by_status(stats: &Stats, list: &str) -> AnyView {
    let line = |status: &TicketStatus| {
        let label = view! { <StatusBadge status=*status/> }.into_any();
        share(
            label,
            format!("{list}?status={status}"),
            count(&stats.by_status, status.as_str()),
            stats.total,
        )
    };
    let lines = TicketStatus::ALL.iter().map(line).collect_view();
    view! { <ul class="shares">{lines}</ul> }.into_any()
}

/// Tickets by priority, most pressing first; each line leads to those tickets in `list`.
#[must_use]
pub fn by_priority(stats: &Stats, list: &str) -> AnyView {
    let line = |priority: &Priority| {
        let label = view! { <PriorityBadge priority=*priority/> }.into_any();
        share(
            label,
            format!("{list}?priority={priority}"),
            count(&stats.by_priority, priority.as_str()),
            stats.total,
        )
    };
    let lines = Priority::ALL.iter().rev().map(line).collect_view();
    view! { <ul class="shares">{lines}</ul> }.into_any()
}
