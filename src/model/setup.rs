//! The first steps of a new organization: each can be left out, and gone on with later.

use serde::{Deserialize, Serialize};

use super::Reference;
use super::ids::UserId;
use super::settings::OrganizationView;
use super::text_enum::text_enum;

text_enum! {
    /// Where the first steps are.
    pub enum SetupStep {
        /// Name, colour and logo.
        Profile = "profile", "Name and look";
        /// Who shall be in it.
        People = "people", "Invite people";
        /// The first group and who manages it.
        Group = "group", "First group";
        /// Nothing left.
        Done = "done", "Done";
    }
}

impl SetupStep {
    /// The step after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Profile => Self::People,
            Self::People => Self::Group,
            Self::Group | Self::Done => Self::Done,
        }
    }
}

/// `/o/{slug}/setup`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetupView {
    /// Where one is.
    pub step: SetupStep,
    /// The organization.
    pub organization: OrganizationView,
    /// Who may manage the first group: the active people who work tickets, at most 500.
    pub managers: Vec<Reference<UserId>>,
}
