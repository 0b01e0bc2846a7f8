//! The rulebook's messages: comments and files of tickets.

use super::{Decision, Rule, TicketAction, TicketFacts, Viewer, sees};
use crate::model::UserId;
use crate::model::comment::{Comment, Visibility};
use crate::model::error::Refusal;

/// Whether the viewer reads what was said on a ticket in public, or among those who work here.
fn reads(viewer: &Viewer, ticket: &TicketFacts, is_internal: bool) -> bool {
    sees(viewer, ticket) && (!is_internal || viewer.reads_internal_notes())
}

/// What can be done with a comment that was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CommentAction {
    /// Write it anew, or add files to it.
    Edit,
}

/// What must be known of a comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommentFacts {
    /// Its ticket.
    pub ticket: TicketFacts,
    /// Who wrote it.
    pub author: UserId,
    /// Whether only those read it who work here.
    pub is_internal: bool,
    /// Whether it was sent so lately that it may still be edited.
    pub is_fresh: bool,
}

impl CommentFacts {
    /// Those of a comment on a ticket.
    #[must_use]
    pub fn of(ticket: TicketFacts, comment: &Comment, is_fresh: bool) -> Self {
        Self {
            ticket,
            author: comment.author.id,
            is_internal: comment.visibility == Visibility::Internal,
            is_fresh,
        }
    }
}

/// People mend what they have just sent; what others have read for a while stays as it was.
impl Rule for CommentAction {
    type Facts = CommentFacts;

    fn changes(&self) -> bool {
        true
    }

    fn decide(self, viewer: &Viewer, comment: &CommentFacts) -> Decision {
        if !reads(viewer, &comment.ticket, comment.is_internal) {
            Decision::Hide
        } else if comment.author != viewer.user {
            Decision::Refuse(Refusal::OthersComment)
        } else if comment.is_fresh {
            Decision::Allow
        } else {
            Decision::Refuse(Refusal::CommentTooOld)
        }
    }
}

/// What can be done with a file of a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AttachmentAction {
    /// Read it.
    Read,
    /// Take it away.
    Remove,
}

impl AttachmentAction {
    /// Every action.
    pub const ALL: [Self; 2] = [Self::Read, Self::Remove];
}

/// What must be known of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttachmentFacts {
    /// Its ticket.
    pub ticket: TicketFacts,
    /// Who added it.
    pub uploader: UserId,
    /// Whether it came with an internal note.
    pub is_internal: bool,
}

/// A file is read by those who read what it came with, and taken away by whoever added it, or whoever may delete the
/// ticket.
impl Rule for AttachmentAction {
    type Facts = AttachmentFacts;

    fn changes(&self) -> bool {
        matches!(self, Self::Remove)
    }

    fn decide(self, viewer: &Viewer, file: &AttachmentFacts) -> Decision {
        match self {
            _ if !reads(viewer, &file.ticket, file.is_internal) => Decision::Hide,
            Self::Read => Decision::Allow,
            Self::Remove if file.uploader == viewer.user => Decision::Allow,
            Self::Remove => TicketAction::Delete.decide(viewer, &file.ticket),
        }
    }
}
