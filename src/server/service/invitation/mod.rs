//! Invitations by mail: sending, sending again, taking back, listing, accepting.

pub mod accept;
pub mod list;
pub mod preview;
pub mod resend;
pub mod revoke;
pub mod send;

use serde_json::{Value, json};

use crate::model::audit::{AuditAction, AuditRecord};
use crate::model::invitation::Invitation;
use crate::server::service::audit::Entry;

/// What the audit log says of an invitation.
fn entry(
    action: AuditAction,
    invitation: &Invitation,
    before: Option<Value>,
    after: Value,
) -> Entry {
    Entry {
        action,
        kind: AuditRecord::Invitation,
        record: invitation.id.into(),
        before,
        after: Some(after),
    }
}

/// An invitation as the audit log says it; the link is no part of it.
fn said(invitation: &Invitation) -> Value {
    json!({
        "email": invitation.email,
        "role": invitation.role,
        "group": invitation.group,
        "expires_at": invitation.expires_at,
    })
}
