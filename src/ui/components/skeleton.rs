//! Grey stand-ins of the size of what is being loaded, so that nothing jumps.

use leptos::prelude::*;

/// A page's heading and `rows` lines of a list below it.
fn page(rows: usize, row: &'static str) -> AnyView {
    view! {
        <div class="page" aria-hidden="true">
            <div class="page-head"><div class="skeleton h-8 w-56"></div></div>
            <div class="card">
                {(0..rows).map(|_| view! { <div class=format!("skeleton m-4 {row}")></div> }).collect_view()}
            </div>
        </div>
        <p class="sr-only" role="status">"Loading"</p>
    }
    .into_any()
}

/// A list of tickets.
#[must_use]
pub fn list() -> AnyView {
    page(12, "h-6")
}

/// A form, or a conversation.
#[must_use]
pub fn blocks() -> AnyView {
    page(4, "h-28")
}

/// Nothing, for what is over in a moment.
#[must_use]
pub fn nothing() -> AnyView {
    ().into_any()
}
