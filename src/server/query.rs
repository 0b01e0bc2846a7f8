//! Reads the query string of an address.

use crate::model::AppError;
use crate::model::list_query::ListQuery;

/// What a query string, with its `?` or without, asks of a list.
///
/// # Errors
/// `Invalid` names each parameter that is wrong or not known.
pub fn read<Q: ListQuery>(raw: &str) -> Result<Q, AppError> {
    let pairs = form_urlencoded::parse(raw.trim_start_matches('?').as_bytes());
    Ok(Q::parse(pairs)?)
}
