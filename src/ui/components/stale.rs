//! What a record says now, beside what was typed, after a save from an older version was refused.

use leptos::prelude::*;

use super::form::FormState;

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

/// The comparison; nothing unless the form around it was refused as stale.
#[component]
pub fn StaleNotice(
    /// The record's present values.
    #[prop(into)]
    current: Signal<Vec<Current>>,
) -> impl IntoView {
    let form = FormState::around();
    let is_stale = Memo::new(move |_| form.is_some_and(|form| form.stale().is_some()));
    let lines = move || {
        current
            .get()
            .into_iter()
            .map(|field| {
                let value = if field.value.is_empty() { "Empty".to_owned() } else { field.value };
                view! { <dt>{field.label}</dt> <dd class="whitespace-pre-wrap break-words">{value}</dd> }
            })
            .collect_view()
    };
    view! {
        <Show when=move || is_stale.get()>
            <div class="stale">
                <p class="font-medium">"What the ticket says now"</p>
                <dl class="facts">{lines}</dl>
                <p class="muted">
                    "Below is what you entered; nothing of it is lost. Change it as you like, then save over what is there, or "
                    <a class="link" href="" rel="external">"drop your changes"</a>
                    "."
                </p>
            </div>
        </Show>
    }
}
