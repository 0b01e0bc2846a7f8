//! Which tickets, in which order: one parser for the list page's address and the REST API.

use chrono::{DateTime, NaiveDate, Utc};

use super::FieldErrors;
use super::page::Cursor;
use super::ticket::{Priority, TicketStatus};
pub use super::ticket_filter::{GroupFilter, Ordering, PersonFilter, SortKey};

/// Which tickets, in which order, which page. The default is everything one may see, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketQuery {
    /// Any of these; all when empty.
    pub status: Vec<TicketStatus>,
    /// Any of these; all when empty.
    pub priority: Vec<Priority>,
    /// Of this group.
    pub group: Option<GroupFilter>,
    /// Held by this person.
    pub assignee: Option<PersonFilter>,
    /// Filed by this person.
    pub created_by: Option<PersonFilter>,
    /// Held or filed by the caller.
    pub mine: bool,
    /// Words of the subject, or a number.
    pub q: Option<String>,
    /// Filed at or after this moment.
    pub created_after: Option<DateTime<Utc>>,
    /// Filed before this moment.
    pub created_before: Option<DateTime<Utc>>,
    /// The order.
    pub ordering: Ordering,
    /// Rows on a page, 1 to 100.
    pub page_size: u64,
    /// Where the page starts.
    pub cursor: Option<Cursor>,
}

impl Default for TicketQuery {
    fn default() -> Self {
        Self {
            status: Vec::new(),
            priority: Vec::new(),
            group: None,
            assignee: None,
            created_by: None,
            mine: false,
            q: None,
            created_after: None,
            created_before: None,
            ordering: Ordering::default(),
            page_size: Self::DEFAULT_PAGE_SIZE,
            cursor: None,
        }
    }
}

impl TicketQuery {
    /// Rows on a page unless asked otherwise.
    pub const DEFAULT_PAGE_SIZE: u64 = 25;
    /// Most rows on a page (spec §5).
    pub const MAX_PAGE_SIZE: u64 = 100;

    /// Reads decoded `name=value` pairs; lists may be repeated or separated by commas, empty values are skipped.
    ///
    /// # Errors
    /// A message for each parameter that is wrong or not known.
    pub fn parse<'a>(
        pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, FieldErrors> {
        let mut query = Self::default();
        let mut errors = FieldErrors::default();
        for (name, value) in pairs {
            if value.trim().is_empty() {
                continue;
            }
            if let Err(message) = query.set(name, value.trim()) {
                errors.add(name, message);
            }
        }
        errors.done(query)
    }

    fn set(&mut self, name: &str, value: &str) -> Result<(), String> {
        match name {
            "status" => extend(&mut self.status, value)?,
            "priority" => extend(&mut self.priority, value)?,
            "group" => self.group = Some(value.parse()?),
            "assignee" => self.assignee = Some(value.parse()?),
            "created_by" => self.created_by = Some(value.parse()?),
            "mine" => self.mine = matches!(value, "1" | "true" | "on"),
            "q" if value.chars().any(char::is_control) => {
                return Err("Leave out control characters.".to_owned());
            }
            "q" => self.q = Some(value.chars().take(200).collect()),
            "created_after" => self.created_after = Some(moment(value)?),
            "created_before" => self.created_before = Some(moment(value)?),
            "ordering" => self.ordering = value.parse()?,
            "page_size" => {
                let size = value
                    .parse()
                    .ok()
                    .filter(|size| (1..=Self::MAX_PAGE_SIZE).contains(size));
                self.page_size = size.ok_or("Use a number from 1 to 100.")?;
            }
            "cursor" => self.cursor = Some(value.parse()?),
            _ => return Err("There is no such parameter.".to_owned()),
        }
        Ok(())
    }

    /// The `name=value` pairs that say the same, without what is the default.
    #[must_use]
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        pairs.extend(
            self.status
                .iter()
                .map(|status| ("status", status.to_string())),
        );
        pairs.extend(
            self.priority
                .iter()
                .map(|priority| ("priority", priority.to_string())),
        );
        pairs.extend(self.group.map(|group| ("group", group.to_string())));
        pairs.extend(self.assignee.map(|person| ("assignee", person.to_string())));
        pairs.extend(
            self.created_by
                .map(|person| ("created_by", person.to_string())),
        );
        pairs.extend(self.mine.then(|| ("mine", "true".to_owned())));
        pairs.extend(self.q.clone().map(|q| ("q", q)));
        pairs.extend(
            self.created_after
                .map(|time| ("created_after", rfc3339(time))),
        );
        pairs.extend(
            self.created_before
                .map(|time| ("created_before", rfc3339(time))),
        );
        if self.ordering != Ordering::default() {
            pairs.push(("ordering", self.ordering.to_string()));
        }
        if self.page_size != Self::DEFAULT_PAGE_SIZE {
            pairs.push(("page_size", self.page_size.to_string()));
        }
        pairs.extend(self.cursor.map(|cursor| ("cursor", cursor.to_string())));
        pairs
    }

    /// The query string of an address, without `?`; empty for the default query.
    #[must_use]
    pub fn to_query_string(&self) -> String {
        let encode = |(name, value): (&str, String)| format!("{name}={}", percent_encode(&value));
        self.pairs()
            .into_iter()
            .map(encode)
            .collect::<Vec<_>>()
            .join("&")
    }

    /// The same list from its first page.
    #[must_use]
    pub fn first_page(&self) -> Self {
        Self {
            cursor: None,
            ..self.clone()
        }
    }

    /// Whether anything narrows the list.
    #[must_use]
    pub fn is_filtered(&self) -> bool {
        let unfiltered = Self {
            ordering: self.ordering,
            page_size: self.page_size,
            cursor: self.cursor,
            ..Self::default()
        };
        *self != unfiltered
    }
}

fn extend<T>(list: &mut Vec<T>, value: &str) -> Result<(), String>
where
    T: std::str::FromStr<Err = String> + PartialEq,
{
    for word in value.split(',') {
        let item = word.parse()?;
        if !list.contains(&item) {
            list.push(item);
        }
    }
    Ok(())
}

fn moment(value: &str) -> Result<DateTime<Utc>, String> {
    let midnight = |day: NaiveDate| day.and_time(chrono::NaiveTime::MIN).and_utc();
    DateTime::parse_from_rfc3339(value)
        .map(|time| time.to_utc())
        .or_else(|_| value.parse().map(midnight))
        .ok()
        .filter(super::page::is_storable)
        .ok_or_else(|| {
            "Use a day such as 2026-01-31, or a time such as 2026-01-31T12:00:00Z.".to_owned()
        })
}

fn rfc3339(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true)
}

/// Percent-encodes all but the unreserved characters of RFC 3986.
pub(super) fn percent_encode(value: &str) -> String {
    value
        .bytes()
        .fold(String::with_capacity(value.len()), |mut out, byte| {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                out.push(char::from(byte));
            } else {
                out.push_str(&format!("%{byte:02X}"));
            }
            out
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(raw: &[(&str, &str)]) -> Result<TicketQuery, FieldErrors> {
        TicketQuery::parse(raw.iter().copied())
    }

    #[test]
    fn what_is_written_reads_back_the_same() {
        let query = parse(&[
            ("status", "open,pending"),
            ("priority", "urgent"),
            ("assignee", "none"),
            ("mine", "true"),
            ("q", "häkeln & co"),
            ("created_after", "2026-01-31"),
            ("ordering", "priority"),
            ("page_size", "100"),
            ("cursor", "a-5.7.0190163d8694739bbd23a1a6a1f4b6c0"),
        ])
        .expect("valid");
        let pairs = query.pairs();
        let again = TicketQuery::parse(pairs.iter().map(|(name, value)| (*name, value.as_str())));
        assert_eq!(again, Ok(query));
        assert_eq!(TicketQuery::default().to_query_string(), "");
    }

    #[test]
    fn wrong_and_unknown_parameters_are_named() {
        let errors = parse(&[
            ("status", "done"),
            ("page_size", "101"),
            ("colour", "red"),
            ("group", ""),
        ])
        .expect_err("three are wrong");
        let named: Vec<_> = errors.iter().map(|(field, _)| field).collect();
        assert_eq!(named, ["colour", "page_size", "status"]);
    }
}
