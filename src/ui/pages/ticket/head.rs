//! What the ticket is about, where it stands, who asked.

use crate::model::ticket_query::TicketQuery;
use crate::model::view::TicketView;
use crate::policy::{TicketAction, can};
use crate::ui::components::badge::{priority_badge, status_badge};
use crate::ui::components::button::{Look, link_button};
use crate::ui::components::icon::icon;
use crate::ui::components::tags::tag_links;
use crate::ui::markup::{Markup, markup};
use crate::ui::time::moment;

/// The head of the page; `list` is where all tickets are, `back` where one came from, `address` where this one is.
#[must_use]
pub fn head(view: &TicketView, list: &str, back: &str, address: &str) -> Markup {
    let ticket = &view.ticket;
    let edit = can(&view.viewer, TicketAction::Edit, &view.facts)
        .is_allowed()
        .then(|| {
            link_button(
                &format!("{address}/edit"),
                Look::Secondary,
                "pencil",
                "Edit",
            )
        });
    markup![
        "<nav class='crumbs' aria-label='Breadcrumb'><a class='crumb' data-back href='",
        back,
        "'>",
        icon("arrow-left"),
        "Tickets</a><span class='muted'>#",
        ticket.number,
        "</span></nav><div class='page-head'>",
        "<div class='min-w-0 stack-sm'><h1 class='page-title break-words'>",
        ticket.subject,
        "</h1><div class='row'>",
        status_badge(ticket.status),
        priority_badge(ticket.priority),
        tag_links(&ticket.tags, &TicketQuery::default(), list),
        "<span class='muted'>",
        ticket.created_by.name,
        " asked ",
        moment(ticket.created_at, view.now),
        "</span></div></div>",
        edit,
        "</div>"
    ]
}
