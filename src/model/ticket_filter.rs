//! The words of a ticket query: sort keys, and people and groups as a filter names them.

use super::ids::{GroupId, UserId};
use super::text_enum::text_enum;

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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PersonFilter {
    /// The caller.
    Me,
    /// Nobody.
    Nobody,
    /// This one.
    Is(UserId),
}

impl std::fmt::Display for PersonFilter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Me => f.write_str("me"),
            Self::Nobody => f.write_str("none"),
            Self::Is(id) => id.fmt(f),
        }
    }
}

impl std::str::FromStr for PersonFilter {
    type Err = String;

    fn from_str(raw: &str) -> Result<Self, String> {
        match raw {
            "me" => Ok(Self::Me),
            "none" | "null" => Ok(Self::Nobody),
            id => id
                .parse()
                .map(Self::Is)
                .map_err(|_| "Use me, none or a person's id.".to_owned()),
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
