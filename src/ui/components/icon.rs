//! Icons from the one sprite, `public/icons.svg`. Decoration only: the words beside them say the same.

use leptos::prelude::*;

use crate::ui::markup::{Markup, markup};

/// An outline icon in a view; 16 px unless its class says otherwise.
#[component]
pub fn Icon(
    /// Its id in the sprite.
    name: &'static str,
    /// Further classes.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    view! {
        <svg class=format!("icon {class}") aria-hidden="true" focusable="false">
            <use href=format!("/icons.svg#{name}")></use>
        </svg>
    }
}

/// An outline icon in markup, of 16 px.
#[must_use]
pub fn icon(name: &'static str) -> Markup {
    sized_icon(name, "")
}

/// An outline icon in markup, of the size its class says.
#[must_use]
pub fn sized_icon(name: &'static str, class: &'static str) -> Markup {
    markup![
        "<svg class='icon ",
        class,
        "' aria-hidden='true' focusable='false'><use href='/icons.svg#",
        name,
        "'></use></svg>"
    ]
}
