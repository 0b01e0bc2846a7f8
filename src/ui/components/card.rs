//! A framed part of a page with a heading of its own.

use leptos::prelude::*;

use crate::ui::erase::{Erase, Kids};
use crate::ui::markup::{Markup, markup};

/// A card in a view.
#[component]
pub fn Card(
    /// Its heading.
    title: &'static str,
    /// Unique on the page; the heading's id.
    id: &'static str,
    /// The content.
    children: Kids,
) -> impl IntoView {
    view! {
        <section class="card" aria-labelledby=id>
            <div class="card-head"><h2 class="card-title" id=id>{title}</h2></div>
            <div class="card-body">{children.make()}</div>
        </section>
    }
    .erase()
}

/// A card in markup; `aside` stands beside the heading.
#[must_use]
pub fn card(title: &'static str, id: &'static str, aside: Markup, body: Markup) -> Markup {
    framed(title, id, aside, "card-body", body)
}

/// A card whose content touches the frame, as tables do.
#[must_use]
pub fn flush_card(title: &'static str, id: &'static str, aside: Markup, body: Markup) -> Markup {
    framed(title, id, aside, "", body)
}

fn framed(
    title: &'static str,
    id: &'static str,
    aside: Markup,
    class: &'static str,
    body: Markup,
) -> Markup {
    markup![
        "<section class='card' aria-labelledby='",
        id,
        "'><div class='card-head'><h2 class='card-title' id='",
        id,
        "'>",
        title,
        "</h2>",
        aside,
        "</div><div class='",
        class,
        "'>",
        body,
        "</div></section>"
    ]
}
