//! `/o/{slug}/tickets/{number}/edit`: subject, description and tags.

use leptos::prelude::*;

use super::ticket::{Place, load_ticket};
use crate::api::tickets::{EditTicket, LoadTicketToEdit};
use crate::model::FieldErrors;
use crate::model::ticket::{Description, Subject, Tags};
use crate::model::view::TicketView;
use crate::ui::components::button::{Look, Submit, link_button};
use crate::ui::components::field::{TextArea, TextField};
use crate::ui::components::form::{Fields, Form, FormState};
use crate::ui::components::page::{TabTitle, page_head};
use crate::ui::components::stale::{Current, StaleNotice, save_words};
use crate::ui::components::tags::TagsField;
use crate::ui::erase::Erase;
use crate::ui::load::Data;
use crate::ui::markup::{Markup, html};

fn check(input: &Fields) -> FieldErrors {
    let mut errors = FieldErrors::default();
    errors.take("subject", Subject::parse(&input.get("subject")));
    errors.take("description", Description::parse(&input.get("description")));
    errors.take("tags", Tags::parse(input.get("tags").split(',')));
    errors
}

/// The page.
#[component]
pub fn EditTicketPage() -> impl IntoView {
    load_ticket(
        |Place { slug, number, .. }| LoadTicketToEdit { slug, number },
        page,
    )
}

fn page(place: &Place, view: Data<TicketView>) -> AnyView {
    let form = FormState::new::<EditTicket>("edit-ticket", place.fields());
    let version = view.map(|view| view.ticket.version);
    let number = place.number;
    let title = format!("Edit ticket #{number}");
    let head = page_head(&title, "", Markup::new());
    let (subject, description, tags) = view.peek(|view| {
        let ticket = &view.ticket;
        (
            ticket.subject.clone(),
            ticket.description.clone(),
            ticket.tags.join(", "),
        )
    });
    let known = view.map(|view| view.tags.clone());
    let current = view.map(|view| {
        let ticket = &view.ticket;
        vec![
            Current::new("Subject", ticket.subject.clone()),
            Current::new("Description", ticket.description.clone()),
            Current::new("Tags", ticket.tags.join(", ")),
        ]
    });
    let words = save_words(form, "Save");
    let cancel = link_button(&place.page(place.number, ""), Look::Quiet, "", "Cancel");
    view! {
        <TabTitle title/>
        <div class="page page-narrow">
            {html("", head)}
            <Form form version=version check leaves=true class="card card-body stack">
                <StaleNotice current/>
                <TextField name="subject" label="Subject" value=subject max=200/>
                <TextArea name="description" label="Description" value=description rows=12 optional=true hint="Markdown works."/>
                <TagsField value=tags known/>
                <div class="form-actions">
                    {html("", cancel)}
                    <Submit>{words}</Submit>
                </div>
            </Form>
        </div>
    }
    .erase()
}
