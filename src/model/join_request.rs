//! Wishes to join an organization, and their answers (spec §2).

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Reference;
use super::error::Conflict;
use super::ids::{JoinRequestId, OrganizationId, UserId};
use super::organization::Slug;
use super::page::Page;
use super::role::Role;
use super::text::text_shape;
use super::text_enum::text_enum;
use super::user::Me;

text_enum! {
    /// Where a request is in its life.
    pub enum JoinRequestStatus {
        /// Waits for an answer.
        Pending = "pending", "Waiting";
        /// The person is in.
        Approved = "approved", "Approved";
        /// The person is not.
        Rejected = "rejected", "Rejected";
    }
}

text_enum! {
    /// What a request goes by.
    pub enum JoinRequestType {
        /// The organization's invite code.
        InviteCode = "invite_code", "Invite code";
        /// The domain of the person's verified address.
        EmailDomain = "email_domain", "E-mail domain";
        /// Nothing but the wish.
        ManualRequest = "manual_request", "Request";
        /// A sign-in elsewhere.
        SsoAuto = "sso_auto", "Single sign-on";
    }
}

/// A reviewer's answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Review {
    /// Let them in.
    Approve,
    /// Do not.
    Reject,
}

/// An answer that a request may still be given. Made only by [`JoinRequestStatus::answer`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer(Review);

impl Answer {
    /// What it says.
    #[must_use]
    pub const fn review(self) -> Review {
        self.0
    }

    /// What the request is from now on.
    #[must_use]
    pub const fn status(self) -> JoinRequestStatus {
        match self.0 {
            Review::Approve => JoinRequestStatus::Approved,
            Review::Reject => JoinRequestStatus::Rejected,
        }
    }
}

impl JoinRequestStatus {
    /// Answers a request that waits.
    ///
    /// # Errors
    /// `JoinRequestAnswered`: a request is answered once.
    pub const fn answer(self, review: Review) -> Result<Answer, Conflict> {
        match self {
            Self::Pending => Ok(Answer(review)),
            Self::Approved | Self::Rejected => Err(Conflict::JoinRequestAnswered { status: self }),
        }
    }
}

/// A request, as reviewers read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct JoinRequest {
    /// The request.
    pub id: JoinRequestId,
    /// Who asks.
    pub user: Reference<UserId>,
    /// Their address.
    pub email: String,
    /// What it goes by.
    pub request_type: JoinRequestType,
    /// Where it is in its life.
    pub status: JoinRequestStatus,
    /// What the person wrote.
    pub message: String,
    /// Who answered.
    pub reviewed_by: Option<Reference<UserId>>,
    /// When.
    pub reviewed_at: Option<DateTime<Utc>>,
    /// What the answer says.
    pub review_note: String,
    /// When the person asked.
    pub created_at: DateTime<Utc>,
}

/// A request, as whoever asked sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinRequestOfMine {
    /// The organization's name.
    pub organization: String,
    /// Where it is in its life.
    pub status: JoinRequestStatus,
    /// What the answer says.
    pub review_note: String,
    /// When it was asked.
    pub created_at: DateTime<Utc>,
}

/// An organization that lets in the holders of addresses like the caller's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Discovered {
    /// The organization.
    pub id: OrganizationId,
    /// Its name.
    pub name: String,
    /// What its pages are under.
    pub slug: Slug,
    /// Whether asking lets one in at once.
    pub at_once: bool,
    /// As what.
    pub role: Role,
}

/// What became of a wish to join.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// The person is in.
    Joined,
    /// Somebody will answer.
    Waits(JoinRequestId),
}

impl Asked {
    /// The page to go to from here: the organization `slug` for whoever is in, else where it is said that they wait.
    #[must_use]
    pub fn leads_to(&self, slug: &str) -> String {
        match self {
            Self::Joined => format!("/o/{slug}"),
            Self::Waits(_) => "/organizations".to_owned(),
        }
    }
}

/// `/organizations`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganizationPicker {
    /// The caller, with their organizations.
    pub me: Me,
    /// Organizations of the domain of the caller's address, without those they are in or wait for.
    pub discovered: Vec<Discovered>,
    /// Whether the caller has proven their address; without that nothing is discovered.
    pub verified: bool,
    /// The newest wishes of the caller, at most ten.
    pub requests: Vec<JoinRequestOfMine>,
    /// The server's time.
    pub now: DateTime<Utc>,
}

/// `/o/{slug}/admin/join-requests`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinRequestList {
    /// The rows, newest first.
    pub page: Page<JoinRequest>,
    /// Which are shown.
    pub status: JoinRequestStatus,
    /// The server's time.
    pub now: DateTime<Utc>,
}

/// A message to the reviewers, or a note with an answer, in the API's description; [`parse_words`] reads it.
pub struct Words;

impl Words {
    /// Most characters.
    pub const MAX_CHARACTERS: usize = 1_000;
}

text_shape!(
    Words,
    "Several lines, or nothing.",
    0..=Self::MAX_CHARACTERS,
    "I fix the printers."
);

/// Reads a message or a note: several lines, or nothing.
///
/// # Errors
/// A sentence that says how long it may be.
pub fn parse_words(raw: &str) -> Result<String, String> {
    let words = raw.trim().replace("\r\n", "\n");
    if words.chars().count() > Words::MAX_CHARACTERS {
        return Err("Use at most 1,000 characters.".to_owned());
    }
    if words
        .chars()
        .any(|c| c.is_control() && c != '\n' && c != '\t')
    {
        return Err("Leave out control characters.".to_owned());
    }
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_answered_once() {
        let answer = JoinRequestStatus::Pending
            .answer(Review::Approve)
            .expect("it waits");
        assert_eq!(answer.status(), JoinRequestStatus::Approved);
        for status in [JoinRequestStatus::Approved, JoinRequestStatus::Rejected] {
            for review in [Review::Approve, Review::Reject] {
                assert_eq!(
                    status.answer(review),
                    Err(Conflict::JoinRequestAnswered { status })
                );
            }
        }
    }

    #[test]
    fn words_are_bounded() {
        assert_eq!(parse_words("  a\r\nb "), Ok("a\nb".to_owned()));
        assert!(parse_words(&"x".repeat(Words::MAX_CHARACTERS + 1)).is_err());
        assert!(parse_words("a\u{0}b").is_err());
    }
}
