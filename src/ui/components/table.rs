//! Tables that scroll inside their frame where the screen is narrow.

use leptos::prelude::*;

use crate::ui::number::grouped;

/// A small table of names and numbers.
#[component]
pub fn NumbersTable(
    /// What it tells, for screen readers.
    caption: &'static str,
    /// The heading of each column.
    columns: Vec<&'static str>,
    /// A name and its numbers per row.
    rows: Vec<(String, Vec<u64>)>,
) -> impl IntoView {
    let head = |(at, title): (usize, &'static str)| {
        let class = if at == 0 { "" } else { "num" };
        view! { <th scope="col" class=class>{title}</th> }
    };
    let row = |(name, numbers): (String, Vec<u64>)| {
        let cells = numbers
            .into_iter()
            .map(|number| view! { <td class="num">{grouped(number)}</td> })
            .collect_view();
        view! {
            <tr>
                <th scope="row">{name}</th>
                {cells}
            </tr>
        }
    };
    view! {
        <table class="table">
            <caption class="sr-only">{caption}</caption>
            <thead>
                <tr>{columns.into_iter().enumerate().map(head).collect_view()}</tr>
            </thead>
            <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}
