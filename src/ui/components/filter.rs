//! The form that narrows a list: a plain one, which leads to an address. With script the router goes there, and follows
//! every choice at once.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use web_sys::{FormData, HtmlFormElement, HtmlInputElement, UrlSearchParams};

use super::button::Look;
use super::icon::Icon;
use crate::ui::browser;
use crate::ui::erase::{Erase, Kids};

const FORM: &str = "filter";

/// What the form says, as the query of an address; empty fields say nothing.
pub fn said(form: &HtmlFormElement) -> Option<String> {
    let data = FormData::new_with_form(form).ok()?;
    let pairs = UrlSearchParams::new_with_str_sequence_sequence(&data).ok()?;
    let pairs = pairs.to_string().as_string()?;
    let pairs: Vec<_> = pairs.split('&').filter(|it| !it.ends_with('=')).collect();
    // A comma between choices may stand in an address as it is.
    Some(pairs.join("&").replace("%2C", ","))
}

/// The choices of a select that need not be made.
pub fn choices(
    any: &'static str,
    all: impl IntoIterator<Item = (&'static str, &'static str)>,
) -> Vec<(String, String)> {
    let all = std::iter::once(("", any)).chain(all);
    all.map(|(value, words)| (value.to_owned(), words.to_owned()))
        .collect()
}

/// The form; one on a page.
#[component]
pub fn Filter(
    /// The address of the list.
    #[prop(into)]
    list: Signal<String>,
    /// What is narrowed, for screen readers.
    label: &'static str,
    /// What unfolds it where there is little room.
    #[prop(default = "Filter")]
    opener: &'static str,
    /// Whether anything is narrowed now.
    #[prop(into)]
    is_filtered: Signal<bool>,
    /// The fields.
    children: Kids,
) -> impl IntoView {
    let navigate = use_navigate();
    let follow = move || {
        if let Some(query) = browser::by_id(FORM).and_then(|form| said(&form)) {
            let options = NavigateOptions {
                scroll: false,
                ..NavigateOptions::default()
            };
            let list = list.get_untracked();
            let address = match query.as_str() {
                "" => list,
                query => format!("{list}?{query}"),
            };
            navigate(&address, options);
        }
    };
    let follow_too = follow.clone();
    let is_idle = Signal::derive(move || !is_filtered.get());
    view! {
        <details class="filters" open=is_filtered.get_untracked()>
            <summary class="btn btn-secondary filters-button"><Icon name="list-filter"/> {opener}</summary>
            <form
                class="filters-form"
                method="get"
                action=list
                role="search"
                aria-label=label
                id=FORM
                on:submit=move |event| {
                    event.prevent_default();
                    follow();
                }
                on:change=move |_| follow_too()
            >
                {children.make()}
                <button type="submit" class=Look::Secondary.class()>"Apply"</button>
                <a class=Look::Quiet.class() href=list hidden=is_idle>"Clear"</a>
            </form>
        </details>
    }
    .erase()
}

/// A line of text that follows the address.
#[component]
pub fn FilterField(
    /// The parameter of the address.
    name: &'static str,
    /// What is asked for.
    label: &'static str,
    /// `search`, `email` or `date`.
    #[prop(default = "search")]
    kind: &'static str,
    /// What the address says.
    #[prop(into)]
    value: Signal<String>,
) -> impl IntoView {
    let id = format!("{FORM}-{name}");
    let (label_for, input) = (id.clone(), id.clone());
    Effect::new(move |before: Option<String>| {
        let now = value.get();
        if before.is_some_and(|before| before != now)
            && let Some(input) = browser::by_id::<HtmlInputElement>(&input)
        {
            input.set_value(&now);
        }
        now
    });
    let class = if kind == "search" {
        "field filters-search"
    } else {
        "field"
    };
    view! {
        <div class=class>
            <label class="label" for=label_for>{label}</label>
            <input class="input" type=kind id=id name=name autocomplete="off" value=value.get_untracked()/>
        </div>
    }
    .erase()
}
