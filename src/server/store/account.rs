//! What a person changes about their own account. Un-scoped: an account belongs to its holder, whatever their
//! organizations.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, Func};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr,
    EntityTrait, QueryFilter,
};
use uuid::Uuid;

use super::parse;
use crate::model::UserId;
use crate::model::account_form::ProfileChange;
use crate::model::user::UserStatus;
use crate::model::zone::Language;
use crate::server::entity::user;

/// An account as its holder and the services about it see it.
pub struct Own {
    /// The address.
    pub email: String,
    /// When it was proven.
    pub email_verified_at: Option<DateTime<Utc>>,
    /// argon2id in PHC format; none until they set one.
    pub password_hash: Option<String>,
    /// When it was last set.
    pub password_changed_at: Option<DateTime<Utc>>,
    /// Whether they run the platform.
    pub is_master: bool,
    /// Whether they may sign in.
    pub status: UserStatus,
    /// Names, telephone, time zone and language.
    pub profile: ProfileChange,
    /// The step of the first steps they are at.
    pub onboarding_step: String,
    /// When the account was made.
    pub created_at: DateTime<Utc>,
}

/// Somebody's account.
///
/// # Errors
/// When the database refuses.
pub async fn own(db: &impl ConnectionTrait, id: UserId) -> Result<Option<Own>, DbErr> {
    let row = user::Entity::find_by_id(Uuid::from(id)).one(db).await?;
    row.map(|row| {
        Ok(Own {
            email: row.email,
            email_verified_at: row.email_verified_at,
            password_hash: row.password_hash,
            password_changed_at: row.password_changed_at,
            is_master: row.is_master,
            status: parse(&row.status)?,
            profile: ProfileChange {
                first_name: row.first_name,
                last_name: row.last_name,
                phone: row.phone,
                timezone: row.timezone,
                language: row.language.parse().unwrap_or(Language::English),
            },
            onboarding_step: row.onboarding_step,
            created_at: row.created_at,
        })
    })
    .transpose()
}

/// Notes that the address was proven; `false` where it was before.
///
/// # Errors
/// When the database refuses.
pub async fn verify_email(
    tx: &DatabaseTransaction,
    id: UserId,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let update = user::Entity::update_many()
        .col_expr(user::Column::EmailVerifiedAt, Expr::val(now))
        .col_expr(user::Column::UpdatedAt, Expr::val(now))
        .filter(user::Column::Id.eq(Uuid::from(id)))
        .filter(user::Column::EmailVerifiedAt.is_null());
    Ok(update.exec(tx).await?.rows_affected == 1)
}

/// Sets the password, and forgets wrong ones that were tried.
///
/// # Errors
/// When the database refuses.
pub async fn set_password(
    tx: &DatabaseTransaction,
    id: UserId,
    hash: String,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let row = user::ActiveModel {
        id: Set(id.into()),
        password_hash: Set(Some(hash)),
        password_changed_at: Set(Some(now)),
        failed_login_attempts: Set(0),
        locked_until: Set(None),
        updated_at: Set(now),
        ..Default::default()
    };
    row.update(tx).await?;
    Ok(())
}

/// Lets somebody whom an import brought sign in; they have proven the address, and set the password in this transaction.
/// Others stay as they are.
///
/// # Errors
/// When the database refuses.
pub async fn open_unclaimed(
    tx: &DatabaseTransaction,
    id: UserId,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    user::Entity::update_many()
        .col_expr(user::Column::Status, Expr::val(UserStatus::Active.as_str()))
        .col_expr(user::Column::UpdatedAt, Expr::val(now))
        .filter(user::Column::Id.eq(Uuid::from(id)))
        .filter(user::Column::Status.eq(UserStatus::Pending.as_str()))
        .filter(user::Column::PasswordHash.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// Notes the address as proven by whoever used a link sent to it.
///
/// # Errors
/// When the database refuses.
pub async fn note_proof_of_address(
    tx: &DatabaseTransaction,
    id: UserId,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let first = Func::coalesce([Expr::col(user::Column::EmailVerifiedAt), Expr::val(now)]);
    user::Entity::update_many()
        .col_expr(user::Column::EmailVerifiedAt, first.into())
        .filter(user::Column::Id.eq(Uuid::from(id)))
        .exec(tx)
        .await?;
    Ok(())
}

/// Sets names, telephone, time zone and language.
///
/// # Errors
/// When the database refuses.
pub async fn set_profile(
    tx: &DatabaseTransaction,
    id: UserId,
    profile: ProfileChange,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let row = user::ActiveModel {
        id: Set(id.into()),
        first_name: Set(profile.first_name),
        last_name: Set(profile.last_name),
        phone: Set(profile.phone),
        timezone: Set(profile.timezone),
        language: Set(profile.language.as_str().to_owned()),
        updated_at: Set(now),
        ..Default::default()
    };
    row.update(tx).await?;
    Ok(())
}

/// Moves a person on in their first steps.
///
/// # Errors
/// When the database refuses.
pub async fn set_onboarding(
    tx: &DatabaseTransaction,
    id: UserId,
    step: &str,
    is_done: bool,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let row = user::ActiveModel {
        id: Set(id.into()),
        onboarding_step: Set(step.to_owned()),
        onboarding_completed: Set(is_done),
        updated_at: Set(now),
        ..Default::default()
    };
    row.update(tx).await?;
    Ok(())
}

/// Takes out of an account whatever tells who it was. The row stays, because history points at it.
///
/// # Errors
/// When the database refuses.
pub async fn anonymise(
    tx: &DatabaseTransaction,
    id: UserId,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let row = user::ActiveModel {
        id: Set(id.into()),
        email: Set(format!("{id}@deleted.invalid")),
        email_verified_at: Set(None),
        password_hash: Set(None),
        password_changed_at: Set(None),
        first_name: Set("Deleted".to_owned()),
        last_name: Set("account".to_owned()),
        is_master: Set(false),
        status: Set(UserStatus::Deactivated.as_str().to_owned()),
        phone: Set(None),
        timezone: Set("UTC".to_owned()),
        language: Set("en".to_owned()),
        avatar_url: Set(None),
        primary_organization_id: Set(None),
        failed_login_attempts: Set(0),
        locked_until: Set(None),
        updated_at: Set(now),
        ..Default::default()
    };
    row.update(tx).await?;
    Ok(())
}
