//! The rulebook's organization: the table's rows about the tenant itself and its people.

use super::{Decision, Rule, Viewer, by_role};
use crate::model::error::Refusal;
use crate::model::{Role, UserId};

/// What can be done in an organization, whatever the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OrganizationAction {
    /// See the organization, its groups and people's names.
    See,
    /// Change settings, branding and domains; see and rotate the invite code.
    ManageSettings,
    /// Delete it softly.
    Delete,
    /// List people.
    ListPeople,
    /// Review join requests.
    ReviewJoinRequests,
    /// Create, rename and delete groups and departments, set managers, add and remove members.
    ManageGroups,
    /// See the organization's statistics.
    SeeStats,
    /// See one's own statistics.
    SeeOwnStats,
    /// See every ticket.
    SeeAllTickets,
    /// File a ticket.
    CreateTicket,
    /// Read the audit log.
    ReadAuditLog,
}

impl OrganizationAction {
    /// Every action, in the table's order.
    pub const ALL: [Self; 11] = [
        Self::See,
        Self::ManageSettings,
        Self::Delete,
        Self::ListPeople,
        Self::ReviewJoinRequests,
        Self::ManageGroups,
        Self::SeeStats,
        Self::SeeOwnStats,
        Self::SeeAllTickets,
        Self::CreateTicket,
        Self::ReadAuditLog,
    ];
}

impl Rule for OrganizationAction {
    type Facts = ();

    fn changes(&self) -> bool {
        matches!(
            self,
            Self::ManageSettings
                | Self::Delete
                | Self::ReviewJoinRequests
                | Self::ManageGroups
                | Self::CreateTicket
        )
    }

    fn decide(self, viewer: &Viewer, (): &()) -> Decision {
        by_role(match self {
            Self::See | Self::SeeOwnStats | Self::CreateTicket => true,
            Self::ManageSettings | Self::ReadAuditLog => viewer.role >= Role::Admin,
            Self::Delete => viewer.role == Role::Owner,
            Self::ListPeople
            | Self::ReviewJoinRequests
            | Self::ManageGroups
            | Self::SeeStats
            | Self::SeeAllTickets => viewer.role >= Role::Supervisor,
        })
    }
}

/// What can be done to a person of the organization.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PersonAction {
    /// Add or invite somebody as this role.
    Add(Role),
    /// Change their role to this one.
    ChangeRole(Role),
    /// Change whether they are active.
    ChangeActive,
    /// Change their department or names.
    Edit,
    /// Take them out.
    Remove,
}

/// What the rules must know of the person concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PersonFacts {
    /// The person; `None` while they are only being added.
    pub user: Option<UserId>,
    /// Their present role; for somebody being added, the role to give.
    pub role: Role,
}

impl PersonFacts {
    /// Of somebody who is being added as `role`.
    #[must_use]
    pub const fn new_as(role: Role) -> Self {
        Self { user: None, role }
    }

    /// Of somebody who is in.
    #[must_use]
    pub const fn of(user: UserId, role: Role) -> Self {
        Self {
            user: Some(user),
            role,
        }
    }
}

impl Rule for PersonAction {
    type Facts = PersonFacts;

    fn changes(&self) -> bool {
        true
    }

    fn decide(self, viewer: &Viewer, person: &PersonFacts) -> Decision {
        let reaches = |role: Role| match viewer.role {
            Role::Owner | Role::Admin => role <= viewer.role,
            Role::Supervisor => role < Role::Supervisor,
            Role::Agent | Role::Member => false,
        };
        if viewer.role < Role::Supervisor {
            return Decision::Refuse(Refusal::Role);
        }
        if person.user == Some(viewer.user) {
            return match self {
                Self::Edit => Decision::Allow,
                _ => Decision::Refuse(Refusal::OwnRole),
            };
        }
        let given = match self {
            Self::Add(role) | Self::ChangeRole(role) => role,
            Self::ChangeActive | Self::Edit | Self::Remove => person.role,
        };
        if reaches(person.role) && reaches(given) {
            Decision::Allow
        } else {
            Decision::Refuse(Refusal::AboveYou)
        }
    }
}
