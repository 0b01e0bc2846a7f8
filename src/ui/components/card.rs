//! A framed part of a page with a heading of its own.

use leptos::prelude::*;

/// A card.
#[component]
pub fn Card(
    /// Its heading.
    #[prop(into)]
    title: String,
    /// Unique on the page; the heading's id.
    id: &'static str,
    /// What stands beside the heading.
    #[prop(optional, into)]
    aside: ViewFnOnce,
    /// Whether the content touches the frame, as tables do.
    #[prop(optional)]
    flush: bool,
    /// The content.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="card" aria-labelledby=id>
            <div class="card-head">
                <h2 class="card-title" id=id>{title}</h2>
                {aside.run()}
            </div>
            <div class=if flush { "" } else { "card-body" }>{children()}</div>
        </section>
    }
}
