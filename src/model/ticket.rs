//! Tickets: what is read, what is written, and the values between which they move.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Reference;
use super::fields::present;
use super::ids::{GroupId, TicketId, UserId};
use super::text_enum::text_enum;
pub use super::ticket_text::{Description, Subject, Tag, Tags};

text_enum! {
    /// Where a ticket is in its life, in order (spec §3).
    pub enum TicketStatus {
        /// Waits for us.
        Open = "open", "Open";
        /// Waits for the requester.
        Pending = "pending", "Pending";
        /// Waits for something else.
        OnHold = "on_hold", "On hold";
        /// Answered; opens again when the requester writes.
        Resolved = "resolved", "Resolved";
        /// Done, with a resolution.
        Closed = "closed", "Closed";
    }
}

impl TicketStatus {
    /// Whether there is still work to do.
    #[must_use]
    pub const fn is_unresolved(self) -> bool {
        matches!(self, Self::Open | Self::Pending | Self::OnHold)
    }
}

text_enum! {
    /// A status that can be set directly: all but `closed`, which only closing gives (spec §3).
    pub enum WorkingStatus {
        /// See [`TicketStatus::Open`].
        Open = "open", "Open";
        /// See [`TicketStatus::Pending`].
        Pending = "pending", "Pending";
        /// See [`TicketStatus::OnHold`].
        OnHold = "on_hold", "On hold";
        /// See [`TicketStatus::Resolved`].
        Resolved = "resolved", "Resolved";
    }
}

impl From<WorkingStatus> for TicketStatus {
    fn from(status: WorkingStatus) -> Self {
        match status {
            WorkingStatus::Open => Self::Open,
            WorkingStatus::Pending => Self::Pending,
            WorkingStatus::OnHold => Self::OnHold,
            WorkingStatus::Resolved => Self::Resolved,
        }
    }
}

text_enum! {
    /// How much a ticket presses, in order.
    pub enum Priority {
        /// Can wait.
        Low = "low", "Low";
        /// The default.
        Normal = "normal", "Normal";
        /// Soon.
        High = "high", "High";
        /// Now.
        Urgent = "urgent", "Urgent";
    }
}

/// A ticket as read (spec §5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Ticket {
    /// The ticket.
    pub id: TicketId,
    /// What people call it: 1, 2, 3 ... in its organization.
    pub number: i64,
    /// What it is about.
    pub subject: String,
    /// Markdown.
    pub description: String,
    /// Where it is in its life.
    pub status: TicketStatus,
    /// How much it presses.
    pub priority: Priority,
    /// Which group works it.
    pub group: Option<Reference<GroupId>>,
    /// Who filed it.
    pub created_by: Reference<UserId>,
    /// Who holds it.
    pub assignee: Option<Reference<UserId>>,
    /// Labels.
    pub tags: Vec<String>,
    /// What it was closed with, Markdown.
    pub resolution: Option<String>,
    /// The first public comment by somebody other than the creator.
    pub first_response_at: Option<DateTime<Utc>>,
    /// First resolved or closed since it was last opened.
    pub resolved_at: Option<DateTime<Utc>>,
    /// When it was closed.
    pub closed_at: Option<DateTime<Utc>>,
    /// When it was filed.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// Grows with each change; sent back to refuse stale edits.
    pub version: i32,
}

/// What the rules must know of a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketFacts {
    /// Who filed it.
    pub created_by: UserId,
    /// Who holds it.
    pub assignee: Option<UserId>,
    /// Which group works it.
    pub group: Option<GroupId>,
    /// Where it is in its life.
    pub status: TicketStatus,
}

/// One row of a ticket list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketRow {
    /// See [`Ticket`].
    pub id: TicketId,
    /// See [`Ticket`].
    pub number: i64,
    /// See [`Ticket`].
    pub subject: String,
    /// See [`Ticket`].
    pub status: TicketStatus,
    /// See [`Ticket`].
    pub priority: Priority,
    /// The group's name.
    pub group: Option<String>,
    /// Who filed it.
    pub requester: Reference<UserId>,
    /// See [`Ticket`].
    pub tags: Vec<String>,
    /// The assignee's name.
    pub assignee: Option<String>,
    /// Whether the assignee can no longer work it (spec §3).
    pub assignee_inactive: bool,
    /// See [`Ticket`].
    pub created_at: DateTime<Utc>,
    /// See [`Ticket`].
    pub updated_at: DateTime<Utc>,
}

/// A ticket to be filed. Its organization is the scope's, its creator the caller.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTicket {
    /// What it is about.
    pub subject: Subject,
    /// Markdown.
    #[serde(default)]
    pub description: Description,
    /// How much it presses.
    #[serde(default = "normal")]
    pub priority: Priority,
    /// Which group should work it.
    #[serde(default)]
    pub group: Option<GroupId>,
    /// Who should hold it; takes the right to assign.
    #[serde(default)]
    pub assignee: Option<UserId>,
    /// Labels.
    #[serde(default)]
    pub tags: Tags,
}

const fn normal() -> Priority {
    Priority::Normal
}

/// What should change about a ticket; what is left out stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TicketChange {
    /// New subject.
    #[serde(default)]
    pub subject: Option<Subject>,
    /// New description.
    #[serde(default)]
    pub description: Option<Description>,
    /// New status; closing and reopening are operations of their own.
    #[serde(default)]
    pub status: Option<WorkingStatus>,
    /// New priority.
    #[serde(default)]
    pub priority: Option<Priority>,
    /// New group, or `null` for none.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<GroupId>)]
    pub group: Option<Option<GroupId>>,
    /// New assignee, or `null` for nobody.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<UserId>)]
    pub assignee: Option<Option<UserId>>,
    /// New tags.
    #[serde(default)]
    pub tags: Option<Tags>,
    /// The version the change was made from; a stale one is refused.
    #[serde(default)]
    pub version: Option<i32>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_null_group_differs_from_no_group() {
        let absent: TicketChange = serde_json::from_str("{}").expect("valid");
        let null: TicketChange = serde_json::from_str(r#"{"group": null}"#).expect("valid");
        assert_eq!((absent.group, null.group), (None, Some(None)));
    }

    #[test]
    fn a_status_of_closed_is_not_a_working_status() {
        assert!(serde_json::from_str::<TicketChange>(r#"{"status": "closed"}"#).is_err());
    }
}
