//! Who asks: a person in one organization, and the groups that widen what they see.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{GroupId, Role, UserId};

/// A person as the rulebook knows them in one organization.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Viewer {
    /// The person.
    pub user: UserId,
    /// Their role in the organization concerned.
    pub role: Role,
    /// Groups they manage.
    pub manages: BTreeSet<GroupId>,
    /// Groups they belong to; those they manage count too, whether listed or not.
    pub member_of: BTreeSet<GroupId>,
    /// Whether they only look in, as support.
    pub read_only: bool,
}

impl Viewer {
    /// Somebody of whom only the role counts: for what no group widens.
    #[must_use]
    pub fn of_role(user: UserId, role: Role) -> Self {
        Self {
            user,
            role,
            manages: BTreeSet::new(),
            member_of: BTreeSet::new(),
            read_only: false,
        }
    }

    /// Whether they manage the group.
    #[must_use]
    pub fn manages(&self, group: Option<GroupId>) -> bool {
        group.is_some_and(|group| self.manages.contains(&group))
    }

    /// Whether they belong to the group; its manager does (spec §3).
    #[must_use]
    pub fn belongs_to(&self, group: Option<GroupId>) -> bool {
        self.manages(group) || group.is_some_and(|group| self.member_of.contains(&group))
    }

    /// Whether they read internal notes on what they see (spec §3).
    #[must_use]
    pub fn reads_internal_notes(&self) -> bool {
        self.role >= Role::Agent
    }

    /// Whether the role itself sees every ticket of the organization (spec §3).
    #[must_use]
    pub fn sees_all_tickets(&self) -> bool {
        self.role >= Role::Supervisor
    }
}
