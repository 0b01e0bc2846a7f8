//! Which rows of a batch the organization can take: what one row alone cannot tell.

use std::collections::HashSet;

use super::columns::{Columns, Field};
use super::known::Known;
use super::row::{Problems, Row};
use crate::model::Role;
use crate::model::organization::MembershipStatus;

/// Most groups that one import adds: more of them mean that the wrong column was taken for the group.
const MAX_NEW_GROUPS: usize = 200;

/// What becomes of a row.
pub enum Verdict {
    /// It is written.
    Take,
    /// It is there since an earlier import.
    Skip,
    /// It cannot be written.
    Refuse(Problems),
}

/// Judges the rows of one batch, in order.
pub struct Sieve<'a> {
    columns: &'a Columns,
    known: &'a Known,
    /// The number of the newest ticket before this import.
    newest_before: i64,
    new_groups: &'a mut HashSet<String>,
    taken: HashSet<String>,
}

impl<'a> Sieve<'a> {
    /// `new_groups` are the names that this import has added so far.
    pub fn new(
        columns: &'a Columns,
        known: &'a Known,
        newest_before: i64,
        new_groups: &'a mut HashSet<String>,
    ) -> Self {
        Self {
            columns,
            known,
            newest_before,
            new_groups,
            taken: HashSet::new(),
        }
    }

    /// Judges one row.
    pub fn judge(&mut self, row: &Row) -> Verdict {
        let repeats = match self.known.tickets.get(&row.external_id) {
            Some(number) if *number <= self.newest_before => return Verdict::Skip,
            found => found.is_some() || self.taken.contains(&row.external_id),
        };
        if repeats {
            let message = "An earlier row of this file is the same ticket. Give each ticket an id of its own.";
            return Verdict::Refuse(Problems::one(
                self.columns.header(Field::ExternalId),
                message,
            ));
        }
        if let Some(problem) = self
            .assignee_problem(row)
            .or_else(|| self.group_problem(row))
        {
            return Verdict::Refuse(problem);
        }
        self.taken.insert(row.external_id.clone());
        Verdict::Take
    }

    /// An import makes members of requesters only: whoever holds a ticket must work here already.
    fn assignee_problem(&self, row: &Row) -> Option<Problems> {
        let assignee = row.assignee.as_ref()?;
        let standing = self
            .known
            .people
            .get(assignee)
            .and_then(|person| self.known.standings.get(&person.id));
        let works_here = standing.is_some_and(|(role, status)| {
            *role >= Role::Agent && *status == MembershipStatus::Active
        });
        (!works_here).then(|| {
            let assignee = assignee.as_str();
            let message =
                format!("{assignee} is no active agent of the organization. Invite them first, or leave this empty.");
            Problems::one(self.columns.header(Field::AssigneeEmail), message)
        })
    }

    fn group_problem(&mut self, row: &Row) -> Option<Problems> {
        let name = row.group.as_ref()?.to_lowercase();
        if self.known.group(&name).is_some() || self.new_groups.contains(&name) {
            return None;
        }
        if self.new_groups.len() >= MAX_NEW_GROUPS {
            let message = format!(
                "This file names more than {MAX_NEW_GROUPS} new groups. Is this the column of the group?"
            );
            return Some(Problems::one(self.columns.header(Field::Group), message));
        }
        self.new_groups.insert(name);
        None
    }
}
