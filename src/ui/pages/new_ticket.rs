//! `/o/{slug}/tickets/new`.

use leptos::prelude::*;

/// The page.
#[component]
pub fn NewTicketPage() -> impl IntoView {
    view! { <h1>"NewTicketPage"</h1> }
}
