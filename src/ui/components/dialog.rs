//! Modal dialogs. The browser opens them by itself (`command="show-modal"`), so they need no script.

use crate::ui::browser;
use crate::ui::erase::{Erase, Kids};
use crate::ui::markup::html;
use leptos::prelude::*;
use web_sys::HtmlDialogElement;

use super::button::Look;
use super::icon::icon;

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
    shape: &'static str,
    /// Whether it is open when the page arrives, because its form was refused.
    #[prop(optional)]
    open: bool,
    /// The dialog's content.
    children: Kids,
) -> impl IntoView {
    // For browsers that do not know `command` yet; those that do have obeyed it by the next frame.
    let dialog = move || browser::by_id::<HtmlDialogElement>(id);
    let show = move |_| {
        request_animation_frame(move || {
            if let Some(dialog) = dialog().filter(|dialog| !dialog.open()) {
                let _ = dialog.show_modal();
            }
        });
    };
    let hide = move |_| {
        request_animation_frame(move || {
            if let Some(dialog) = dialog().filter(HtmlDialogElement::open) {
                dialog.close();
            }
        });
    };
    let heading = format!("{id}-title");
    let labelled_by = heading.clone();
    view! {
        <button type="button" class=look.class() command="show-modal" commandfor=id on:click=show>
            {html("flex", icon(shape))}
            <span>{opener}</span>
        </button>
        <dialog id=id class="dialog" open=open aria-labelledby=labelled_by>
            <div class="dialog-head">
                <h2 class="card-title" id=heading>{title}</h2>
                <button
                    type="button"
                    class="icon-btn"
                    aria-label="Close"
                    command="close"
                    commandfor=id
                    on:click=hide
                    inner_html=icon("x").into_html()
                ></button>
            </div>
            {children.make()}
        </dialog>
    }
    .erase()
}
