//! The activity timeline of tickets: append-only.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::JoinType;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, FromQueryResult,
    QueryFilter, QueryOrder, QuerySelect, RelationTrait,
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::person_name;
use crate::model::event::{Happening, TicketEvent};
use crate::model::{EventId, Reference, TicketId, UserId};
use crate::server::clock::new_id;
use crate::server::entity::{ticket_event, user};
use crate::server::scope::OrgScope;

/// Most entries in one statement: databases bind only so many values.
const MOST_AT_ONCE: usize = 1_000;

/// The timelines of the scope's organization.
pub struct EventStore<'a> {
    scope: &'a OrgScope,
    tx: &'a DatabaseTransaction,
}

impl<'a> EventStore<'a> {
    /// The timelines of `scope`, in the transaction.
    #[must_use]
    pub fn new(scope: &'a OrgScope, tx: &'a DatabaseTransaction) -> Self {
        Self { scope, tx }
    }

    /// Appends what the scope's person did to the ticket, in order.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn append(
        &self,
        ticket: TicketId,
        happenings: &[Happening],
        now: DateTime<Utc>,
    ) -> Result<(), DbErr> {
        let each = happenings.iter().map(|happening| (ticket, happening));
        self.insert(each, now).await
    }

    /// Appends the same to every one of the tickets.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn append_to_all(
        &self,
        tickets: &[TicketId],
        happening: &Happening,
        now: DateTime<Utc>,
    ) -> Result<(), DbErr> {
        for some in tickets.chunks(MOST_AT_ONCE) {
            let each = some.iter().map(|ticket| (*ticket, happening));
            self.insert(each, now).await?;
        }
        Ok(())
    }

    async fn insert(
        &self,
        each: impl Iterator<Item = (TicketId, &Happening)>,
        now: DateTime<Utc>,
    ) -> Result<(), DbErr> {
        let row = |(ticket, happening): (TicketId, &Happening)| {
            let (kind, data) = to_stored(happening)?;
            Ok(ticket_event::ActiveModel {
                id: Set(new_id::<EventId>(now).into()),
                organization_id: Set(self.scope.organization_id().into()),
                ticket_id: Set(ticket.into()),
                actor_id: Set(Some(self.scope.user_id().into())),
                kind: Set(kind),
                data: Set(data),
                created_at: Set(now),
            })
        };
        let rows: Vec<_> = each.map(row).collect::<Result<_, DbErr>>()?;
        if !rows.is_empty() {
            ticket_event::Entity::insert_many(rows)
                .exec_without_returning(self.tx)
                .await?;
        }
        Ok(())
    }

    /// The newest entries, newest first; those about internal notes only if `internal`.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn newest(
        &self,
        ticket: TicketId,
        internal: bool,
        limit: u64,
    ) -> Result<Vec<TicketEvent>, DbErr> {
        let mut select = ticket_event::Entity::find()
            .filter(
                ticket_event::Column::OrganizationId.eq(Uuid::from(self.scope.organization_id())),
            )
            .filter(ticket_event::Column::TicketId.eq(Uuid::from(ticket)));
        if !internal {
            select = select.filter(ticket_event::Column::Kind.ne("noted"));
        }
        let rows = select
            .join(JoinType::LeftJoin, ticket_event::Relation::Actor.def())
            .select_only()
            .columns([
                ticket_event::Column::Id,
                ticket_event::Column::ActorId,
                ticket_event::Column::Kind,
                ticket_event::Column::Data,
                ticket_event::Column::CreatedAt,
            ])
            .columns([
                user::Column::FirstName,
                user::Column::LastName,
                user::Column::Email,
            ])
            .order_by_desc(ticket_event::Column::CreatedAt)
            .order_by_desc(ticket_event::Column::Id)
            .limit(limit)
            .into_model::<Row>()
            .all(self.tx)
            .await?;
        rows.into_iter().map(TicketEvent::try_from).collect()
    }
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    actor_id: Option<Uuid>,
    first_name: Option<String>,
    last_name: Option<String>,
    email: Option<String>,
    kind: String,
    data: Value,
    created_at: DateTime<Utc>,
}

impl TryFrom<Row> for TicketEvent {
    type Error = DbErr;

    fn try_from(row: Row) -> Result<Self, DbErr> {
        let text = Option::unwrap_or_default;
        let name = person_name(
            &text(row.first_name),
            &text(row.last_name),
            &text(row.email),
        );
        Ok(Self {
            id: row.id.into(),
            actor: row.actor_id.map(|id| Reference {
                id: UserId(id),
                name,
            }),
            happening: from_stored(&row.kind, row.data)?,
            created_at: row.created_at,
        })
    }
}

/// The kind and data columns of what happened.
///
/// # Errors
/// When it cannot be written as JSON, which its types rule out.
pub fn to_stored(happening: &Happening) -> Result<(String, Value), DbErr> {
    let broken = |error: serde_json::Error| DbErr::Type(error.to_string());
    let mut value = serde_json::to_value(happening).map_err(broken)?;
    let kind = value["kind"].as_str().unwrap_or_default().to_owned();
    let data = match value["data"].take() {
        Value::Null => json!({}),
        data => data,
    };
    Ok((kind, data))
}

fn from_stored(kind: &str, data: Value) -> Result<Happening, DbErr> {
    let is_empty = data.as_object().is_some_and(serde_json::Map::is_empty);
    let value = if is_empty {
        json!({ "kind": kind })
    } else {
        json!({ "kind": kind, "data": data })
    };
    serde_json::from_value(value).map_err(|error| DbErr::Type(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ticket::Priority;

    #[test]
    fn what_is_stored_reads_back_the_same() {
        for happening in [
            Happening::Created,
            Happening::Noted,
            Happening::GroupChanged { to: None },
            Happening::PriorityChanged {
                from: Priority::Low,
                to: Priority::Urgent,
            },
        ] {
            let (kind, data) = to_stored(&happening).expect("writable");
            assert_eq!(from_stored(&kind, data).expect("readable"), happening);
        }
    }

    #[test]
    fn entries_of_tags_that_do_not_tell_what_was_before_still_read() {
        let read = from_stored("tags_changed", json!({ "to": ["a"] }));
        let (from, to) = (None, vec!["a".to_owned()]);
        assert_eq!(read.expect("readable"), Happening::TagsChanged { from, to });
    }
}
