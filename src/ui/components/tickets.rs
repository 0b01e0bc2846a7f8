//! Tickets as rows of a table; on narrow screens the row folds into its first cell.

use chrono::{DateTime, Utc};

use super::avatar::avatar;
use super::badge::{priority_badge, status_badge};
use super::button::{Look, link_button};
use super::icon::{icon, sized_icon};
use super::tags::tag_links;
use crate::model::list_query::{ListAddress, keeping_list};
use crate::model::ticket::TicketRow;
use crate::model::ticket_query::{Ordering, SortKey, TicketQuery};
use crate::model::view::Frame;
use crate::policy::{OrganizationAction, can};
use crate::ui::markup::{Markup, markup};
use crate::ui::time::moment;

/// The way from an empty list to a ticket; nothing for those who may file none.
#[must_use]
pub fn file_button(frame: &Frame) -> Markup {
    if !can(&frame.viewer, OrganizationAction::CreateTicket, &()).is_allowed() {
        return Markup::new();
    }
    let form = format!("/o/{}/tickets/new", frame.organization.slug);
    link_button(&form, Look::Primary, "plus", "New ticket")
}

/// A table of tickets, each under `list`; its columns sort where the list's query is given.
#[must_use]
pub fn ticket_table(
    rows: &[TicketRow],
    now: DateTime<Utc>,
    list: &str,
    caption: &'static str,
    sorted: Option<&TicketQuery>,
) -> Markup {
    let head = |words, key, class| heading(words, key, class, sorted, list);
    let query = sorted.cloned().unwrap_or_default();
    let body: Markup = rows
        .iter()
        .map(|row| line(row, now, list, &query))
        .collect();
    markup![
        "<table class='table tickets'><caption class='sr-only'>",
        caption,
        "</caption><thead><tr>",
        head("Number", SortKey::Number, "wide num"),
        "<th scope='col'>Ticket</th>",
        head("Status", SortKey::Status, "wide"),
        head("Priority", SortKey::Priority, "wide"),
        "<th scope='col' class='wider'>Group</th><th scope='col' class='wide'>Assignee</th>",
        head("Updated", SortKey::UpdatedAt, "wide"),
        "</tr></thead><tbody>",
        body,
        "</tbody></table>"
    ]
}

/// A column's heading: a link that sorts, where the list can be sorted.
fn heading(
    words: &'static str,
    key: SortKey,
    class: &'static str,
    sorted: Option<&TicketQuery>,
    list: &str,
) -> Markup {
    let Some(query) = sorted else {
        return markup!["<th scope='col' class='", class, "'>", words, "</th>"];
    };
    let current = (query.ordering.key == key).then_some(query.ordering.descending);
    let ordering = Ordering {
        key,
        descending: current.is_none_or(|descending| !descending),
    };
    let next = TicketQuery {
        ordering,
        ..query.at(None)
    };
    let (direction, arrow) = match current {
        Some(true) => (
            markup![" aria-sort='descending'"],
            sized_icon("arrow-down", "icon-sm"),
        ),
        Some(false) => (
            markup![" aria-sort='ascending'"],
            sized_icon("arrow-up", "icon-sm"),
        ),
        None => (Markup::new(), Markup::new()),
    };
    markup![
        "<th scope='col' class='",
        class,
        "'",
        direction,
        "><a class='sort' data-noscroll='true' href='",
        next.address(list),
        "'>",
        words,
        arrow,
        "</a></th>"
    ]
}

/// The address of a ticket that keeps the list it was found in, so that one comes back to it.
fn address(list: &str, number: i64, query: &TicketQuery) -> String {
    keeping_list(&format!("{list}/{number}"), "", &query.to_query_string())
}

fn line(row: &TicketRow, now: DateTime<Utc>, list: &str, query: &TicketQuery) -> Markup {
    let (status, priority) = (status_badge(row.status), priority_badge(row.priority));
    let updated = moment(row.updated_at, now);
    let group = row.group.as_deref().unwrap_or("–");
    markup![
        "<tr id='ticket-",
        row.number,
        "'><td class='wide num muted'>",
        row.number,
        "</td><td class='tickets-main'><a class='row-link' href='",
        address(list, row.number, query),
        "'>",
        row.subject,
        "</a><div class='tickets-note'><span class='narrow'>#",
        row.number,
        " · </span>",
        row.requester.name,
        "<span class='narrow'> · ",
        updated,
        "</span></div>",
        tags(&row.tags, query, list),
        "<div class='narrow row mt-1'>",
        status,
        priority,
        "</div></td><td class='wide'>",
        status,
        "</td><td class='wide'>",
        priority,
        "</td><td class='wider truncate'>",
        group,
        "</td><td class='wide'>",
        assignee(row.assignee.as_deref(), row.assignee_inactive),
        "</td><td class='wide nowrap muted'>",
        updated,
        "</td></tr>"
    ]
}

/// The first tags of a row, and how many more there are.
fn tags(tags: &[String], query: &TicketQuery, list: &str) -> Option<Markup> {
    const SHOWN: usize = 4;
    let (first, more) = tags.split_at(tags.len().min(SHOWN));
    let more = (!more.is_empty()).then(|| {
        let more = u64::try_from(more.len()).unwrap_or(u64::MAX);
        markup!["<span class='muted'>+", more, "</span>"]
    });
    (!first.is_empty()).then(|| {
        markup![
            "<div class='tickets-tags'>",
            tag_links(first, query, list),
            more,
            "</div>"
        ]
    })
}

/// Who holds a ticket, and whether they still can.
#[must_use]
pub fn assignee(name: Option<&str>, inactive: bool) -> Markup {
    let Some(name) = name else {
        return markup!["<span class='muted'>Unassigned</span>"];
    };
    let warning = inactive.then(|| {
        markup![
            "<span class='person-off'>",
            icon("user-round-x"),
            "Assignee inactive</span>"
        ]
    });
    markup![
        "<span class='person'>",
        avatar(name, "avatar-sm"),
        "<span class='min-w-0'><span class='block truncate'>",
        name,
        "</span>",
        warning,
        "</span></span>"
    ]
}
