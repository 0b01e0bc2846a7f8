//! `/o/{slug}/tickets`.

use leptos::prelude::*;

/// The page.
#[component]
pub fn TicketsPage() -> impl IntoView {
    view! { <h1>"TicketsPage"</h1> }
}
