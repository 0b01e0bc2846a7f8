//! Buttons, and links that look like them.

use leptos::prelude::*;

use super::form::FormState;
use super::icon::icon;
use crate::ui::erase::{Erase, Kids};
use crate::ui::markup::{Markup, html, markup};

/// How much a button asks for attention.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Look {
    /// The one thing to do here.
    #[default]
    Primary,
    /// One of several.
    Secondary,
    /// Barely there.
    Quiet,
    /// Takes something away.
    Danger,
}

impl Look {
    /// The classes of a button of this look.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Primary => "btn btn-primary",
            Self::Secondary => "btn btn-secondary",
            Self::Quiet => "btn btn-quiet",
            Self::Danger => "btn btn-danger",
        }
    }
}

/// Sends the form around it, and shows that it is being sent.
#[component]
pub fn Submit(
    /// How it looks.
    #[prop(optional)]
    look: Look,
    /// The icon before its words.
    #[prop(optional)]
    shape: Option<&'static str>,
    /// Further classes.
    #[prop(optional)]
    class: &'static str,
    /// What it does, in words.
    children: Kids,
) -> impl IntoView {
    let form = FormState::around();
    let flag = Signal::derive(move || {
        form.is_some_and(|form| form.pending.get())
            .then_some("true")
    });
    view! {
        <button type="submit" class=format!("{} {class}", look.class()) aria-busy=flag aria-disabled=flag>
            {html("btn-icon empty:hidden", shape.map(icon).unwrap_or_default())}
            <span class="btn-words">{children.make()}</span>
            <span class="spinner" aria-hidden="true"></span>
        </button>
    }
    .erase()
}

/// A link that looks like a button; its icon may be empty.
#[must_use]
pub fn link_button(href: &str, look: Look, shape: &'static str, words: &'static str) -> Markup {
    let shape = (!shape.is_empty()).then(|| icon(shape));
    markup![
        "<a class='",
        look.class(),
        "' href='",
        href,
        "'>",
        shape,
        "<span>",
        words,
        "</span></a>"
    ]
}
