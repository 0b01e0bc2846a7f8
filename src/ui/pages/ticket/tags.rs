//! The tags, to be changed by those who may.

use leptos::prelude::*;

use super::Place;
use crate::api::tickets::TagTicket;
use crate::model::FieldErrors;
use crate::model::ticket::Tags;
use crate::model::view::TicketView;
use crate::policy::TicketAction;
use crate::ui::components::button::{Look, Submit};
use crate::ui::components::card::Card;
use crate::ui::components::form::{Fields, Form, FormState};
use crate::ui::components::stale::{Current, StaleNotice, save_words};
use crate::ui::components::tags::TagsField;
use crate::ui::erase::When;
use crate::ui::load::Data;

fn check(input: &Fields) -> FieldErrors {
    let mut errors = FieldErrors::default();
    errors.take("tags", Tags::parse(input.get("tags").split(',')));
    errors
}

/// The form of the tags.
#[component]
pub fn TagsCard(
    /// Which ticket.
    place: Place,
    /// The ticket.
    view: Data<TicketView>,
) -> impl IntoView {
    let tags = view.allows(TicketAction::Tag);
    let place = StoredValue::new(place);
    view! {
        <When is=tags>
            <Card title="Tags" id="tags"><TagsForm place=place.get_value() view/></Card>
        </When>
    }
}

#[component]
fn TagsForm(place: Place, view: Data<TicketView>) -> impl IntoView {
    let form = FormState::new::<TagTicket>("tags-form", place.fields());
    let version = view.map(|view| view.ticket.version);
    let value = view.peek(|view| view.ticket.tags.join(", "));
    let known = view.map(|view| view.tags.clone());
    let current = view.map(|view| vec![Current::new("Tags", view.ticket.tags.join(", "))]);
    let words = save_words(form, "Save");
    view! {
        <Form form version=version check said="Saved." class="stack-sm">
            <StaleNotice current/>
            <TagsField value known/>
            <Submit look=Look::Secondary class="w-full">{words}</Submit>
        </Form>
    }
}
