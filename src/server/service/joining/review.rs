//! Answering a wish to join.

use serde_json::json;

use super::admission;
use crate::model::audit::{AuditAction, AuditRecord};
use crate::model::error::Conflict;
use crate::model::join_request::{JoinRequest, Review, parse_words};
use crate::model::membership::MembershipStep;
use crate::model::{AppError, JoinRequestId};
use crate::policy::{OrganizationAction, can};
use crate::server::context::RequestContext;
use crate::server::mail::{self, Mail};
use crate::server::scope::OrgScope;
use crate::server::service::audit::{self, Entry};
use crate::server::service::person;
use crate::server::store::join_request::JoinRequestStore;
use crate::server::store::joining::{self, NewPlace};
use crate::server::store::people::PeopleStore;

/// Lets somebody in, or does not; `note` is told to them.
///
/// # Errors
/// `NotFound`; `Forbidden` below supervisor; `Conflict` once it is answered, also when two answer at once; `Invalid`
/// for a note that is too long.
pub async fn review(
    ctx: &RequestContext,
    scope: &OrgScope,
    id: JoinRequestId,
    review: Review,
    note: &str,
) -> Result<JoinRequest, AppError> {
    let note = parse_words(note).map_err(|wrong| AppError::invalid("note", wrong))?;
    let (tx, viewer) = person::begin(ctx, scope).await?;
    can(&viewer, OrganizationAction::ReviewJoinRequests, &()).obey()?;
    let requests = JoinRequestStore::new(scope, &tx);
    let request = requests.find(id).await?.ok_or(AppError::NotFound)?;
    let answer = request.status.answer(review)?;
    if !requests.answer(id, answer, &note, ctx.now).await? {
        let status = answer.status();
        return Err(Conflict::JoinRequestAnswered { status }.into());
    }
    let organization = scope.organization_id();
    let place = joining::by_id(&tx, organization).await?;
    let settings = place.ok_or(AppError::NotFound)?.settings;
    let user = request.user.id;
    // Nobody gets more than they asked for, nor more than the organization gives today.
    let waits = PeopleStore::new(scope, &tx).find(user).await?;
    let role = settings.join_role(request.request_type);
    let new = NewPlace {
        organization,
        user,
        role: waits.map_or(role, |waits| waits.role.min(role)),
        invited: None,
    };
    let (step, action) = match review {
        Review::Approve => (MembershipStep::Admit, AuditAction::JoinApproved),
        Review::Reject => (MembershipStep::Decline, AuditAction::JoinRejected),
    };
    admission::step(ctx, &tx, new, step).await?;
    let mail = Mail::JoinRequestAnswered {
        organization,
        request: id,
    };
    mail::enqueue(&tx, &mail, &format!("join-answer/{id}"), ctx.now).await?;
    let answered = requests.find(id).await?.ok_or(AppError::NotFound)?;
    let entry = Entry {
        action,
        kind: AuditRecord::JoinRequest,
        record: id.into(),
        before: Some(json!({ "status": request.status })),
        after: Some(json!({
            "status": answered.status,
            "user": request.user.id,
            "role": new.role,
            "note": note,
        })),
    };
    audit::record(ctx, &tx, organization, entry).await?;
    tx.commit().await?;
    Ok(answered)
}
