//! Status, priority, group and assignee: to change by those who may, to read by the others.

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use super::Place;
use crate::api::tickets::{AssignTicket, ChangeProperties};
use crate::model::ticket::{Priority, Ticket, TicketStatus, WorkingStatus};
use crate::model::view::TicketView;
use crate::policy::TicketAction;
use crate::ui::components::button::{Look, Submit};
use crate::ui::components::card::{Card, card};
use crate::ui::components::field::SelectField;
use crate::ui::components::form::{Form, FormState};
use crate::ui::components::stale::{Current, StaleNotice, save_words};
use crate::ui::components::tickets::assignee;
use crate::ui::erase::When;
use crate::ui::load::Data;
use crate::ui::markup::{Markup, markup};
use crate::ui::time::moment;

type Options = Vec<(String, String)>;

fn group_name(ticket: &Ticket) -> String {
    ticket
        .group
        .as_ref()
        .map_or_else(|| "No group".to_owned(), |group| group.name.clone())
}

fn assignee_name(ticket: &Ticket) -> String {
    ticket
        .assignee
        .as_ref()
        .map_or_else(|| "Nobody".to_owned(), |person| person.name.clone())
}

/// The properties.
#[component]
pub fn Properties(
    /// Which ticket.
    place: Place,
    /// The ticket.
    view: Data<TicketView>,
) -> impl IntoView {
    let changes = view.allows(TicketAction::ChangeProperties);
    let assigns = view.allows(TicketAction::Assign);
    let is_closed = view.map(|view| view.ticket.status == TicketStatus::Closed);
    let has_group = view.map(|view| view.ticket.group.is_some());
    let place = StoredValue::new(place);
    view! {
        <When is=Signal::derive(move || changes.get() && !is_closed.get())>
            <Card title="Properties" id="properties"><PropertiesForm place=place.get_value() view/></Card>
        </When>
        <When is=Signal::derive(move || assigns.get() && !is_closed.get())>
            <Card title="Assignee" id="assignee">
                <When is=has_group><AssignForm place=place.get_value() view/></When>
                <p class="muted" hidden=has_group>"Choose a group first; its members can be assigned."</p>
            </Card>
        </When>
    }
}

#[component]
fn PropertiesForm(place: Place, view: Data<TicketView>) -> impl IntoView {
    let form = FormState::new::<ChangeProperties>("properties-form", place.fields());
    let version = view.map(|view| view.ticket.version);
    let status = view.map(|view| view.ticket.status.to_string());
    let priority = view.map(|view| view.ticket.priority.to_string());
    let group = view.map(|view| {
        view.ticket
            .group
            .as_ref()
            .map_or_else(|| "none".to_owned(), |group| group.id.to_string())
    });
    // A resolved ticket is reopened, by the button at the top, before it gets another status.
    let statuses = view.map(|view| {
        let is_resolved = view.ticket.status == TicketStatus::Resolved;
        WorkingStatus::ALL
            .iter()
            .filter(|it| !is_resolved || **it == WorkingStatus::Resolved)
            .map(|it| (it.to_string(), it.label().to_owned()))
            .collect::<Options>()
    });
    let priorities: Options = Priority::ALL
        .iter()
        .rev()
        .map(|it| (it.to_string(), it.label().to_owned()))
        .collect();
    let groups = view.map(|view| {
        let groups = view
            .groups
            .iter()
            .map(|group| (group.id.to_string(), group.name.clone()));
        std::iter::once(("none".to_owned(), "No group".to_owned()))
            .chain(groups)
            .collect::<Options>()
    });
    let current = view.map(|view| {
        let ticket = &view.ticket;
        vec![
            Current::new("Status", ticket.status.label()),
            Current::new("Priority", ticket.priority.label()),
            Current::new("Group", group_name(ticket)),
        ]
    });
    view! {
        <Form form version=version said="Saved." class="stack-sm">
            <StaleNotice current/>
            <SelectField name="status" label="Status" value=status options=statuses/>
            <SelectField name="priority" label="Priority" value=priority options=priorities/>
            <SelectField name="group" label="Group" value=group options=groups/>
            <Submit look=Look::Secondary class="w-full">{save_words(form, "Save")}</Submit>
        </Form>
    }
}

#[component]
fn AssignForm(place: Place, view: Data<TicketView>) -> impl IntoView {
    let form = FormState::new::<AssignTicket>("assign-form", place.fields());
    let version = view.map(|view| view.ticket.version);
    let held = view.map(|view| {
        view.ticket
            .assignee
            .as_ref()
            .map(|person| person.id.to_string())
            .unwrap_or_default()
    });
    let people = view.map(|view| {
        let mut options = vec![(String::new(), "Nobody".to_owned())];
        options.extend(
            view.assignable
                .iter()
                .map(|person| (person.id.to_string(), person.name.clone())),
        );
        let holder = view
            .ticket
            .assignee
            .as_ref()
            .map(|person| (person.id.to_string(), person.name.clone()));
        if let Some((id, name)) =
            holder.filter(|(id, _)| !options.iter().any(|(known, _)| known == id))
        {
            let note = if view.assignee_inactive {
                "inactive"
            } else {
                "not in the group"
            };
            options.push((id, format!("{name} ({note})")));
        }
        options
    });
    let current = view.map(|view| vec![Current::new("Assignee", assignee_name(&view.ticket))]);
    view! {
        <Form form version=version said="Assigned." class="stack-sm">
            <StaleNotice current/>
            <SelectField name="assignee" label="Assigned to" value=held options=people/>
            <Submit look=Look::Secondary class="w-full">{save_words(form, "Assign")}</Submit>
        </Form>
        <AssignToMe place view/>
    }
}

/// The short way for those who take a ticket themselves.
#[component]
fn AssignToMe(place: Place, view: Data<TicketView>) -> impl IntoView {
    let me = view.peek(|view| view.viewer.user);
    let offers = view.map(move |view| {
        view.facts.assignee != Some(me) && view.assignable.iter().any(|person| person.id == me)
    });
    let version = view.map(|view| view.ticket.version);
    let mut hidden = place.fields();
    hidden.push(("assignee", me.to_string()));
    let form = FormState::new::<AssignTicket>("assign-to-me", hidden);
    view! {
        <When is=offers>
            <Form form version=version said="The ticket is yours." class="mt-2">
                <Submit look=Look::Quiet shape="user-check" class="w-full">"Assign to me"</Submit>
            </Form>
        </When>
    }
}

/// What is known of the ticket, to read.
#[must_use]
pub fn facts(view: &TicketView) -> Markup {
    let ticket = &view.ticket;
    let moments = [
        ("Asked", Some(ticket.created_at)),
        ("Updated", Some(ticket.updated_at)),
        ("First response", ticket.first_response_at),
        ("Resolved", ticket.resolved_at),
        ("Closed", ticket.closed_at),
    ];
    let line = |(words, at): (&'static str, Option<DateTime<Utc>>)| {
        Some(markup![
            "<dt>",
            words,
            "</dt><dd>",
            moment(at?, view.now),
            "</dd>"
        ])
    };
    let moments: Markup = moments.into_iter().filter_map(line).collect();
    let holder = ticket.assignee.as_ref().map(|person| person.name.as_str());
    let facts = markup![
        "<dl class='facts'><dt>Requester</dt><dd>",
        assignee(Some(&ticket.created_by.name), false),
        "</dd><dt>Assignee</dt><dd>",
        assignee(holder, view.assignee_inactive),
        "</dd><dt>Group</dt><dd>",
        group_name(ticket),
        "</dd>",
        moments,
        "</dl>"
    ];
    card("Details", "details", Markup::new(), facts)
}
