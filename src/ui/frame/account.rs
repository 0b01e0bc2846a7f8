//! The frame of the pages about oneself, with or without an organization.

use leptos::prelude::*;

use super::logo::Logo;
use super::person::PersonMenu;
use crate::model::user::Me;
use crate::ui::erase::Kids;

/// The bar on top, and the page below it.
#[component]
pub fn AccountFrame(
    /// Who one is.
    me: Signal<Me>,
    /// The content.
    children: Kids,
) -> impl IntoView {
    let note = Signal::derive(move || me.with(|me| me.user_type.label()));
    view! {
        <div class="frame">
            <header class="header">
                <Logo/>
                <div class="grow"></div>
                <PersonMenu me note/>
            </header>
            <main id="main" class="main" tabindex="-1">
                <div class="page page-narrow">{children.make()}</div>
            </main>
        </div>
    }
}
