//! Taking an organization away, for its owner and for the platform alike: what waits there for an answer ends with it.

use sea_orm::DatabaseTransaction;
use serde_json::json;

use super::naming;
use crate::model::audit::{AuditAction, AuditRecord};
use crate::model::join_request::{JoinRequestStatus, Review};
use crate::model::membership::MembershipStep;
use crate::model::organization::MembershipStatus;
use crate::model::{AppError, JoinRequestId, OrganizationId, UserId};
use crate::server::context::RequestContext;
use crate::server::mail::{self, Mail};
use crate::server::service::audit::{self, Entry};
use crate::server::service::invitation::revoke;
use crate::server::store::closing::{self, AnswerToAll};
use crate::server::store::joining;

/// What those are told who waited.
const NOTE: &str = "The organization was closed.";

/// Closes it, in the transaction of whoever calls: they prove that they may, and record after it that it is gone.
///
/// # Errors
/// `Internal`.
pub(in crate::server::service) async fn close(
    ctx: &RequestContext,
    tx: &DatabaseTransaction,
    id: OrganizationId,
    name: &str,
    reason: Option<String>,
) -> Result<(), AppError> {
    joining::lock(tx, id).await?;
    let invitations = closing::revoke_invitations(tx, id, ctx.now).await?;
    let declined = decline_all(ctx, tx, id).await?;
    closing::close(tx, id, name, naming::invite_code(), reason, ctx.now).await?;
    let revoked = invitations
        .iter()
        .map(|invitation| revoke::entry_of(invitation, ctx.now));
    for entry in revoked.chain(declined.into_iter().map(declined_entry)) {
        audit::record(ctx, tx, id, entry).await?;
    }
    Ok(())
}

/// Says no to everybody who waits, and lets them know.
async fn decline_all(
    ctx: &RequestContext,
    tx: &DatabaseTransaction,
    id: OrganizationId,
) -> Result<Vec<(JoinRequestId, UserId)>, AppError> {
    let to_all = AnswerToAll {
        answer: JoinRequestStatus::Pending.answer(Review::Reject)?,
        way: MembershipStep::Decline.from(Some(MembershipStatus::Pending))?,
        note: NOTE,
        by: ctx.user_id()?,
    };
    let declined = closing::answer_requests(tx, id, &to_all, ctx.now).await?;
    for (request, _) in &declined {
        let mail = Mail::JoinRequestAnswered {
            organization: id,
            request: *request,
        };
        mail::enqueue(tx, &mail, &format!("join-answer/{request}"), ctx.now).await?;
    }
    Ok(declined)
}

fn declined_entry((request, person): (JoinRequestId, UserId)) -> Entry {
    Entry {
        action: AuditAction::JoinRejected,
        kind: AuditRecord::JoinRequest,
        record: request.into(),
        before: Some(json!({ "status": JoinRequestStatus::Pending })),
        after: Some(json!({
            "status": JoinRequestStatus::Rejected,
            "user": person,
            "note": NOTE,
        })),
    }
}
