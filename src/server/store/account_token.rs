//! Links sent to an account's address: used once, and only their hash is stored. Un-scoped: they belong to a person.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, DbErr,
    EntityTrait, QueryFilter, QuerySelect,
};
use uuid::Uuid;

use crate::model::{AccountTokenId, UserId};
use crate::server::entity::account_token;

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Proving the address.
    VerifyEmail,
    /// Setting a new password.
    ResetPassword,
}

impl Purpose {
    const fn as_str(self) -> &'static str {
        match self {
            Self::VerifyEmail => "verify_email",
            Self::ResetPassword => "reset_password",
        }
    }
}

/// A link to be stored.
pub struct NewToken {
    /// The row, from which the token is derived.
    pub id: AccountTokenId,
    /// Whose.
    pub user: UserId,
    /// What for.
    pub purpose: Purpose,
    /// SHA-256 of the token.
    pub hash: Vec<u8>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

/// Writes a link.
///
/// # Errors
/// When the database refuses.
pub async fn insert(
    tx: &DatabaseTransaction,
    new: NewToken,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let row = account_token::ActiveModel {
        id: Set(new.id.into()),
        user_id: Set(new.user.into()),
        purpose: Set(new.purpose.as_str().to_owned()),
        token_hash: Set(new.hash),
        expires_at: Set(new.expires_at),
        used_at: Set(None),
        created_at: Set(now),
    };
    account_token::Entity::insert(row)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Whose link this is, while it works.
///
/// # Errors
/// When the database refuses.
pub async fn holder(
    db: &impl ConnectionTrait,
    purpose: Purpose,
    hash: &[u8],
    now: DateTime<Utc>,
) -> Result<Option<UserId>, DbErr> {
    let user: Option<Uuid> = account_token::Entity::find()
        .select_only()
        .column(account_token::Column::UserId)
        .filter(account_token::Column::TokenHash.eq(hash.to_vec()))
        .filter(works(purpose, now))
        .into_tuple()
        .one(db)
        .await?;
    Ok(user.map(UserId::from))
}

/// Whether a person has a link that works.
///
/// # Errors
/// When the database refuses.
pub async fn is_sent(
    db: &impl ConnectionTrait,
    user: UserId,
    purpose: Purpose,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let found: Option<Uuid> = account_token::Entity::find()
        .select_only()
        .column(account_token::Column::Id)
        .filter(account_token::Column::UserId.eq(Uuid::from(user)))
        .filter(works(purpose, now))
        .into_tuple()
        .one(db)
        .await?;
    Ok(found.is_some())
}

/// Uses a link up; `None` where it no longer works. Of several at once only one gets it.
///
/// # Errors
/// When the database refuses.
pub async fn take(
    tx: &DatabaseTransaction,
    purpose: Purpose,
    hash: &[u8],
    now: DateTime<Utc>,
) -> Result<Option<UserId>, DbErr> {
    let Some(user) = holder(tx, purpose, hash, now).await? else {
        return Ok(None);
    };
    let used = account_token::Entity::update_many()
        .col_expr(account_token::Column::UsedAt, Expr::val(now))
        .filter(account_token::Column::TokenHash.eq(hash.to_vec()))
        .filter(works(purpose, now))
        .exec(tx)
        .await?;
    Ok((used.rows_affected == 1).then_some(user))
}

/// Ends the links of a person that are still around.
///
/// # Errors
/// When the database refuses.
pub async fn end_all(
    tx: &DatabaseTransaction,
    user: UserId,
    purpose: Purpose,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    account_token::Entity::update_many()
        .col_expr(account_token::Column::UsedAt, Expr::val(now))
        .filter(account_token::Column::UserId.eq(Uuid::from(user)))
        .filter(works(purpose, now))
        .exec(tx)
        .await?;
    Ok(())
}

fn works(purpose: Purpose, now: DateTime<Utc>) -> Condition {
    Condition::all()
        .add(account_token::Column::Purpose.eq(purpose.as_str()))
        .add(account_token::Column::UsedAt.is_null())
        .add(account_token::Column::ExpiresAt.gt(now))
}
