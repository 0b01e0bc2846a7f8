//! The mark of the program, and the way to where one starts.

use leptos::prelude::*;

/// The logo.
#[component]
pub fn Logo(
    /// Where it leads.
    #[prop(default = "/")]
    href: &'static str,
    /// The words beside it.
    #[prop(default = "Tutta")]
    words: &'static str,
) -> impl IntoView {
    view! {
        <a class="logo" href=href>
            <img src="/favicon.svg" alt="" width="24" height="24"/>
            {words}
        </a>
    }
}
