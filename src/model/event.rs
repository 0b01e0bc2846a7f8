//! The activity timeline of a ticket.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::Reference;
use super::ids::{EventId, GroupId, UserId};
use super::ticket::{Priority, TicketStatus};

/// What happened to a ticket. Stored as kind and data; the names in it are those of that moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "data", rename_all = "snake_case")]
pub enum Happening {
    /// It was filed.
    Created,
    /// It went to somebody.
    Assigned {
        /// To whom.
        to: Reference<UserId>,
    },
    /// It went back to nobody.
    Unassigned,
    /// Its status changed.
    StatusChanged {
        /// Before.
        from: TicketStatus,
        /// After.
        to: TicketStatus,
    },
    /// Its priority changed.
    PriorityChanged {
        /// Before.
        from: Priority,
        /// After.
        to: Priority,
    },
    /// It moved to another group, or to none.
    GroupChanged {
        /// After.
        to: Option<Reference<GroupId>>,
    },
    /// Its subject changed.
    SubjectChanged {
        /// Before.
        from: String,
        /// After.
        to: String,
    },
    /// Its description changed.
    DescriptionChanged,
    /// Its tags changed.
    TagsChanged {
        /// Before; entries from the time before this was kept do not tell.
        #[serde(default)]
        from: Option<Vec<String>>,
        /// After.
        to: Vec<String>,
    },
    /// A public comment was written.
    Commented,
    /// An internal note was written; hidden from those who may not read notes.
    Noted,
    /// A file was added outside of a comment.
    AttachmentAdded {
        /// What it is called.
        file_name: String,
    },
    /// A file was taken away; told only where everybody could read it.
    AttachmentRemoved {
        /// What it was called.
        file_name: String,
    },
    /// It was closed with a resolution.
    Closed,
    /// It was opened again.
    Reopened,
    /// It was deleted.
    Deleted,
}

impl Happening {
    /// Whether only those who read internal notes may know of it.
    #[must_use]
    pub const fn is_internal(&self) -> bool {
        matches!(self, Self::Noted)
    }
}

/// One entry of the timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketEvent {
    /// The entry.
    pub id: EventId,
    /// Who did it; `None` for the system.
    pub actor: Option<Reference<UserId>>,
    /// What was done.
    #[serde(flatten)]
    pub happening: Happening,
    /// When.
    pub created_at: DateTime<Utc>,
}
