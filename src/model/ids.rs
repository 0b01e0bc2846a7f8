//! Ids as types, so that a ticket can never be looked up by a person's id.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

macro_rules! id {
    ($($(#[$meta:meta])* $name:ident;)+) => {$(
        $(#[$meta])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
        )]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = String;

            fn from_str(raw: &str) -> Result<Self, Self::Err> {
                raw.trim().parse().map(Self).map_err(|_| "This is not a valid id.".to_owned())
            }
        }

        impl From<Uuid> for $name {
            fn from(raw: Uuid) -> Self {
                Self(raw)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }
    )+};
}

id! {
    /// A person with an account, whatever organizations they belong to.
    UserId;
    /// A tenant.
    OrganizationId;
    /// A person's place in one organization.
    MembershipId;
    /// A department of an organization.
    DepartmentId;
    /// A group (team) of an organization.
    GroupId;
    /// A ticket; people know it by its number.
    TicketId;
    /// A comment or internal note on a ticket.
    CommentId;
    /// A file of a ticket.
    AttachmentId;
    /// A file that no ticket has.
    UploadId;
    /// An entry of a ticket's timeline.
    EventId;
    /// A signed-in browser or client: one family of refresh tokens.
    SessionId;
    /// A person's wish to join an organization.
    JoinRequestId;
    /// An invitation sent by mail.
    InvitationId;
    /// A single-use link to an account's address.
    AccountTokenId;
    /// A personal access token.
    PersonalTokenId;
    /// An entry of an audit log.
    AuditEntryId;
    /// Work to be done in the background.
    JobId;
    /// A master user's time-limited look into an organization.
    SupportAccessId;
}
