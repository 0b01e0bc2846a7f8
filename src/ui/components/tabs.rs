//! Tabs as links: each has an address of its own and works without script.

use crate::ui::markup::{Markup, markup};

/// One tab.
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

/// A row of tabs; `label` says what they choose between.
#[must_use]
pub fn tabs(label: &'static str, tabs: &[Tab]) -> Markup {
    let item = |tab: &Tab| {
        let current = if tab.current {
            markup![" aria-current='page'"]
        } else {
            Markup::new()
        };
        let count = tab
            .count
            .as_ref()
            .map(|count| markup!["<span class='tab-count'>", count, "</span>"]);
        markup![
            "<li><a class='tab' data-noscroll='true' href='",
            tab.href,
            "'",
            current,
            ">",
            tab.label,
            count,
            "</a></li>"
        ]
    };
    let items: Markup = tabs.iter().map(item).collect();
    markup![
        "<nav aria-label='",
        label,
        "'><ul class='tabs'>",
        items,
        "</ul></nav>"
    ]
}
