//! What organizations are called: names and slugs that no other has, and codes that nobody guesses.

use sea_orm::DatabaseTransaction;

use crate::model::organization::{OrganizationName, Slug};
use crate::model::{AppError, OrganizationId};
use crate::server::store::opening;

/// Slugs tried at once.
const AT_ONCE: u64 = 50;

/// Letters of an invite code: none that is easily taken for another. 32, so that each is 5 bits.
const LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/// Insists that no organization but `except` has the name.
///
/// # Errors
/// `Invalid` under `field` when the name is taken.
pub(super) async fn insist_on_free_name(
    tx: &DatabaseTransaction,
    field: &str,
    name: &OrganizationName,
    except: Option<OrganizationId>,
) -> Result<(), AppError> {
    if opening::is_name_taken(tx, name, except).await? {
        let message = "There is an organization of this name already. Choose another name.";
        return Err(AppError::invalid(field, message));
    }
    Ok(())
}

/// The slug that the name suggests, numbered where others have it or had it.
pub(super) async fn free_slug(
    tx: &DatabaseTransaction,
    name: &OrganizationName,
) -> Result<Slug, AppError> {
    let wish = Slug::from_name(name.as_str());
    let mut first = 1;
    loop {
        let candidates: Vec<Slug> = (first..first + AT_ONCE)
            .map(|number| wish.numbered(number))
            .collect();
        let taken = opening::taken_slugs(tx, &candidates, None).await?;
        let is_free = |slug: &Slug| !slug.is_reserved() && !taken.contains(slug.as_str());
        if let Some(slug) = candidates.into_iter().find(is_free) {
            return Ok(slug);
        }
        first += AT_ONCE;
    }
}

/// A new invite code: 12 letters, 60 random bits.
pub fn invite_code() -> String {
    rand::random::<[u8; 12]>()
        .iter()
        .map(|byte| char::from(LETTERS[usize::from(byte % 32)]))
        .collect()
}

/// The field is called `organization_name` where somebody signs up, and `name` elsewhere.
pub fn under_name(error: AppError) -> AppError {
    let message = error
        .fields()
        .and_then(|fields| fields.get("organization_name"))
        .map(str::to_owned);
    match message {
        Some(message) => AppError::invalid("name", message),
        None => error,
    }
}
