//! What a change comes to: the patch to write and the events to record, decided before anything is written.

use chrono::{DateTime, Utc};

use crate::model::error::Conflict;
use crate::model::event::Happening;
use crate::model::ticket::{Ticket, TicketChange, TicketStatus, WorkingStatus};
use crate::model::{AppError, GroupId, Reference, UserId};
use crate::policy::{TicketAction, TicketFacts, Viewer, can};
use crate::server::store::ticket::TicketPatch;

/// A change looked up: what its ids point at.
pub struct Targets {
    /// The new group, where the change names one.
    pub group: Option<Option<Reference<GroupId>>>,
    /// The new assignee, where the change names one.
    pub assignee: Option<Option<Reference<UserId>>>,
    /// Whether the present assignee belongs to the new group.
    pub assignee_stays: bool,
}

/// The patch and the events of a change.
#[derive(Default)]
pub struct Plan {
    /// What to write.
    pub patch: TicketPatch,
    /// What to record.
    pub happenings: Vec<Happening>,
}

/// Every action that the change needs must be allowed on the ticket as it is.
///
/// # Errors
/// The rulebook's first refusal.
pub fn permit(viewer: &Viewer, facts: &TicketFacts, change: &TicketChange) -> Result<(), AppError> {
    let edits = change.subject.is_some() || change.description.is_some();
    let moves = change.status.is_some() || change.priority.is_some() || change.group.is_some();
    let needed = [
        (edits, TicketAction::Edit),
        (moves, TicketAction::ChangeProperties),
        (change.tags.is_some(), TicketAction::Tag),
        (change.assignee.is_some(), TicketAction::Assign),
    ];
    for (_, action) in needed.into_iter().filter(|(is_needed, _)| *is_needed) {
        can(viewer, action, facts).obey()?;
    }
    // Who gives the ticket to another group and to somebody there assigns in that group.
    if let (Some(group), Some(Some(_))) = (change.group, change.assignee) {
        let there = TicketFacts {
            created_by: viewer.user,
            group,
            ..*facts
        };
        can(viewer, TicketAction::Assign, &there).obey()?;
    }
    Ok(())
}

/// # Errors
/// `Stale` where the change was made from another version, `TicketClosed` or `TicketResolved` where only reopening
/// gives the ticket another status (spec §3).
pub fn fits(ticket: &Ticket, change: &TicketChange) -> Result<(), AppError> {
    if change
        .version
        .is_some_and(|version| version != ticket.version)
    {
        return Err(Conflict::Stale {
            current_version: ticket.version,
        }
        .into());
    }
    match (ticket.status, change.status) {
        (_, None) | (TicketStatus::Resolved, Some(WorkingStatus::Resolved)) => Ok(()),
        (TicketStatus::Closed, Some(_)) => Err(Conflict::TicketClosed.into()),
        (TicketStatus::Resolved, Some(_)) => Err(Conflict::TicketResolved.into()),
        _ => Ok(()),
    }
}

/// Works the change out; what would stay the same is left out.
#[must_use]
pub fn plan(ticket: &Ticket, change: TicketChange, targets: Targets, now: DateTime<Utc>) -> Plan {
    let mut plan = Plan::default();
    plan.text(ticket, &change);
    if let Some(status) = change.status.map(TicketStatus::from) {
        plan.status(ticket, status, now);
    }
    if let Some(priority) = change
        .priority
        .filter(|priority| *priority != ticket.priority)
    {
        plan.patch.priority = Some(priority);
        plan.happenings.push(Happening::PriorityChanged {
            from: ticket.priority,
            to: priority,
        });
    }
    plan.people(ticket, targets);
    plan
}

impl Plan {
    fn text(&mut self, ticket: &Ticket, change: &TicketChange) {
        if let Some(subject) = change
            .subject
            .as_ref()
            .filter(|subject| subject.as_str() != ticket.subject)
        {
            self.patch.subject = Some(subject.clone().into());
            self.happenings.push(Happening::SubjectChanged {
                from: ticket.subject.clone(),
                to: subject.clone().into(),
            });
        }
        if let Some(text) = change
            .description
            .as_ref()
            .filter(|text| text.as_str() != ticket.description)
        {
            self.patch.description = Some(text.clone().into());
            self.happenings.push(Happening::DescriptionChanged);
        }
        if let Some(tags) = change.tags.as_ref().filter(|tags| !tags.are(&ticket.tags)) {
            self.patch.tags = Some(tags.clone().into());
            self.happenings.push(Happening::TagsChanged {
                from: Some(ticket.tags.clone()),
                to: tags.clone().into(),
            });
        }
    }

    /// Sets a working status; `resolved_at` is kept until the ticket is opened again (spec §3).
    pub fn status(&mut self, ticket: &Ticket, status: TicketStatus, now: DateTime<Utc>) {
        if status == ticket.status {
            return;
        }
        self.patch.status = Some(status);
        match status {
            TicketStatus::Open => self.patch.resolved_at = Some(None),
            TicketStatus::Resolved if ticket.resolved_at.is_none() => {
                self.patch.resolved_at = Some(Some(now))
            }
            _ => {}
        }
        self.happenings.push(Happening::StatusChanged {
            from: ticket.status,
            to: status,
        });
    }

    fn people(&mut self, ticket: &Ticket, targets: Targets) {
        let current_group = ticket.group.as_ref().map(|group| group.id);
        let mut holder = ticket.assignee.as_ref().map(|person| person.id);
        if let Some(group) = targets
            .group
            .filter(|group| group.as_ref().map(|g| g.id) != current_group)
        {
            self.patch.group = Some(group.as_ref().map(|group| group.id));
            self.happenings.push(Happening::GroupChanged { to: group });
            if holder.is_some() && !targets.assignee_stays {
                holder = None;
                self.patch.assignee = Some(None);
                if targets.assignee.is_none() {
                    self.happenings.push(Happening::Unassigned);
                }
            }
        }
        let before = ticket.assignee.as_ref().map(|person| person.id);
        match targets.assignee {
            Some(Some(person)) if Some(person.id) != before || holder.is_none() => {
                self.patch.assignee = Some(Some(person.id));
                self.happenings.push(Happening::Assigned { to: person });
            }
            Some(None) if before.is_some() => {
                self.patch.assignee = Some(None);
                self.happenings.push(Happening::Unassigned);
            }
            _ => {}
        }
    }
}

/// Assigning needs a group (spec §3).
#[must_use]
pub fn group_first() -> AppError {
    AppError::invalid(
        "assignee",
        "Choose a group first; a ticket is assigned to one of its group's people.",
    )
}

/// An assignee must be an active member of the ticket's group (spec §3).
#[must_use]
pub fn not_in_group() -> AppError {
    AppError::invalid("assignee", "Choose an active member of the ticket's group.")
}
