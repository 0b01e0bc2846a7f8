//! Tickets as rows of a table; on narrow screens the row folds into its first cell.

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use super::avatar::Avatar;
use super::badge::{PriorityBadge, StatusBadge};
use super::icon::Icon;
use crate::model::ticket::TicketRow;
use crate::model::ticket_query::{Ordering, SortKey, TicketQuery};
use crate::ui::time::Moment;

/// A table of tickets.
#[component]
pub fn TicketTable(
    /// The tickets.
    rows: Vec<TicketRow>,
    /// The payload's time.
    now: DateTime<Utc>,
    /// The address of the list; a ticket's is below it.
    list: String,
    /// What the table holds, for screen readers.
    caption: &'static str,
    /// The list's query, where its columns can be sorted by.
    #[prop(optional)]
    sorted: Option<TicketQuery>,
) -> impl IntoView {
    let sorted = sorted.as_ref();
    let head = |words: &'static str, key: SortKey, class: &'static str| {
        heading(words, key, class, sorted, &list)
    };
    view! {
        <table class="table tickets">
            <caption class="sr-only">{caption}</caption>
            <thead>
                <tr>
                    {head("Number", SortKey::Number, "wide num")}
                    <th scope="col">"Ticket"</th>
                    {head("Status", SortKey::Status, "wide")}
                    {head("Priority", SortKey::Priority, "wide")}
                    <th scope="col" class="wider">"Group"</th>
                    <th scope="col" class="wide">"Assignee"</th>
                    {head("Updated", SortKey::UpdatedAt, "wide")}
                </tr>
            </thead>
            <tbody>{rows.into_iter().map(|row| line(row, now, &list)).collect_view()}</tbody>
        </table>
    }
}

/// A column's heading: a link that sorts, where the list can be sorted.
fn heading(
    words: &'static str,
    key: SortKey,
    class: &'static str,
    sorted: Option<&TicketQuery>,
    list: &str,
) -> AnyView {
    let Some(query) = sorted else {
        return view! { <th scope="col" class=class>{words}</th> }.into_any();
    };
    let current = (query.ordering.key == key).then_some(query.ordering.descending);
    let ordering = Ordering {
        key,
        descending: current.is_none_or(|descending| !descending),
    };
    let next = TicketQuery {
        ordering,
        ..query.first_page()
    };
    let (direction, icon) = match current {
        Some(true) => (Some("descending"), Some("arrow-down")),
        Some(false) => (Some("ascending"), Some("arrow-up")),
        None => (None, None),
    };
    view! {
        <th scope="col" class=class aria-sort=direction>
            <a class="sort" href=format!("{list}?{}", next.to_query_string()) data-noscroll="true">
                {words}
                {icon.map(|name| view! { <Icon name class="icon-sm"/> })}
            </a>
        </th>
    }
    .into_any()
}

fn line(row: TicketRow, now: DateTime<Utc>, list: &str) -> AnyView {
    let number = row.number;
    view! {
        <tr>
            <td class="wide num muted">{number}</td>
            <td class="tickets-main">
                <a class="row-link" href=format!("{list}/{number}")>{row.subject}</a>
                <div class="tickets-note">
                    <span class="narrow">"#" {number} " · "</span>
                    {row.requester}
                    <span class="narrow">" · " <Moment at=row.updated_at now/></span>
                </div>
                <div class="narrow row mt-1">
                    <StatusBadge status=row.status/>
                    <PriorityBadge priority=row.priority/>
                </div>
            </td>
            <td class="wide"><StatusBadge status=row.status/></td>
            <td class="wide"><PriorityBadge priority=row.priority/></td>
            <td class="wider truncate">{row.group.unwrap_or_else(|| "–".to_owned())}</td>
            <td class="wide">{assignee(row.assignee, row.assignee_inactive)}</td>
            <td class="wide nowrap muted"><Moment at=row.updated_at now/></td>
        </tr>
    }
    .into_any()
}

/// Who holds a ticket, and whether they still can.
#[must_use]
pub fn assignee(name: Option<String>, inactive: bool) -> AnyView {
    match name {
        None => view! { <span class="muted">"Unassigned"</span> }.into_any(),
        Some(name) => view! {
            <span class="person">
                <Avatar name=name.clone() class="avatar-sm"/>
                <span class="min-w-0">
                    <span class="block truncate">{name}</span>
                    {inactive.then(|| view! {
                        <span class="person-off"><Icon name="user-round-x" class="icon-sm"/> "Assignee inactive"</span>
                    })}
                </span>
            </span>
        }
        .into_any(),
    }
}
