//! The frame of pages outside any organization: one card in the middle.

use crate::ui::erase::Kids;
use leptos::prelude::*;

use super::ThemeSwitch;
use super::logo::Logo;

/// A page of one card.
#[component]
pub fn PlainFrame(
    /// The heading.
    #[prop(into)]
    title: String,
    /// The sentence below it.
    #[prop(optional, into)]
    lead: Option<String>,
    /// The content.
    children: Kids,
) -> impl IntoView {
    view! {
        <div class="plain">
            <header class="plain-head"><Logo/></header>
            <main id="main" class="plain-main" tabindex="-1">
                <div class="card plain-card">
                    <h1 class="page-title">{title}</h1>
                    {lead.map(|lead| view! { <p class="muted mt-1">{lead}</p> })}
                    <div class="mt-6">{children.make()}</div>
                </div>
            </main>
            <footer class="plain-foot"><ThemeSwitch/></footer>
        </div>
    }
}
