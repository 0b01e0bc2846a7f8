//! `/o/{slug}/tickets/{number}`.

use leptos::prelude::*;

/// The page.
#[component]
pub fn TicketPage() -> impl IntoView {
    view! { <h1>"TicketPage"</h1> }
}
