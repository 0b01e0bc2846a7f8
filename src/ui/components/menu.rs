//! A menu that folds out of a button: a `<details>` of forms and links without script, a real menu with it
//! (arrow keys, Home, End, Escape, focus back to the button).

use leptos::ev::{FocusEvent, KeyboardEvent};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos_router::hooks::use_location;
use web_sys::{Element, HtmlDetailsElement, HtmlElement, Node};

use crate::ui::browser;
use crate::ui::erase::{Kids, within};

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
    pub fn role(menu: Option<Self>, role: &'static str) -> Signal<Option<&'static str>> {
        Signal::derive(move || menu.filter(|menu| menu.live.get()).map(|_| role))
    }
}

/// A button and the menu that it opens.
#[component]
pub fn Menu(
    /// Unique on the page.
    id: &'static str,
    /// What the button says to screen readers.
    #[prop(into)]
    label: Signal<String>,
    /// Classes of the button.
    button_class: &'static str,
    /// Classes of the panel, such as the side it is on.
    #[prop(optional)]
    panel_class: &'static str,
    /// What the button shows.
    button: AnyView,
    /// The items; each has the attribute `data-item`.
    children: Kids,
) -> impl IntoView {
    let menu = MenuState {
        live: RwSignal::new(false),
    };
    close_on_navigation(id);
    Effect::new(move || menu.live.set(true));
    let role = MenuState::role(Some(menu), "menu");
    let panel_label = Signal::derive(move || role.get().map(|_| label.get()));
    view! {
        <details
            class="menu"
            id=id
            on:keydown=move |event| on_key(id, &event)
            on:focusout=move |event| on_focus_out(id, &event)
        >
            <summary
                class=button_class
                aria-label=label
                aria-haspopup=MenuState::role(Some(menu), "menu")
            >
                {button}
            </summary>
            <div class=format!("menu-panel {panel_class}") role=role aria-label=panel_label>
                {within(menu, move || children.make())}
            </div>
        </details>
    }
}

/// Folds a `<details>` up when the page changes.
pub fn close_on_navigation(id: &'static str) {
    let location = use_location();
    Effect::new(move |before: Option<()>| {
        location.pathname.track();
        if before.is_some()
            && let Some(details) = browser::by_id::<HtmlDetailsElement>(id)
        {
            details.set_open(false);
        }
    });
}

fn on_key(id: &str, event: &KeyboardEvent) {
    let Some(details) = browser::by_id::<HtmlDetailsElement>(id) else {
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
fn on_focus_out(id: &str, event: &FocusEvent) {
    let target = event
        .related_target()
        .and_then(|target| target.dyn_into::<Node>().ok());
    if let (Some(details), Some(target)) = (browser::by_id::<HtmlDetailsElement>(id), target)
        && !details.contains(Some(&target))
    {
        details.set_open(false);
    }
}
