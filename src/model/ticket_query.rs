//! Which tickets, in which order.

use chrono::{DateTime, NaiveDate, Utc};

use super::list_query::{ListAddress, ListQuery, is_ticked, page_size, unknown, words};
use super::page::Cursor;
use super::ticket::{Priority, TicketStatus};
pub use super::ticket_filter::{GroupFilter, Ordering, PersonFilter, SortKey};

/// Which tickets, in which order, which page. The default is everything one may see, newest first; lists may be
/// repeated or separated by commas.
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
    /// Words of the ticket or its conversation, or a number; see [`super::search::SearchWords`].
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

impl ListQuery for TicketQuery {
    fn set(&mut self, name: &str, value: &str) -> Result<(), String> {
        match name {
            "status" => extend(&mut self.status, value)?,
            "priority" => extend(&mut self.priority, value)?,
            "group" => self.group = Some(value.parse()?),
            "assignee" => self.assignee = Some(value.parse()?),
            "created_by" => self.created_by = Some(value.parse()?),
            "mine" => self.mine = is_ticked(value)?,
            "q" => self.q = Some(words(value)?),
            "created_after" => self.created_after = Some(moment(value)?),
            "created_before" => self.created_before = Some(moment(value)?),
            "ordering" => self.ordering = value.parse()?,
            "page_size" => self.page_size = page_size(value)?,
            "cursor" => self.cursor = Some(value.parse()?),
            _ => unknown()?,
        }
        Ok(())
    }
}

impl ListAddress for TicketQuery {
    fn pairs(&self) -> Vec<(&'static str, String)> {
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

    fn at(&self, cursor: Option<Cursor>) -> Self {
        Self {
            cursor,
            ..self.clone()
        }
    }
}

fn extend<T>(list: &mut Vec<T>, value: &str) -> Result<(), String>
where
    T: std::str::FromStr<Err = String> + PartialEq,
{
    let items: Vec<T> = value.split(',').map(str::parse).collect::<Result<_, _>>()?;
    for item in items {
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

#[cfg(test)]
mod tests {
    use super::super::FieldErrors;
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
        assert_eq!(TicketQuery::parse(query.pairs()), Ok(query));
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

    #[test]
    fn a_page_leaves_out_what_is_wrong() {
        let pairs = [
            ("status", "open,purple"),
            ("priority", "low"),
            ("utm_source", "mail"),
            ("mine", "true"),
        ];
        let query = TicketQuery::parse_leniently(pairs);
        assert_eq!(query.to_query_string(), "priority=low&mine=true");
    }
}
