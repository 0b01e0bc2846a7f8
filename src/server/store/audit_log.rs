//! Reading an audit log a page at a time: an organization's by its scope, the platform's by the platform's.

use std::collections::{BTreeSet, HashMap};

use chrono::Days;
use sea_orm::sea_query::{Alias, Expr, Func, Query};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, Select,
};
use uuid::Uuid;

use super::audit::Chain;
use super::{parse, person_name};
use crate::model::audit::AuditEntry;
use crate::model::audit_query::AuditQuery;
use crate::model::page::{COUNT_CAP, Count, Cursor, Direction, Page};
use crate::model::{Reference, UserId};
use crate::server::entity::audit_entry::{Column, Entity, Model};
use crate::server::entity::user;
use crate::server::locale::Locale;
use crate::server::platform::PlatformScope;
use crate::server::scope::OrgScope;

/// One log.
pub struct AuditLogStore<'a> {
    chain: Chain,
    tx: &'a DatabaseTransaction,
}

impl<'a> AuditLogStore<'a> {
    /// The log of the scope's organization.
    #[must_use]
    pub fn of_organization(scope: &'a OrgScope, tx: &'a DatabaseTransaction) -> Self {
        Self {
            chain: Chain::Organization(scope.organization_id()),
            tx,
        }
    }

    /// The platform's log.
    #[must_use]
    pub fn of_platform(_: &PlatformScope, tx: &'a DatabaseTransaction) -> Self {
        Self {
            chain: Chain::Platform,
            tx,
        }
    }

    /// Up to `size` entries, newest first, and how many there are.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn page(
        &self,
        query: &AuditQuery,
        locale: Locale,
        size: u64,
    ) -> Result<Page<AuditEntry>, DbErr> {
        let matching = self.matching(query, locale);
        let count = self.count(matching.clone()).await?;
        let rows = self.rows(matching, query.cursor, size + 1).await?;
        let page = Page::cut(rows, size, query.cursor, count, place);
        let people = self.people(&page.results).await?;
        let entries = page.results.into_iter().map(|row| entry(row, &people));
        Ok(Page {
            results: entries.collect::<Result<_, _>>()?,
            next: page.next,
            previous: page.previous,
            count: page.count,
        })
    }

    /// Up to `size` entries from the query's place on, and the place after them while there may be more.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn batch(
        &self,
        query: &AuditQuery,
        locale: Locale,
        size: u64,
    ) -> Result<(Vec<AuditEntry>, Option<Cursor>), DbErr> {
        let matching = self.matching(query, locale);
        let rows = self.rows(matching, query.cursor, size + 1).await?;
        let count = Count::capped(0);
        let page = Page::cut(rows, size, query.cursor, count, place);
        let people = self.people(&page.results).await?;
        let entries = page.results.into_iter().map(|row| entry(row, &people));
        Ok((entries.collect::<Result<_, _>>()?, page.next))
    }

    async fn rows(
        &self,
        matching: Select<Entity>,
        cursor: Option<Cursor>,
        most: u64,
    ) -> Result<Vec<Model>, DbErr> {
        let select = match cursor {
            Some(Cursor {
                direction: Direction::Before,
                key,
                ..
            }) => matching
                .filter(Column::Sequence.gt(key))
                .order_by_asc(Column::Sequence),
            Some(cursor) => matching
                .filter(Column::Sequence.lt(cursor.key))
                .order_by_desc(Column::Sequence),
            None => matching.order_by_desc(Column::Sequence),
        };
        select.limit(most).all(self.tx).await
    }

    /// The entries that the filters leave, in no order.
    fn matching(&self, query: &AuditQuery, locale: Locale) -> Select<Entity> {
        let begins = |day| locale.start_of(day);
        let own = match self.chain.organization() {
            Some(id) => Column::OrganizationId.eq(id),
            None => Column::OrganizationId.is_null(),
        };
        let person = query.person.as_ref().map(|email| {
            let ids = Query::select()
                .column(user::Column::Id)
                .from(user::Entity)
                .and_where(user::Column::Email.eq(email.as_str()))
                .to_owned();
            Condition::any()
                .add(Column::ActorId.in_subquery(ids.clone()))
                .add(Column::RecordId.in_subquery(ids))
        });
        let all = Condition::all()
            .add(own)
            .add_option(
                query
                    .action
                    .map(|action| Column::Action.eq(action.as_str())),
            )
            .add_option(
                query
                    .record
                    .map(|kind| Column::RecordKind.eq(kind.as_str())),
            )
            .add_option(person)
            .add_option(query.from.map(|day| Column::CreatedAt.gte(begins(day))))
            .add_option(
                query
                    .to
                    .map(|day| Column::CreatedAt.lt(begins(day + Days::new(1)))),
            );
        Entity::find().filter(all)
    }

    async fn count(&self, matching: Select<Entity>) -> Result<Count, DbErr> {
        let mut matching = matching.select_only().into_query();
        matching.expr(Expr::val(1)).limit(COUNT_CAP + 1);
        let select = Query::select()
            .expr_as(Func::count(Expr::val(1)), Alias::new("counted"))
            .from_subquery(matching, Alias::new("matching"))
            .to_owned();
        let row = self.tx.query_one(&select).await?;
        let counted = row
            .map(|row| row.try_get::<i64>("", "counted"))
            .transpose()?;
        let counted = u64::try_from(counted.unwrap_or(0)).unwrap_or(0);
        Ok(Count::capped(counted))
    }

    /// The names of everybody the rows speak of.
    async fn people(&self, rows: &[Model]) -> Result<HashMap<Uuid, String>, DbErr> {
        let ids: BTreeSet<Uuid> = rows
            .iter()
            .flat_map(|row| [row.actor_id, Some(subject(row))])
            .flatten()
            .collect();
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let people = user::Entity::find()
            .select_only()
            .column(user::Column::Id)
            .column(user::Column::FirstName)
            .column(user::Column::LastName)
            .column(user::Column::Email)
            .filter(user::Column::Id.is_in(ids))
            .into_tuple::<(Uuid, String, String, String)>()
            .all(self.tx)
            .await?;
        let named = people
            .into_iter()
            .map(|(id, first, last, email)| (id, person_name(&first, &last, &email)));
        Ok(named.collect())
    }
}

/// Where a row stands.
fn place(row: &Model, direction: Direction) -> Cursor {
    Cursor {
        direction,
        key: row.sequence.unwrap_or_default(),
        then: 0,
        id: Uuid::nil(),
    }
}

/// Who an entry is about: the person that its record is, or that what was recorded names.
fn subject(row: &Model) -> Uuid {
    let named = row.after.as_ref().and_then(|after| after.get("user"));
    let named = named.and_then(|id| Uuid::try_parse(id.as_str()?).ok());
    named.unwrap_or(row.record_id)
}

fn entry(row: Model, people: &HashMap<Uuid, String>) -> Result<AuditEntry, DbErr> {
    let person = |id: Uuid| {
        people.get(&id).map(|name| Reference {
            id: UserId::from(id),
            name: name.clone(),
        })
    };
    Ok(AuditEntry {
        sequence: row.sequence.unwrap_or_default(),
        created_at: row.created_at,
        actor: row.actor_id.and_then(person),
        action: parse(&row.action)?,
        record_kind: parse(&row.record_kind)?,
        record_id: row.record_id,
        person: person(subject(&row)),
        before: row.before,
        after: row.after,
        ip: row.ip,
    })
}
