//! A file of a ticket, for those who read what it came with.

use crate::model::attachment::Attachment;
use crate::model::{AppError, AttachmentId};
use crate::policy::AttachmentAction;
use crate::server::context::RequestContext;
use crate::server::scope::OrgScope;
use crate::server::service::ticket::Key;

/// A file and where its bytes are.
pub struct Found {
    /// What is told of it.
    pub attachment: Attachment,
    /// Where the storage has it.
    pub storage_key: String,
}

/// Finds the file.
///
/// # Errors
/// `NotFound` for what one may not read.
pub async fn find(
    ctx: &RequestContext,
    scope: &OrgScope,
    key: impl Into<Key>,
    id: AttachmentId,
) -> Result<Found, AppError> {
    let tx = scope.begin(ctx.db()).await?;
    let (_, file) = super::open_for(scope, &tx, (key.into(), id), AttachmentAction::Read).await?;
    tx.commit().await?;
    Ok(Found {
        attachment: file.attachment,
        storage_key: file.storage_key,
    })
}
