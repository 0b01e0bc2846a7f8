//! Taking out what is over. Un-scoped: it looks at nothing but times.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect,
    QueryTrait,
};

use crate::server::entity::{
    account_token, job, personal_access_token, rate_limit, refresh_token, session,
};

/// What can be over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expired {
    /// Refresh tokens that ended.
    RefreshTokens,
    /// Sessions that ended by themselves; those that were ended outlive their last token.
    Sessions,
    /// Links to accounts that ended.
    AccountTokens,
    /// Personal access tokens that ended or were revoked.
    PersonalTokens,
    /// Windows that nobody counts in any more.
    RateLimits,
    /// Jobs that were done.
    FinishedJobs,
    /// Jobs that were given up.
    DeadJobs,
}

/// Takes out up to `most` rows that were over before `before`, and tells how many.
///
/// # Errors
/// When the database refuses.
pub async fn remove(
    db: &impl ConnectionTrait,
    what: Expired,
    before: DateTime<Utc>,
    most: u64,
) -> Result<u64, DbErr> {
    match what {
        Expired::RefreshTokens => {
            let over = refresh_token::Column::ExpiresAt.lt(before);
            take_out::<refresh_token::Entity>(
                db,
                refresh_token::Column::Id,
                Condition::all().add(over),
                most,
            )
            .await
        }
        Expired::Sessions => {
            let over = session::Column::ExpiresAt.lt(before);
            take_out::<session::Entity>(db, session::Column::Id, Condition::all().add(over), most)
                .await
        }
        Expired::AccountTokens => {
            let over = account_token::Column::ExpiresAt.lt(before);
            take_out::<account_token::Entity>(
                db,
                account_token::Column::Id,
                Condition::all().add(over),
                most,
            )
            .await
        }
        Expired::PersonalTokens => {
            use personal_access_token::Column;
            let over = Condition::any()
                .add(Column::ExpiresAt.lt(before))
                .add(Column::RevokedAt.lt(before));
            take_out::<personal_access_token::Entity>(db, Column::Id, over, most).await
        }
        Expired::RateLimits => {
            let over = rate_limit::Column::WindowStartedAt.lt(before);
            take_out::<rate_limit::Entity>(
                db,
                rate_limit::Column::Key,
                Condition::all().add(over),
                most,
            )
            .await
        }
        Expired::FinishedJobs => {
            let over = job::Column::FinishedAt.lt(before);
            take_out::<job::Entity>(db, job::Column::Id, Condition::all().add(over), most).await
        }
        Expired::DeadJobs => {
            let over = Condition::all()
                .add(job::Column::FinishedAt.is_null())
                .add(job::Column::DeadAt.lt(before));
            take_out::<job::Entity>(db, job::Column::Id, over, most).await
        }
    }
}

async fn take_out<E: EntityTrait>(
    db: &impl ConnectionTrait,
    key: E::Column,
    over: Condition,
    most: u64,
) -> Result<u64, DbErr> {
    let batch = E::find()
        .select_only()
        .column(key)
        .filter(over)
        .limit(most)
        .into_query();
    let removed = E::delete_many()
        .filter(Expr::col(key).in_subquery(batch))
        .exec(db)
        .await?;
    Ok(removed.rows_affected)
}
