//! Invitations by mail: a link that one person can use once, for seven days (spec §2).

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Reference;
use super::error::Conflict;
use super::group::Group;
use super::ids::{GroupId, InvitationId, UserId};
use super::page::Page;
use super::role::Role;
use super::text_enum::text_enum;
use super::viewer::Viewer;

/// How long a link works.
pub const LIFETIME: Duration = Duration::days(7);

text_enum! {
    /// Where an invitation is in its life; told by its times, never stored.
    pub enum InvitationStatus {
        /// The link works.
        Open = "open", "Waiting";
        /// It was used.
        Accepted = "accepted", "Accepted";
        /// It was taken back.
        Revoked = "revoked", "Revoked";
        /// Its time is over.
        Expired = "expired", "Expired";
    }
}

/// How an invitation ended, in words for whoever comes too late.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, thiserror::Error,
)]
#[serde(rename_all = "snake_case")]
pub enum ClosedInvitation {
    /// Used.
    #[error("This invitation has been accepted already. Sign in to continue.")]
    Accepted,
    /// Taken back.
    #[error("This invitation was taken back. Ask whoever sent it for a new one.")]
    Revoked,
    /// Over.
    #[error(
        "This invitation has expired: links work for 7 days. Ask whoever sent it to send it again."
    )]
    Expired,
    /// What it would give cannot be given any more.
    #[error(
        "This invitation no longer holds: whoever sent it may not give this role any more. Ask for a new one."
    )]
    Void,
}

/// What happens to an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InvitationStep {
    /// Somebody follows the link.
    Accept,
    /// It is sent again, with a new time.
    Resend,
    /// It is taken back.
    Revoke,
}

/// A step that an invitation's life has. Made only by [`InvitationStatus::step`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvitationWay(InvitationStep);

impl InvitationWay {
    /// The step.
    #[must_use]
    pub const fn step(self) -> InvitationStep {
        self.0
    }
}

impl InvitationStatus {
    /// Tells the status by the times.
    #[must_use]
    pub fn of(
        accepted_at: Option<DateTime<Utc>>,
        revoked_at: Option<DateTime<Utc>>,
        expires_at: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Self {
        if accepted_at.is_some() {
            Self::Accepted
        } else if revoked_at.is_some() {
            Self::Revoked
        } else if expires_at <= now {
            Self::Expired
        } else {
            Self::Open
        }
    }

    /// Takes a step.
    ///
    /// # Errors
    /// `InvitationClosed`: what is accepted or revoked stays so, and what is over is not accepted any more.
    pub const fn step(self, step: InvitationStep) -> Result<InvitationWay, Conflict> {
        let status = match (self, step) {
            (Self::Open, _) | (Self::Expired, InvitationStep::Resend | InvitationStep::Revoke) => {
                return Ok(InvitationWay(step));
            }
            (Self::Expired, InvitationStep::Accept) => ClosedInvitation::Expired,
            (Self::Accepted, _) => ClosedInvitation::Accepted,
            (Self::Revoked, _) => ClosedInvitation::Revoked,
        };
        Err(Conflict::InvitationClosed { status })
    }
}

/// An invitation, as those who may invite read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Invitation {
    /// The invitation.
    pub id: InvitationId,
    /// To whom.
    pub email: String,
    /// Given name, as far as it is known.
    pub first_name: String,
    /// Family name, as far as it is known.
    pub last_name: String,
    /// As what.
    pub role: Role,
    /// Into which group.
    pub group: Option<Reference<GroupId>>,
    /// By whom.
    pub invited_by: Reference<UserId>,
    /// Where it is in its life.
    pub status: InvitationStatus,
    /// When its time is over.
    pub expires_at: DateTime<Utc>,
    /// When it was first sent.
    pub created_at: DateTime<Utc>,
}

impl Invitation {
    /// What they are called, as far as it is known.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
            .trim()
            .to_owned()
    }
}

/// `/o/{slug}/admin/invitations`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationList {
    /// Those that wait.
    pub page: Page<Invitation>,
    /// The groups to choose from.
    pub groups: Vec<Group>,
    /// The caller, for the controls.
    pub viewer: Viewer,
    /// The server's time.
    pub now: DateTime<Utc>,
}

/// Who follows a link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Guest {
    /// Nobody has an account with the address yet: names and a password make one.
    New,
    /// The address has an account, and nobody is signed in.
    SignedOut,
    /// The one who was invited.
    Invited,
    /// Somebody else is signed in, with this address.
    SomebodyElse(String),
}

/// `/invitations/accept?token=...`, for whoever holds the link: the mail it came in went to the address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationView {
    /// The organization's name.
    pub organization: String,
    /// To whom.
    pub email: String,
    /// What the organization calls them: given name, family name; both may be empty.
    pub names: (String, String),
    /// As what.
    pub role: Role,
    /// The name of whoever sent it.
    pub invited_by: String,
    /// Why it can no longer be accepted.
    pub closed: Option<ClosedInvitation>,
    /// Who is looking.
    pub guest: Guest,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_life_of_an_invitation() {
        use InvitationStep::{Accept, Resend, Revoke};
        for (status, steps) in [
            (InvitationStatus::Open, [true, true, true]),
            (InvitationStatus::Accepted, [false, false, false]),
            (InvitationStatus::Revoked, [false, false, false]),
            (InvitationStatus::Expired, [false, true, true]),
        ] {
            let taken = [Accept, Resend, Revoke].map(|step| status.step(step).is_ok());
            assert_eq!(taken, steps, "{status}");
        }
    }

    #[test]
    fn its_time_is_over_to_the_microsecond() {
        let now = DateTime::UNIX_EPOCH;
        let of = |expires_at| InvitationStatus::of(None, None, expires_at, now);
        assert_eq!(of(now), InvitationStatus::Expired);
        assert_eq!(of(now + Duration::microseconds(1)), InvitationStatus::Open);
    }
}
