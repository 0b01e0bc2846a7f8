//! The rulebook's tickets: visibility, and the table's rows about them.

use super::{Decision, Rule, TicketFacts, Viewer, by_role};
use crate::model::Role;
use crate::model::error::Refusal;
use crate::model::ticket::TicketStatus;

/// What can be done with a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TicketAction {
    /// See it at all.
    See,
    /// Write a public comment.
    Comment,
    /// Read and write internal notes.
    InternalNotes,
    /// Edit subject and description.
    Edit,
    /// Change status (not to closed), priority or group.
    ChangeProperties,
    /// Change its tags.
    Tag,
    /// Give it to somebody, or to nobody.
    Assign,
    /// Close it with a resolution.
    Close,
    /// Open it again.
    Reopen,
    /// Delete it softly.
    Delete,
}

impl TicketAction {
    /// Every action, in the table's order.
    pub const ALL: [Self; 10] = [
        Self::See,
        Self::Comment,
        Self::InternalNotes,
        Self::Edit,
        Self::ChangeProperties,
        Self::Tag,
        Self::Assign,
        Self::Close,
        Self::Reopen,
        Self::Delete,
    ];
}

/// Ticket visibility (spec §3). The list's SQL says the same; a property test holds them together.
#[must_use]
pub fn sees(viewer: &Viewer, ticket: &TicketFacts) -> bool {
    viewer.sees_all_tickets()
        || ticket.created_by == viewer.user
        || ticket.assignee == Some(viewer.user)
        || match ticket.assignee {
            None => viewer.manages(ticket.group),
            Some(_) => viewer.belongs_to(ticket.group),
        }
}

impl Rule for TicketAction {
    type Facts = TicketFacts;

    fn changes(&self) -> bool {
        !matches!(self, Self::See | Self::InternalNotes)
    }

    fn decide(self, viewer: &Viewer, ticket: &TicketFacts) -> Decision {
        if !sees(viewer, ticket) {
            return Decision::Hide;
        }
        let steers = viewer.role >= Role::Supervisor;
        let works = viewer.role >= Role::Agent;
        let is_creator = ticket.created_by == viewer.user;
        let is_assignee = ticket.assignee == Some(viewer.user);
        let manages = works && viewer.manages(ticket.group);
        match self {
            Self::See | Self::Comment => Decision::Allow,
            Self::InternalNotes => by_role(viewer.reads_internal_notes()),
            Self::Edit if steers => Decision::Allow,
            Self::Edit if is_creator && ticket.status == TicketStatus::Closed => {
                Decision::Refuse(Refusal::ClosedForEditing)
            }
            Self::Edit => by_role(is_creator),
            Self::ChangeProperties => by_role(steers || manages || (works && is_assignee)),
            // Whoever files a ticket may tag it, and change that as long as its text.
            Self::Tag => match Self::ChangeProperties.decide(viewer, ticket) {
                Decision::Allow => Decision::Allow,
                _ => Self::Edit.decide(viewer, ticket),
            },
            Self::Assign => by_role(steers || manages),
            Self::Close if is_assignee => Decision::Allow,
            Self::Close => Decision::Refuse(Refusal::OnlyAssigneeCloses),
            Self::Reopen => by_role(steers || is_creator || (works && is_assignee)),
            Self::Delete => by_role(viewer.role >= Role::Admin),
        }
    }
}
