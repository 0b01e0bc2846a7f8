//! Opening an organization: by a master user, or by somebody who signs up.

use sea_orm::DatabaseTransaction;
use serde_json::json;

use super::naming;
use crate::model::audit::{AuditAction, AuditRecord};
use crate::model::organization::{OrganizationName, OrganizationStatus, Slug};
use crate::model::{AppError, OrganizationId, UserId};
use crate::server::clock::new_id;
use crate::server::context::RequestContext;
use crate::server::mail::{self, Mail};
use crate::server::service::audit::Entry;
use crate::server::store::audit::{self, By, Chain};
use crate::server::store::opening::{self, NewOrganization};
use crate::server::store::user;

/// Opens an organization whose owner is `creator`; they land there unless they land elsewhere already. One that
/// waits for approval is announced to the master users. Call it last in the transaction: it takes the audit logs'
/// locks.
///
/// # Errors
/// `Invalid` under `organization_name` when the name is taken.
pub async fn open(
    ctx: &RequestContext,
    tx: &DatabaseTransaction,
    name: OrganizationName,
    creator: UserId,
    status: OrganizationStatus,
) -> Result<(OrganizationId, Slug), AppError> {
    opening::lock_names(tx).await?;
    naming::insist_on_free_name(tx, "organization_name", &name, None).await?;
    let slug = naming::free_slug(tx, &name).await?;
    let id: OrganizationId = new_id(ctx.now);
    let after = json!({ "name": name.as_str(), "slug": slug.as_str(), "status": status });
    let new = NewOrganization {
        id,
        name,
        slug: slug.clone(),
        status,
        invite_code: naming::invite_code(),
        created_by: creator,
    };
    opening::insert(tx, new, ctx.now).await?;
    opening::insert_owner(tx, id, creator, ctx.now).await?;
    if status == OrganizationStatus::Pending {
        for master in user::masters(tx).await? {
            let organization = id;
            let mail = Mail::OrganizationWaits {
                organization,
                master,
            };
            mail::enqueue(tx, &mail, &format!("waits/{id}/{master}"), ctx.now).await?;
        }
    }
    // Whoever signs up is not signed in yet, but it is they who do it.
    let by = By {
        actor: Some(creator),
        ip: ctx.origin.ip.as_deref(),
        at: ctx.now,
    };
    for chain in [Chain::Organization(id), Chain::Platform] {
        let entry = Entry {
            action: AuditAction::OrganizationCreated,
            kind: AuditRecord::Organization,
            record: id.into(),
            before: None,
            after: Some(after.clone()),
        };
        audit::append(tx, chain, &by, entry).await?;
    }
    Ok((id, slug))
}
