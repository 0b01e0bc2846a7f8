//! The few things that only a browser can do. Called from events and effects, never while rendering.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Element, Event, FocusOptions, HtmlAnchorElement, HtmlDialogElement, HtmlElement,
    HtmlFormElement, HtmlInputElement,
};

/// The element with this id.
#[must_use]
pub fn by_id<E: JsCast>(id: &str) -> Option<E> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// The link that an event happened on.
#[must_use]
pub fn link_at(event: &Event) -> Option<HtmlAnchorElement> {
    let element = event.target()?.dyn_into::<Element>().ok()?;
    element.closest("a[href]").ok().flatten()?.dyn_into().ok()
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

/// Whether nothing in the page has the focus, as after what had it was taken out.
#[must_use]
pub fn has_no_focus() -> bool {
    let body = document().body();
    let focused = document().active_element();
    focused.is_none_or(|it| body.is_some_and(|body| it.is_same_node(Some(&body))))
}

/// Closes the dialog around the form with this id, if there is one, and empties the form for the next time.
pub fn close_dialog_around(form: &str) {
    let Some(form) = by_id::<HtmlFormElement>(form) else {
        return;
    };
    let dialog = form.closest("dialog").ok().flatten();
    if let Some(dialog) = dialog.and_then(|it| it.dyn_into::<HtmlDialogElement>().ok()) {
        form.reset();
        dialog.close();
    }
}

/// Whether the form with this id holds files that would go with it.
#[must_use]
pub fn chosen_files_in(form: &str) -> bool {
    let form = document().get_element_by_id(form);
    let field = form.and_then(|form| {
        form.query_selector("input[type='file'][name]")
            .ok()
            .flatten()
    });
    let field = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
    field.is_some_and(|field| !field.value().is_empty())
}

/// Takes the content out of the element with this id.
#[must_use]
pub fn take_content(id: &str) -> String {
    let element = document().get_element_by_id(id);
    element.map_or_else(String::new, |element| {
        let content = element.inner_html();
        element.set_inner_html("");
        content
    })
}

/// Puts content back that was taken out.
pub fn put_content(id: &str, content: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        element.set_inner_html(content);
    }
}

/// Loads a module of ours that most visits do without, once; the document's head names its address. Where it does
/// not, there is none.
pub fn load_module(name: &str) {
    let id = format!("{name}-module");
    if document().get_element_by_id(&id).is_some() {
        return;
    }
    let named = document().query_selector(&format!("meta[name='{name}-module']"));
    let address = named
        .ok()
        .flatten()
        .and_then(|meta| meta.get_attribute("content"));
    if let (Some(address), Ok(script), Some(head)) = (
        address,
        document().create_element("script"),
        document().query_selector("head").ok().flatten(),
    ) {
        for (name, value) in [("id", id.as_str()), ("type", "module"), ("src", &address)] {
            let _ = script.set_attribute(name, value);
        }
        let _ = head.append_child(&script);
    }
}

/// The time zone that the browser is in.
#[must_use]
pub fn time_zone() -> Option<String> {
    use web_sys::js_sys::{Array, Intl, Object, Reflect};
    let format = Intl::DateTimeFormat::new(&Array::new(), &Object::new());
    let zone = Reflect::get(&format.resolved_options(), &"timeZone".into());
    zone.ok()?.as_string()
}

/// Copies a text; whether the browser let the page do so.
pub async fn copy(text: &str) -> bool {
    use web_sys::js_sys::{Function, Promise, Reflect};
    // Looked up by name: the types of the whole clipboard would be more than this one call.
    let navigator = Reflect::get(&window(), &"navigator".into());
    let clipboard = navigator.and_then(|navigator| Reflect::get(&navigator, &"clipboard".into()));
    let asked: Result<Promise, _> = clipboard.and_then(|clipboard| {
        let write: Function = Reflect::get(&clipboard, &"writeText".into())?.dyn_into()?;
        write.call1(&clipboard, &text.into())?.dyn_into()
    });
    match asked {
        Ok(asked) => JsFuture::from(asked).await.is_ok(),
        Err(_) => false,
    }
}

/// Colours the document by this theme at once; the cookie follows by itself.
pub fn show_theme(theme: &str) {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-theme", theme);
    }
}
