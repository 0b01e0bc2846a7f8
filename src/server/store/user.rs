//! Accounts. Un-scoped, since signing in comes before any organization is known.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, DbBackend,
    DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, SqlErr,
};
use uuid::Uuid;

use super::parse;
use crate::model::user::{Email, UserStatus};
use crate::model::{OrganizationId, UserId};
use crate::server::entity::user;

/// The key of the lock that opening the platform takes: any number that nothing else uses.
const SET_UP_LOCK: i64 = 0x7475_7474_6101;

/// Most master users that are told of something.
const MASTERS_LIMIT: u64 = 100;

/// What signing in must know of an account.
pub struct Account {
    /// The person.
    pub id: UserId,
    /// argon2id in PHC format; none until they set one.
    pub password_hash: Option<String>,
    /// Whether they may sign in.
    pub status: UserStatus,
    /// Whether they run the platform.
    pub is_master: bool,
}

impl Account {
    /// Whether an import made it for somebody who has yet to claim it: whoever proves the address may.
    #[must_use]
    pub fn is_unclaimed(&self) -> bool {
        let may_be_claimed = matches!(self.status, UserStatus::Pending | UserStatus::Active);
        self.password_hash.is_none() && may_be_claimed
    }
}

/// What a person learns about themselves, but for their organizations.
pub struct Profile {
    /// Their address.
    pub email: String,
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// Whether they run the platform.
    pub is_master: bool,
    /// Whether they may sign in.
    pub status: UserStatus,
    /// Where they land.
    pub primary_organization: Option<OrganizationId>,
    /// Whether the first steps are done.
    pub onboarding_completed: bool,
    /// The step they are at.
    pub onboarding_step: String,
    /// A picture.
    pub avatar_url: Option<String>,
    /// IANA time zone.
    pub timezone: String,
    /// BCP 47 language.
    pub language: String,
    /// When the account was made.
    pub created_at: DateTime<Utc>,
}

/// An account to be stored, able to sign in.
pub struct NewAccount {
    /// The person.
    pub id: UserId,
    /// Their address.
    pub email: Email,
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// argon2id in PHC format.
    pub password_hash: String,
    /// Whether they run the platform.
    pub is_master: bool,
}

/// The account of an address.
///
/// # Errors
/// When the database refuses.
pub async fn find_account(
    db: &impl ConnectionTrait,
    email: &Email,
) -> Result<Option<Account>, DbErr> {
    let row = user::Entity::find()
        .filter(user::Column::Email.eq(email.as_str()))
        .one(db)
        .await?;
    row.map(|row| {
        Ok(Account {
            id: row.id.into(),
            password_hash: row.password_hash,
            status: parse(&row.status)?,
            is_master: row.is_master,
        })
    })
    .transpose()
}

/// A person's own record.
///
/// # Errors
/// When the database refuses.
pub async fn find_profile(db: &impl ConnectionTrait, id: UserId) -> Result<Option<Profile>, DbErr> {
    let row = user::Entity::find_by_id(Uuid::from(id)).one(db).await?;
    row.map(|row| {
        Ok(Profile {
            email: row.email,
            first_name: row.first_name,
            last_name: row.last_name,
            is_master: row.is_master,
            status: parse(&row.status)?,
            primary_organization: row.primary_organization_id.map(Into::into),
            onboarding_completed: row.onboarding_completed,
            onboarding_step: row.onboarding_step,
            avatar_url: row.avatar_url,
            timezone: row.timezone,
            language: row.language,
            created_at: row.created_at,
        })
    })
    .transpose()
}

/// Counts a wrong password, in one statement so that racing ones all count; the `limit`th in a row locks until
/// `locked_until`. While locked nothing changes, and after the lock the counting starts anew. For an unknown
/// address the same statement runs and finds nobody, so that both cost the same.
///
/// # Errors
/// When the database refuses.
pub async fn count_failure(
    db: &impl ConnectionTrait,
    id: Option<UserId>,
    limit: i32,
    locked_until: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let had_a_lock = || user::Column::LockedUntil.is_not_null();
    let attempts = || Expr::col(user::Column::FailedLoginAttempts);
    let counted = CaseStatement::new()
        .case(had_a_lock(), 1)
        .finally(attempts().add(1));
    let is_the_last = user::Column::LockedUntil
        .is_null()
        .and(attempts().add(1).gte(limit));
    let lock = CaseStatement::new()
        .case(is_the_last, Expr::val(locked_until))
        .finally(Expr::val(None::<DateTime<Utc>>));
    user::Entity::update_many()
        .col_expr(user::Column::FailedLoginAttempts, counted.into())
        .col_expr(user::Column::LockedUntil, lock.into())
        .filter(user::Column::Id.eq(id.map_or(Uuid::nil(), Uuid::from)))
        .filter(is_not_locked(now))
        .exec(db)
        .await?;
    Ok(())
}

/// Notes a right password and forgets the wrong ones before it; `false` while the account is locked.
///
/// # Errors
/// When the database refuses.
pub async fn note_sign_in(
    db: &impl ConnectionTrait,
    id: UserId,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let update = user::Entity::update_many()
        .col_expr(user::Column::FailedLoginAttempts, Expr::val(0))
        .col_expr(user::Column::LockedUntil, Expr::val(None::<DateTime<Utc>>))
        .col_expr(user::Column::LastActiveAt, Expr::val(now))
        .filter(user::Column::Id.eq(Uuid::from(id)))
        .filter(is_not_locked(now));
    Ok(update.exec(db).await?.rows_affected == 1)
}

fn is_not_locked(now: DateTime<Utc>) -> Condition {
    Condition::any()
        .add(user::Column::LockedUntil.is_null())
        .add(user::Column::LockedUntil.lte(now))
}

/// Sets where a person lands.
///
/// # Errors
/// When the database refuses.
pub async fn set_primary_organization(
    db: &impl ConnectionTrait,
    id: UserId,
    organization: OrganizationId,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    user::Entity::update_many()
        .col_expr(
            user::Column::PrimaryOrganizationId,
            Expr::val(Uuid::from(organization)),
        )
        .col_expr(user::Column::UpdatedAt, Expr::val(now))
        .filter(user::Column::Id.eq(Uuid::from(id)))
        .exec(db)
        .await?;
    Ok(())
}

/// Whether anybody runs the platform.
///
/// # Errors
/// When the database refuses.
pub async fn has_master(db: &impl ConnectionTrait) -> Result<bool, DbErr> {
    Ok(user::Entity::find()
        .filter(user::Column::IsMaster.eq(true))
        .count(db)
        .await?
        > 0)
}

/// The master users who can sign in; at most 100.
///
/// # Errors
/// When the database refuses.
pub async fn masters(db: &impl ConnectionTrait) -> Result<Vec<UserId>, DbErr> {
    let rows: Vec<Uuid> = user::Entity::find()
        .select_only()
        .column(user::Column::Id)
        .filter(user::Column::IsMaster.eq(true))
        .filter(user::Column::Status.eq(UserStatus::Active.as_str()))
        .order_by_asc(user::Column::Id)
        .limit(MASTERS_LIMIT)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(UserId).collect())
}

/// Waits until nobody else is setting the platform up, and keeps others from it until the transaction ends. On
/// SQLite a writing transaction is alone anyway.
///
/// # Errors
/// When the database refuses.
pub async fn lock_set_up(tx: &DatabaseTransaction) -> Result<(), DbErr> {
    if tx.get_database_backend() == DbBackend::Postgres {
        tx.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({SET_UP_LOCK})"))
            .await?;
    }
    Ok(())
}

/// Writes an account; `false` where the address is in use.
///
/// # Errors
/// When the database refuses.
pub async fn insert(
    db: &impl ConnectionTrait,
    new: NewAccount,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let row = user::ActiveModel {
        id: Set(new.id.into()),
        email: Set(new.email.into()),
        first_name: Set(new.first_name),
        last_name: Set(new.last_name),
        password_hash: Set(Some(new.password_hash)),
        password_changed_at: Set(Some(now)),
        is_master: Set(new.is_master),
        status: Set(UserStatus::Active.as_str().to_owned()),
        created_at: Set(now),
        updated_at: Set(now),
        ..Default::default()
    };
    match user::Entity::insert(row).exec_without_returning(db).await {
        Ok(_) => Ok(true),
        Err(error) if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => {
            Ok(false)
        }
        Err(error) => Err(error),
    }
}
