//! A ticket as the list's select reads it, and what becomes of it.

use chrono::{DateTime, Utc};
use sea_orm::prelude::Json;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, JoinType, SelectStatement};
use sea_orm::{DbErr, FromQueryResult};
use uuid::Uuid;

use super::ticket_select::{col, t};
use super::{by_rank, person_name};
use crate::model::organization::MembershipStatus;
use crate::model::ticket::{Priority, Ticket, TicketFacts, TicketRow, TicketStatus};
use crate::model::user::UserStatus;
use crate::model::{Reference, TicketId, UserId};
use crate::server::entity::{group, membership, ticket, user};

/// A ticket with the names of those it points at.
#[derive(Debug, Clone)]
pub struct TicketRecord {
    /// The ticket.
    pub ticket: Ticket,
    /// Whether its assignee can no longer work it.
    pub assignee_inactive: bool,
}

impl TicketRecord {
    /// What the rulebook must know of it.
    #[must_use]
    pub fn facts(&self) -> TicketFacts {
        TicketFacts {
            created_by: self.ticket.created_by.id,
            assignee: self.ticket.assignee.as_ref().map(|person| person.id),
            group: self.ticket.group.as_ref().map(|group| group.id),
            status: self.ticket.status,
        }
    }

    /// The row of a list.
    #[must_use]
    pub fn into_row(self) -> TicketRow {
        let ticket = self.ticket;
        TicketRow {
            id: ticket.id,
            number: ticket.number,
            subject: ticket.subject,
            status: ticket.status,
            priority: ticket.priority,
            group: ticket.group.map(|group| group.name),
            requester: ticket.created_by,
            tags: ticket.tags,
            assignee: ticket.assignee.map(|person| person.name),
            assignee_inactive: self.assignee_inactive,
            created_at: ticket.created_at,
            updated_at: ticket.updated_at,
        }
    }
}

/// Adds the columns of a [`TicketRow`], or of a whole [`Ticket`], and the joins for the names.
pub fn add_columns(select: &mut SelectStatement, whole: bool) {
    use ticket::Column as C;
    for column in [
        C::Id,
        C::Number,
        C::Subject,
        C::Status,
        C::Priority,
        C::GroupId,
        C::CreatedBy,
        C::AssigneeId,
        C::Tags,
        C::Version,
        C::CreatedAt,
        C::UpdatedAt,
    ] {
        select.column(t(column));
    }
    if whole {
        for column in [
            C::Description,
            C::Resolution,
            C::FirstResponseAt,
            C::ResolvedAt,
            C::ClosedAt,
        ] {
            select.column(t(column));
        }
    }
    add_person(select, "creator", C::CreatedBy, "c");
    add_person(select, "assignee", C::AssigneeId, "a");
    add_group(select);
    add_assignees_place(select);
}

/// Joins the person that a column names as `alias`, and adds their names and address under a prefix.
fn add_person(select: &mut SelectStatement, alias: &str, person: ticket::Column, prefix: &str) {
    let u = |column: user::Column| Expr::col((Alias::new(alias), column));
    select.join_as(
        JoinType::LeftJoin,
        user::Entity,
        Alias::new(alias),
        u(user::Column::Id).equals(t(person)),
    );
    for (column, name) in [
        (user::Column::FirstName, "first_name"),
        (user::Column::LastName, "last_name"),
        (user::Column::Email, "email"),
    ] {
        select.expr_as(u(column), Alias::new(format!("{prefix}_{name}")));
    }
}

/// Joins the group, and adds its name.
fn add_group(select: &mut SelectStatement) {
    let g = |column: group::Column| Expr::col((Alias::new("g"), column));
    select
        .join_as(
            JoinType::LeftJoin,
            group::Entity,
            Alias::new("g"),
            g(group::Column::OrganizationId)
                .equals(t(ticket::Column::OrganizationId))
                .and(g(group::Column::Id).equals(t(ticket::Column::GroupId))),
        )
        .expr_as(g(group::Column::Name), Alias::new("group_name"));
}

/// Adds whether the assignee, who is joined already, may no longer work here.
///
/// Their membership is joined, not asked for by EXISTS: PostgreSQL would read all memberships for it, whatever the limit.
fn add_assignees_place(select: &mut SelectStatement) {
    use ticket::Column as C;
    let m = |column: membership::Column| Expr::col((Alias::new("m"), column));
    let status_of_assignee = Expr::col((Alias::new("assignee"), user::Column::Status));
    let is_active = m(membership::Column::Status)
        .eq(MembershipStatus::Active.as_str())
        .and(status_of_assignee.eq(UserStatus::Active.as_str()));
    select
        .join_as(
            JoinType::LeftJoin,
            membership::Entity,
            Alias::new("m"),
            m(membership::Column::OrganizationId)
                .equals(t(C::OrganizationId))
                .and(m(membership::Column::UserId).equals(t(C::AssigneeId))),
        )
        .expr_as(
            col(C::AssigneeId)
                .is_not_null()
                .and(Func::coalesce([is_active, Expr::val(false)]).not()),
            Alias::new("assignee_inactive"),
        );
}

/// The columns of [`add_columns`], as they come.
#[derive(FromQueryResult)]
pub struct RawTicket {
    id: Uuid,
    number: i64,
    subject: String,
    status: i16,
    priority: i16,
    group_id: Option<Uuid>,
    group_name: Option<String>,
    created_by: Uuid,
    c_first_name: Option<String>,
    c_last_name: Option<String>,
    c_email: Option<String>,
    assignee_id: Option<Uuid>,
    a_first_name: Option<String>,
    a_last_name: Option<String>,
    a_email: Option<String>,
    assignee_inactive: bool,
    version: i32,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    description: Option<String>,
    tags: Option<Json>,
    resolution: Option<String>,
    first_response_at: Option<DateTime<Utc>>,
    resolved_at: Option<DateTime<Utc>>,
    closed_at: Option<DateTime<Utc>>,
}

fn name(first: Option<String>, last: Option<String>, email: Option<String>) -> String {
    person_name(
        &first.unwrap_or_default(),
        &last.unwrap_or_default(),
        &email.unwrap_or_default(),
    )
}

impl TryFrom<RawTicket> for TicketRecord {
    type Error = DbErr;

    fn try_from(raw: RawTicket) -> Result<Self, DbErr> {
        let tags = raw.tags.map(serde_json::from_value).transpose();
        Ok(Self {
            assignee_inactive: raw.assignee_inactive,
            ticket: Ticket {
                id: TicketId(raw.id),
                number: raw.number,
                subject: raw.subject,
                description: raw.description.unwrap_or_default(),
                status: by_rank(TicketStatus::ALL, raw.status)?,
                priority: by_rank(Priority::ALL, raw.priority)?,
                group: raw.group_id.map(|id| Reference {
                    id: id.into(),
                    name: raw.group_name.unwrap_or_default(),
                }),
                created_by: Reference {
                    id: UserId(raw.created_by),
                    name: name(raw.c_first_name, raw.c_last_name, raw.c_email),
                },
                assignee: raw.assignee_id.map(|id| Reference {
                    id: UserId(id),
                    name: name(raw.a_first_name, raw.a_last_name, raw.a_email),
                }),
                tags: tags
                    .map_err(|error| DbErr::Type(error.to_string()))?
                    .unwrap_or_default(),
                resolution: raw.resolution,
                first_response_at: raw.first_response_at,
                resolved_at: raw.resolved_at,
                closed_at: raw.closed_at,
                created_at: raw.created_at,
                updated_at: raw.updated_at,
                version: raw.version,
            },
        })
    }
}
