//! The frame of the pages about oneself, with or without an organization.

use leptos::prelude::*;

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
                <a class="logo" href="/">
                    <img src="/favicon.svg" alt="" width="24" height="24"/>
                    "Tutta"
                </a>
                <div class="grow"></div>
                <PersonMenu me note/>
            </header>
            <main id="main" class="main account-main" tabindex="-1">{children.make()}</main>
        </div>
    }
}
