//! The platform as its master users see it: organizations and accounts with what belongs to running them, and no
//! tenant's tickets.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Reference;
use super::error::Conflict;
use super::ids::{OrganizationId, UserId};
use super::organization::{OrganizationStatus, Slug};
use super::page::Page;
pub use super::plan::{Features, Plan};
use super::support::SupportLook;
use super::text::line;
use super::text_enum::text_enum;
use super::user::{OrganizationOfMine, UserStatus};

/// Why a master user does something to an organization; its owners read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "String", into = "String")]
#[schema(
    min_length = 1,
    max_length = 500,
    examples("The invoice of May is open.")
)]
pub struct Reason(String);

impl Reason {
    /// Longest reason.
    pub const MAX_CHARACTERS: usize = 500;

    /// # Errors
    /// A sentence that says how long a reason may be.
    pub fn parse(raw: &str) -> Result<Self, String> {
        line(raw, Self::MAX_CHARACTERS)
            .map(Self)
            .map_err(|wrong| match wrong {
                super::text::NotALine::Empty => "Say why; the people concerned read it.".to_owned(),
                _ => wrong.to_string(),
            })
    }

    /// The reason as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Reason {
    type Error = String;

    fn try_from(raw: String) -> Result<Self, String> {
        Self::parse(&raw)
    }
}

impl From<Reason> for String {
    fn from(reason: Reason) -> Self {
        reason.0
    }
}

text_enum! {
    /// What the platform can do to an organization's life.
    pub enum ReviewKind {
        /// Let one that waits begin.
        Approve = "approve", "Approve";
        /// Decline one that waits.
        Reject = "reject", "Reject";
        /// Close one for now.
        Suspend = "suspend", "Suspend";
        /// Open a closed one again.
        Reactivate = "reactivate", "Reactivate";
    }
}

/// The same with the reason that it needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Review {
    /// Let one that waits begin.
    Approve,
    /// Decline one that waits.
    Reject(Reason),
    /// Close one for now.
    Suspend(Reason),
    /// Open a closed one again.
    Reactivate,
}

impl Review {
    /// Reads the reason where the kind needs one.
    ///
    /// # Errors
    /// A sentence for the field `reason`.
    pub fn parse(kind: ReviewKind, reason: &str) -> Result<Self, String> {
        Ok(match kind {
            ReviewKind::Approve => Self::Approve,
            ReviewKind::Reject => Self::Reject(Reason::parse(reason)?),
            ReviewKind::Suspend => Self::Suspend(Reason::parse(reason)?),
            ReviewKind::Reactivate => Self::Reactivate,
        })
    }

    /// Where an organization stands afterwards.
    ///
    /// # Errors
    /// `WrongStatus` where this cannot be done to one that stands there.
    pub fn of(&self, status: OrganizationStatus) -> Result<OrganizationStatus, Conflict> {
        use OrganizationStatus as Status;
        match (self, status) {
            (Self::Approve, Status::Pending) | (Self::Reactivate, Status::Suspended) => {
                Ok(Status::Active)
            }
            (Self::Reject(_), Status::Pending) => Ok(Status::Deleted),
            (Self::Suspend(_), Status::Active) => Ok(Status::Suspended),
            _ => Err(Conflict::WrongStatus {
                status: status.label().to_owned(),
            }),
        }
    }

    /// Why, where it was said.
    #[must_use]
    pub const fn reason(&self) -> Option<&Reason> {
        match self {
            Self::Reject(reason) | Self::Suspend(reason) => Some(reason),
            Self::Approve | Self::Reactivate => None,
        }
    }
}

text_enum! {
    /// What the platform can do to an account.
    pub enum UserChange {
        /// Keep the person out for now.
        Suspend = "suspend", "Suspend";
        /// Let them in again.
        Reactivate = "reactivate", "Reactivate";
        /// Forget the wrong passwords that lock the account.
        Unlock = "unlock", "Unlock";
        /// Make them a master user.
        GrantMaster = "grant-master", "Make a master user";
        /// Take that away.
        RevokeMaster = "revoke-master", "Take master rights away";
    }
}

/// An organization on the platform.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PlatformOrganization {
    /// The tenant.
    pub id: OrganizationId,
    /// Its name.
    pub name: String,
    /// What its pages are under.
    pub slug: Slug,
    /// Its own domain, if it says one.
    pub domain: Option<String>,
    /// Where it is in its life.
    pub status: OrganizationStatus,
    /// Why it was rejected or suspended.
    pub status_reason: Option<String>,
    /// What it pays for.
    pub plan: Plan,
    /// Its switches.
    pub features: Features,
    /// Its active people.
    pub member_count: u64,
    /// Who opened it.
    pub created_by: Reference<UserId>,
    /// When.
    pub created_at: DateTime<Utc>,
}

/// An account on the platform.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PlatformUser {
    /// The person.
    pub id: UserId,
    /// Their address.
    pub email: String,
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// Whether they may sign in.
    pub status: UserStatus,
    /// Whether they run the platform.
    pub is_master_user: bool,
    /// Until when wrong passwords lock the account.
    pub locked_until: Option<DateTime<Utc>>,
    /// When they last did something.
    pub last_active_at: Option<DateTime<Utc>>,
    /// When the account was made.
    pub created_at: DateTime<Utc>,
}

impl PlatformUser {
    /// The name to show.
    #[must_use]
    pub fn name(&self) -> String {
        super::user::display_name(&self.first_name, &self.last_name, &self.email)
    }
}

/// Tickets filed on one day, in all organizations together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FiledOn {
    /// The day, in UTC.
    pub date: NaiveDate,
    /// How many.
    pub tickets: u64,
}

/// The platform's numbers (`GET /api/v1/platform/stats`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PlatformStats {
    /// All but the deleted ones.
    pub organizations: u64,
    /// Organizations by status name; every status is there.
    pub organizations_by_status: BTreeMap<String, u64>,
    /// All accounts.
    pub users: u64,
    /// Accounts by status name; every status is there.
    pub users_by_status: BTreeMap<String, u64>,
    /// Those who run the platform.
    pub masters: u64,
    /// The last 14 days, oldest first, today included.
    pub tickets_filed: Vec<FiledOn>,
}

/// `/platform`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganizationDirectory {
    /// The rows.
    pub page: Page<PlatformOrganization>,
    /// How many wait for approval.
    pub waiting: u64,
    /// The server's time.
    pub now: DateTime<Utc>,
}

/// `/platform/organizations/{id}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganizationFile {
    /// The organization.
    pub organization: PlatformOrganization,
    /// Its active owners, at most 20.
    pub owners: Vec<Reference<UserId>>,
    /// Whether it allows support access.
    pub allows_support: bool,
    /// The caller's look into it, while it goes on.
    pub look: Option<SupportLook>,
    /// The server's time.
    pub now: DateTime<Utc>,
}

/// `/platform/users`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserDirectory {
    /// The rows.
    pub page: Page<PlatformUser>,
    /// The server's time.
    pub now: DateTime<Utc>,
}

/// `/platform/users/{id}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserFile {
    /// The account.
    pub user: PlatformUser,
    /// Where they belong.
    pub organizations: Vec<OrganizationOfMine>,
    /// Whether this is the caller.
    pub is_me: bool,
    /// The server's time.
    pub now: DateTime<Utc>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_organization_goes_only_where_its_life_leads() {
        use OrganizationStatus::{Active, Deleted, Pending, Suspended};
        let reason = Reason::parse("Because.").expect("a reason");
        let table = [
            (Review::Approve, Pending, Active),
            (Review::Reject(reason.clone()), Pending, Deleted),
            (Review::Suspend(reason), Active, Suspended),
            (Review::Reactivate, Suspended, Active),
        ];
        for (review, from, to) in table {
            for status in OrganizationStatus::ALL {
                let expected = (*status == from).then_some(to);
                assert_eq!(review.of(*status).ok(), expected, "{review:?} {status}");
            }
        }
    }
}
