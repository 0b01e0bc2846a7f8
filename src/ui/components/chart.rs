//! The week's bars. The picture is for the eyes; a table behind it says the same to screen readers.

use leptos::prelude::*;

use super::table::NumbersTable;
use crate::model::stats::Day;
use crate::ui::time::{day, weekday};

/// Height of the drawing, in its own units.
const HEIGHT: f64 = 100.0;
/// Width of one day, in its own units.
const DAY: f64 = 10.0;
/// Width of one bar, in its own units.
const BAR: f64 = 2.6;

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
fn bar(x: f64, value: u64, top: u64, class: &'static str, delay: usize) -> AnyView {
    #[expect(
        clippy::cast_precision_loss,
        reason = "tickets of one day stay far below 2^52"
    )]
    let height = value as f64 / top as f64 * HEIGHT;
    let style = format!("animation-delay:{}ms", delay * 15);
    view! {
        <rect class=class style=style x=format!("{x:.1}") y=format!("{:.2}", HEIGHT - height) width=BAR height=format!("{height:.2}")></rect>
    }
    .into_any()
}

fn drawing(days: &[Day], top: u64) -> AnyView {
    #[expect(clippy::cast_precision_loss, reason = "seven days")]
    let left = |at: usize| at as f64 * DAY;
    let bars = days.iter().enumerate().map(|(at, day)| {
        let x = left(at) + DAY / 2.0;
        (
            bar(x - BAR - 0.3, day.opened, top, "bar bar-opened", at),
            bar(x + 0.3, day.resolved, top, "bar bar-resolved", at),
        )
    });
    let width = left(days.len().max(1));
    let line = |y: f64| view! { <line class="grid-line" x1="0" x2=width y1=y y2=y></line> };
    view! {
        <svg class="bars" viewBox=format!("0 0 {width} {HEIGHT}") preserveAspectRatio="none" aria-hidden="true">
            {line(0.0)} {line(HEIGHT / 2.0)} {line(HEIGHT)}
            {bars.collect::<Vec<_>>()}
        </svg>
    }
    .into_any()
}

/// Tickets opened and resolved per day.
#[component]
pub fn WeekChart(
    /// The days, oldest first.
    days: Vec<Day>,
) -> impl IntoView {
    let top = ceiling(
        days.iter()
            .map(|day| day.opened.max(day.resolved))
            .max()
            .unwrap_or(0),
    );
    let labels = days
        .iter()
        .map(|day| {
            view! {
                <div>
                    <div>{weekday(day.date)}</div>
                    <div class="chart-numbers"><span>{day.opened} " /"</span> <span>{day.resolved}</span></div>
                </div>
            }
        })
        .collect_view();
    let rows = days
        .iter()
        .map(|entry| (day(entry.date), vec![entry.opened, entry.resolved]))
        .collect();
    view! {
        <figure class="chart">
            <div class="sr-only">
                <NumbersTable
                    caption="Tickets opened and resolved per day, last 7 days"
                    columns=vec!["Day", "Opened", "Resolved"]
                    rows
                />
            </div>
            <div class="chart-plot" aria-hidden="true">
                <div class="chart-scale"><span>{top}</span><span>{top / 2}</span><span>"0"</span></div>
                {drawing(&days, top)}
                <div class="chart-days">{labels}</div>
            </div>
            <figcaption class="chart-legend">
                <span class="legend legend-opened">"Opened"</span>
                <span class="legend legend-resolved">"Resolved"</span>
            </figcaption>
        </figure>
    }
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
        assert!((0..5000).all(|most| ceiling(most) >= most && ceiling(most) % 2 == 0));
    }
}
