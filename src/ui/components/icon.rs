//! Icons from the one sprite, `public/icons.svg`.

use leptos::prelude::*;

/// An outline icon of the sprite; decoration only, the words beside it say the same.
#[component]
pub fn Icon(
    /// Its id in the sprite.
    name: &'static str,
    /// Further classes; the size is 16 px unless they say otherwise.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    view! {
        <svg class=format!("icon {class}") aria-hidden="true" focusable="false">
            <use href=format!("/icons.svg#{name}")></use>
        </svg>
    }
}
