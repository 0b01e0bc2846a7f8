//! What an organization decides about itself: how its settings are read and changed.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::fields::present;
use super::ids::OrganizationId;
use super::organization::{OrganizationName, OrganizationSettings, OrganizationStatus, Slug};
use super::plan::Plan;
use super::role::Role;
use super::user::Email;

/// Mail providers whose addresses anybody can get: their domains let in everybody.
const PUBLIC_PROVIDERS: [&str; 30] = [
    "126.com",
    "163.com",
    "aol.com",
    "fastmail.com",
    "free.fr",
    "gmail.com",
    "gmx.com",
    "gmx.de",
    "gmx.net",
    "googlemail.com",
    "hotmail.com",
    "hotmail.fr",
    "icloud.com",
    "laposte.net",
    "libero.it",
    "live.com",
    "mac.com",
    "mail.com",
    "mail.ru",
    "me.com",
    "msn.com",
    "orange.fr",
    "outlook.com",
    "proton.me",
    "protonmail.com",
    "qq.com",
    "web.de",
    "yahoo.com",
    "yandex.ru",
    "zoho.com",
];

/// A domain name: lower-case, with a dot in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "String", into = "String")]
#[schema(max_length = 252, examples("example.com"))]
pub struct Domain(String);

impl Domain {
    /// # Errors
    /// A sentence that says what a domain looks like.
    pub fn parse(raw: &str) -> Result<Self, String> {
        let raw = raw.trim().trim_start_matches('@');
        Email::parse(&format!("x@{raw}"))
            .map(|_| Self(raw.to_lowercase()))
            .map_err(|_| format!("\"{raw}\" is no domain. Enter one such as example.com."))
    }

    /// The domain as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is a mail provider's, at which anybody can get an address.
    #[must_use]
    pub fn is_public(&self) -> bool {
        PUBLIC_PROVIDERS.contains(&self.as_str())
    }
}

impl TryFrom<String> for Domain {
    type Error = String;

    fn try_from(raw: String) -> Result<Self, String> {
        Self::parse(&raw)
    }
}

impl From<Domain> for String {
    fn from(domain: Domain) -> Self {
        domain.0
    }
}

/// The domains whose people may join by themselves; none that anybody can get an address of.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "Vec<String>", into = "Vec<String>")]
#[schema(max_items = 20)]
pub struct JoinDomains(Vec<Domain>);

impl JoinDomains {
    /// Most domains of one organization.
    pub const MOST: usize = 20;

    /// Reads domains separated by commas or blanks.
    ///
    /// # Errors
    /// A sentence that names the wrong one.
    pub fn parse(raw: &str) -> Result<Self, String> {
        let words = raw
            .split(|c: char| c == ',' || c.is_whitespace())
            .filter(|word| !word.is_empty());
        Self::try_from(words.map(str::to_owned).collect::<Vec<_>>())
    }

    /// Separated by commas.
    #[must_use]
    pub fn joined(&self) -> String {
        let domains: Vec<_> = self.0.iter().map(Domain::as_str).collect();
        domains.join(", ")
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl TryFrom<Vec<String>> for JoinDomains {
    type Error = String;

    fn try_from(raw: Vec<String>) -> Result<Self, String> {
        let mut domains = Vec::new();
        for word in &raw {
            let domain = Domain::parse(word)?;
            if domain.is_public() {
                return Err(format!(
                    "Anybody can get an address at {}. Name a domain of your own.",
                    domain.as_str()
                ));
            }
            if !domains.contains(&domain) {
                domains.push(domain);
            }
        }
        if domains.len() > Self::MOST {
            return Err(format!("Use at most {} domains.", Self::MOST));
        }
        Ok(Self(domains))
    }
}

impl From<JoinDomains> for Vec<String> {
    fn from(domains: JoinDomains) -> Self {
        domains.0.into_iter().map(String::from).collect()
    }
}

/// A colour, `#RRGGBB`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "String", into = "String")]
#[schema(pattern = "^#[0-9A-Fa-f]{6}$", examples("#4F46E5"))]
pub struct Color(String);

impl Color {
    /// # Errors
    /// A sentence that says how a colour is written.
    pub fn parse(raw: &str) -> Result<Self, String> {
        let color = raw.trim().to_ascii_uppercase();
        let is_one = color.len() == 7
            && color
                .strip_prefix('#')
                .is_some_and(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        if is_one {
            Ok(Self(color))
        } else {
            Err("Write the colour as # and six digits, such as #4F46E5.".to_owned())
        }
    }

    /// The colour as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Color {
    type Error = String;

    fn try_from(raw: String) -> Result<Self, String> {
        Self::parse(&raw)
    }
}

impl From<Color> for String {
    fn from(color: Color) -> Self {
        color.0
    }
}

/// What of the settings shall change; what is left out stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ChangeSettings)]
pub struct SettingsChange {
    /// Its name.
    #[serde(default)]
    pub name: Option<OrganizationName>,
    /// What its pages are under; the old one leads to the new one.
    #[serde(default)]
    pub slug: Option<Slug>,
    /// Its own domain; `null` takes it off.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<Domain>)]
    pub domain: Option<Option<Domain>>,
    /// Its accent.
    #[serde(default)]
    pub primary_color: Option<Color>,
    /// Whether people with an address of its domains may join by themselves.
    #[serde(default)]
    pub allow_email_domain_join: Option<bool>,
    /// Those domains.
    #[serde(default)]
    pub allowed_email_domains: Option<JoinDomains>,
    /// What people who join become; `null` is the default of each way in.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<Role>)]
    pub default_join_role: Option<Option<Role>>,
    /// Whether those who join by themselves wait for an answer.
    #[serde(default)]
    pub require_approval: Option<bool>,
    /// Whether the platform's master users may look in for a time.
    #[serde(default)]
    pub allow_support_access: Option<bool>,
}

/// An organization as its own people see it (`GET /api/v1/organizations/{slug}`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OrganizationView {
    /// The organization.
    pub id: OrganizationId,
    /// Its name.
    pub name: String,
    /// What its pages are under.
    pub slug: Slug,
    /// Its own domain.
    pub domain: Option<String>,
    /// Where it is in its life.
    pub status: OrganizationStatus,
    /// What it pays for.
    pub plan: Plan,
    /// Where its picture is.
    pub logo_url: Option<String>,
    /// Its accent, `#RRGGBB`.
    pub primary_color: String,
    /// Its active people.
    pub member_count: u64,
    /// The caller's role.
    pub my_role: Option<Role>,
    /// What lets people in; only for those who may see it.
    pub invite_code: Option<String>,
    /// Whether people with an address of its domains may join by themselves.
    pub allow_email_domain_join: bool,
    /// Whether its first steps are done.
    pub setup_completed: bool,
    /// When it was opened.
    pub created_at: chrono::DateTime<chrono::Utc>,
}

/// `/o/{slug}/admin/settings`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingsView {
    /// The organization.
    pub organization: OrganizationView,
    /// Its domains.
    pub allowed_email_domains: JoinDomains,
    /// What it decided about joining and support.
    pub settings: OrganizationSettings,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains_are_ones_own() {
        let domains = JoinDomains::parse("Acme.example, @b.example\nacme.example");
        assert_eq!(
            domains.map(|it| it.joined()),
            Ok("acme.example, b.example".to_owned())
        );
        for wrong in ["gmail.com", "acme", "a b@c"] {
            assert!(JoinDomains::parse(wrong).is_err(), "{wrong}");
        }
        assert!(PUBLIC_PROVIDERS.is_sorted());
    }

    #[test]
    fn colours_have_six_digits() {
        assert_eq!(
            Color::parse(" #4f46e5 ").map(String::from),
            Ok("#4F46E5".to_owned())
        );
        for wrong in ["", "4F46E5", "#4F46E", "#4F46EG", "red", "#4F46E5;"] {
            assert!(Color::parse(wrong).is_err(), "{wrong}");
        }
    }
}
