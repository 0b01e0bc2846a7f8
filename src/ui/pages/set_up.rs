//! `/setup`.

use leptos::prelude::*;

/// The page.
#[component]
pub fn SetUpPage() -> impl IntoView {
    view! { <h1>"SetUpPage"</h1> }
}
