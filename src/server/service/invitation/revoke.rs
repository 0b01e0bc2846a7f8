//! Taking an invitation back: its link no longer works.

use serde_json::json;

use super::{entry, said};
use crate::model::audit::AuditAction;
use crate::model::error::Conflict;
use crate::model::invitation::{ClosedInvitation, InvitationStep};
use crate::model::{AppError, InvitationId};
use crate::policy::{PersonAction, PersonFacts, can};
use crate::server::context::RequestContext;
use crate::server::scope::OrgScope;
use crate::server::service::{audit, person};
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
    let after = json!({ "email": invitation.email, "revoked_at": ctx.now });
    let action = AuditAction::InvitationRevoked;
    let entry = entry(action, &invitation, Some(said(&invitation)), after);
    audit::record(ctx, &tx, scope.organization_id(), entry).await?;
    tx.commit().await?;
    Ok(())
}
