//! The platform's numbers. Tickets are only counted, in all organizations together, so that no number tells of one.

use std::collections::BTreeMap;

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, JoinType, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, EntityTrait,
    PaginatorTrait, QueryFilter, QuerySelect,
};

use crate::model::organization::OrganizationStatus;
use crate::model::platform::{FiledOn, PlatformStats};
use crate::model::user::UserStatus;
use crate::server::entity::{organization, ticket, user};
use crate::server::platform::PlatformScope;

/// Days that are told one by one.
const DAYS: u64 = 14;

/// All of them, in four queries whatever the size.
///
/// # Errors
/// When the database refuses.
pub async fn load(
    _: &PlatformScope,
    tx: &DatabaseTransaction,
    now: DateTime<Utc>,
) -> Result<PlatformStats, DbErr> {
    let organizations: Vec<(String, i64)> = organization::Entity::find()
        .select_only()
        .column(organization::Column::Status)
        .column_as(organization::Column::Id.count(), "counted")
        .group_by(organization::Column::Status)
        .into_tuple()
        .all(tx)
        .await?;
    let users: Vec<(String, i64)> = user::Entity::find()
        .select_only()
        .column(user::Column::Status)
        .column_as(user::Column::Id.count(), "counted")
        .group_by(user::Column::Status)
        .into_tuple()
        .all(tx)
        .await?;
    let masters = user::Entity::find()
        .filter(user::Column::IsMaster.eq(true))
        .count(tx)
        .await?;
    let organizations = every(OrganizationStatus::ALL, organizations);
    let users = every(UserStatus::ALL, users);
    let deleted = organizations[OrganizationStatus::Deleted.as_str()];
    Ok(PlatformStats {
        organizations: organizations.values().sum::<u64>() - deleted,
        organizations_by_status: organizations,
        users: users.values().sum(),
        users_by_status: users,
        masters,
        tickets_filed: filed(tx, now).await?,
    })
}

/// The counts by name, with zero for what was not counted.
fn every<S: ToString>(all: &[S], counted: Vec<(String, i64)>) -> BTreeMap<String, u64> {
    let zeros = all.iter().map(|name| (name.to_string(), 0));
    let counted = counted
        .into_iter()
        .map(|(name, count)| (name, u64::try_from(count).unwrap_or(0)));
    zeros.chain(counted).collect()
}

/// Tickets per day. By way of the organizations, since the tickets' indexes begin with them.
async fn filed(tx: &DatabaseTransaction, now: DateTime<Utc>) -> Result<Vec<FiledOn>, DbErr> {
    let first = now.date_naive() - Days::new(DAYS - 1);
    let created = || Expr::col((ticket::Entity, ticket::Column::CreatedAt));
    let day = match tx.get_database_backend() {
        DbBackend::Postgres => {
            Expr::cust_with_expr("to_char($1 AT TIME ZONE 'UTC', 'YYYY-MM-DD')", created())
        }
        _ => Expr::cust_with_expr("substr(?, 1, 10)", created()),
    };
    let select = Query::select()
        .expr_as(day, Alias::new("day"))
        .expr_as(Func::count(Expr::val(1)), Alias::new("tickets"))
        .from(organization::Entity)
        .join(
            JoinType::InnerJoin,
            ticket::Entity,
            Expr::col((ticket::Entity, ticket::Column::OrganizationId))
                .equals((organization::Entity, organization::Column::Id)),
        )
        .and_where(created().gte(first.and_time(NaiveTime::MIN).and_utc()))
        .group_by_col(Alias::new("day"))
        .to_owned();
    let mut counts = BTreeMap::new();
    for row in tx.query_all(&select).await? {
        let (day, tickets): (String, i64) = (row.try_get("", "day")?, row.try_get("", "tickets")?);
        counts.insert(day, u64::try_from(tickets).unwrap_or(0));
    }
    let on = |date: NaiveDate| counts.get(&date.to_string()).copied().unwrap_or(0);
    Ok(first
        .iter_days()
        .take(usize::try_from(DAYS).unwrap_or_default())
        .map(|date| FiledOn {
            date,
            tickets: on(date),
        })
        .collect())
}
