//! The places where a person is signed in, as they see and end them. Un-scoped: they belong to a person.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use uuid::Uuid;

use crate::model::{SessionId, UserId};
use crate::server::entity::{refresh_token, session};

/// Most sessions that are listed.
const LISTED: u64 = 100;

/// One place.
pub struct Place {
    /// The session.
    pub id: SessionId,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// When it last went on.
    pub last_seen_at: DateTime<Utc>,
    /// What it called itself.
    pub user_agent: Option<String>,
    /// Where from.
    pub ip: Option<String>,
}

/// The sessions of a person that work, the latest first; at most 100.
///
/// # Errors
/// When the database refuses.
pub async fn list(
    db: &impl ConnectionTrait,
    user: UserId,
    now: DateTime<Utc>,
) -> Result<Vec<Place>, DbErr> {
    let rows = session::Entity::find()
        .filter(session::Column::UserId.eq(Uuid::from(user)))
        .filter(session::Column::RevokedAt.is_null())
        .filter(session::Column::ExpiresAt.gt(now))
        .order_by_desc(session::Column::LastSeenAt)
        .order_by_desc(session::Column::Id)
        .limit(LISTED)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(place).collect())
}

fn place(row: session::Model) -> Place {
    Place {
        id: row.id.into(),
        created_at: row.created_at,
        last_seen_at: row.last_seen_at,
        user_agent: row.user_agent,
        ip: row.ip,
    }
}

/// A person's own session, while it works.
///
/// # Errors
/// When the database refuses.
pub async fn find(
    db: &impl ConnectionTrait,
    user: UserId,
    id: SessionId,
    now: DateTime<Utc>,
) -> Result<Option<Place>, DbErr> {
    let row = session::Entity::find_by_id(Uuid::from(id))
        .filter(session::Column::UserId.eq(Uuid::from(user)))
        .filter(session::Column::RevokedAt.is_null())
        .filter(session::Column::ExpiresAt.gt(now))
        .one(db)
        .await?;
    Ok(row.map(place))
}

/// Ends all sessions of a person with all their tokens, but for one that may be spared; tells how many there were.
///
/// # Errors
/// When the database refuses.
pub async fn revoke_all(
    tx: &DatabaseTransaction,
    user: UserId,
    spared: Option<SessionId>,
    now: DateTime<Utc>,
) -> Result<u64, DbErr> {
    let spared = spared.map_or(Uuid::nil(), Uuid::from);
    // Tokens first, as a rotation locks them: the other way round the two could wait for each other.
    refresh_token::Entity::update_many()
        .col_expr(refresh_token::Column::RevokedAt, Expr::val(now))
        .filter(refresh_token::Column::UserId.eq(Uuid::from(user)))
        .filter(refresh_token::Column::Family.ne(spared))
        .filter(refresh_token::Column::RevokedAt.is_null())
        .exec(tx)
        .await?;
    let ended = session::Entity::update_many()
        .col_expr(session::Column::RevokedAt, Expr::val(now))
        .filter(session::Column::UserId.eq(Uuid::from(user)))
        .filter(session::Column::Id.ne(spared))
        .filter(session::Column::RevokedAt.is_null())
        .exec(tx)
        .await?;
    Ok(ended.rows_affected)
}
