//! Background work, counted and listed for master users, and jobs that are tried again.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, DatabaseTransaction, DbErr, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use serde_json::Value;
use uuid::Uuid;

use crate::model::JobId;
use crate::model::job::{DeadJob, JobCounts};
use crate::server::entity::job::{Column, Entity, Model};
use crate::server::platform::PlatformScope;

/// How many there are of each sort.
///
/// # Errors
/// When the database refuses.
pub async fn counts(_: &PlatformScope, tx: &DatabaseTransaction) -> Result<JobCounts, DbErr> {
    let count = async |sort: Condition| Entity::find().filter(sort).count(tx).await;
    let open = || {
        Condition::all()
            .add(Column::FinishedAt.is_null())
            .add(Column::DeadAt.is_null())
    };
    Ok(JobCounts {
        waiting: count(open().add(Column::LastError.is_null())).await?,
        failing: count(open().add(Column::LastError.is_not_null())).await?,
        dead: count(dead()).await?,
        finished: count(Condition::all().add(Column::FinishedAt.is_not_null())).await?,
    })
}

/// Given up, and not done by a retry since.
fn dead() -> Condition {
    Condition::all()
        .add(Column::FinishedAt.is_null())
        .add(Column::DeadAt.is_not_null())
}

/// Up to `most` jobs that were given up, the last first.
///
/// # Errors
/// When the database refuses.
pub async fn dead_jobs(
    _: &PlatformScope,
    tx: &DatabaseTransaction,
    most: u64,
) -> Result<Vec<DeadJob>, DbErr> {
    let rows = Entity::find()
        .filter(dead())
        .order_by_desc(Column::DeadAt)
        .order_by_desc(Column::Id)
        .limit(most)
        .all(tx)
        .await?;
    Ok(rows.into_iter().map(dead_job).collect())
}

/// One job that was given up.
///
/// # Errors
/// When the database refuses.
pub async fn find_dead(
    _: &PlatformScope,
    tx: &DatabaseTransaction,
    id: JobId,
) -> Result<Option<DeadJob>, DbErr> {
    let row = Entity::find_by_id(Uuid::from(id)).filter(dead());
    Ok(row.one(tx).await?.map(dead_job))
}

/// Lets a job that was given up begin anew; false where it is not given up any more.
///
/// # Errors
/// When the database refuses.
pub async fn begin_anew(
    _: &PlatformScope,
    tx: &DatabaseTransaction,
    id: JobId,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let begun = Entity::update_many()
        .col_expr(Column::DeadAt, Expr::val(None::<DateTime<Utc>>))
        .col_expr(Column::Attempts, Expr::val(0))
        .col_expr(Column::RunAt, Expr::val(now))
        .filter(Column::Id.eq(Uuid::from(id)))
        .filter(dead())
        .exec(tx)
        .await?;
    Ok(begun.rows_affected == 1)
}

fn dead_job(row: Model) -> DeadJob {
    let mail = row.payload.get("mail").and_then(Value::as_str);
    let what = mail.map_or(row.kind.clone(), |mail| format!("{}: {mail}", row.kind));
    DeadJob {
        id: row.id.into(),
        what: what.replace('_', " "),
        attempts: u32::try_from(row.attempts).unwrap_or(0),
        error: row.last_error.unwrap_or_default(),
        created_at: row.created_at,
        dead_at: row.dead_at.unwrap_or(row.created_at),
    }
}
