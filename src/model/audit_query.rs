//! What a list of audit entries asks for: filters and the page, as they stand in an address.

use chrono::NaiveDate;

use super::audit::{AuditAction, AuditRecord};
use super::list_query::{ListAddress, ListQuery, unknown};
use super::page::{Cursor, is_storable};
use super::user::Email;

/// A list of audit entries, newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditQuery {
    /// Only this.
    pub action: Option<AuditAction>,
    /// Only what was done to records of this kind.
    pub record: Option<AuditRecord>,
    /// Only what this person did, or what was done to them.
    pub person: Option<Email>,
    /// From the beginning of this day, in the time zone of whoever asks.
    pub from: Option<NaiveDate>,
    /// To the end of this day, in the time zone of whoever asks.
    pub to: Option<NaiveDate>,
    /// Where the page begins.
    pub cursor: Option<Cursor>,
}

impl AuditQuery {
    /// Rows on a page.
    pub const PAGE_SIZE: u64 = 50;

    /// Whether anything narrows the list.
    #[must_use]
    pub fn is_filtered(&self) -> bool {
        self.at(None) != Self::default()
    }
}

impl ListQuery for AuditQuery {
    fn set(&mut self, name: &str, value: &str) -> Result<(), String> {
        match name {
            "action" => self.action = Some(value.parse()?),
            "record" => self.record = Some(value.parse()?),
            "person" => self.person = Some(Email::parse(value)?),
            "from" => self.from = Some(day(value)?),
            "to" => self.to = Some(day(value)?),
            "cursor" => self.cursor = Some(value.parse()?),
            _ => unknown()?,
        }
        Ok(())
    }
}

impl ListAddress for AuditQuery {
    fn pairs(&self) -> Vec<(&'static str, String)> {
        let day = |day: Option<NaiveDate>| day.map(|day| day.to_string());
        let pairs = [
            ("action", self.action.map(|action| action.to_string())),
            ("record", self.record.map(|record| record.to_string())),
            (
                "person",
                self.person.as_ref().map(|email| email.as_str().to_owned()),
            ),
            ("from", day(self.from)),
            ("to", day(self.to)),
            ("cursor", self.cursor.map(|cursor| cursor.to_string())),
        ];
        let said = |(name, value): (_, Option<String>)| Some((name, value?));
        pairs.into_iter().filter_map(said).collect()
    }

    fn at(&self, cursor: Option<Cursor>) -> Self {
        Self {
            cursor,
            ..self.clone()
        }
    }
}

fn day(value: &str) -> Result<NaiveDate, String> {
    let midnight = |day: &NaiveDate| day.and_time(chrono::NaiveTime::MIN).and_utc();
    let day = value.parse().ok();
    day.filter(|day| is_storable(&midnight(day)))
        .ok_or_else(|| "Use a day such as 2026-01-31.".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back_the_same() {
        let pairs = [
            ("action", "role_changed"),
            ("record", "user"),
            ("person", "Ada+1@example.com"),
            ("from", "2026-01-31"),
            ("to", "2026-02-01"),
            ("cursor", "a17.0.00000000000000000000000000000000"),
        ];
        let query = AuditQuery::parse(pairs).expect("valid");
        assert_eq!(
            query.to_query_string(),
            "action=role_changed&record=user&person=ada%2B1%40example.com&from=2026-01-31&to=2026-02-01\
             &cursor=a17.0.00000000000000000000000000000000"
        );
        assert!(query.is_filtered());
        assert_eq!(AuditQuery::default().to_query_string(), "");
    }

    #[test]
    fn wrong_and_unknown_parameters_are_named() {
        let pairs = [
            ("action", "flown"),
            ("from", "31.1.2026"),
            ("colour", "red"),
            ("to", ""),
        ];
        let errors = AuditQuery::parse(pairs).expect_err("three are wrong");
        let named: Vec<_> = errors.iter().map(|(field, _)| field).collect();
        assert_eq!(named, ["action", "colour", "from"]);
    }
}
