//! Taking an invitation back: its link no longer works.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::{entry, said};
use crate::model::audit::AuditAction;
use crate::model::error::Conflict;
use crate::model::invitation::{ClosedInvitation, Invitation, InvitationStep};
use crate::model::{AppError, InvitationId};
use crate::policy::{PersonAction, PersonFacts, can};
use crate::server::context::RequestContext;
use crate::server::scope::OrgScope;
use crate::server::service::audit::{self, Entry};
use crate::server::service::person;
use crate::server::store::invitation::InvitationStore;

/// Takes it back.
///
/// # Errors
/// `NotFound`; `Forbidden` for a role the caller may not give; `Conflict` once it is accepted or revoked.
pub async fn revoke(
    ctx: &RequestContext,
    scope: &OrgScope,
    id: InvitationId,
) -> Result<(), AppError> {
    let (tx, viewer) = person::begin(ctx, scope).await?;
    let store = InvitationStore::new(scope, &tx);
    let invitation = store.find(id, ctx.now).await?.ok_or(AppError::NotFound)?;
    let facts = PersonFacts::new_as(invitation.role);
    can(&viewer, PersonAction::Add(invitation.role), &facts).obey()?;
    invitation.status.step(InvitationStep::Revoke)?;
    if !store.revoke(id, ctx.now).await? {
        let status = ClosedInvitation::Accepted;
        return Err(Conflict::InvitationClosed { status }.into());
    }
    let entry = entry_of(&invitation, ctx.now);
    audit::record(ctx, &tx, scope.organization_id(), entry).await?;
    tx.commit().await?;
    Ok(())
}

/// What the audit log says of it.
pub(in crate::server::service) fn entry_of(invitation: &Invitation, now: DateTime<Utc>) -> Entry {
    let after = json!({ "email": invitation.email, "revoked_at": now });
    let action = AuditAction::InvitationRevoked;
    entry(action, invitation, Some(said(invitation)), after)
}
