//! What the ticket is about, where it stands, who asked.

use super::Place;
use crate::model::ticket_query::TicketQuery;
use crate::model::view::{Beside, TicketView};
use crate::policy::{TicketAction, can};
use crate::ui::components::badge::{priority_badge, status_badge};
use crate::ui::components::button::{Look, link_button};
use crate::ui::components::icon::icon;
use crate::ui::components::tags::tag_links;
use crate::ui::markup::{Markup, markup};
use crate::ui::time::moment;

/// The head of the page.
#[must_use]
pub fn head(view: &TicketView, place: &Place) -> Markup {
    let ticket = &view.ticket;
    let list = format!("/o/{}/tickets", place.slug);
    let edit = can(&view.viewer, TicketAction::Edit, &view.facts)
        .is_allowed()
        .then(|| link_button(&place.below("edit"), Look::Secondary, "pencil", "Edit"));
    markup![
        "<div class='crumbs'><nav class='row' aria-label='Breadcrumb'><a class='crumb' data-back href='",
        place.back(),
        "'>",
        icon("arrow-left"),
        "Tickets</a><span class='muted'>#",
        ticket.number,
        "</span></nav>",
        beside(view, place),
        "</div><div class='page-head'>",
        "<div class='min-w-0 stack-sm'><h1 class='page-title break-words'>",
        ticket.subject,
        "</h1><div class='row'>",
        status_badge(ticket.status),
        priority_badge(ticket.priority),
        tag_links(&ticket.tags, &TicketQuery::default(), &list),
        "<span class='muted'>",
        ticket.created_by.name,
        " asked ",
        moment(ticket.created_at, view.now),
        "</span></div></div>",
        edit,
        "</div>"
    ]
}

/// The ways to the tickets before and after in the list one came from; nothing where there are none.
fn beside(view: &TicketView, place: &Place) -> Markup {
    let way = |number: Option<i64>, rel: &'static str, shape, words: &'static str| match number {
        Some(number) => markup![
            "<a class='icon-btn' rel='",
            rel,
            "' title='",
            words,
            "' aria-label='",
            words,
            ": #",
            number,
            "' href='",
            place.page(number, ""),
            "'>",
            icon(shape),
            "</a>"
        ],
        None => markup![
            "<span class='icon-btn icon-btn-off'>",
            icon(shape),
            "</span>"
        ],
    };
    let Beside { previous, next } = view.beside;
    if previous.is_none() && next.is_none() {
        return Markup::new();
    }
    markup![
        "<nav class='row beside' aria-label='Tickets beside this one'>",
        way(
            previous,
            "prev",
            "chevron-left",
            "Previous ticket in the list"
        ),
        way(next, "next", "chevron-right", "Next ticket in the list"),
        "</nav>"
    ]
}
