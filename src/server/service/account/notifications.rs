//! What a person wants mail about.

use super::entry;
use crate::model::account::NotificationKind;
use crate::model::audit::AuditAction;
use crate::model::organization::Slug;
use crate::model::{AppError, OrganizationId, UserId};
use crate::server::context::RequestContext;
use crate::server::db;
use crate::server::service::audit;
use crate::server::store::preference;
use sea_orm::DatabaseTransaction;
use serde_json::json;

/// Chooses whether to get mail of a kind from an organization.
///
/// # Errors
/// `NotFound` unless the caller is an active member who gets such mail; `SignedOut`.
pub async fn choose(
    ctx: &RequestContext,
    slug: &str,
    kind: NotificationKind,
    mail: bool,
) -> Result<(), AppError> {
    let user = ctx.user_id()?;
    let slug = Slug::parse(slug).map_err(|_| AppError::NotFound)?;
    let tx = db::begin_write(ctx.db()).await?;
    let choices = preference::of_person(&tx, user).await?;
    let choice = choices
        .into_iter()
        .find(|choice| choice.slug == slug && choice.kind == kind)
        .ok_or(AppError::NotFound)?;
    if choice.mail != mail {
        preference::set(&tx, choice.organization, user, kind, mail).await?;
        let told = |mail: bool| Some(json!({ "organization": slug, "kind": kind, "mail": mail }));
        let entry = entry(
            ctx,
            AuditAction::ProfileChanged,
            told(choice.mail),
            told(mail),
        )?;
        audit::record_on_platform(ctx, &tx, entry).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Those of `people` who want mail of this kind from the organization.
///
/// # Errors
/// `Internal`.
pub async fn who_wants(
    tx: &DatabaseTransaction,
    organization: OrganizationId,
    kind: NotificationKind,
    mut people: Vec<UserId>,
) -> Result<Vec<UserId>, AppError> {
    let without = preference::without_mail(tx, organization, kind, &people).await?;
    people.retain(|person| !without.contains(person));
    Ok(people)
}
