//! Counters of requests in fixed windows, shared by all processes. Un-scoped: they count before anybody is known.

use chrono::{DateTime, Duration, Utc};
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, OnConflict};
use sea_orm::{ActiveValue::Set, ConnectionTrait, DbErr, EntityTrait};

use crate::server::entity::rate_limit;

/// How often a key was hit in the window it is in.
pub struct Window {
    /// When the window began.
    pub started_at: DateTime<Utc>,
    /// Hits in it, this one included.
    pub hits: i32,
}

/// Counts a hit, in one statement so that racing ones all count; a window that is over starts anew.
///
/// # Errors
/// When the database refuses.
pub async fn hit(
    db: &impl ConnectionTrait,
    key: &str,
    length: Duration,
    now: DateTime<Utc>,
) -> Result<Window, DbErr> {
    let column = |column| Expr::col((rate_limit::Entity, column));
    let is_over = || column(rate_limit::Column::WindowStartedAt).lte(now - length);
    let hits = CaseStatement::new()
        .case(is_over(), 1)
        .finally(column(rate_limit::Column::Hits).add(1));
    let started_at = CaseStatement::new()
        .case(is_over(), Expr::val(now))
        .finally(column(rate_limit::Column::WindowStartedAt));
    let again = OnConflict::column(rate_limit::Column::Key)
        .value(rate_limit::Column::Hits, hits)
        .value(rate_limit::Column::WindowStartedAt, started_at)
        .to_owned();
    let first = rate_limit::ActiveModel {
        key: Set(key.to_owned()),
        window_started_at: Set(now),
        hits: Set(1),
    };
    let row = rate_limit::Entity::insert(first)
        .on_conflict(again)
        .exec_with_returning(db)
        .await?;
    Ok(Window {
        started_at: row.window_started_at,
        hits: row.hits,
    })
}
