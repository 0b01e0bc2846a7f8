//! `/`: leads to where one belongs.

use leptos::prelude::*;
use leptos_router::components::Redirect;

use crate::api::identity::LoadLanding;
use crate::ui::erase::{Erase, nothing};
use crate::ui::load::load;

/// The page.
#[component]
pub fn RootPage() -> impl IntoView {
    load(
        || LoadLanding {},
        String::clone,
        nothing,
        |path| view! { <Redirect path=path.peek(String::clone)/> }.erase(),
    )
}
