//! The words of a ticket query: sort keys, and people, groups and times as a filter names them.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

use super::ids::{GroupId, UserId};
use super::page::is_storable;
use super::text_enum::text_enum;
use super::user::Email;

text_enum! {
    /// What a list is sorted by.
    pub enum SortKey {
        /// When it was filed.
        CreatedAt = "created_at", "Created";
        /// When it last changed.
        UpdatedAt = "updated_at", "Updated";
        /// Its number.
        Number = "number", "Number";
        /// How much it presses.
        Priority = "priority", "Priority";
        /// Where it is in its life.
        Status = "status", "Status";
    }
}

/// A sort key and its direction; written `created_at` or `-created_at`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ordering {
    /// By what.
    pub key: SortKey,
    /// Whether the greatest comes first.
    pub descending: bool,
}

impl Default for Ordering {
    fn default() -> Self {
        Self {
            key: SortKey::CreatedAt,
            descending: true,
        }
    }
}

impl std::fmt::Display for Ordering {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", if self.descending { "-" } else { "" }, self.key)
    }
}

impl std::str::FromStr for Ordering {
    type Err = String;

    fn from_str(raw: &str) -> Result<Self, String> {
        let (descending, key) = match raw.strip_prefix('-') {
            Some(key) => (true, key),
            None => (false, raw),
        };
        key.parse().map(|key| Self { key, descending })
    }
}

/// A person as a filter names one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PersonFilter {
    /// The caller.
    Me,
    /// Nobody.
    Nobody,
    /// This one.
    Is(UserId),
    /// Whoever has this address; known only to those who work here.
    At(Email),
}

impl std::fmt::Display for PersonFilter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Me => f.write_str("me"),
            Self::Nobody => f.write_str("none"),
            Self::Is(id) => id.fmt(f),
            Self::At(email) => f.write_str(email.as_str()),
        }
    }
}

impl std::str::FromStr for PersonFilter {
    type Err = String;

    fn from_str(raw: &str) -> Result<Self, String> {
        match raw {
            "me" => Ok(Self::Me),
            "none" | "null" => Ok(Self::Nobody),
            email if email.contains('@') => Email::parse(email).map(Self::At),
            id => id
                .parse()
                .map(Self::Is)
                .map_err(|_| "Use me, none, or a person's id or e-mail address.".to_owned()),
        }
    }
}

/// A group as a filter names one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupFilter {
    /// Tickets without a group.
    None,
    /// This one.
    Is(GroupId),
}

impl std::fmt::Display for GroupFilter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::None => f.write_str("none"),
            Self::Is(id) => id.fmt(f),
        }
    }
}

impl std::str::FromStr for GroupFilter {
    type Err = String;

    fn from_str(raw: &str) -> Result<Self, String> {
        match raw {
            "none" | "null" => Ok(Self::None),
            id => id
                .parse()
                .map(Self::Is)
                .map_err(|_| "Use none or a group's id.".to_owned()),
        }
    }
}

/// A moment as a query names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// Exactly this.
    At(DateTime<Utc>),
    /// The beginning of a day, on the clocks of whoever asks.
    Day(NaiveDate),
}

impl Moment {
    /// When it is; `start_of` tells when a day begins.
    #[must_use]
    pub fn told_by(self, start_of: impl Fn(NaiveDate) -> DateTime<Utc>) -> DateTime<Utc> {
        match self {
            Self::At(time) => time,
            Self::Day(day) => start_of(day),
        }
    }

    /// When it is for those who live by UTC.
    #[must_use]
    pub fn in_utc(self) -> DateTime<Utc> {
        self.told_by(|day| day.and_time(NaiveTime::MIN).and_utc())
    }
}

impl std::fmt::Display for Moment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::At(time) => {
                f.write_str(&time.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true))
            }
            Self::Day(day) => day.fmt(f),
        }
    }
}

impl std::str::FromStr for Moment {
    type Err = String;

    fn from_str(raw: &str) -> Result<Self, String> {
        let at = |time: DateTime<chrono::FixedOffset>| Self::At(time.to_utc());
        DateTime::parse_from_rfc3339(raw)
            .map(at)
            .or_else(|_| raw.parse().map(Self::Day))
            .ok()
            .filter(|moment| is_storable(&moment.in_utc()))
            .ok_or_else(|| {
                "Use a day such as 2026-01-31, or a time such as 2026-01-31T12:00:00Z.".to_owned()
            })
    }
}

/// Where the times of a field begin, or end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// At this moment or later.
    After(Moment),
    /// Earlier.
    Before(Moment),
}

impl Bound {
    /// The moment.
    #[must_use]
    pub const fn moment(self) -> Moment {
        match self {
            Self::After(moment) | Self::Before(moment) => moment,
        }
    }
}
