//! Personal access tokens: only their hash is stored. Un-scoped: they belong to a person, whatever their organizations.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait,
    FromQueryResult, JoinType, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, RelationTrait,
};
use uuid::Uuid;

use super::session::{Standing, StandingRow, with_user};
use crate::model::personal_token::{NewToken, PersonalToken, TokenScope};
use crate::model::{PersonalTokenId, UserId};
use crate::server::entity::personal_access_token::{self as token, Column};
use crate::server::entity::user;

/// A token that somebody shows, as far as it matters whether it works.
pub struct Shown {
    /// Which.
    pub id: PersonalTokenId,
    /// What it may be used for.
    pub scopes: Vec<TokenScope>,
    /// When its use was last noted.
    pub last_used_at: Option<DateTime<Utc>>,
    /// The token and its holder.
    pub standing: Standing,
}

#[derive(FromQueryResult)]
struct ShownRow {
    id: Uuid,
    scopes: String,
    last_used_at: Option<DateTime<Utc>>,
    #[sea_orm(nested)]
    standing: StandingRow,
}

/// The token of this hash, and how it stands; one query.
///
/// # Errors
/// When the database refuses.
pub async fn shown(db: &impl ConnectionTrait, hash: &[u8]) -> Result<Option<Shown>, DbErr> {
    let select = token::Entity::find()
        .select_only()
        .columns([Column::Id, Column::Scopes, Column::LastUsedAt])
        .column_as(Column::RevokedAt, "ended_at")
        .column_as(Column::ExpiresAt, "ends_at");
    let row = with_user(select)
        .join(JoinType::InnerJoin, token::Relation::User.def())
        .filter(Column::TokenHash.eq(hash.to_vec()))
        .into_model::<ShownRow>()
        .one(db)
        .await?;
    row.map(|row| {
        Ok(Shown {
            id: row.id.into(),
            scopes: read_scopes(&row.scopes),
            last_used_at: row.last_used_at,
            standing: row.standing.try_into()?,
        })
    })
    .transpose()
}

/// A word that is not known gives no right.
fn read_scopes(stored: &str) -> Vec<TokenScope> {
    let words = stored.split(' ');
    words.filter_map(|word| word.parse().ok()).collect()
}

/// Notes that a token was used.
///
/// # Errors
/// When the database refuses.
pub async fn note_use(
    db: &impl ConnectionTrait,
    id: PersonalTokenId,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    token::Entity::update_many()
        .col_expr(Column::LastUsedAt, Expr::val(now))
        .filter(Column::Id.eq(Uuid::from(id)))
        .exec(db)
        .await?;
    Ok(())
}

/// A person's tokens that were not revoked, the newest first.
///
/// # Errors
/// When the database refuses.
pub async fn list(db: &impl ConnectionTrait, holder: UserId) -> Result<Vec<PersonalToken>, DbErr> {
    let rows = token::Entity::find()
        .filter(Column::UserId.eq(Uuid::from(holder)))
        .filter(Column::RevokedAt.is_null())
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(read).collect())
}

fn read(row: token::Model) -> PersonalToken {
    PersonalToken {
        id: row.id.into(),
        name: row.name,
        ending: row.ending,
        scopes: read_scopes(&row.scopes),
        created_at: row.created_at,
        last_used_at: row.last_used_at,
        expires_at: row.expires_at,
    }
}

/// Whether a person has the token of this hash.
///
/// # Errors
/// When the database refuses.
pub async fn is_of(db: &impl ConnectionTrait, holder: UserId, hash: &[u8]) -> Result<bool, DbErr> {
    let found = token::Entity::find()
        .filter(Column::UserId.eq(Uuid::from(holder)))
        .filter(Column::TokenHash.eq(hash.to_vec()))
        .count(db)
        .await?;
    Ok(found == 1)
}

/// How many tokens of a person were not revoked; whoever else would make one for them waits until the transaction ends.
///
/// # Errors
/// When the database refuses.
pub async fn count_locked(tx: &DatabaseTransaction, holder: UserId) -> Result<u64, DbErr> {
    let lock = user::Entity::find_by_id(Uuid::from(holder)).select_only();
    let lock = lock.column(user::Column::Id).lock_exclusive();
    lock.into_tuple::<Uuid>().one(tx).await?;
    token::Entity::find()
        .filter(Column::UserId.eq(Uuid::from(holder)))
        .filter(Column::RevokedAt.is_null())
        .count(tx)
        .await
}

/// A token to be stored.
pub struct Insert<'a> {
    /// Which.
    pub id: PersonalTokenId,
    /// Whose.
    pub holder: UserId,
    /// What it is called and may be used for.
    pub new: &'a NewToken,
    /// SHA-256 of the token.
    pub hash: Vec<u8>,
    /// Its last characters.
    pub ending: String,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

/// Writes a token.
///
/// # Errors
/// When the database refuses.
pub async fn insert(
    tx: &DatabaseTransaction,
    token: Insert<'_>,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let scopes: Vec<_> = token.new.scopes.iter().map(|it| it.as_str()).collect();
    let row = token::ActiveModel {
        id: Set(token.id.into()),
        user_id: Set(token.holder.into()),
        name: Set(token.new.name.clone()),
        token_hash: Set(token.hash),
        ending: Set(token.ending),
        scopes: Set(scopes.join(" ")),
        expires_at: Set(token.expires_at),
        last_used_at: Set(None),
        created_at: Set(now),
        revoked_at: Set(None),
    };
    token::Entity::insert(row)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Revokes a person's token, and tells which it was; `None` where it is not theirs, or was revoked before.
///
/// # Errors
/// When the database refuses.
pub async fn revoke(
    tx: &DatabaseTransaction,
    holder: UserId,
    id: PersonalTokenId,
    now: DateTime<Utc>,
) -> Result<Option<PersonalToken>, DbErr> {
    let row = token::Entity::find_by_id(Uuid::from(id))
        .filter(Column::UserId.eq(Uuid::from(holder)))
        .one(tx)
        .await?;
    let revoked = token::Entity::update_many()
        .col_expr(Column::RevokedAt, Expr::val(now))
        .filter(Column::Id.eq(Uuid::from(id)))
        .filter(Column::UserId.eq(Uuid::from(holder)))
        .filter(Column::RevokedAt.is_null())
        .exec(tx)
        .await?;
    Ok(row.filter(|_| revoked.rows_affected == 1).map(read))
}

/// Takes all the tokens of a person out.
///
/// # Errors
/// When the database refuses.
pub async fn remove_all(tx: &DatabaseTransaction, holder: UserId) -> Result<(), DbErr> {
    token::Entity::delete_many()
        .filter(Column::UserId.eq(Uuid::from(holder)))
        .exec(tx)
        .await?;
    Ok(())
}
