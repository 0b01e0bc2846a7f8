//! Sending an invitation again: the same link, with seven more days.

use super::send::post;
use super::{entry, said};
use crate::model::audit::AuditAction;
use crate::model::error::Conflict;
use crate::model::invitation::{ClosedInvitation, Invitation, InvitationStep, LIFETIME};
use crate::model::{AppError, InvitationId};
use crate::policy::{PersonAction, PersonFacts, can};
use crate::server::auth::rate_limit::{Limited, limit};
use crate::server::context::RequestContext;
use crate::server::scope::OrgScope;
use crate::server::service::{audit, person};
use crate::server::store::invitation::InvitationStore;

/// Sends it again.
///
/// # Errors
/// `NotFound`; `Forbidden` for a role the caller may not give; `Conflict` once it is accepted or revoked; `TooMany`.
pub async fn resend(
    ctx: &RequestContext,
    scope: &OrgScope,
    id: InvitationId,
) -> Result<Invitation, AppError> {
    limit(ctx, Limited::Invitation, Some(&scope.user_id().to_string())).await?;
    let (tx, viewer) = person::begin(ctx, scope).await?;
    let store = InvitationStore::new(scope, &tx);
    let before = store.find(id, ctx.now).await?.ok_or(AppError::NotFound)?;
    let facts = PersonFacts::new_as(before.role);
    can(&viewer, PersonAction::Add(before.role), &facts).obey()?;
    before.status.step(InvitationStep::Resend)?;
    if !store.prolong(id, ctx.now + LIFETIME).await? {
        let status = ClosedInvitation::Accepted;
        return Err(Conflict::InvitationClosed { status }.into());
    }
    post(ctx, scope, &tx, id).await?;
    let sent = store.find(id, ctx.now).await?.ok_or(AppError::NotFound)?;
    let action = AuditAction::InvitationResent;
    let entry = entry(action, &sent, Some(said(&before)), said(&sent));
    audit::record(ctx, &tx, scope.organization_id(), entry).await?;
    tx.commit().await?;
    Ok(sent)
}
