//! Organizations (tenants) and how a person stands in one.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ids::OrganizationId;
pub use super::organization_settings::OrganizationSettings;
use super::role::Role;
use super::text::{NotALine, line};
use super::text_enum::text_enum;

text_enum! {
    /// Where an organization is in its life (spec §2).
    pub enum OrganizationStatus {
        /// Waits for a master user's approval.
        Pending = "pending", "Waiting for approval";
        /// Works.
        Active = "active", "Active";
        /// Closed by the platform for now.
        Suspended = "suspended", "Suspended";
        /// Deleted softly.
        Deleted = "deleted", "Deleted";
    }
}

text_enum! {
    /// Where a membership is in its life (spec §2).
    pub enum MembershipStatus {
        /// Invited, not accepted yet.
        Invited = "invited", "Invited";
        /// Waits, for an approval of the request or of the organization.
        Pending = "pending", "Waiting";
        /// Works.
        Active = "active", "Active";
        /// Paused by an admin.
        Suspended = "suspended", "Suspended";
        /// Taken out; the history stays.
        Removed = "removed", "Removed";
    }
}

/// What names an organization in an address: lower-case letters, digits and single hyphens.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "String", into = "String")]
#[schema(
    pattern = "^[a-z0-9]+(-[a-z0-9]+)*$",
    max_length = 100,
    examples("acme")
)]
pub struct Slug(String);

impl Slug {
    /// Longest slug, in bytes.
    pub const MAX_LENGTH: usize = 100;

    /// # Errors
    /// A sentence that says what a slug is made of.
    pub fn parse(raw: &str) -> Result<Self, String> {
        let fine = !raw.is_empty()
            && raw.len() <= Self::MAX_LENGTH
            && raw
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !raw.starts_with('-')
            && !raw.ends_with('-')
            && !raw.contains("--");
        fine.then(|| Self(raw.to_owned())).ok_or_else(|| {
            "Use lower-case letters, digits and single hyphens, at most 100 characters.".to_owned()
        })
    }

    /// The slug that a name suggests; `organization` where the name has no usable letter.
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        let mut slug = String::new();
        for c in name.chars().flat_map(char::to_lowercase) {
            if c.is_ascii_alphanumeric() {
                slug.push(c);
            } else if !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
        }
        slug.truncate(Self::MAX_LENGTH - 8);
        let slug = slug.trim_end_matches('-');
        Self(
            if slug.is_empty() {
                "organization"
            } else {
                slug
            }
            .to_owned(),
        )
    }

    /// The same with a number at its end; the first has none.
    #[must_use]
    pub fn numbered(&self, number: u64) -> Self {
        if number < 2 {
            return self.clone();
        }
        let end = format!("-{number}");
        let start: String = self.0.chars().take(Self::MAX_LENGTH - end.len()).collect();
        Self(format!("{}{end}", start.trim_end_matches('-')))
    }

    /// Whether it is a word of ours in the REST API's addresses, which no organization can have.
    #[must_use]
    pub fn is_reserved(&self) -> bool {
        matches!(self.as_str(), "discover" | "new")
    }

    /// What somebody typed who was told where an organization is: its slug, or the address of one of its pages.
    #[must_use]
    pub fn of_address(typed: &str) -> String {
        let typed = typed.trim().to_lowercase();
        let after = typed.split_once("/o/").map_or(&*typed, |(_, after)| after);
        let end = after.find(['/', '?', '#']).unwrap_or(after.len());
        after[..end].to_owned()
    }

    /// The slug as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Slug {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Slug {
    type Error = String;

    fn try_from(raw: String) -> Result<Self, String> {
        Self::parse(&raw)
    }
}

impl From<Slug> for String {
    fn from(slug: Slug) -> Self {
        slug.0
    }
}

impl std::str::FromStr for Slug {
    type Err = String;

    fn from_str(raw: &str) -> Result<Self, String> {
        Self::parse(raw)
    }
}

/// An organization's name: 1 to 255 characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "String", into = "String")]
#[schema(min_length = 1, max_length = 255, examples("Acme"))]
pub struct OrganizationName(String);

impl OrganizationName {
    /// Longest name.
    pub const MAX_CHARACTERS: usize = 255;

    /// # Errors
    /// A sentence that says how long a name may be.
    pub fn parse(raw: &str) -> Result<Self, String> {
        line(raw, Self::MAX_CHARACTERS)
            .map(Self)
            .map_err(|wrong| match wrong {
                NotALine::Empty => "Give the organization a name.".to_owned(),
                _ => wrong.to_string(),
            })
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for OrganizationName {
    type Error = String;

    fn try_from(raw: String) -> Result<Self, String> {
        Self::parse(&raw)
    }
}

impl From<OrganizationName> for String {
    fn from(name: OrganizationName) -> Self {
        name.0
    }
}

/// What a deleted organization is called, so that its name is free for others.
#[must_use]
pub fn released_name(name: &str, id: OrganizationId) -> String {
    format!("{name}{RELEASED}{id})")
}

/// The name an organization had while it lived.
#[must_use]
pub fn living_name(name: &str, status: OrganizationStatus) -> &str {
    match (status, name.rsplit_once(RELEASED)) {
        (OrganizationStatus::Deleted, Some((name, _))) => name,
        _ => name,
    }
}

const RELEASED: &str = " (deleted ";

/// What every page under `/o/{slug}` shows of the organization.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganizationSummary {
    /// The organization.
    pub id: OrganizationId,
    /// Its name.
    pub name: String,
    /// What its pages are under.
    pub slug: Slug,
    /// Accent colour, `#RRGGBB`.
    pub primary_color: String,
    /// Where its picture is.
    pub logo_url: Option<String>,
    /// Whether its first steps are done.
    pub setup_completed: bool,
    /// The caller's role.
    pub role: Role,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_suggested_by_a_name_is_always_valid() {
        for name in [
            "Acme, Inc.",
            "  ",
            "ÄÖÜ",
            "a--b",
            "-x-",
            &"long ".repeat(60),
            "株式会社",
        ] {
            let slug = Slug::from_name(name);
            assert_eq!(Slug::parse(slug.as_str()), Ok(slug.clone()), "{name}");
        }
        assert_eq!(Slug::from_name("Acme, Inc.").as_str(), "acme-inc");
    }

    #[test]
    fn an_address_names_its_organization() {
        for typed in [
            "acme",
            " Acme/",
            "https://help.example/o/acme",
            "/o/acme/tickets?q=a",
        ] {
            assert_eq!(Slug::of_address(typed), "acme", "{typed}");
        }
    }

    #[test]
    fn a_numbered_slug_is_valid_however_long() {
        for name in ["acme", "a-b", &"a".repeat(100), &"a-".repeat(49)] {
            let slug = Slug::from_name(name);
            assert_eq!(slug.numbered(1), slug);
            for number in [2, 10, 12_345_678] {
                let numbered = slug.numbered(number);
                assert_eq!(Slug::parse(numbered.as_str()), Ok(numbered.clone()));
                assert!(numbered.as_str().ends_with(&format!("-{number}")));
            }
        }
    }
}
