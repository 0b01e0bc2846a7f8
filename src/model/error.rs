//! The one error of both sides. It says what happened and how to mend it, and never why inside.

use serde::{Deserialize, Serialize};
use server_fn::codec::JsonEncoding;
use server_fn::error::{FromServerFnError, ServerFnErrorErr};

use super::FieldErrors;
use super::invitation::ClosedInvitation;
use super::join_request::JoinRequestStatus;
use super::organization::MembershipStatus;

/// Everything a service can answer but success.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum AppError {
    /// Nobody is signed in, or the session has ended (401).
    #[error("Sign in to continue.")]
    SignedOut,
    /// The address or password is wrong; deliberately the same for both (401).
    #[error("The e-mail address or the password is not right.")]
    WrongCredentials,
    /// What one sees but may not do (403).
    #[error("{0}")]
    Forbidden(Refusal),
    /// Not there, or not for these eyes; nobody learns which (404).
    #[error("There is nothing here, or it is not yours to see.")]
    NotFound,
    /// The request could not be read at all (400).
    #[error("{0}")]
    Malformed(String),
    /// Some fields are wrong; each has its message (422).
    #[error("Some of this needs another look.")]
    Invalid(FieldErrors),
    /// The record is not in the state the request supposes (409).
    #[error("{0}")]
    Conflict(Conflict),
    /// Too many requests (429).
    #[error("Too many attempts. Try again in {retry_after_seconds} seconds.")]
    TooMany {
        /// Seconds until the next attempt is taken.
        retry_after_seconds: u32,
    },
    /// The server could not be reached (browser only).
    #[error("The server could not be reached. Check your connection and try again.")]
    Unreachable,
    /// Files cannot be kept or read at the moment; everything else can (503).
    #[error(
        "Files cannot be stored or opened at the moment. Try again in a while, or go on without them; nothing else is lost."
    )]
    StorageUnavailable,
    /// The database has no room for one more at the moment, or reading takes too long (503).
    #[error("The server cannot answer at the moment. Try again in a few seconds.")]
    Busy,
    /// A change takes too long to be waited for; it may still be made (503).
    #[error(
        "This takes too long to wait for. It may still be done: look before you send it again."
    )]
    TooSlow,
    /// Something broke on our side; the log has it (500).
    #[error("Something went wrong on our side. It has been logged; please try again.")]
    Internal,
}

/// Why something seen may not be done.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, thiserror::Error,
)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The role does not carry this right.
    #[error("Your role does not allow this.")]
    Role,
    /// Only the assignee closes (spec §3).
    #[error("Only the person a ticket is assigned to can close it.")]
    OnlyAssigneeCloses,
    /// The requester's own edits end with closing.
    #[error("A closed ticket can no longer be edited. Reopen it first.")]
    ClosedForEditing,
    /// What somebody else wrote stays as they wrote it.
    #[error("Only the person who wrote a comment can edit it.")]
    OthersComment,
    /// What others have read for a while stays as it was.
    #[error("A comment can be edited for 15 minutes after it was sent. Write another one instead.")]
    CommentTooOld,
    /// Nobody touches their own role.
    #[error("You cannot change your own role.")]
    OwnRole,
    /// Nobody changes a person of a higher role, or gives one above their own.
    #[error("You cannot change people above your role, or give a role above your own.")]
    AboveYou,
    /// Names belong to their person once they are in several organizations.
    #[error("This person is in other organizations too; only they can change their names.")]
    NotYourNames,
    /// The right password of an account that may not sign in.
    #[error("Account is not active")]
    AccountNotActive,
    /// The organization waits for approval.
    #[error("This organization is waiting for approval.")]
    OrganizationPending,
    /// The organization is suspended.
    #[error("This organization is suspended. Ask the platform's operators.")]
    OrganizationSuspended,
    /// The switch to an organization one is no active member of.
    #[error("Not a member of this organization")]
    NotAMember,
    /// An invitation of somebody else.
    #[error("This invitation is for another address than the one you are signed in with.")]
    OthersInvitation,
    /// What is granted by an address asks for a proven one.
    #[error("Verify your e-mail address first; the link is in the mail we sent you.")]
    AddressNotVerified,
    /// Whoever looks in as support only looks.
    #[error("You are looking in as support, which is read-only.")]
    SupportReadOnly,
    /// Only master users open organizations here (spec §1).
    #[error(
        "New organizations are opened by the platform's operators here. Ask them, or join one with an invite code."
    )]
    OrganizationsByMasters,
    /// An account needs an organization here.
    #[error("Accounts come with an organization here. Use an invite code, or ask to be invited.")]
    SignUpClosed,
    /// The request came from another site.
    #[error("This request came from another site and was refused.")]
    CrossSite,
}

/// What stands in the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Conflict {
    /// Somebody changed the record since it was read.
    #[error("Somebody changed this ticket while you were writing. Compare and save again.")]
    Stale {
        /// The version to send next.
        current_version: i32,
    },
    /// A closed ticket takes no such change.
    #[error("This ticket is closed. Reopen it first.")]
    TicketClosed,
    /// A resolved ticket gets another status only by being reopened or closed.
    #[error("This ticket is resolved. Reopen it first.")]
    TicketResolved,
    /// The requester wrote on a closed ticket: nothing is lost, reopening takes the same comment.
    #[error("This ticket is closed. You can reopen it with this comment.")]
    ReopenToComment,
    /// Only a resolved or closed ticket can be reopened.
    #[error("This ticket is not closed.")]
    TicketNotClosed,
    /// An unique name or address is in use.
    #[error("This {what} is already in use.")]
    Taken {
        /// What is taken, as a word.
        what: String,
    },
    /// The organization would have nobody left who holds it.
    #[error("This is the last owner of the organization. Make somebody else an owner first.")]
    LastOwner,
    /// Whoever would join is in the organization already.
    #[error("Already a member of this organization.")]
    AlreadyMember,
    /// Two did the same at once; asking again tells.
    #[error("Somebody used this address at the same moment. Try again.")]
    AddedMeanwhile,
    /// Paused people do not join again; they are let in by an admin.
    #[error("This membership is suspended. An admin of the organization can let you in again.")]
    MembershipSuspended,
    /// Who was taken out comes back by invitation or by an answered request, not by themselves.
    #[error("You were in this organization before. Ask to join, or ask an admin to invite you.")]
    FormerMember,
    /// A membership's life has no such step.
    #[error("This cannot be done while the membership is {status}.")]
    MembershipStatus {
        /// Where the membership is.
        status: MembershipStatus,
    },
    /// At most one request of a person is pending per organization.
    #[error("You have asked to join already. Wait for the answer.")]
    JoinRequestPending,
    /// Whoever waits for an answer is given one, not taken out.
    #[error("This person waits to join. Answer their request instead.")]
    JoinRequestUnanswered,
    /// A request is answered once.
    #[error("This request has been {status} already.")]
    JoinRequestAnswered {
        /// How.
        status: JoinRequestStatus,
    },
    /// An invitation is accepted, revoked or over.
    #[error("{status}")]
    InvitationClosed {
        /// How it ended.
        status: ClosedInvitation,
    },
    /// What is asked for cannot be done to a record in this state.
    #[error(
        "This is not possible while the status is \"{status}\". It may have just been changed."
    )]
    WrongStatus {
        /// The status it has, in words.
        status: String,
    },
    /// Somebody must hold these organizations.
    #[error(
        "You are the last owner of: {names}. Make somebody else an owner there, or delete the organization, first."
    )]
    OwnsOrganizations {
        /// Their names.
        names: String,
    },
    /// The organization did not switch support access on.
    #[error(
        "This organization does not allow support access. Its owners and admins can switch it on in its settings."
    )]
    SupportNotAllowed,
    /// The caller looks in already.
    #[error("You have support access to this organization already.")]
    SupportOpen,
    /// Somebody must be left who runs the platform.
    #[error("This is the last active master user. Make somebody else a master user first.")]
    LastMaster,
    /// The platform already has a master user.
    #[error("Tutta is already set up. Sign in instead.")]
    AlreadySetUp,
}

impl AppError {
    /// One wrong field.
    #[must_use]
    pub fn invalid(field: &str, message: impl Into<String>) -> Self {
        Self::Invalid(FieldErrors::one(field, message))
    }

    /// The HTTP status of pages, server functions and the REST API alike (spec §5).
    #[must_use]
    pub const fn status(&self) -> u16 {
        match self {
            Self::Malformed(_) => 400,
            Self::SignedOut | Self::WrongCredentials => 401,
            Self::Forbidden(_) => 403,
            Self::NotFound => 404,
            Self::Conflict(_) => 409,
            Self::Invalid(_) => 422,
            Self::TooMany { .. } => 429,
            Self::Unreachable | Self::StorageUnavailable | Self::Busy | Self::TooSlow => 503,
            Self::Internal => 500,
        }
    }

    /// Whether the same may go well a little later.
    #[must_use]
    pub const fn may_pass(&self) -> bool {
        matches!(self.status(), 429 | 500 | 503)
    }

    /// The stable word of the REST API's `error.code`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Malformed(_) => "malformed",
            Self::SignedOut => "signed_out",
            Self::WrongCredentials => "wrong_credentials",
            Self::Forbidden(_) => "forbidden",
            Self::NotFound => "not_found",
            Self::Conflict(_) => "conflict",
            Self::Invalid(_) => "invalid",
            Self::TooMany { .. } => "too_many_requests",
            Self::Unreachable => "unreachable",
            Self::StorageUnavailable => "storage_unavailable",
            Self::Busy => "busy",
            Self::TooSlow => "too_slow",
            Self::Internal => "internal",
        }
    }

    /// The messages by field, where there are any.
    #[must_use]
    pub const fn fields(&self) -> Option<&FieldErrors> {
        match self {
            Self::Invalid(fields) => Some(fields),
            _ => None,
        }
    }
}

impl From<Refusal> for AppError {
    fn from(refusal: Refusal) -> Self {
        Self::Forbidden(refusal)
    }
}

impl From<Conflict> for AppError {
    fn from(conflict: Conflict) -> Self {
        Self::Conflict(conflict)
    }
}

impl From<FieldErrors> for AppError {
    fn from(fields: FieldErrors) -> Self {
        Self::Invalid(fields)
    }
}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) => Self::Unreachable,
            ServerFnErrorErr::Args(message) | ServerFnErrorErr::MissingArg(message) => {
                Self::Malformed(message)
            }
            _ => Self::Internal,
        }
    }
}
