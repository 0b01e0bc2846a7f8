//! Small tables of names and numbers.

use crate::ui::markup::{Markup, markup};
use crate::ui::number::grouped;

/// A table: what it tells (for screen readers), its columns, and a name with its numbers per row.
#[must_use]
pub fn numbers_table(
    caption: &'static str,
    columns: &[&'static str],
    rows: &[(String, Vec<u64>)],
) -> Markup {
    let head = |(at, title): (usize, &&'static str)| {
        let class = if at == 0 { "" } else { "num" };
        markup!["<th scope='col' class='", class, "'>", *title, "</th>"]
    };
    let row = |(name, numbers): &(String, Vec<u64>)| {
        let cells: Markup = numbers
            .iter()
            .map(|number| markup!["<td class='num'>", grouped(*number), "</td>"])
            .collect();
        markup!["<tr><th scope='row'>", name, "</th>", cells, "</tr>"]
    };
    let head: Markup = columns.iter().enumerate().map(head).collect();
    let body: Markup = rows.iter().map(row).collect();
    markup![
        "<table class='table'><caption class='sr-only'>",
        caption,
        "</caption><thead><tr>",
        head,
        "</tr></thead><tbody>",
        body,
        "</tbody></table>"
    ]
}
