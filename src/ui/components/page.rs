//! The head of a page inside the frame.

use leptos::prelude::*;
use leptos_meta::Title;

/// The page's title, and what can be done beside it.
#[component]
pub fn PageHead(
    /// What the page is.
    #[prop(into)]
    title: Signal<String>,
    /// A word below the title.
    #[prop(optional, into)]
    note: ViewFnOnce,
    /// What can be done.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <Title text=move || title.get()/>
        <div class="page-head">
            <div class="min-w-0">
                <h1 class="page-title">{move || title.get()}</h1>
                {note.run()}
            </div>
            {children.map(|children| view! { <div class="row">{children()}</div> })}
        </div>
    }
}
