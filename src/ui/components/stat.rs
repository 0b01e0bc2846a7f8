//! Numbers with a name.

use std::collections::BTreeMap;

use super::badge::{priority_badge, status_badge};
use crate::model::stats::Stats;
use crate::model::ticket::{Priority, TicketStatus};
use crate::ui::markup::{Markup, markup};
use crate::ui::number::grouped;
use crate::ui::time::duration;

fn number(label: &'static str, value: String, note: &'static str) -> Markup {
    markup![
        "<div class='card stat'><dt class='stat-label'>",
        label,
        "</dt><dd class='stat-value'>",
        value,
        "</dd><dd class='stat-note'>",
        note,
        "</dd></div>"
    ]
}

/// The four numbers above a dashboard; `of` says whose tickets they count.
#[must_use]
pub fn stat_row(stats: &Stats, of: &'static str) -> Markup {
    let median = |minutes: Option<u64>| minutes.map_or_else(|| "–".to_owned(), duration);
    markup![
        "<dl class='stat-row'>",
        number("Unresolved", grouped(stats.open), of),
        number("All tickets", grouped(stats.total), of),
        number(
            "First response",
            median(stats.median_first_response_minutes),
            "median, last 30 days"
        ),
        number(
            "Resolution",
            median(stats.median_resolution_minutes),
            "median, last 30 days"
        ),
        "</dl>"
    ]
}

/// One line of a breakdown: a label, its share as a bar, its number, and the way to those tickets.
fn share(label: Markup, href: String, count: u64, total: u64) -> Markup {
    let percent = (count * 100).checked_div(total).unwrap_or(0);
    markup![
        "<li><a class='share' href='",
        href,
        "'><span class='share-label'>",
        label,
        "</span><span class='share-track'><span class='share-bar' style='width:",
        percent,
        "%'></span></span><span class='share-count'>",
        grouped(count),
        "</span></a></li>"
    ]
}

fn count(counts: &BTreeMap<String, u64>, name: &str) -> u64 {
    counts.get(name).copied().unwrap_or(0)
}

/// Tickets by status; each line leads to those tickets in `list`.
#[must_use]
pub fn by_status(stats: &Stats, list: &str) -> Markup {
    let line = |status: &TicketStatus| {
        let count = count(&stats.by_status, status.as_str());
        share(
            status_badge(*status),
            format!("{list}status={status}"),
            count,
            stats.total,
        )
    };
    let lines: Markup = TicketStatus::ALL.iter().map(line).collect();
    markup!["<ul class='shares'>", lines, "</ul>"]
}

/// Tickets by priority, most pressing first; each line leads to those tickets in `list`.
#[must_use]
pub fn by_priority(stats: &Stats, list: &str) -> Markup {
    let line = |priority: &Priority| {
        let count = count(&stats.by_priority, priority.as_str());
        share(
            priority_badge(*priority),
            format!("{list}priority={priority}"),
            count,
            stats.total,
        )
    };
    let lines: Markup = Priority::ALL.iter().rev().map(line).collect();
    markup!["<ul class='shares'>", lines, "</ul>"]
}
