//! `/platform`: the organizations.

use leptos::prelude::*;

use crate::ui::components::page::{TabTitle, page_head};
use crate::ui::erase::Erase;
use crate::ui::markup::{Markup, html};

/// The page.
#[component]
pub fn PlatformOrganizationsPage() -> impl IntoView {
    let note = "The tenants of this platform.";
    view! {
        <TabTitle title="Organizations"/>
        <div class="page">{html("", page_head("Organizations", note, Markup::new()))}</div>
    }
    .erase()
}
