//! What mail is about, read when it is sent. Un-scoped: the worker acts for nobody and has no membership; a mail
//! names its organization together with the record, and each query asks for both.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::{parse, person_name};
use crate::model::organization::{MembershipStatus, OrganizationStatus, living_name};
use crate::model::user::UserStatus;
use crate::model::{
    AccountTokenId, InvitationId, JoinRequestId, OrganizationId, Role, SupportAccessId, UserId,
};
use crate::server::entity::{
    account_token, invitation, join_request, membership, organization, support_access, user,
};

/// A person as mail addresses them.
#[derive(Debug, Clone)]
pub struct Person {
    /// Their address.
    pub email: String,
    /// What they are called; the address where they have no name.
    pub name: String,
    /// Their time zone, an IANA name.
    pub timezone: String,
    /// Whether they may sign in.
    pub status: UserStatus,
    /// Whether they run the platform.
    pub is_master: bool,
    /// Whether the address was proven.
    pub is_verified: bool,
    /// Whether they have a password; who was imported has none.
    pub has_password: bool,
}

/// An organization as mail shows it.
#[derive(Debug, Clone)]
pub struct Brand {
    /// Its name.
    pub name: String,
    /// What its pages are under.
    pub slug: String,
    /// Its accent colour.
    pub color: String,
    /// Where it is in its life.
    pub status: OrganizationStatus,
    /// Why it was rejected or suspended.
    pub reason: Option<String>,
}

/// An invitation, whatever became of it.
#[derive(Debug, Clone)]
pub struct Invited {
    /// Whom.
    pub email: String,
    /// As what.
    pub role: Role,
    /// By whom.
    pub by: UserId,
    /// Until when it can be accepted.
    pub expires_at: DateTime<Utc>,
    /// Whether it was accepted or revoked.
    pub is_over: bool,
}

/// A link to an account.
#[derive(Debug, Clone)]
pub struct AccountLink {
    /// Whose.
    pub user: UserId,
    /// Until when it works.
    pub expires_at: DateTime<Utc>,
    /// Whether it was used.
    pub is_used: bool,
}

/// A join request.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Who asked.
    pub user: UserId,
    /// What they wrote.
    pub message: Option<String>,
    /// Whether it was approved; `None` while it waits.
    pub approved: Option<bool>,
    /// What the reviewer wrote.
    pub note: Option<String>,
}

/// A master user's look into an organization.
#[derive(Debug, Clone)]
pub struct LookedIn {
    /// The master user.
    pub by: UserId,
    /// Why.
    pub reason: String,
    /// Since when.
    pub since: DateTime<Utc>,
    /// Until when at most.
    pub until: DateTime<Utc>,
}

/// A person, whatever their status.
///
/// # Errors
/// When the database refuses.
pub async fn person(db: &impl ConnectionTrait, id: UserId) -> Result<Option<Person>, DbErr> {
    let row = user::Entity::find_by_id(Uuid::from(id)).one(db).await?;
    row.map(|row| {
        Ok(Person {
            name: person_name(&row.first_name, &row.last_name, &row.email),
            email: row.email,
            timezone: row.timezone,
            status: parse(&row.status)?,
            is_master: row.is_master,
            is_verified: row.email_verified_at.is_some(),
            has_password: row.password_hash.is_some(),
        })
    })
    .transpose()
}

/// An organization, whatever its status.
///
/// # Errors
/// When the database refuses.
pub async fn brand(db: &impl ConnectionTrait, id: OrganizationId) -> Result<Option<Brand>, DbErr> {
    let row = organization::Entity::find_by_id(Uuid::from(id))
        .one(db)
        .await?;
    row.map(|row| {
        let status = parse(&row.status)?;
        Ok(Brand {
            name: living_name(&row.name, status).to_owned(),
            slug: row.slug,
            color: row.primary_color,
            status,
            reason: row.status_reason,
        })
    })
    .transpose()
}

/// An invitation of the organization.
///
/// # Errors
/// When the database refuses.
pub async fn invitation(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: InvitationId,
) -> Result<Option<Invited>, DbErr> {
    let row = invitation::Entity::find_by_id(Uuid::from(id))
        .filter(invitation::Column::OrganizationId.eq(Uuid::from(organization)))
        .one(db)
        .await?;
    row.map(|row| {
        Ok(Invited {
            email: row.email,
            role: parse(&row.role)?,
            by: row.invited_by.into(),
            expires_at: row.expires_at,
            is_over: row.accepted_at.is_some() || row.revoked_at.is_some(),
        })
    })
    .transpose()
}

/// A link to an account.
///
/// # Errors
/// When the database refuses.
pub async fn account_link(
    db: &impl ConnectionTrait,
    id: AccountTokenId,
) -> Result<Option<AccountLink>, DbErr> {
    let row = account_token::Entity::find_by_id(Uuid::from(id))
        .one(db)
        .await?;
    Ok(row.map(|row| AccountLink {
        user: row.user_id.into(),
        expires_at: row.expires_at,
        is_used: row.used_at.is_some(),
    }))
}

/// A join request to the organization.
///
/// # Errors
/// When the database refuses.
pub async fn join_request(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: JoinRequestId,
) -> Result<Option<Asked>, DbErr> {
    let row = join_request::Entity::find_by_id(Uuid::from(id))
        .filter(join_request::Column::OrganizationId.eq(Uuid::from(organization)))
        .one(db)
        .await?;
    Ok(row.map(|row| Asked {
        user: row.user_id.into(),
        message: row.message,
        approved: (row.status != "pending").then_some(row.status == "approved"),
        note: row.review_note,
    }))
}

/// A look into the organization.
///
/// # Errors
/// When the database refuses.
pub async fn support_access(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: SupportAccessId,
) -> Result<Option<LookedIn>, DbErr> {
    let row = support_access::Entity::find_by_id(Uuid::from(id))
        .filter(support_access::Column::OrganizationId.eq(Uuid::from(organization)))
        .one(db)
        .await?;
    Ok(row.map(|row| LookedIn {
        by: row.user_id.into(),
        reason: row.reason,
        since: row.created_at,
        until: row.expires_at,
    }))
}

/// The role of an active member.
///
/// # Errors
/// When the database refuses.
pub async fn role(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    user: UserId,
) -> Result<Option<Role>, DbErr> {
    let row = membership::Entity::find()
        .filter(membership::Column::OrganizationId.eq(Uuid::from(organization)))
        .filter(membership::Column::UserId.eq(Uuid::from(user)))
        .filter(membership::Column::Status.eq(MembershipStatus::Active.as_str()))
        .one(db)
        .await?;
    row.map(|row| parse(&row.role)).transpose()
}
