//! A menu that folds out of a button: a `<details>` of forms and links without script, a real menu with it
//! (arrow keys, Home, End, Escape, focus back to the button).

use leptos::context::Provider;
use leptos::ev::{FocusEvent, KeyboardEvent};
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos_router::hooks::use_location;
use web_sys::{Element, HtmlElement, Node};

const ITEMS: &str = "[data-item]";

/// What the items of a menu ask of it.
#[derive(Clone, Copy)]
pub struct MenuState {
    live: RwSignal<bool>,
}

impl MenuState {
    /// The menu around the caller.
    #[must_use]
    pub fn around() -> Option<Self> {
        use_context()
    }

    /// `role`, once keys work; without script these are plain links and buttons, and say so.
    pub fn role(
        menu: Option<Self>,
        role: &'static str,
    ) -> impl Fn() -> Option<&'static str> + Copy + Send {
        move || menu.filter(|menu| menu.live.get()).map(|_| role)
    }
}

/// A button and the menu that it opens.
#[component]
pub fn Menu(
    /// What the button says to screen readers.
    #[prop(into)]
    label: Signal<String>,
    /// Classes of the button.
    button_class: &'static str,
    /// Classes of the panel, such as the side it is on.
    #[prop(optional)]
    panel_class: &'static str,
    /// What the button shows.
    #[prop(into)]
    button: ViewFnOnce,
    /// The items; each has the attribute `data-item`.
    children: Children,
) -> impl IntoView {
    let menu = MenuState {
        live: RwSignal::new(false),
    };
    let node = NodeRef::<html::Details>::new();
    close_on_navigation(node);
    Effect::new(move || menu.live.set(true));
    let role = MenuState::role(Some(menu), "menu");
    view! {
        <details
            class="menu"
            node_ref=node
            on:keydown=move |event| on_key(node, &event)
            on:focusout=move |event| on_focus_out(node, &event)
        >
            <summary
                class=button_class
                aria-label=move || label.get()
                aria-haspopup=MenuState::role(Some(menu), "menu")
            >
                {button.run()}
            </summary>
            <div class=format!("menu-panel {panel_class}") role=role aria-label=move || role().map(|_| label.get())>
                <Provider value=menu>{children()}</Provider>
            </div>
        </details>
    }
}

/// Folds a `<details>` up when the page changes.
pub fn close_on_navigation(node: NodeRef<html::Details>) {
    let location = use_location();
    Effect::new(move |before: Option<()>| {
        location.pathname.track();
        if before.is_some()
            && let Some(details) = node.get_untracked()
        {
            details.set_open(false);
        }
    });
}

fn on_key(node: NodeRef<html::Details>, event: &KeyboardEvent) {
    let Some(details) = node.get_untracked() else {
        return;
    };
    let key = event.key();
    if !details.open() {
        if matches!(key.as_str(), "ArrowDown" | "ArrowUp") {
            event.prevent_default();
            details.set_open(true);
            move_focus(&details, if key == "ArrowUp" { "End" } else { "Home" });
        }
        return;
    }
    match key.as_str() {
        "Escape" => {
            event.prevent_default();
            details.set_open(false);
            if let Ok(Some(summary)) = details.query_selector("summary") {
                focus(&summary);
            }
        }
        "ArrowDown" | "ArrowUp" | "Home" | "End" => {
            event.prevent_default();
            move_focus(&details, &key);
        }
        _ => {}
    }
}

/// Moves the focus among the items, round at both ends.
fn move_focus(details: &Element, key: &str) {
    let Ok(found) = details.query_selector_all(ITEMS) else {
        return;
    };
    let items: Vec<Element> = (0..found.length())
        .filter_map(|at| found.get(at)?.dyn_into().ok())
        .collect();
    let focused = document().active_element();
    let at = items.iter().position(|item| Some(item) == focused.as_ref());
    let target = match (key, at) {
        ("End", _) | ("ArrowUp", None | Some(0)) => items.last(),
        ("ArrowUp", Some(at)) => items.get(at - 1),
        ("ArrowDown", Some(at)) => items.get(at + 1).or(items.first()),
        _ => items.first(),
    };
    if let Some(item) = target {
        focus(item);
    }
}

fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _ = element.focus();
    }
}

/// Folds up when the focus goes elsewhere.
fn on_focus_out(node: NodeRef<html::Details>, event: &FocusEvent) {
    let target = event
        .related_target()
        .and_then(|target| target.dyn_into::<Node>().ok());
    if let (Some(details), Some(target)) = (node.get_untracked(), target)
        && !details.contains(Some(&target))
    {
        details.set_open(false);
    }
}
