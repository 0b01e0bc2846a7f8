//! Reads the query string of an address.

use crate::model::AppError;
use crate::model::list_query::ListQuery;

/// What a query string, with its `?` or without, asks of a list.
///
/// # Errors
/// `Invalid` names each parameter that is wrong or not known.
pub fn read<Q: ListQuery>(raw: &str) -> Result<Q, AppError> {
    Ok(Q::parse(pairs(raw))?)
}

/// The same of a query string that is only kept; what is wrong in it is left out.
#[must_use]
pub fn read_leniently<Q: ListQuery>(raw: &str) -> Q {
    Q::parse_leniently(pairs(raw))
}

fn pairs(raw: &str) -> form_urlencoded::Parse<'_> {
    form_urlencoded::parse(raw.trim_start_matches('?').as_bytes())
}
