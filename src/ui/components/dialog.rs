//! Modal dialogs. The browser opens them by itself (`command="show-modal"`), so they need no script.

use leptos::html;
use leptos::prelude::*;

use super::button::Look;
use super::icon::Icon;

/// A button and the dialog that it opens.
#[component]
pub fn Dialog(
    /// Unique on the page.
    id: &'static str,
    /// The dialog's heading.
    title: &'static str,
    /// The button's words.
    opener: &'static str,
    /// The button's look.
    #[prop(optional)]
    look: Look,
    /// The button's icon.
    icon: &'static str,
    /// Whether it is open when the page arrives, because its form was refused.
    #[prop(optional)]
    open: bool,
    /// The dialog's content.
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    // For browsers that do not know `command` yet; those that do find the dialog open already.
    let show = move |_| {
        if let Some(dialog) = node.get_untracked().filter(|dialog| !dialog.open()) {
            let _ = dialog.show_modal();
        }
    };
    let hide = move |_| {
        if let Some(dialog) = node.get_untracked() {
            dialog.close();
        }
    };
    let heading = format!("{id}-title");
    let labelled_by = heading.clone();
    view! {
        <button type="button" class=look.class() command="show-modal" commandfor=id on:click=show>
            <Icon name=icon/>
            <span>{opener}</span>
        </button>
        <dialog id=id class="dialog" open=open aria-labelledby=labelled_by node_ref=node>
            <div class="dialog-head">
                <h2 class="card-title" id=heading>{title}</h2>
                <button
                    type="button"
                    class="icon-btn"
                    aria-label="Close"
                    command="close"
                    commandfor=id
                    on:click=hide
                >
                    <Icon name="x"/>
                </button>
            </div>
            {children()}
        </dialog>
    }
}
