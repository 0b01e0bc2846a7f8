//! Asking to join: at once where the domain of one's proven address lets one in, else by an answer.

use sea_orm::DatabaseTransaction;
use serde_json::json;

use super::admission;
use crate::model::account::NotificationKind;
use crate::model::audit::{AuditAction, AuditRecord};
use crate::model::error::Conflict;
use crate::model::join_request::{Asked, JoinRequestType, parse_words};
use crate::model::membership::MembershipStep;
use crate::model::organization::{MembershipStatus, Slug};
use crate::model::{AppError, JoinRequestId, UserId};
use crate::server::auth::rate_limit::{Limited, limit};
use crate::server::clock::new_id;
use crate::server::context::RequestContext;
use crate::server::db;
use crate::server::mail::{self, Mail};
use crate::server::service::account::notifications;
use crate::server::service::audit::{self, Entry};
use crate::server::store::arrival;
use crate::server::store::join_request::{self, NewRequest};
use crate::server::store::joining::{self, NewPlace, Place};

/// How somebody asks.
pub(super) struct Wish {
    /// What it goes by.
    pub way: JoinRequestType,
    /// The invite code, where it goes by one.
    pub code: Option<String>,
    /// What the person wrote.
    pub message: String,
}

/// Asks to join the organization `slug`.
///
/// # Errors
/// `NotFound` for an organization that is not active; `Conflict` for members, suspended ones, and those who wait;
/// `Invalid` for a message that is too long; `TooMany`.
pub async fn ask(ctx: &RequestContext, slug: &str, message: &str) -> Result<Asked, AppError> {
    let person = ctx.user_id()?;
    limit(ctx, Limited::Invitation, Some(&person.to_string())).await?;
    let message = parse_words(message).map_err(|wrong| AppError::invalid("message", wrong))?;
    let slug = Slug::parse(slug).map_err(|_| AppError::NotFound)?;
    let tx = db::begin_write(ctx.db()).await?;
    let place = joining::by_slug(&tx, &slug).await?;
    let place = place.ok_or(AppError::NotFound)?;
    let (email, verified) = user_address(&tx, person).await?;
    let by_domain = verified && place.domains.include(&email);
    let standing = joining::standing(&tx, place.id, person).await?;
    let was_removed = standing.is_some_and(|(_, status)| status == MembershipStatus::Removed);
    let asked = if by_domain && !place.settings.require_approval && !was_removed {
        enter_by_domain(ctx, &tx, &place, person, message).await?
    } else {
        let way = if by_domain {
            JoinRequestType::EmailDomain
        } else {
            JoinRequestType::ManualRequest
        };
        let wish = Wish {
            way,
            code: None,
            message,
        };
        let new = new_place(&place, person, way);
        Asked::Waits(wait(ctx, &tx, new, wish).await?)
    };
    tx.commit().await?;
    Ok(asked)
}

async fn user_address(
    tx: &DatabaseTransaction,
    person: UserId,
) -> Result<(String, bool), AppError> {
    let address = arrival::address(tx, person).await?;
    address.ok_or(AppError::SignedOut)
}

fn new_place(place: &Place, user: UserId, way: JoinRequestType) -> NewPlace {
    NewPlace {
        organization: place.id,
        user,
        role: place.settings.join_role(way),
        invited: None,
    }
}

async fn enter_by_domain(
    ctx: &RequestContext,
    tx: &DatabaseTransaction,
    place: &Place,
    person: UserId,
    message: String,
) -> Result<Asked, AppError> {
    let way = JoinRequestType::EmailDomain;
    let new = new_place(place, person, way);
    let before = admission::step(ctx, tx, new, MembershipStep::Enter).await?;
    arrival::approve_pending(tx, place.id, person, ctx.now).await?;
    let request = NewRequest {
        id: new_id(ctx.now),
        organization: place.id,
        user: person,
        way,
        code: None,
        message,
        approved: true,
    };
    join_request::insert(tx, request, ctx.now).await?;
    let entry = admission::entry(AuditAction::JoinedByDomain, &new, before, new.role);
    audit::record_by(ctx, tx, place.id, person, entry).await?;
    Ok(Asked::Joined)
}

/// Lets somebody wait for an answer, and tells those who give it.
pub(super) async fn wait(
    ctx: &RequestContext,
    tx: &DatabaseTransaction,
    new: NewPlace,
    wish: Wish,
) -> Result<JoinRequestId, AppError> {
    // An organization that is being closed at this moment answers nobody any more.
    joining::lock(tx, new.organization).await?;
    let place = joining::by_id(tx, new.organization).await?;
    place.ok_or(AppError::NotFound)?;
    admission::step(ctx, tx, new, MembershipStep::Ask).await?;
    let id: JoinRequestId = new_id(ctx.now);
    let way = wish.way;
    let request = NewRequest {
        id,
        organization: new.organization,
        user: new.user,
        way,
        code: wish.code,
        message: wish.message,
        approved: false,
    };
    if !join_request::insert(tx, request, ctx.now).await? {
        return Err(Conflict::JoinRequestPending.into());
    }
    let reviewers = arrival::reviewers(tx, new.organization).await?;
    let kind = NotificationKind::JoinRequest;
    for reviewer in notifications::who_wants(tx, new.organization, kind, reviewers).await? {
        let mail = Mail::JoinRequestReceived {
            organization: new.organization,
            request: id,
            reviewer,
        };
        mail::enqueue(tx, &mail, &format!("join-request/{id}/{reviewer}"), ctx.now).await?;
    }
    let entry = Entry {
        action: AuditAction::JoinRequested,
        kind: AuditRecord::JoinRequest,
        record: id.into(),
        before: None,
        after: Some(json!({ "user": new.user, "request_type": way, "status": "pending" })),
    };
    audit::record_by(ctx, tx, new.organization, new.user, entry).await?;
    Ok(id)
}
