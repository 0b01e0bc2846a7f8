//! The field for a new password, with a meter that says how easily it is guessed.
//!
//! The meter's judgement is the server's own, in a module that is only loaded when such a field gets the focus
//! (ADR 10). Without it, the server says the same when the form is sent.

use leptos::prelude::*;

use super::field::TextField;
use crate::ui::browser;
use crate::ui::erase::Erase;

/// What every new password is told.
const HINT: &str = "At least 12 characters. Several unrelated words make a good one.";

/// A new password.
#[component]
pub fn NewPasswordField(
    /// What is asked for.
    #[prop(default = "Password")]
    label: &'static str,
    /// What the person is called, where no field of the form says it: worth nothing in a password.
    #[prop(optional, into)]
    own_words: String,
) -> impl IntoView {
    view! {
        <div data-strength="" data-own=own_words on:focusin=move |_| browser::load_module("strength")>
            <TextField name="password" label kind="password" autocomplete="new-password" hint=HINT/>
            <div class="strength" aria-hidden="true"></div>
            <p class="hint" role="status"></p>
        </div>
    }
    .erase()
}
