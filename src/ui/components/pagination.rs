//! From one page of a long list to the next.

use leptos::prelude::*;

use super::icon::Icon;

/// Links to the pages before and after; what is not there is said, not linked.
#[component]
pub fn Pagination(
    /// Where the page before is.
    #[prop(into)]
    previous: Signal<Option<String>>,
    /// Where the page after is.
    #[prop(into)]
    next: Signal<Option<String>>,
) -> impl IntoView {
    let link = |href: Option<String>, rel: &'static str, content: AnyView| match href {
        Some(href) => {
            view! { <a class="btn btn-secondary" href=href rel=rel>{content}</a> }.into_any()
        }
        None => view! { <span class="btn btn-secondary btn-off">{content}</span> }.into_any(),
    };
    let newer = move || {
        let words = view! { <Icon name="chevron-left"/> <span>"Previous"</span> };
        link(previous.get(), "prev", words.into_any())
    };
    let older = move || {
        let words = view! { <span>"Next"</span> <Icon name="chevron-right"/> };
        link(next.get(), "next", words.into_any())
    };
    let needed = move || previous.with(Option::is_some) || next.with(Option::is_some);
    view! {
        <nav class="pagination" aria-label="Pages" hidden=move || !needed()>
            {newer} {older}
        </nav>
    }
}
