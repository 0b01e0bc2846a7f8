//! `/organizations`.

use leptos::prelude::*;

/// The page.
#[component]
pub fn OrganizationsPage() -> impl IntoView {
    view! { <h1>"OrganizationsPage"</h1> }
}
