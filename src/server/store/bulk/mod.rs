//! Many rows at once, for `tutta import` and `tutta demo`.
//!
//! What a tenant owns goes through a [`BulkStore`], which takes the operator's scope; what stands above the
//! tenants (people, organizations) is in [`platform`]. Rows are inserted as given: the services have parsed and
//! reconciled them, and the database checks what no code may write.

mod convert;
pub mod platform;
pub mod rows;
mod tenant;

pub use tenant::BulkStore;

use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, IntoActiveModel};

/// How many rows one statement inserts. A few sizes only, since each makes a statement of its own that the
/// connection keeps prepared; the widest table (22 columns) stays well below SQLite's 32,766 parameters.
const INSERT_SIZES: [usize; 4] = [256, 32, 4, 1];

/// How many keys one lookup asks for; shorter lists are filled up by repetition, again for one statement.
const LOOKUP_SIZE: usize = 512;

/// Inserts the rows, and answers how many are new.
pub(super) async fn insert_all<E, M>(
    db: &impl ConnectionTrait,
    rows: impl IntoIterator<Item = M>,
    conflict: Option<OnConflict>,
) -> Result<u64, DbErr>
where
    E: EntityTrait,
    M: IntoActiveModel<E::ActiveModel>,
{
    let mut rows = rows.into_iter().collect::<std::collections::VecDeque<_>>();
    let mut inserted = 0;
    for size in INSERT_SIZES {
        while rows.len() >= size {
            let mut statement = E::insert_many(rows.drain(..size).map(M::into_active_model));
            if let Some(conflict) = &conflict {
                statement = statement.on_conflict(conflict.clone());
            }
            inserted += statement.exec_without_returning(db).await?;
        }
    }
    Ok(inserted)
}

/// The keys in lists of [`LOOKUP_SIZE`].
fn lookups<T: Clone>(keys: &[T]) -> impl Iterator<Item = Vec<T>> {
    keys.chunks(LOOKUP_SIZE)
        .map(|keys| keys.iter().cycle().take(LOOKUP_SIZE).cloned().collect())
}
