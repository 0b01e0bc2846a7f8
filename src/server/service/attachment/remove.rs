//! Taking a file away. Its bytes go with the next clean-up: a store that does not answer must not keep a file in sight.

use crate::model::event::Happening;
use crate::model::{AppError, AttachmentId};
use crate::policy::AttachmentAction;
use crate::server::context::RequestContext;
use crate::server::scope::OrgScope;
use crate::server::service::ticket::Key;
use crate::server::store::attachment::AttachmentStore;
use crate::server::store::event::EventStore;
use crate::server::store::upload::UploadStore;

/// Takes the file away.
///
/// # Errors
/// `NotFound` for what one may not read, `Forbidden` for what somebody else added.
pub async fn remove(
    ctx: &RequestContext,
    scope: &OrgScope,
    key: impl Into<Key>,
    id: AttachmentId,
) -> Result<(), AppError> {
    let tx = scope.begin_write(ctx.db()).await?;
    let (record, file) =
        super::open_for(scope, &tx, (key.into(), id), AttachmentAction::Remove).await?;
    let ticket = record.ticket.id;
    let removed = AttachmentStore::new(scope, &tx).remove(ticket, id).await?;
    let removed = removed.ok_or(AppError::NotFound)?;
    UploadStore::new(scope, &tx)
        .give_up(removed, ctx.now)
        .await?;
    // The timeline is read by everybody who sees the ticket.
    if !file.is_internal {
        let file_name = file.attachment.file_name;
        EventStore::new(scope, &tx)
            .append(
                ticket,
                &[Happening::AttachmentRemoved { file_name }],
                ctx.now,
            )
            .await?;
    }
    tx.commit().await?;
    Ok(())
}
