//! What was typed into a form that is not there any more: nothing typed is ever lost (ADR 3).

use leptos::prelude::*;

use super::alert::{Tone, alert};
use crate::model::attachment::Upload;
use crate::model::view::FormFlash;
use crate::ui::erase::{live, nothing};
use crate::ui::flash::Flash;
use crate::ui::markup::{Markup, hidden, html, markup};

/// Below the page: why the post that led here was refused, and what it held, unless a form of the page says so.
/// It has to come after the forms.
#[must_use]
pub fn left_over() -> AnyView {
    live(|| match Flash::left() {
        Some(flash) => html("", not_saved(&flash)),
        None => nothing(),
    })
}

fn not_saved(flash: &FormFlash) -> Markup {
    let words = markup![
        "<p>",
        flash.error.to_string(),
        "</p><p>This was not saved. Here is what you wrote, to copy it.</p>"
    ];
    markup![
        "<section class='card plain-card mt-6' aria-label='Not saved'>",
        alert(Tone::Warning, words),
        "<div class='stack mt-4'>",
        kept_fields(flash),
        "</div></section>"
    ]
}

/// The fields of a form as they were sent: to be seen where there is something to see, hidden where not.
#[must_use]
pub fn kept_fields(flash: &FormFlash) -> Markup {
    flash.values.iter().map(kept).collect()
}

/// What a page puts into its forms by itself.
const NOT_TYPED: [&str; 6] = ["link", "next", "slug", "token", "version", Upload::FIELD];

/// Whether somebody wrote it: choices and ids tell people nothing.
fn is_writing(name: &str, value: &str) -> bool {
    value.trim().chars().count() >= 3
        && !NOT_TYPED.contains(&name)
        && value.parse::<uuid::Uuid>().is_err()
}

fn kept((name, value): &(String, String)) -> Markup {
    if !is_writing(name, value) {
        return hidden(name, value);
    }
    let rows = u64::try_from(value.lines().count().clamp(1, 12)).unwrap_or(1);
    markup![
        "<label class='field'><span class='label'>",
        spoken(name),
        "</span><textarea class='input textarea' readonly name='",
        name,
        "' rows='",
        rows,
        "'>",
        "\n",
        value,
        "</textarea></label>"
    ]
}

/// A field's name as people read it: `due_at` is `Due at`.
fn spoken(name: &str) -> String {
    let words = name.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
