//! `/o/{slug}/tickets/new`.

use leptos::prelude::*;

use crate::api::tickets::{CreateTicket, load_new_ticket_form};
use crate::model::FieldErrors;
use crate::model::ticket::{Description, Priority, Subject, Tags};
use crate::model::view::NewTicketForm;
use crate::ui::components::button::{LinkButton, Look, Submit};
use crate::ui::components::field::{SelectField, TextArea, TextField};
use crate::ui::components::form::{Form, FormState};
use crate::ui::components::page::PageHead;
use crate::ui::components::skeleton;
use crate::ui::frame::use_slug;
use crate::ui::load::{Data, load};

fn check(input: &CreateTicket) -> FieldErrors {
    let mut errors = FieldErrors::default();
    errors.take("subject", Subject::parse(&input.subject));
    errors.take("description", Description::parse(&input.description));
    errors.take("tags", Tags::parse(input.tags.split(',')));
    errors
}

/// The page.
#[component]
pub fn NewTicketPage() -> impl IntoView {
    let slug = use_slug();
    load(
        move || slug.get(),
        load_new_ticket_form,
        |_| (),
        skeleton::blocks,
        move |choices| page(slug.get_untracked(), choices),
    )
}

fn page(slug: String, choices: Data<NewTicketForm>) -> AnyView {
    let list = format!("/o/{slug}/tickets");
    let form = FormState::new::<CreateTicket>("new-ticket", vec![("slug", slug)]);
    let groups = choices.map(|choices| {
        let none = (String::new(), "Not sure".to_owned());
        let group = |group: &crate::model::group::Group| (group.id.to_string(), group.name.clone());
        std::iter::once(none)
            .chain(choices.groups.iter().map(group))
            .collect::<Vec<_>>()
    });
    let priorities = Priority::ALL
        .iter()
        .map(|it| (it.to_string(), it.label().to_owned()))
        .collect::<Vec<_>>();
    let title = Signal::derive(|| "New ticket".to_owned());
    view! {
        <div class="page page-narrow">
            <PageHead title note=|| view! { <p class="muted">"Say what you need; whoever can help will see it."</p> }/>
            <Form<CreateTicket> form check leaves=true class="card card-body stack">
                <TextField name="subject" label="Subject" max=200 autofocus=true/>
                <TextArea
                    name="description"
                    label="Description"
                    rows=10
                    optional=true
                    hint="What happened, what you expected, what you tried. Markdown works."
                />
                <div class="grid-2">
                    <SelectField name="priority" label="Priority" value="normal".to_owned() options=priorities/>
                    <SelectField name="group" label="Group" value=String::new() options=groups/>
                </div>
                <TextField name="tags" label="Tags" optional=true hint="Separated by commas."/>
                <div class="form-actions">
                    <LinkButton href=list look=Look::Quiet>"Cancel"</LinkButton>
                    <Submit>"File the ticket"</Submit>
                </div>
            </Form<CreateTicket>>
        </div>
    }
    .into_any()
}
