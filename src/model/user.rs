//! People: their address and names, and what a signed-in person learns about themselves.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ids::{OrganizationId, UserId};
use super::organization::Slug;
use super::role::Role;
use super::text::{optional_line, text_shape};
use super::text_enum::text_enum;

text_enum! {
    /// Whether an account may sign in (spec §2).
    pub enum UserStatus {
        /// Invited or waiting: no sign-in yet.
        Pending = "pending", "Pending";
        /// May sign in.
        Active = "active", "Active";
        /// Locked out by the platform.
        Suspended = "suspended", "Suspended";
        /// Left for good.
        Deactivated = "deactivated", "Deactivated";
    }
}

text_enum! {
    /// The first seed's word for what somebody is; derived, never stored (spec §1).
    pub enum UserType {
        /// Runs the platform.
        Master = "master", "Master user";
        /// Owner or admin of the primary organization.
        OrgAdmin = "org_admin", "Organization admin";
        /// Supervisor in the primary organization.
        Manager = "manager", "Manager";
        /// Everybody else.
        Learner = "learner", "Member";
    }
}

impl UserType {
    /// Derives the type from what is stored.
    #[must_use]
    pub const fn derive(is_master: bool, primary_role: Option<Role>) -> Self {
        match (is_master, primary_role) {
            (true, _) => Self::Master,
            (false, Some(Role::Owner | Role::Admin)) => Self::OrgAdmin,
            (false, Some(Role::Supervisor)) => Self::Manager,
            (false, _) => Self::Learner,
        }
    }
}

/// An e-mail address: trimmed, lower-case, and of the shape `local@domain`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "String", into = "String")]
#[schema(format = Email, max_length = 254, examples("ada@example.com"))]
pub struct Email(String);

impl Email {
    /// # Errors
    /// A sentence that says what an address looks like.
    pub fn parse(raw: &str) -> Result<Self, String> {
        const HELP: &str = "Enter an e-mail address such as name@example.com.";
        let address = raw.trim().to_lowercase();
        let (local, domain) = address.rsplit_once('@').ok_or(HELP)?;
        let label_is_fine = |label: &str| {
            !label.is_empty()
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        };
        let fine = !local.is_empty()
            && local.len() <= 64
            && address.len() <= 254
            && local
                .chars()
                .all(|c| !c.is_whitespace() && !c.is_control() && !"@,;<>()\"".contains(c))
            && domain.contains('.')
            && domain.split('.').all(label_is_fine);
        fine.then_some(Self(address)).ok_or_else(|| HELP.to_owned())
    }

    /// The address as stored.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Email {
    type Error = String;

    fn try_from(raw: String) -> Result<Self, String> {
        Self::parse(&raw)
    }
}

impl From<Email> for String {
    fn from(email: Email) -> Self {
        email.0
    }
}

/// A password as typed: at least 12 characters. Its strength is the server's to judge (spec §4).
#[derive(Clone, PartialEq, Eq)]
pub struct NewPassword(String);

impl NewPassword {
    /// Fewest characters a password may have.
    pub const MIN_CHARACTERS: usize = 12;
    /// Most bytes that are hashed; more would only cost the server time.
    pub const MAX_BYTES: usize = 1024;

    /// # Errors
    /// A sentence that says how long a password must be.
    pub fn parse(raw: &str) -> Result<Self, String> {
        if raw.chars().count() < Self::MIN_CHARACTERS {
            return Err(format!("Use at least {} characters.", Self::MIN_CHARACTERS));
        }
        if raw.len() > Self::MAX_BYTES {
            return Err("Use at most 1,024 bytes.".to_owned());
        }
        Ok(Self(raw.to_owned()))
    }

    /// The secret itself, to be hashed and forgotten.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

text_shape!(
    NewPassword,
    "A password to be set: not easy to guess, and at most 1,024 bytes.",
    Self::MIN_CHARACTERS..=Self::MAX_BYTES,
    "four white horses, running"
);

impl std::fmt::Debug for NewPassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NewPassword(..)")
    }
}

/// A given or family name in the API's description; [`parse_name`] reads it.
pub struct PersonName;

impl PersonName {
    /// Longest name.
    pub const MAX_CHARACTERS: usize = 150;
}

text_shape!(
    PersonName,
    "A given or family name: one line, or nothing.",
    0..=Self::MAX_CHARACTERS,
    "Ada"
);

/// Reads a given or family name: one line, or nothing.
///
/// # Errors
/// A sentence that says how long a name may be.
pub fn parse_name(raw: &str) -> Result<String, String> {
    optional_line(raw, PersonName::MAX_CHARACTERS).map_err(|wrong| wrong.to_string())
}

/// The name to show for a person: their names, or their address where they have none.
#[must_use]
pub fn display_name(first_name: &str, last_name: &str, email: &str) -> String {
    let name = format!("{} {}", first_name.trim(), last_name.trim());
    match name.trim() {
        "" => email.to_owned(),
        name => name.to_owned(),
    }
}

/// One line of the organization switcher.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OrganizationOfMine {
    /// The organization.
    pub id: OrganizationId,
    /// Its name.
    pub name: String,
    /// What its pages are under.
    pub slug: Slug,
    /// The caller's role there.
    pub role: Role,
    /// The membership's status; `pending` also while the organization waits for approval.
    pub status: super::organization::MembershipStatus,
}

impl OrganizationOfMine {
    /// For those who wait: who decides, and what happens then. Nobody joins as an owner, so an owner waits together with
    /// the organization they opened, and anybody else for its people.
    #[must_use]
    pub fn waits_for(&self) -> Option<&'static str> {
        use super::organization::MembershipStatus::Pending;
        match (self.status, self.role) {
            (Pending, Role::Owner) => Some(
                "The organization waits for approval by an operator of the platform. You get a mail, and can work in it then.",
            ),
            (Pending, _) => Some(
                "The organization's admins and supervisors were told; one of them decides. You get a mail with the answer.",
            ),
            _ => None,
        }
    }
}

/// The signed-in person (`GET /api/me`, spec §5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Me {
    /// The person.
    pub id: UserId,
    /// Their address.
    pub email: String,
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// Derived; see [`UserType`].
    pub user_type: UserType,
    /// Whether they run the platform.
    pub is_master_user: bool,
    /// The account's status.
    pub status: UserStatus,
    /// Where they land after signing in.
    pub primary_org: Option<OrganizationId>,
    /// Their role there.
    pub primary_org_role: Option<Role>,
    /// All their organizations, by name.
    pub organizations: Vec<OrganizationOfMine>,
    /// Whether the first steps are done.
    pub onboarding_completed: bool,
    /// The step they are at: `profile`, `organization` or `done`.
    pub onboarding_step: String,
    /// A picture, or empty.
    pub avatar_url: String,
    /// IANA time zone.
    pub timezone: String,
    /// BCP 47 language.
    pub language: String,
    /// When the account was made.
    pub created_at: DateTime<Utc>,
}

impl Me {
    /// The name to show.
    #[must_use]
    pub fn name(&self) -> String {
        display_name(&self.first_name, &self.last_name, &self.email)
    }

    /// The organization to land in: the primary one, else the first active one.
    #[must_use]
    pub fn landing(&self) -> Option<&OrganizationOfMine> {
        let active = |organization: &&OrganizationOfMine| {
            organization.status == super::organization::MembershipStatus::Active
        };
        self.organizations
            .iter()
            .filter(active)
            .find(|organization| Some(organization.id) == self.primary_org)
            .or_else(|| self.organizations.iter().find(active))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_trimmed_and_lowered() {
        assert_eq!(
            Email::parse("  Ada@Example.COM ").map(String::from),
            Ok("ada@example.com".to_owned())
        );
        for wrong in [
            "",
            "ada",
            "ada@",
            "@example.com",
            "ada@example",
            "a b@example.com",
            "ada@-x.com",
            "a@b@",
        ] {
            assert!(Email::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_password_never_shows_in_debug_output() {
        let password = NewPassword::parse("correct horse battery").expect("long enough");
        assert!(!format!("{password:?}").contains("horse"));
        assert!(NewPassword::parse("short").is_err());
    }
}
