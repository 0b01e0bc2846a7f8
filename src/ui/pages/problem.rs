//! What is shown instead of a page: not found, not allowed, waiting, broken.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::Redirect;
use leptos_router::hooks::use_location;

use super::sign_in;
use crate::model::AppError;

/// The page for an error. The server has set the status already, where the error arose.
#[must_use]
pub fn problem(error: AppError) -> AnyView {
    if error == AppError::SignedOut {
        let location = use_location();
        let search = location.search.get_untracked();
        let path = location.pathname.get_untracked();
        let here = if search.is_empty() {
            path
        } else {
            format!("{path}?{search}")
        };
        return view! { <Redirect path=sign_in::address(&here)/> }.into_any();
    }
    view! { <Title text="Problem"/><h1>{error.to_string()}</h1> }.into_any()
}

/// No route has this address.
#[component]
pub fn NotFound() -> impl IntoView {
    problem(AppError::NotFound)
}
