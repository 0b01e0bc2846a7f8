//! `/o/{slug}/tickets/new`.

use leptos::prelude::*;

use crate::api::tickets::{CreateTicket, LoadNewTicketForm};
use crate::model::FieldErrors;
use crate::model::ticket::{Description, Priority, Subject, Tags};
use crate::model::view::NewTicketForm;
use crate::ui::components::button::{Look, Submit, link_button};
use crate::ui::components::field::{SelectField, TextArea, TextField};
use crate::ui::components::files::file_field;
use crate::ui::components::form::{Fields, Form, FormState};
use crate::ui::components::page::{TabTitle, page_head};
use crate::ui::components::skeleton;
use crate::ui::erase::Erase;
use crate::ui::frame::use_slug;
use crate::ui::load::{Data, load};
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
pub fn NewTicketPage() -> impl IntoView {
    let slug = use_slug();
    load(
        move || LoadNewTicketForm { slug: slug.get() },
        |_| (),
        skeleton::blocks,
        move |choices| page(slug.get_untracked(), choices),
    )
}

fn page(slug: String, choices: Data<NewTicketForm>) -> AnyView {
    let list = format!("/o/{slug}/tickets");
    let form = FormState::new::<CreateTicket>("new-ticket", vec![("slug", slug.clone())]);
    let field = file_field(form, &slug);
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
                <div class="grid-2">
                    <SelectField name="priority" label="Priority" value="normal".to_owned() options=priorities/>
                    <SelectField name="group" label="Group" value=String::new() options=groups/>
                </div>
                <TextField name="tags" label="Tags" optional=true hint="Separated by commas."/>
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
