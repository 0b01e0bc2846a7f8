//! The rulebook (spec §3): who may do what, as pure functions.
//!
//! Services obey it and buttons hide by it; nothing here waits, reads a clock or does I/O.

mod message;
mod organization;
mod ticket;

pub use crate::model::ticket::TicketFacts;
pub use crate::model::viewer::Viewer;
pub use message::{AttachmentAction, AttachmentFacts, CommentAction, CommentFacts};
pub use organization::{OrganizationAction, PersonAction, PersonFacts};
pub use ticket::{TicketAction, sees};

use crate::model::AppError;
use crate::model::error::Refusal;

/// What the rulebook answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Do it.
    Allow,
    /// It is seen, but may not be done: 403.
    Refuse(Refusal),
    /// It is not even seen: 404.
    Hide,
}

impl Decision {
    /// Whether the answer is yes.
    #[must_use]
    pub fn is_allowed(self) -> bool {
        self == Self::Allow
    }

    /// # Errors
    /// `Forbidden` for a refusal, `NotFound` for what is hidden.
    pub fn obey(self) -> Result<(), AppError> {
        match self {
            Self::Allow => Ok(()),
            Self::Refuse(refusal) => Err(refusal.into()),
            Self::Hide => Err(AppError::NotFound),
        }
    }
}

/// Something that can be asked of the rulebook.
pub trait Rule {
    /// What must be known of the record concerned.
    type Facts;

    /// Whether doing it changes anything.
    fn changes(&self) -> bool;

    /// Decides for a viewer who is a member.
    fn decide(self, viewer: &Viewer, facts: &Self::Facts) -> Decision;
}

/// May `viewer` do `action` to what `facts` tell of?
pub fn can<R: Rule>(viewer: &Viewer, action: R, facts: &R::Facts) -> Decision {
    let changes = action.changes();
    match action.decide(viewer, facts) {
        Decision::Allow if changes && viewer.read_only => {
            Decision::Refuse(Refusal::SupportReadOnly)
        }
        decision => decision,
    }
}

/// Allows when `allowed`, else refuses for the role's sake.
const fn by_role(allowed: bool) -> Decision {
    if allowed {
        Decision::Allow
    } else {
        Decision::Refuse(Refusal::Role)
    }
}
