//! Closing, reopening and deleting; what the rulebook refuses is not offered.

use leptos::prelude::*;

use super::Place;
use crate::api::tickets::{CloseTicket, DeleteTicket, ReopenTicket};
use crate::model::FieldErrors;
use crate::model::comment::CommentBody;
use crate::model::ticket::TicketStatus;
use crate::model::view::TicketView;
use crate::policy::TicketAction;
use crate::ui::components::button::{Look, Submit};
use crate::ui::components::dialog::Dialog;
use crate::ui::components::field::TextArea;
use crate::ui::components::form::{Fields, Form, FormState};
use crate::ui::erase::When;
use crate::ui::load::Data;

fn check(input: &Fields) -> FieldErrors {
    let mut errors = FieldErrors::default();
    errors.take("comment", CommentBody::parse(&input.get("comment")));
    errors
}

/// What can be done with the ticket as a whole.
#[component]
pub fn Actions(
    /// Which ticket.
    place: Place,
    /// The ticket.
    view: Data<TicketView>,
) -> impl IntoView {
    let status = view.map(|view| view.ticket.status);
    let (closes, reopens) = (
        view.allows(TicketAction::Close),
        view.allows(TicketAction::Reopen),
    );
    let deletes = view.allows(TicketAction::Delete);
    let can_close = Memo::new(move |_| closes.get() && status.get() != TicketStatus::Closed);
    let can_reopen = Memo::new(move |_| reopens.get() && !status.get().is_unresolved());
    // Those who steer look for the button that only the assignee has (spec §3).
    let steers = view.allows(TicketAction::Assign);
    let steers = Memo::new(move |_| steers.get());
    let hands_over =
        Memo::new(move |_| steers.get() && !closes.get() && status.get() != TicketStatus::Closed);
    let place = StoredValue::new(place);
    view! {
        <div class="actions" hidden=Signal::derive(move || !(can_close.get() || can_reopen.get() || deletes.get() || hands_over.get()))>
            <When is=can_close><Close place=place.get_value()/></When>
            <When is=can_reopen><Reopen place=place.get_value()/></When>
            <When is=hands_over>
                <p class="hint">"Whoever holds the ticket closes it, with a resolution."</p>
            </When>
            <When is=deletes><Delete place=place.get_value()/></When>
        </div>
    }
}

#[component]
fn Close(place: Place) -> impl IntoView {
    let form = FormState::new::<CloseTicket>("close", place.fields());
    let open = form.error.with_untracked(Option::is_some);
    view! {
        <Dialog id="close-dialog" title="Close this ticket" opener="Close ticket" shape="circle-check" open>
            <Form form check said="The ticket is closed." class="stack">
                <TextArea
                    name="comment"
                    label="Resolution"
                    hint="What solved it. The requester reads this; Markdown works."
                />
                <div class="form-actions"><Submit shape="circle-check">"Close with this resolution"</Submit></div>
            </Form>
        </Dialog>
    }
}

#[component]
fn Reopen(place: Place) -> impl IntoView {
    let mut hidden = place.fields();
    hidden.push(("comment", String::new()));
    let form = FormState::new::<ReopenTicket>("reopen", hidden);
    view! {
        <Form form said="The ticket is open again.">
            <Submit look=Look::Secondary shape="rotate-ccw">"Reopen"</Submit>
        </Form>
    }
}

#[component]
fn Delete(place: Place) -> impl IntoView {
    let form = FormState::new::<DeleteTicket>("delete", place.fields());
    let open = form.error.with_untracked(Option::is_some);
    view! {
        <Dialog id="delete-dialog" title="Delete this ticket?" opener="Delete" look=Look::Quiet shape="trash-2" open>
            <Form form leaves=true said="The ticket is deleted." class="stack">
                <p>"It disappears for everybody, with its conversation. This cannot be undone from here."</p>
                <div class="form-actions"><Submit look=Look::Danger shape="trash-2">"Delete the ticket"</Submit></div>
            </Form>
        </Dialog>
    }
}
