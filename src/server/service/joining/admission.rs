//! The step over the threshold, the same for every way in.

use sea_orm::DatabaseTransaction;
use serde_json::{Value, json};

use crate::model::audit::{AuditAction, AuditRecord};
use crate::model::error::Conflict;
use crate::model::membership::MembershipStep;
use crate::model::{AppError, Role};
use crate::server::context::RequestContext;
use crate::server::service::audit::Entry;
use crate::server::store::joining::{self, NewPlace};

/// How a membership was, as the audit log says it.
pub(in crate::server::service) type Before = Option<Value>;

/// Takes a step into the organization, and tells how the membership was before.
///
/// # Errors
/// `Conflict` where the membership's life has no such step.
pub(in crate::server::service) async fn step(
    ctx: &RequestContext,
    tx: &DatabaseTransaction,
    place: NewPlace,
    step: MembershipStep,
) -> Result<Before, AppError> {
    let standing = joining::standing(tx, place.organization, place.user).await?;
    let way = step.from(standing.map(|(_, status)| status))?;
    if !joining::enter(tx, place, way, ctx.now).await? {
        return Err(Conflict::AlreadyMember.into());
    }
    if matches!(step, MembershipStep::Admit | MembershipStep::Enter) {
        joining::land_if_nowhere(tx, place.user, place.organization, ctx.now).await?;
    }
    Ok(standing.map(|(role, status)| json!({ "role": role, "status": status })))
}

/// What the audit log says of it.
pub(in crate::server::service) fn entry(
    action: AuditAction,
    place: &NewPlace,
    before: Before,
    role: Role,
) -> Entry {
    Entry {
        action,
        kind: AuditRecord::User,
        record: place.user.into(),
        before,
        after: Some(json!({ "role": role, "status": "active" })),
    }
}
