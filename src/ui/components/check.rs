//! A box to tick.

use leptos::prelude::*;

use super::form::FormState;
use crate::ui::erase::Erase;

/// A box; it sends `true` where it is ticked, and nothing where it is not.
#[component]
pub fn CheckField(
    /// The argument of the server function.
    name: &'static str,
    /// What it says.
    label: &'static str,
    /// Whether it is ticked at first.
    value: bool,
    /// A word of help.
    #[prop(optional)]
    hint: Option<&'static str>,
) -> impl IntoView {
    let form = FormState::around();
    let id = format!("{}-{name}", form.map(FormState::id).unwrap_or_default());
    // A refused post says nothing of a box that was not ticked.
    let refused = form.filter(|form| form.was_posted());
    let checked = refused.map_or(value, |form| form.typed(name).is_some());
    let hint_id = format!("{id}-hint");
    let described_by = hint.map(|_| hint_id.clone());
    view! {
        <div class="field">
            <label class="check">
                <input type="checkbox" name=name value="true" checked=checked id=id aria-describedby=described_by/>
                {label}
            </label>
            {hint.map(|hint| view! { <p class="hint" id=hint_id>{hint}</p> })}
        </div>
    }
    .erase()
}
