//! The week's bars. The picture is for the eyes; a table behind it says the same to screen readers.

use super::table::numbers_table;
use crate::model::stats::Day;
use crate::ui::markup::{Markup, markup};
use crate::ui::time::{day, weekday};

/// Height of the drawing, in its own units; those of widths are a tenth of a day's.
const HEIGHT: u64 = 1000;
const DAY: u64 = 100;
const BAR: u64 = 26;
const GAP: u64 = 3;

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
fn bar(class: &'static str, day: u64, x: u64, value: u64, top: u64) -> Markup {
    let height = value * HEIGHT / top;
    markup![
        "<rect class='bar ",
        class,
        "' style='animation-delay:",
        day * 15,
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
    let bars = |(at, day): (u64, &Day)| {
        let middle = at * DAY + DAY / 2;
        markup![
            bar("bar-opened", at, middle - BAR - GAP, day.opened, top),
            bar("bar-resolved", at, middle + GAP, day.resolved, top)
        ]
    };
    let width = 7 * DAY;
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

/// Tickets opened and resolved per day, oldest first.
#[must_use]
pub fn week_chart(days: &[Day]) -> Markup {
    let top = ceiling(
        days.iter()
            .map(|day| day.opened.max(day.resolved))
            .max()
            .unwrap_or(0),
    );
    let label = |day: &Day| {
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
    let labels: Markup = days.iter().map(label).collect();
    let rows: Vec<_> = days
        .iter()
        .map(|entry| (day(entry.date), vec![entry.opened, entry.resolved]))
        .collect();
    let caption = "Tickets opened and resolved per day, last 7 days";
    markup![
        "<figure class='chart'><div class='sr-only'>",
        numbers_table(caption, &["Day", "Opened", "Resolved"], &rows),
        "</div><div class='chart-plot' aria-hidden='true'><div class='chart-scale'><span>",
        top,
        "</span><span>",
        top / 2,
        "</span><span>0</span></div>",
        drawing(days, top),
        "<div class='chart-days'>",
        labels,
        "</div></div><figcaption class='chart-legend'><span class='legend legend-opened'>Opened</span>",
        "<span class='legend legend-resolved'>Resolved</span></figcaption></figure>"
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
