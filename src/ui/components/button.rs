//! Buttons, and links that look like them.

use leptos::prelude::*;

use super::form::FormState;
use super::icon::Icon;

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
    icon: Option<&'static str>,
    /// Further classes.
    #[prop(optional)]
    class: &'static str,
    /// What it does, in words.
    children: Children,
) -> impl IntoView {
    let form = FormState::around();
    let pending = move || form.is_some_and(|form| form.pending.get());
    let flag = move || pending().then_some("true");
    view! {
        <button type="submit" class=format!("{} {class}", look.class()) aria-busy=flag aria-disabled=flag>
            {icon.map(|name| view! { <Icon name/> })}
            <span class="btn-words">{children()}</span>
            <span class="spinner" aria-hidden="true"></span>
        </button>
    }
}

/// A link that looks like a button.
#[component]
pub fn LinkButton(
    /// Where it leads.
    #[prop(into)]
    href: Signal<String>,
    /// How it looks.
    #[prop(optional)]
    look: Look,
    /// The icon before its words.
    #[prop(optional)]
    icon: Option<&'static str>,
    /// Further classes.
    #[prop(optional)]
    class: &'static str,
    /// Where it leads, in words.
    children: Children,
) -> impl IntoView {
    view! {
        <a class=format!("{} {class}", look.class()) href=move || href.get()>
            {icon.map(|name| view! { <Icon name/> })}
            <span>{children()}</span>
        </a>
    }
}
