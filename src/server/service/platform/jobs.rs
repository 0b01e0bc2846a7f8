//! Background work: how it goes, and trying again what was given up.

use serde_json::json;

use crate::model::audit::{AuditAction, AuditRecord};
use crate::model::job::Jobs;
use crate::model::{AppError, JobId};
use crate::server::context::RequestContext;
use crate::server::platform::PlatformScope;
use crate::server::service::audit::{self, Entry};
use crate::server::service::mail_hint::mail_hint;
use crate::server::store::platform::job;

/// Jobs given up that are listed.
const LISTED: u64 = 100;

/// How it goes.
///
/// # Errors
/// When the database refuses.
pub async fn jobs(ctx: &RequestContext, scope: &PlatformScope) -> Result<Jobs, AppError> {
    let tx = scope.begin(ctx.db()).await?;
    let counts = job::counts(scope, &tx).await?;
    let dead = job::dead_jobs(scope, &tx, LISTED).await?;
    tx.commit().await?;
    Ok(Jobs {
        counts,
        dead,
        mail_hint: mail_hint(ctx, scope),
        now: ctx.now,
    })
}

/// Tries again what was given up, from the first attempt on.
///
/// # Errors
/// `NotFound` where there is no such job, or it was tried again already.
pub async fn retry(ctx: &RequestContext, scope: &PlatformScope, id: JobId) -> Result<(), AppError> {
    let tx = scope.begin_write(ctx.db()).await?;
    let dead = job::find_dead(scope, &tx, id).await?;
    let dead = dead.ok_or(AppError::NotFound)?;
    if !job::begin_anew(scope, &tx, id, ctx.now).await? {
        return Err(AppError::NotFound);
    }
    let entry = Entry {
        action: AuditAction::JobRetried,
        kind: AuditRecord::Job,
        record: id.into(),
        before: Some(json!({ "job": dead.what, "attempts": dead.attempts })),
        after: Some(json!({ "job": dead.what, "attempts": 0 })),
    };
    audit::record_on_platform(ctx, &tx, entry).await?;
    tx.commit().await?;
    Ok(())
}
