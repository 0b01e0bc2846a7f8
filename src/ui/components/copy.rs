//! A button that copies a text which stands beside it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::button::Look;
use super::toast::Toasts;
use crate::ui::browser;
use crate::ui::erase::Erase;

/// The button; `said` is what is told once the text is copied.
#[must_use]
pub fn copy_button(text: Signal<String>, said: &'static str) -> AnyView {
    let toasts = Toasts::find();
    let copy = move |_| {
        let text = text.get_untracked();
        spawn_local(async move {
            let is_copied = browser::copy(&text).await;
            match toasts {
                Some(toasts) if is_copied => toasts.say(said),
                Some(toasts) => toasts
                    .warn("The browser does not let this page copy. Mark the text and copy it."),
                None => {}
            }
        });
    };
    view! { <button type="button" class=Look::Secondary.class() on:click=copy>"Copy"</button> }
        .erase()
}
