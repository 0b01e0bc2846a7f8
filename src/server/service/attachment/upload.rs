//! A file arrives, in pieces, and waits for the message that names it.

use std::time::Duration;

use bytes::Bytes;
use futures::{Stream, StreamExt};

use crate::model::attachment::{FileName, Upload};
use crate::model::{AppError, OrganizationId, UploadId};
use crate::policy::{OrganizationAction, can};
use crate::server::clock::new_id;
use crate::server::context::RequestContext;
use crate::server::scope::OrgScope;
use crate::server::storage::{Arrived, Storage, Writing};
use crate::server::store::upload::UploadStore;

/// Most files of one person that wait, so that nobody fills the store.
const MOST_WAITING: u64 = 100;

/// Whoever sends nothing for so long has gone away.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// Takes a file in. Whatever breaks off leaves nothing behind, or what the clean-up finds.
///
/// # Errors
/// `Invalid` under `file` for what is too large; `StorageUnavailable`; what `bytes` fails with.
pub async fn receive<B>(
    ctx: &RequestContext,
    scope: &OrgScope,
    file_name: FileName,
    bytes: B,
) -> Result<Upload, AppError>
where
    B: Stream<Item = Result<Bytes, AppError>> + Unpin,
{
    can(scope.viewer(), OrganizationAction::CreateTicket, &()).obey()?;
    let id: UploadId = new_id(ctx.now);
    let key = storage_key(scope.organization_id(), id);
    let tx = scope.begin_write(ctx.db()).await?;
    let uploads = UploadStore::new(scope, &tx);
    if uploads.waiting(ctx.now).await? >= MOST_WAITING {
        return Err(AppError::invalid(
            Upload::INPUT,
            "Too many of your files wait for a message. Send some of them, or try again tomorrow.",
        ));
    }
    uploads.begin(id, &file_name, &key, ctx.now).await?;
    tx.commit().await?;

    let arrived = store(ctx.storage(), &key, &file_name, bytes).await;
    let tx = scope.begin_write(ctx.db()).await?;
    let uploads = UploadStore::new(scope, &tx);
    let outcome = match arrived {
        Ok(file) => {
            let size = i64::try_from(file.size).unwrap_or(i64::MAX);
            uploads
                .arrived(id, file.content_type, size, file.sha256)
                .await?;
            Ok(Upload { id, file_name })
        }
        Err(broken) => {
            if !broken.is_left {
                uploads.forget(id).await?;
            }
            Err(broken.error)
        }
    };
    tx.commit().await?;
    outcome
}

/// Why a file did not arrive, and whether something of it is left in the store.
struct Broken {
    error: AppError,
    is_left: bool,
}

impl Broken {
    const fn taken_back(error: AppError) -> Self {
        let is_left = false;
        Self { error, is_left }
    }

    const fn left(error: AppError) -> Self {
        let is_left = true;
        Self { error, is_left }
    }
}

async fn store<B>(
    storage: &Storage,
    key: &str,
    file_name: &FileName,
    bytes: B,
) -> Result<Arrived, Broken>
where
    B: Stream<Item = Result<Bytes, AppError>> + Unpin,
{
    let opened = storage.write(key, file_name.as_str()).await;
    let mut writing = opened.map_err(Broken::taken_back)?;
    match copy(bytes, &mut writing).await {
        Ok(()) => writing.finish().await.map_err(Broken::left),
        Err(error) if writing.abort().await => Err(Broken::taken_back(error)),
        Err(error) => Err(Broken::left(error)),
    }
}

async fn copy<B>(mut bytes: B, writing: &mut Writing) -> Result<(), AppError>
where
    B: Stream<Item = Result<Bytes, AppError>> + Unpin,
{
    loop {
        let next = tokio::time::timeout(LONGEST_PAUSE, bytes.next()).await;
        match next.map_err(|_| broken_off())? {
            Some(piece) => writing.write(piece?).await?,
            None => return Ok(()),
        }
    }
}

/// The client went away, or sends nothing any more.
#[must_use]
pub fn broken_off() -> AppError {
    AppError::Malformed("The upload broke off. Try again.".to_owned())
}

/// Where a file's bytes are: by organization, spread over folders by the id's random end.
#[must_use]
pub fn storage_key(organization: OrganizationId, id: UploadId) -> String {
    let spread = id.0.as_bytes()[15];
    format!("{organization}/{spread:02x}/{id}")
}
