//! The few things that only a browser can do. Called from events and effects, never while rendering.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::{FocusOptions, HtmlElement};

/// The element with this id.
#[must_use]
pub fn by_id<E: JsCast>(id: &str) -> Option<E> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Moves the focus to the element with this id, without scrolling.
pub fn focus(id: &str) {
    if let Some(element) = by_id::<HtmlElement>(id) {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = element.focus_with_options(&options);
    }
}

/// Moves the focus to the first element that matches, inside the element with this id.
pub fn focus_in(id: &str, selector: &str) {
    let found = document()
        .get_element_by_id(id)
        .and_then(|root| root.query_selector(selector).ok().flatten())
        .and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if let Some(element) = found {
        let _ = element.focus();
    }
}

/// Colours the document by this theme at once; the cookie follows by itself.
pub fn show_theme(theme: &str) {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-theme", theme);
    }
}
