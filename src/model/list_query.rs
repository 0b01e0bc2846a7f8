//! What a list is asked for, as it stands in an address: one reader for pages, server functions and REST API.

use super::FieldErrors;
use super::page::Cursor;

/// Most rows on a page (spec §5).
pub const MAX_PAGE_SIZE: u64 = 100;

/// Most characters of the words that are looked for.
const MAX_WORDS: usize = 200;

/// Which rows, in which order, which page. The default is the list as it opens.
pub trait ListQuery: Default {
    /// Takes a parameter, whose value is trimmed and not empty.
    ///
    /// # Errors
    /// How the value is written; or [`unknown`].
    fn set(&mut self, name: &str, value: &str) -> Result<(), String>;

    /// Reads decoded parameters; empty values are skipped.
    ///
    /// # Errors
    /// A message for each parameter that is wrong or not known.
    fn parse<N: AsRef<str>, V: AsRef<str>>(
        pairs: impl IntoIterator<Item = (N, V)>,
    ) -> Result<Self, FieldErrors> {
        let (query, errors) = read(pairs);
        errors.done(query)
    }

    /// Reads decoded parameters; what is wrong or not known is left out, as becomes a page.
    #[must_use]
    fn parse_leniently<N: AsRef<str>, V: AsRef<str>>(
        pairs: impl IntoIterator<Item = (N, V)>,
    ) -> Self {
        read(pairs).0
    }
}

/// A query that links lead to.
pub trait ListAddress: ListQuery {
    /// The parameters that say the same, without what is the default.
    fn pairs(&self) -> Vec<(&'static str, String)>;

    /// The same list from this place on.
    #[must_use]
    fn at(&self, cursor: Option<Cursor>) -> Self;

    /// The query string of an address, without `?`; empty for the default query.
    #[must_use]
    fn to_query_string(&self) -> String {
        let encode = |(name, value): (_, String)| format!("{name}={}", percent_encode(&value));
        let pairs: Vec<_> = self.pairs().into_iter().map(encode).collect();
        pairs.join("&")
    }

    /// The address of what the query asks of a list.
    #[must_use]
    fn address(&self, list: &str) -> String {
        with_query(list, &self.to_query_string())
    }
}

/// Reads decoded parameters: what can be read, and a message for each parameter that cannot.
pub fn read<Q: ListQuery, N: AsRef<str>, V: AsRef<str>>(
    pairs: impl IntoIterator<Item = (N, V)>,
) -> (Q, FieldErrors) {
    let mut query = Q::default();
    let mut errors = FieldErrors::default();
    for (name, value) in pairs {
        let (name, value) = (name.as_ref(), value.as_ref().trim());
        if !value.is_empty()
            && let Err(message) = query.set(name, value)
        {
            errors.add(name, message);
        }
    }
    (query, errors)
}

/// Refuses a parameter that the list does not have.
///
/// # Errors
/// Always.
pub fn unknown() -> Result<(), String> {
    Err("There is no such parameter.".to_owned())
}

/// Words to look for, cut at 200 characters.
///
/// # Errors
/// Where they hold control characters.
pub fn words(value: &str) -> Result<String, String> {
    if value.chars().any(char::is_control) {
        return Err("Leave out control characters.".to_owned());
    }
    Ok(value.chars().take(MAX_WORDS).collect())
}

/// How many rows a page has, 1 to 100 (spec §5).
///
/// # Errors
/// Beyond that.
pub fn page_size(value: &str) -> Result<u64, String> {
    let size = value
        .parse()
        .ok()
        .filter(|size| (1..=MAX_PAGE_SIZE).contains(size));
    size.ok_or_else(|| "Use a number from 1 to 100.".to_owned())
}

/// Whether a box is ticked that may be.
///
/// # Errors
/// Where the value says neither.
pub fn is_ticked(value: &str) -> Result<bool, String> {
    match value {
        "1" | "true" | "on" => Ok(true),
        "0" | "false" | "off" => Ok(false),
        _ => Err("Use true or false.".to_owned()),
    }
}

/// The parameter of an address that keeps the query of the list that its page was found in.
pub const KEPT_LIST: &str = "list";

/// An address with its query string, which may be empty.
#[must_use]
pub fn with_query(path: &str, query: &str) -> String {
    match query {
        "" => path.to_owned(),
        query => format!("{path}?{query}"),
    }
}

/// The address of a page that shows what `parameters` say and keeps the query of the `list` it was found in; either
/// may be empty.
#[must_use]
pub fn keeping_list(path: &str, parameters: &str, list: &str) -> String {
    let kept = match list {
        "" => String::new(),
        list => format!("{KEPT_LIST}={}", percent_encode(list)),
    };
    let join = if parameters.is_empty() || kept.is_empty() {
        ""
    } else {
        "&"
    };
    with_query(path, &format!("{parameters}{join}{kept}"))
}

/// Percent-encodes all but the unreserved characters of RFC 3986 and the comma, which stands between choices.
#[must_use]
pub fn percent_encode(value: &str) -> String {
    value
        .bytes()
        .fold(String::with_capacity(value.len()), |mut out, byte| {
            if byte.is_ascii_alphanumeric() || b"-._~,".contains(&byte) {
                out.push(char::from(byte));
            } else {
                out.push_str(&format!("%{byte:02X}"));
            }
            out
        })
}

#[cfg(test)]
mod tests {
    use super::keeping_list;

    #[test]
    fn a_page_keeps_the_list_it_was_found_in() {
        for (parameters, list, address) in [
            ("", "", "/t/7"),
            ("tab=activity", "", "/t/7?tab=activity"),
            ("", "q=a%20b&tag=c", "/t/7?list=q%3Da%2520b%26tag%3Dc"),
            ("older=1", "mine=true", "/t/7?older=1&list=mine%3Dtrue"),
        ] {
            assert_eq!(keeping_list("/t/7", parameters, list), address);
        }
    }
}
