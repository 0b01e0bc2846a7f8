//! What the tests of groups look at.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};
use tutta::server::entity::{audit_entry, group_membership, ticket, ticket_event};
use uuid::Uuid;

use crate::app::App;
use crate::builders::{Group, Person, Ticket};

/// Where groups are administered.
pub const GROUPS: &str = "/api/org-admin/groups";

/// The address of a group, with something behind it.
pub fn path(group: &Group, rest: &str) -> String {
    format!("{GROUPS}/{}{rest}", group.id)
}

/// The address of a person in a group.
pub fn place(group: &Group, person: &Person) -> String {
    path(group, &format!("/members/{}", person.id))
}

/// A ticket as it is stored.
pub async fn stored(app: &App, ticket: &Ticket) -> ticket::Model {
    let found = ticket::Entity::find_by_id(Uuid::from(ticket.id));
    found
        .one(app.db())
        .await
        .expect("a query")
        .expect("the ticket")
}

/// Who holds a ticket.
pub async fn holder(app: &App, ticket: &Ticket) -> Option<Uuid> {
    stored(app, ticket).await.assignee_id
}

/// What happened to a ticket, by kind, and the name of whom or what it went to.
pub async fn happened(app: &App, ticket: &Ticket) -> Vec<(String, Value)> {
    let rows = ticket_event::Entity::find()
        .filter(ticket_event::Column::TicketId.eq(Uuid::from(ticket.id)))
        .order_by_asc(ticket_event::Column::Kind)
        .all(app.db())
        .await
        .expect("the events");
    let told = |row: ticket_event::Model| (row.kind, row.data["to"]["name"].clone());
    rows.into_iter().map(told).collect()
}

/// The audit log: actions with before and after.
pub async fn log(app: &App) -> Vec<(String, Value, Value)> {
    let rows = audit_entry::Entity::find()
        .order_by_asc(audit_entry::Column::Sequence)
        .all(app.db())
        .await
        .expect("the log");
    let told = |row: audit_entry::Model| {
        let side = |side: Option<Value>| side.unwrap_or(json!(null));
        (row.action, side(row.before), side(row.after))
    };
    rows.into_iter().map(told).collect()
}

/// Whether somebody has a place in a group.
pub async fn is_in(app: &App, group: &Group, person: &Person) -> bool {
    let found = group_membership::Entity::find()
        .filter(group_membership::Column::GroupId.eq(Uuid::from(group.id)))
        .filter(group_membership::Column::UserId.eq(Uuid::from(person.id)));
    found.one(app.db()).await.expect("a query").is_some()
}
