//! Bars for days. The picture is for the eyes: one kind of bar is filled, the other drawn in outline, so that no colour
//! need be told from another. A table beneath says the same to everybody.

use super::table::numbers_table;
use crate::model::stats::Day;
use crate::ui::markup::{Markup, markup};
use crate::ui::time::{day, day_of_month, weekday};

/// Height of the drawing, in its own units; those of widths are a hundredth of a day's.
const HEIGHT: u64 = 1000;
const DAY: u64 = 100;
const BAR: u64 = 26;
const GAP: u64 = 3;

/// How long all bars together take to grow, in milliseconds.
const GROWING: u64 = 105;

/// Most days that each have their numbers written below.
const FEW: usize = 7;

/// The least round number that holds all bars and halves evenly.
fn ceiling(most: u64) -> u64 {
    let mut step = 1;
    while step * 10 < most {
        step *= 10;
    }
    [2, 4, 6, 10]
        .into_iter()
        .map(|times| times * step)
        .find(|top| *top >= most)
        .unwrap_or(most)
}

/// One bar, standing on the ground.
fn bar(class: &'static str, delay: u64, x: u64, value: u64, top: u64) -> Markup {
    let height = value * HEIGHT / top;
    markup![
        "<rect class='bar ",
        class,
        "' style='animation-delay:",
        delay,
        "ms' x='",
        x,
        "' y='",
        HEIGHT - height,
        "' width='",
        BAR,
        "' height='",
        height,
        "'></rect>"
    ]
}

fn drawing(days: &[Day], top: u64) -> Markup {
    let width = days.len() as u64 * DAY;
    let bars = |(at, day): (u64, &Day)| {
        let middle = at * DAY + DAY / 2;
        let delay = middle * GROWING / width;
        markup![
            bar("bar-opened", delay, middle - BAR - GAP, day.opened, top),
            bar("bar-resolved", delay, middle + GAP, day.resolved, top)
        ]
    };
    let line = |y: u64| {
        markup![
            "<line class='grid-line' x1='0' x2='",
            width,
            "' y1='",
            y,
            "' y2='",
            y,
            "'></line>"
        ]
    };
    let bars: Markup = (0..).zip(days).map(bars).collect();
    markup![
        "<svg class='bars' viewBox='0 0 ",
        width,
        " ",
        HEIGHT,
        "' preserveAspectRatio='none' aria-hidden='true'>",
        line(0),
        line(HEIGHT / 2),
        line(HEIGHT),
        bars,
        "</svg>"
    ]
}

/// What stands below the bars: each of a few days with its numbers, or the date of every so many.
fn labels(days: &[Day]) -> Markup {
    let few = |day: &Day| {
        markup![
            "<div><div>",
            weekday(day.date),
            "</div><div class='chart-numbers'><span>",
            day.opened,
            " /</span> <span>",
            day.resolved,
            "</span></div></div>"
        ]
    };
    let first = |days: &[Day]| {
        let date = days.first().map(|day| day_of_month(day.date));
        markup!["<div class='chart-date'>", date, "</div>"]
    };
    let labels: Vec<Markup> = if days.len() <= FEW {
        days.iter().map(few).collect()
    } else {
        days.chunks(days.len().div_ceil(6)).map(first).collect()
    };
    markup![
        "<div class='chart-days' style='grid-template-columns:repeat(",
        labels.len() as u64,
        ",1fr)'>",
        labels.into_iter().collect::<Markup>(),
        "</div>"
    ]
}

/// Tickets opened and resolved per day, oldest first.
#[must_use]
pub fn day_chart(days: &[Day]) -> Markup {
    let most = days.iter().map(|day| day.opened.max(day.resolved)).max();
    let top = ceiling(most.unwrap_or(0));
    let row = |entry: &Day| (day(entry.date), vec![entry.opened, entry.resolved]);
    let rows: Vec<_> = days.iter().map(row).collect();
    let table = numbers_table(
        "Tickets opened and resolved per day",
        &["Day", "Opened", "Resolved"],
        &rows,
    );
    let width = if days.len() > 31 { "chart-wide" } else { "" };
    markup![
        "<figure class='chart'><figcaption class='chart-legend'><span class='legend legend-opened'>Opened</span>",
        "<span class='legend legend-resolved'>Resolved</span></figcaption>",
        "<div class='chart-plot' aria-hidden='true'><div class='chart-scale'><span>",
        top,
        "</span><span>",
        top / 2,
        "</span><span>0</span></div><div class='chart-field'><div class='",
        width,
        "'>",
        drawing(days, top),
        labels(days),
        "</div></div></div><details class='chart-table'><summary>The days as a table</summary>",
        table,
        "</details></figure>"
    ]
}

#[cfg(test)]
mod tests {
    use super::ceiling;

    #[test]
    fn the_scale_holds_every_bar_and_halves_evenly() {
        assert_eq!(
            [0, 1, 3, 5, 7, 11, 45, 70, 100, 1234].map(ceiling),
            [2, 2, 4, 6, 10, 20, 60, 100, 100, 2000]
        );
        assert!((0..5000).all(|most| ceiling(most) >= most && ceiling(most).is_multiple_of(2)));
    }
}
