//! The meter beside new passwords (ADR 10). The pages load this module when such a field gets the focus; it then
//! listens to the document, since fields come and go with the pages.
//!
//! A field is an input inside `[data-strength]`, which may name the person's own words in `data-own`; the meter is
//! that element's `data-score`, its words are in its `[role=status]`.

use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, HtmlFormElement, HtmlInputElement};

/// Fewest characters a password may have; the server's own rule.
const MIN_CHARACTERS: usize = 12;

/// The fields of the same form that say who somebody is.
const OWN_FIELDS: &str = "[name=email], [name=first_name], [name=last_name]";

/// Begins to listen, and judges what was typed before.
#[wasm_bindgen(start)]
pub fn start() {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        return;
    };
    let listener = Closure::<dyn FnMut(Event)>::new(|event: Event| {
        let input = event.target().and_then(|target| target.dyn_into().ok());
        if let Some(input) = input {
            judge(&input);
        }
    });
    let callback = listener.as_ref().unchecked_ref();
    let _ = document.add_event_listener_with_callback("input", callback);
    listener.forget();
    if let Ok(inputs) = document.query_selector_all("[data-strength] input") {
        for input in elements(&inputs) {
            judge(&input);
        }
    }
}

/// Says what is thought of a new password; other fields are left alone.
fn judge(input: &HtmlInputElement) {
    let Ok(Some(field)) = input.closest("[data-strength]") else {
        return;
    };
    let password = input.value();
    if password.is_empty() {
        let _ = field.remove_attribute("data-score");
        return say(&field, "");
    }
    let own_words = own_words(input, &field);
    let own_words: Vec<&str> = own_words.iter().map(String::as_str).collect();
    let judgement = strength::judge(&password, &own_words);
    let missing = MIN_CHARACTERS.saturating_sub(password.chars().count());
    let words = match (missing, judgement.advice, judgement.score) {
        (1.., _, _) => format!("Too short: at least {MIN_CHARACTERS} characters."),
        (0, Some(advice), _) => advice,
        (0, None, 4) => "Strong.".to_owned(),
        (0, None, _) => "Good.".to_owned(),
    };
    let score = if missing > 0 {
        judgement.score.min(1)
    } else {
        judgement.score
    };
    let _ = field.set_attribute("data-score", &score.to_string());
    say(&field, &words);
}

/// Changes the words only where they are others, so that screen readers do not repeat them at each letter.
fn say(field: &Element, words: &str) {
    if let Ok(Some(status)) = field.query_selector("[role=status]")
        && status.text_content().as_deref() != Some(words)
    {
        status.set_text_content(Some(words));
    }
}

fn own_words(input: &HtmlInputElement, field: &Element) -> Vec<String> {
    let mut words: Vec<String> = field
        .get_attribute("data-own")
        .unwrap_or_default()
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    let form: Option<HtmlFormElement> = input.form();
    if let Some(Ok(inputs)) = form.map(|form| form.query_selector_all(OWN_FIELDS)) {
        words.extend(elements(&inputs).map(|input| input.value()));
    }
    words
}

fn elements(list: &web_sys::NodeList) -> impl Iterator<Item = HtmlInputElement> + '_ {
    (0..list.length()).filter_map(|at| list.get(at)?.dyn_into().ok())
}
