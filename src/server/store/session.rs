//! Sessions and their refresh tokens. Un-scoped: they belong to a person, whatever their organizations.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait,
    FromQueryResult, JoinType, QueryFilter, QuerySelect, RelationTrait, Select,
};
use uuid::Uuid;

use super::parse;
use crate::model::user::UserStatus;
use crate::model::{SessionId, UserId};
use crate::server::entity::{refresh_token, session, user};

/// A session, or a personal access token, and its user, as far as it matters whether it works.
#[derive(Debug, Clone)]
pub struct Standing {
    /// Whose it is.
    pub user: UserId,
    /// Whether they run the platform.
    pub is_master: bool,
    /// Whether they may sign in.
    pub user_status: UserStatus,
    /// Until when wrong passwords keep them out.
    pub locked_until: Option<DateTime<Utc>>,
    /// Whether their address is proven.
    pub is_verified: bool,
    /// Their time zone.
    pub timezone: String,
    /// Their language.
    pub language: String,
    /// When it was ended.
    pub revoked_at: Option<DateTime<Utc>>,
    /// When it ends by itself.
    pub expires_at: DateTime<Utc>,
}

/// A session to be stored.
pub struct NewSession {
    /// The session.
    pub id: SessionId,
    /// Whose it is.
    pub user: UserId,
    /// When it starts.
    pub now: DateTime<Utc>,
    /// When it ends unless it goes on.
    pub expires_at: DateTime<Utc>,
    /// The peer's address.
    pub ip: Option<String>,
    /// Its `User-Agent`.
    pub user_agent: Option<String>,
}

/// A refresh token to be stored.
pub struct NewLink {
    /// The row.
    pub id: Uuid,
    /// Whose it is.
    pub user: UserId,
    /// The session it belongs to.
    pub session: SessionId,
    /// SHA-256 of the token.
    pub token_hash: Vec<u8>,
    /// When it is made.
    pub now: DateTime<Utc>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
    /// The peer's address.
    pub ip: Option<String>,
    /// Its `User-Agent`.
    pub user_agent: Option<String>,
}

/// A stored refresh token with its session.
pub struct Link {
    /// The row.
    pub id: Uuid,
    /// The session it belongs to.
    pub session: SessionId,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
    /// When it was replaced.
    pub rotated_at: Option<DateTime<Utc>>,
    /// When it was revoked.
    pub revoked_at: Option<DateTime<Utc>>,
    /// The session and its user.
    pub standing: Standing,
}

/// A [`Standing`] as it is selected.
#[derive(FromQueryResult)]
pub(super) struct StandingRow {
    user_id: Uuid,
    is_master: bool,
    user_status: String,
    locked_until: Option<DateTime<Utc>>,
    email_verified_at: Option<DateTime<Utc>>,
    timezone: String,
    language: String,
    ended_at: Option<DateTime<Utc>>,
    ends_at: DateTime<Utc>,
}

#[derive(FromQueryResult)]
struct LinkRow {
    id: Uuid,
    family: Uuid,
    expires_at: DateTime<Utc>,
    rotated_at: Option<DateTime<Utc>>,
    revoked_at: Option<DateTime<Utc>>,
    #[sea_orm(nested)]
    standing: StandingRow,
}

impl TryFrom<StandingRow> for Standing {
    type Error = DbErr;

    fn try_from(row: StandingRow) -> Result<Self, DbErr> {
        Ok(Self {
            user: row.user_id.into(),
            is_master: row.is_master,
            user_status: parse(&row.user_status)?,
            locked_until: row.locked_until,
            is_verified: row.email_verified_at.is_some(),
            timezone: row.timezone,
            language: row.language,
            revoked_at: row.ended_at,
            expires_at: row.ends_at,
        })
    }
}

/// How a session stands; one query.
///
/// # Errors
/// When the database refuses.
pub async fn standing(db: &impl ConnectionTrait, id: SessionId) -> Result<Option<Standing>, DbErr> {
    let select = session::Entity::find_by_id(Uuid::from(id)).select_only();
    let row = with_standing(select).join(JoinType::InnerJoin, session::Relation::User.def());
    row.into_model::<StandingRow>()
        .one(db)
        .await?
        .map(TryInto::try_into)
        .transpose()
}

fn with_standing<E: EntityTrait>(select: Select<E>) -> Select<E> {
    let select = select
        .column_as(session::Column::RevokedAt, "ended_at")
        .column_as(session::Column::ExpiresAt, "ends_at");
    with_user(select)
}

/// What matters of whoever holds it.
pub(super) fn with_user<E: EntityTrait>(select: Select<E>) -> Select<E> {
    select
        .column_as(user::Column::Id, "user_id")
        .column_as(user::Column::IsMaster, "is_master")
        .column_as(user::Column::Status, "user_status")
        .column_as(user::Column::LockedUntil, "locked_until")
        .column_as(user::Column::EmailVerifiedAt, "email_verified_at")
        .column_as(user::Column::Timezone, "timezone")
        .column_as(user::Column::Language, "language")
}

/// The refresh token of this hash.
///
/// # Errors
/// When the database refuses.
pub async fn link(db: &impl ConnectionTrait, token_hash: &[u8]) -> Result<Option<Link>, DbErr> {
    let select = refresh_token::Entity::find()
        .select_only()
        .column(refresh_token::Column::Id)
        .column(refresh_token::Column::Family)
        .column(refresh_token::Column::ExpiresAt)
        .column(refresh_token::Column::RotatedAt)
        .column(refresh_token::Column::RevokedAt);
    let row = with_standing(select)
        .join(JoinType::InnerJoin, refresh_token::Relation::Session.def())
        .join(JoinType::InnerJoin, session::Relation::User.def())
        .filter(refresh_token::Column::TokenHash.eq(token_hash.to_vec()))
        .into_model::<LinkRow>()
        .one(db)
        .await?;
    row.map(|row| {
        Ok(Link {
            id: row.id,
            session: row.family.into(),
            expires_at: row.expires_at,
            rotated_at: row.rotated_at,
            revoked_at: row.revoked_at,
            standing: row.standing.try_into()?,
        })
    })
    .transpose()
}

/// The same, waiting for whoever is changing it and keeping others from it.
///
/// # Errors
/// When the database refuses.
pub async fn link_locked(
    tx: &DatabaseTransaction,
    token_hash: &[u8],
) -> Result<Option<Link>, DbErr> {
    // PostgreSQL reads a locked row as it is after the wait, but the rows joined to it as they were before.
    let lock = refresh_token::Entity::find()
        .select_only()
        .column(refresh_token::Column::Id);
    let lock = lock
        .filter(refresh_token::Column::TokenHash.eq(token_hash.to_vec()))
        .lock_exclusive();
    lock.into_tuple::<Uuid>().one(tx).await?;
    link(tx, token_hash).await
}

/// Writes a session.
///
/// # Errors
/// When the database refuses.
pub async fn insert(db: &impl ConnectionTrait, new: NewSession) -> Result<(), DbErr> {
    let row = session::ActiveModel {
        id: Set(new.id.into()),
        user_id: Set(new.user.into()),
        created_at: Set(new.now),
        last_seen_at: Set(new.now),
        expires_at: Set(new.expires_at),
        revoked_at: Set(None),
        user_agent: Set(new.user_agent),
        ip: Set(new.ip),
    };
    session::Entity::insert(row)
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// Writes a refresh token.
///
/// # Errors
/// When the database refuses.
pub async fn insert_link(db: &impl ConnectionTrait, new: NewLink) -> Result<(), DbErr> {
    let row = refresh_token::ActiveModel {
        id: Set(new.id),
        user_id: Set(new.user.into()),
        token_hash: Set(new.token_hash),
        family: Set(new.session.into()),
        expires_at: Set(new.expires_at),
        created_at: Set(new.now),
        rotated_at: Set(None),
        revoked_at: Set(None),
        replaced_by: Set(None),
        user_agent: Set(new.user_agent),
        ip: Set(new.ip),
    };
    refresh_token::Entity::insert(row)
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// Replaces a locked link by the next, and lets the session go on as long as that one.
///
/// # Errors
/// When the database refuses.
pub async fn replace_link(
    tx: &DatabaseTransaction,
    old: &Link,
    next: NewLink,
) -> Result<(), DbErr> {
    refresh_token::Entity::update_many()
        .col_expr(refresh_token::Column::RotatedAt, Expr::val(next.now))
        .col_expr(refresh_token::Column::ReplacedBy, Expr::val(next.id))
        .filter(refresh_token::Column::Id.eq(old.id))
        .exec(tx)
        .await?;
    session::Entity::update_many()
        .col_expr(session::Column::LastSeenAt, Expr::val(next.now))
        .col_expr(session::Column::ExpiresAt, Expr::val(next.expires_at))
        .filter(session::Column::Id.eq(Uuid::from(old.session)))
        .exec(tx)
        .await?;
    user::Entity::update_many()
        .col_expr(user::Column::LastActiveAt, Expr::val(next.now))
        .filter(user::Column::Id.eq(Uuid::from(next.user)))
        .exec(tx)
        .await?;
    insert_link(tx, next).await
}

/// Ends a session and all its tokens; one that has ended stays as it is.
///
/// # Errors
/// When the database refuses.
pub async fn revoke(
    tx: &DatabaseTransaction,
    id: SessionId,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    // Tokens first, as a rotation locks them: the other way round the two could wait for each other.
    refresh_token::Entity::update_many()
        .col_expr(refresh_token::Column::RevokedAt, Expr::val(now))
        .filter(refresh_token::Column::Family.eq(Uuid::from(id)))
        .filter(refresh_token::Column::RevokedAt.is_null())
        .exec(tx)
        .await?;
    session::Entity::update_many()
        .col_expr(session::Column::RevokedAt, Expr::val(now))
        .filter(session::Column::Id.eq(Uuid::from(id)))
        .filter(session::Column::RevokedAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}
