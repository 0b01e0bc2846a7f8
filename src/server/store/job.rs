//! Work for the background, written in the transaction of the change that asks for it (the outbox).

use chrono::{DateTime, Utc};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, DatabaseTransaction, DbErr, EntityTrait};
use serde_json::Value;

use crate::model::JobId;
use crate::server::clock::new_id;
use crate::server::entity::job;

/// Writes a job that is due at once. Of several with the same `key` only the first is written: a repeated request
/// does the work once.
///
/// # Errors
/// When the database refuses.
pub async fn enqueue(
    tx: &DatabaseTransaction,
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
    let once = OnConflict::column(job::Column::DeduplicationKey)
        .do_nothing()
        .to_owned();
    job::Entity::insert(row)
        .on_conflict(once)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}
