//! What stands where nothing is yet: what the place is for, and the next thing to do.

use leptos::prelude::*;

use super::icon::Icon;

/// An empty place.
#[component]
pub fn Empty(
    /// Its icon.
    icon: &'static str,
    /// What is not there.
    title: &'static str,
    /// What the place is for.
    text: &'static str,
    /// What to do next.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="empty">
            <span class="empty-icon"><Icon name=icon class="icon-lg"/></span>
            <h2 class="empty-title">{title}</h2>
            <p class="muted max-w-prose">{text}</p>
            <div class="row justify-center mt-2">{children()}</div>
        </div>
    }
}
