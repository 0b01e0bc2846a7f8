//! A person's own account as its pages show it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::ids::{OrganizationId, SessionId};
use super::organization::Slug;
use super::personal_token::PersonalToken;
use super::text_enum::text_enum;
use super::user::Me;
use super::view::SignUpOffer;
use super::zone::{Language, Zone};

text_enum! {
    /// The first steps of a person (spec §2).
    pub enum OnboardingStep {
        /// Names and time zone.
        Profile = "profile", "Your profile";
        /// Opening or joining an organization.
        Organization = "organization", "Your organization";
        /// Nothing is left.
        Done = "done", "Done";
    }
}

text_enum! {
    /// What mail is sent about that one need not want.
    pub enum NotificationKind {
        /// To those who review: somebody asks to join.
        JoinRequest = "join_request", "Somebody asks to join";
    }
}

/// `/account`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountView {
    /// Who it is.
    pub me: Me,
    /// Whether their address is proven.
    pub is_verified: bool,
    /// Whether it must be.
    pub verifies: bool,
    /// When their password was set.
    pub password_changed_at: Option<DateTime<Utc>>,
    /// Telephone number, or empty.
    pub phone: String,
    /// How dates are written.
    pub language: Language,
    /// Their time zone.
    pub zone: Zone,
    /// The time zones to choose from.
    pub zones: Vec<String>,
    /// Where they are signed in, the latest first.
    pub sessions: Vec<SessionRow>,
    /// What programs use the API with in their name, the newest first.
    pub tokens: Vec<PersonalToken>,
    /// The token that was just made, shown this once.
    pub new_token: Option<String>,
    /// What they can choose to get mail about.
    pub choices: Vec<NotificationChoice>,
    /// The server's time.
    pub now: DateTime<Utc>,
}

/// One place where somebody is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionRow {
    /// The session.
    pub id: SessionId,
    /// The browser or program, in words.
    pub device: String,
    /// The address on the network, or empty.
    pub ip: String,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// When it last went on.
    pub last_seen_at: DateTime<Utc>,
    /// Whether it is the one that asks.
    pub is_here: bool,
}

/// Whether mail of a kind is wanted from an organization.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotificationChoice {
    /// The organization.
    pub organization: OrganizationId,
    /// What its pages are under.
    pub slug: Slug,
    /// Its name.
    pub name: String,
    /// What about.
    pub kind: NotificationKind,
    /// Whether mail is wanted.
    pub mail: bool,
}

/// `/welcome`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WelcomeView {
    /// The step that comes next.
    pub step: OnboardingStep,
    /// Who it is.
    pub me: Me,
    /// Whether the address has still to be proven.
    pub must_verify: bool,
    /// The ways into an organization.
    pub offer: SignUpOffer,
    /// Telephone number, or empty.
    pub phone: String,
    /// The time zones to choose from.
    pub zones: Vec<String>,
}
