//! Work for the background, written in the transaction of the change that asks for it (the outbox), and its
//! life: claimed for a time, finished, tried again later, or given up. Un-scoped: a worker acts for nobody.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, LockBehavior, LockType, OnConflict};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, DbErr,
    EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use serde_json::Value;
use uuid::Uuid;

use crate::model::JobId;
use crate::server::clock::new_id;
use crate::server::entity::job;
use crate::server::entity::job::{Column, Entity};

/// A job that a worker holds.
#[derive(Debug, Clone)]
pub struct Claimed {
    /// The job.
    pub id: JobId,
    /// What is to be done.
    pub kind: String,
    /// To what.
    pub payload: Value,
    /// How often it was begun, this time included.
    pub attempts: i32,
}

/// Writes a job that is due at once. Of several with the same `key` only the first is written: a repeated request
/// does the work once.
///
/// # Errors
/// When the database refuses.
pub async fn enqueue(
    db: &impl ConnectionTrait,
    kind: &str,
    payload: Value,
    key: &str,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let row = job::ActiveModel {
        id: Set(new_id::<JobId>(now).into()),
        kind: Set(kind.to_owned()),
        payload: Set(payload),
        deduplication_key: Set(Some(key.to_owned())),
        attempts: Set(0),
        run_at: Set(now),
        created_at: Set(now),
        ..Default::default()
    };
    let once = OnConflict::column(Column::DeduplicationKey)
        .do_nothing()
        .to_owned();
    Entity::insert(row)
        .on_conflict(once)
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// Due, and held by nobody, or by somebody whose time is over: their process was killed.
fn due(now: DateTime<Utc>) -> Condition {
    Condition::all()
        .add(Column::FinishedAt.is_null())
        .add(Column::DeadAt.is_null())
        .add(Column::RunAt.lte(now))
        .add(
            Condition::any()
                .add(Column::LockedUntil.is_null())
                .add(Column::LockedUntil.lte(now)),
        )
}

/// Whether there is anything to claim; it takes no lock.
///
/// # Errors
/// When the database refuses.
pub async fn is_any_due(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<bool, DbErr> {
    let first = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(due(now))
        .limit(1);
    Ok(first.into_tuple::<Uuid>().one(db).await?.is_some())
}

/// Claims up to `most` due jobs for `worker` until `until`. On PostgreSQL, rows that another worker is claiming are
/// passed over; on SQLite the transaction, which has to be a writing one, makes workers take turns.
///
/// # Errors
/// When the database refuses.
pub async fn claim(
    tx: &DatabaseTransaction,
    worker: &str,
    most: u64,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<Vec<Claimed>, DbErr> {
    let rows = Entity::find()
        .filter(due(now))
        .order_by_asc(Column::RunAt)
        .order_by_asc(Column::Id)
        .limit(most)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .all(tx)
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    Entity::update_many()
        .col_expr(Column::LockedBy, Expr::val(worker))
        .col_expr(Column::LockedUntil, Expr::val(until))
        .col_expr(Column::Attempts, Expr::col(Column::Attempts).add(1))
        .filter(Column::Id.is_in(rows.iter().map(|row| row.id)))
        .exec(tx)
        .await?;
    let claimed = |row: job::Model| Claimed {
        id: row.id.into(),
        kind: row.kind,
        payload: row.payload,
        attempts: row.attempts + 1,
    };
    Ok(rows.into_iter().map(claimed).collect())
}

/// How a claimed job ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// It is done.
    Finished,
    /// It failed, and is tried again.
    Later {
        /// When.
        at: DateTime<Utc>,
        /// Why it failed.
        error: String,
    },
    /// It failed for good.
    Dead {
        /// Why.
        error: String,
    },
}

/// Writes down how a job ended. False where `worker` does not hold it any more: its time was over, and another has it.
///
/// # Errors
/// When the database refuses.
pub async fn end(
    db: &impl ConnectionTrait,
    id: JobId,
    worker: &str,
    ending: Ending,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let mut update = Entity::update_many()
        .col_expr(Column::LockedBy, Expr::val(None::<String>))
        .col_expr(Column::LockedUntil, Expr::val(None::<DateTime<Utc>>));
    update = match ending {
        Ending::Finished => update
            .col_expr(Column::FinishedAt, Expr::val(now))
            .col_expr(Column::LastError, Expr::val(None::<String>)),
        Ending::Later { at, error } => update
            .col_expr(Column::RunAt, Expr::val(at))
            .col_expr(Column::LastError, Expr::val(error)),
        Ending::Dead { error } => update
            .col_expr(Column::DeadAt, Expr::val(now))
            .col_expr(Column::LastError, Expr::val(error)),
    };
    let done = update
        .filter(Column::Id.eq(Uuid::from(id)))
        .filter(Column::LockedBy.eq(worker))
        .exec(db)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Gives back what `worker` holds, as if it had never been begun.
///
/// # Errors
/// When the database refuses.
pub async fn give_back(db: &impl ConnectionTrait, worker: &str) -> Result<u64, DbErr> {
    let given = Entity::update_many()
        .col_expr(Column::LockedBy, Expr::val(None::<String>))
        .col_expr(Column::LockedUntil, Expr::val(None::<DateTime<Utc>>))
        .col_expr(Column::Attempts, Expr::col(Column::Attempts).sub(1))
        .filter(Column::LockedBy.eq(worker))
        .exec(db)
        .await?;
    Ok(given.rows_affected)
}
