//! `/`: leads to where one belongs.

use leptos::prelude::*;

use crate::api::identity::LoadLanding;
use crate::ui::erase::nothing;
use crate::ui::load::load;
use crate::ui::part::redirect;

/// The page.
#[component]
pub fn RootPage() -> impl IntoView {
    load(
        || LoadLanding {},
        String::clone,
        nothing,
        |path| redirect(path.peek(String::clone)),
    )
}
