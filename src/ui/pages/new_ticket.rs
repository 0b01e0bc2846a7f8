//! `/o/{slug}/tickets/new`.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;

use crate::api::tickets::{CreateTicket, LoadNewTicketForm};
use crate::model::group::Group;
use crate::model::ticket::{Description, Priority, Subject, Tags, TicketFacts, TicketStatus};
use crate::model::ticket_form::NewTicketFields;
use crate::model::view::{Frame, NewTicketForm};
use crate::model::{FieldErrors, Reference, UserId};
use crate::policy::{TicketAction, can};
use crate::ui::components::button::{Look, Submit, link_button};
use crate::ui::components::field::{SelectField, TextArea, TextField};
use crate::ui::components::files::file_field;
use crate::ui::components::form::{Fields, Form, FormState};
use crate::ui::components::page::{TabTitle, page_head};
use crate::ui::components::skeleton;
use crate::ui::components::tags::TagsField;
use crate::ui::erase::{Erase, When};
use crate::ui::frame::{use_frame, use_slug};
use crate::ui::load::{Data, load};
use crate::ui::markup::{Markup, html, markup};

/// Without script, the people of a group are shown in a step of its own; for those who may assign in some group.
fn show_people(frame: &Frame, choices: &NewTicketForm) -> Markup {
    let assigns_in = |group: &Group| {
        let facts = TicketFacts {
            created_by: frame.viewer.user,
            assignee: None,
            group: Some(group.id),
            status: TicketStatus::Open,
        };
        can(&frame.viewer, TicketAction::Assign, &facts).is_allowed()
    };
    if !choices.groups.iter().any(assigns_in) {
        return Markup::new();
    }
    markup![
        "<noscript><button class='btn btn-secondary' name='show' value='",
        NewTicketFields::PEOPLE,
        "'>Show the group's people</button></noscript>"
    ]
}

fn check(input: &Fields) -> FieldErrors {
    let mut errors = FieldErrors::default();
    errors.take("subject", Subject::parse(&input.get("subject")));
    errors.take("description", Description::parse(&input.get("description")));
    errors.take("tags", Tags::parse(input.get("tags").split(',')));
    errors
}

/// The page.
#[component]
pub fn NewTicketPage() -> impl IntoView {
    let slug = use_slug();
    let form = FormState::new::<CreateTicket>("new-ticket", vec![("slug", slug.get_untracked())]);
    let group = RwSignal::new(form.typed("group").unwrap_or_default());
    load(
        move || LoadNewTicketForm {
            slug: slug.get(),
            group: group.get(),
        },
        |_| (),
        skeleton::blocks,
        move |choices| page(&slug.get_untracked(), form, group, choices),
    )
}

fn page(
    slug: &str,
    form: FormState,
    group: RwSignal<String>,
    choices: Data<NewTicketForm>,
) -> AnyView {
    let list = format!("/o/{slug}/tickets");
    let field = file_field(form, slug);
    let groups = choices.map(|choices| {
        let none = (String::new(), "Not sure".to_owned());
        let group = |group: &Group| (group.id.to_string(), group.name.clone());
        std::iter::once(none)
            .chain(choices.groups.iter().map(group))
            .collect::<Vec<_>>()
    });
    let priorities = Priority::ALL
        .iter()
        .map(|it| (it.to_string(), it.label().to_owned()))
        .collect::<Vec<_>>();
    let people = choices.map(|choices| {
        let nobody = (String::new(), "Nobody yet".to_owned());
        let person = |it: &Reference<UserId>| (it.id.to_string(), it.name.clone());
        std::iter::once(nobody)
            .chain(choices.assignable.iter().map(person))
            .collect::<Vec<_>>()
    });
    let assigns = choices.map(|choices| !choices.assignable.is_empty());
    let known = choices.map(|choices| choices.tags.clone());
    let choose = move |event: leptos::ev::Event| {
        let select = event
            .target()
            .and_then(|it| it.dyn_into::<HtmlSelectElement>().ok());
        if let Some(select) = select.filter(|select| select.name() == "group") {
            group.set(select.value());
        }
    };
    let step = use_frame().with(|frame| choices.peek(|choices| show_people(frame, choices)));
    let head = page_head(
        "New ticket",
        "Say what you need; whoever can help will see it.",
        Markup::new(),
    );
    let cancel = link_button(&list, Look::Quiet, "", "Cancel");
    view! {
        <TabTitle title="New ticket"/>
        <div class="page page-narrow">
            {html("", head)}
            <Form form check leaves=true files=true class="card card-body stack">
                <TextField name="subject" label="Subject" max=200 autofocus=true/>
                <TextArea
                    name="description"
                    label="Description"
                    rows=10
                    optional=true
                    hint="What happened, what you expected, what you tried. Markdown works."
                />
                <div class="grid-2" on:change=choose>
                    <SelectField name="priority" label="Priority" value="normal".to_owned() options=priorities/>
                    <SelectField name="group" label="Group" value=String::new() options=groups/>
                    <When is=assigns>
                        <SelectField name="assignee" label="Assignee" value=String::new() options=people/>
                    </When>
                </div>
                {html("contents", step)}
                <TagsField known/>
                {field}
                <div class="form-actions">
                    {html("", cancel)}
                    <Submit>"File the ticket"</Submit>
                </div>
            </Form>
        </div>
    }
    .erase()
}
