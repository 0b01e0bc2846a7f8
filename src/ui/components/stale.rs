//! What a record says now, beside what was typed, after a save from an older version was refused.

use leptos::prelude::*;

use super::form::FormState;
use crate::ui::erase::When;
use crate::ui::markup::{Markup, live_html, markup};

/// One field as the record has it now.
#[derive(Clone, PartialEq)]
pub struct Current {
    label: &'static str,
    value: String,
}

impl Current {
    /// A field and its present value.
    #[must_use]
    pub fn new(label: &'static str, value: impl Into<String>) -> Self {
        Self {
            label,
            value: value.into(),
        }
    }
}

/// The words of the button that saves, which change once a save would go over somebody else's.
pub fn save_words(form: FormState, usual: &'static str) -> impl Fn() -> &'static str {
    move || {
        if form.stale().is_some() {
            "Save over it"
        } else {
            usual
        }
    }
}

fn comparison(current: &[Current]) -> Markup {
    let line = |field: &Current| {
        let value = if field.value.is_empty() {
            "Empty"
        } else {
            &field.value
        };
        markup![
            "<dt>",
            field.label,
            "</dt><dd class='whitespace-pre-wrap break-words'>",
            value,
            "</dd>"
        ]
    };
    let lines: Markup = current.iter().map(line).collect();
    markup!["<dl class='facts'>", lines, "</dl>"]
}

/// The comparison; nothing unless the form around it was refused as stale.
#[component]
pub fn StaleNotice(
    /// The record's present values.
    #[prop(into)]
    current: Signal<Vec<Current>>,
) -> impl IntoView {
    let form = FormState::around();
    let is_stale = Memo::new(move |_| form.is_some_and(|form| form.stale().is_some()));
    view! {
        <When is=is_stale>
            <div class="stale">
                <p class="font-medium">"What the ticket says now"</p>
                {live_html("", move || current.with(|current| comparison(current)))}
                <p class="muted">
                    "Below is what you entered; nothing of it is lost. Change it as you like, then save over what is there, or "
                    <a class="link" href="" rel="external">"drop your changes"</a>
                    "."
                </p>
            </div>
        </When>
    }
}
