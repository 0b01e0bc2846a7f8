//! Numbers with a name.

use std::collections::BTreeMap;

use super::badge::{priority_badge, status_badge};
use crate::model::stats::{Stats, Took};
use crate::model::stats_query::Period;
use crate::model::ticket::{Priority, TicketStatus};
use crate::model::view::PeriodNumbers;
use crate::ui::markup::{Markup, markup};
use crate::ui::number::grouped;
use crate::ui::time::duration;

/// A number in its card: its name, and what is to be said of it.
fn number<N: AsRef<str>>(label: &'static str, value: String, notes: &[N]) -> Markup {
    let note = |note: &N| markup!["<dd class='stat-note'>", note.as_ref(), "</dd>"];
    markup![
        "<div class='card stat'><dt class='stat-label'>",
        label,
        "</dt><dd class='stat-value'>",
        value,
        "</dd>",
        notes.iter().map(note).collect::<Markup>(),
        "</div>"
    ]
}

fn took(minutes: Option<u64>) -> String {
    minutes.map_or_else(|| "–".to_owned(), duration)
}

/// The four numbers above one's own; `of` says whose tickets they count.
#[must_use]
pub fn stat_row(stats: &Stats, of: &'static str) -> Markup {
    let lately = ["median, last 30 days"];
    markup![
        "<dl class='stat-row'>",
        number("Unresolved", grouped(stats.open), &[of]),
        number("All tickets", grouped(stats.total), &[of]),
        number(
            "First response",
            took(stats.median_first_response_minutes),
            &lately
        ),
        number("Resolution", took(stats.median_resolution_minutes), &lately),
        "</dl>"
    ]
}

/// The six numbers above an organization's: what is there now, and what a period brought beside the one before.
#[must_use]
pub fn turnover_row(stats: &Stats, numbers: &PeriodNumbers, period: Period) -> Markup {
    let (now, before) = (&numbers.turnover, &numbers.before);
    let many = |label, now, before| number(label, grouped(now), &[compared(now, before, period)]);
    let long = |label, now: Took, before: Took| {
        let notes = [
            format!("median; nine in ten within {}", took(now.p90)),
            format!(
                "{} in the {} before",
                before.median.map_or_else(|| "none".to_owned(), duration),
                period.label()
            ),
        ];
        // Without any there is nothing to be said of them.
        let notes = if now.median.is_some() {
            &notes[..]
        } else {
            &notes[1..]
        };
        number(label, took(now.median), notes)
    };
    markup![
        "<dl class='stat-row stat-row-wide'>",
        number("Unresolved", grouped(stats.open), &["now"]),
        many("Opened", now.opened, before.opened),
        long("First response", now.first_response, before.first_response),
        number("All tickets", grouped(stats.total), &["ever"]),
        many("Resolved", now.resolved, before.resolved),
        long("Resolution", now.resolution, before.resolution),
        "</dl>"
    ]
}

/// How a number stands beside that of the period before.
fn compared(now: u64, before: u64, period: Period) -> String {
    let days = period.label();
    let percent = (now.abs_diff(before) * 100 + before / 2).checked_div(before);
    match percent {
        None => format!("none in the {days} before"),
        // Many times as much is beyond what percent can tell.
        Some(201..) => format!("{} in the {days} before", grouped(before)),
        Some(0) => format!("as in the {days} before ({})", grouped(before)),
        Some(percent) => {
            let more = if now > before { "more" } else { "fewer" };
            format!(
                "{percent}% {more} than in the {days} before ({})",
                grouped(before)
            )
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_told_beside_that_of_the_days_before() {
        let told = |now, before| compared(now, before, Period::Week);
        assert_eq!(told(0, 0), "none in the 7 days before");
        assert_eq!(told(7, 7), "as in the 7 days before (7)");
        assert_eq!(told(150, 100), "50% more than in the 7 days before (100)");
        assert_eq!(told(0, 3), "100% fewer than in the 7 days before (3)");
        assert_eq!(told(1_299, 1), "1 in the 7 days before");
    }
}
