//! Files that no message came for, and those that were taken away, are taken out of the storage.

use chrono::{DateTime, Utc};

use crate::model::AppError;
use crate::server::state::AppState;
use crate::server::store::upload;

/// Files looked at in one go.
const AT_ONCE: u64 = 100;

/// Takes them out; tells how many.
///
/// # Errors
/// `StorageUnavailable`; what was not taken out then is known still.
pub async fn clean_up(state: &AppState, now: DateTime<Utc>) -> Result<u64, AppError> {
    let mut removed = 0;
    loop {
        let files = upload::abandoned(&state.db, now, AT_ONCE).await?;
        if files.is_empty() {
            return Ok(removed);
        }
        let mut gone = Vec::with_capacity(files.len());
        for (id, key) in files {
            state.storage.delete(&key).await?;
            gone.push(id);
        }
        upload::swept(&state.db, &gone).await?;
        removed += gone.len() as u64;
    }
}
