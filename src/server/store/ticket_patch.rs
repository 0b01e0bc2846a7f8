//! A change of a ticket, as columns.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use uuid::Uuid;

use crate::model::ticket::{Priority, TicketStatus};
use crate::model::{GroupId, UserId};
use crate::server::entity::ticket;

/// What to write to a ticket; what is `None` stays.
#[derive(Debug, Clone, Default)]
pub struct TicketPatch {
    /// New subject.
    pub subject: Option<String>,
    /// New description.
    pub description: Option<String>,
    /// New status.
    pub status: Option<TicketStatus>,
    /// New priority.
    pub priority: Option<Priority>,
    /// New group, or none.
    pub group: Option<Option<GroupId>>,
    /// New assignee, or nobody.
    pub assignee: Option<Option<UserId>>,
    /// New tags.
    pub tags: Option<Vec<String>>,
    /// New resolution.
    pub resolution: Option<String>,
    /// The first response; set once.
    pub first_response_at: Option<DateTime<Utc>>,
    /// New time of resolution, or none.
    pub resolved_at: Option<Option<DateTime<Utc>>>,
    /// New time of closing, or none.
    pub closed_at: Option<Option<DateTime<Utc>>>,
    /// Time of deletion.
    pub deleted_at: Option<DateTime<Utc>>,
}

impl TicketPatch {
    /// Whether it would change nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.clone().into_values().is_empty()
    }

    /// The columns and what to write to them.
    pub(super) fn into_values(self) -> Vec<(ticket::Column, Expr)> {
        use ticket::Column as C;
        let mut values: Vec<(C, Expr)> = Vec::new();
        let mut set =
            |column: C, value: Option<Expr>| values.extend(value.map(|value| (column, value)));
        set(C::Subject, self.subject.map(Expr::val));
        set(C::Description, self.description.map(Expr::val));
        set(
            C::Status,
            self.status.map(|status| Expr::val(status as i16)),
        );
        set(
            C::Priority,
            self.priority.map(|priority| Expr::val(priority as i16)),
        );
        set(
            C::GroupId,
            self.group.map(|group| Expr::val(group.map(Uuid::from))),
        );
        set(
            C::AssigneeId,
            self.assignee
                .map(|person| Expr::val(person.map(Uuid::from))),
        );
        set(
            C::Tags,
            self.tags
                .map(|tags| Expr::val(serde_json::Value::from(tags))),
        );
        set(C::Resolution, self.resolution.map(Expr::val));
        set(C::FirstResponseAt, self.first_response_at.map(Expr::val));
        set(C::ResolvedAt, self.resolved_at.map(Expr::val));
        set(C::ClosedAt, self.closed_at.map(Expr::val));
        set(C::DeletedAt, self.deleted_at.map(Expr::val));
        values
    }
}
