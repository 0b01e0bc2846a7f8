//! `/o/{slug}/tickets/{number}/edit`.

use leptos::prelude::*;

/// The page.
#[component]
pub fn EditTicketPage() -> impl IntoView {
    view! { <h1>"EditTicketPage"</h1> }
}
