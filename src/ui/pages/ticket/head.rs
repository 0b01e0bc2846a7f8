//! What the ticket is about, where it stands, who asked.

use leptos::prelude::*;
use leptos_meta::Title;

use super::Place;
use crate::model::view::TicketView;
use crate::policy::TicketAction;
use crate::ui::components::badge::{PriorityBadge, StatusBadge, Tag};
use crate::ui::components::button::{LinkButton, Look};
use crate::ui::components::icon::Icon;
use crate::ui::load::Data;
use crate::ui::time::Moment;

/// The head of the page.
#[component]
pub fn Head(
    /// Which ticket.
    place: Place,
    /// The ticket.
    view: Data<TicketView>,
) -> impl IntoView {
    let number = place.number;
    let list = format!("/o/{}/tickets", place.slug);
    let edit = format!("{}/edit", place.address());
    let subject = view.map(|view| view.ticket.subject.clone());
    let may_edit = view.allows(TicketAction::Edit);
    let state = view.map(|view| {
        (
            view.ticket.status,
            view.ticket.priority,
            view.ticket.tags.clone(),
        )
    });
    let state = move || {
        let (status, priority, tags) = state.get();
        view! {
            <StatusBadge status/>
            <PriorityBadge priority/>
            {tags.into_iter().map(|word| view! { <Tag word/> }).collect_view()}
        }
    };
    let asked = view.map(|view| {
        (
            view.ticket.created_by.name.clone(),
            view.ticket.created_at,
            view.now,
        )
    });
    let asked = move || {
        let (name, at, now) = asked.get();
        view! { <span class="muted">{name} " asked " <Moment at now/></span> }
    };
    view! {
        <Title text=move || format!("#{number} {}", subject.get())/>
        <nav class="crumbs" aria-label="Breadcrumb">
            <a class="crumb" href=list><Icon name="arrow-left"/> "Tickets"</a>
            <span class="muted">"#" {number}</span>
        </nav>
        <div class="page-head">
            <div class="min-w-0 stack-sm">
                <h1 class="page-title break-words">{move || subject.get()}</h1>
                <div class="row">{state} {asked}</div>
            </div>
            <Show when=move || may_edit.get()>
                <LinkButton href=edit.clone() look=Look::Secondary icon="pencil">"Edit"</LinkButton>
            </Show>
        </div>
    }
}
