//! Tabs as links: each has an address of its own and works without script.

use leptos::prelude::*;

/// One tab.
#[derive(Clone, PartialEq)]
pub struct Tab {
    /// Where it is.
    pub href: String,
    /// Its words.
    pub label: &'static str,
    /// How many things are behind it.
    pub count: Option<String>,
    /// Whether it is the one shown.
    pub current: bool,
}

/// A row of tabs.
#[component]
pub fn Tabs(
    /// What they choose between.
    label: &'static str,
    /// The tabs.
    #[prop(into)]
    tabs: Signal<Vec<Tab>>,
) -> impl IntoView {
    let items = move || {
        tabs.get()
            .into_iter()
            .map(|tab| {
                view! {
                    <li>
                        <a class="tab" href=tab.href aria-current=tab.current.then_some("page") data-noscroll="true">
                            {tab.label}
                            {tab.count.map(|count| view! { <span class="tab-count">{count}</span> })}
                        </a>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <nav aria-label=label>
            <ul class="tabs">{items}</ul>
        </nav>
    }
}
