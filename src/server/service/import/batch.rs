//! One batch of rows, written in one transaction: who and what is missing first, then the tickets.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use sea_orm::{DatabaseConnection, DatabaseTransaction, DbErr};

use super::columns::Columns;
use super::known::Known;
use super::report::Counts;
use super::row::{Problems, Row};
use super::sift::{Sieve, Verdict};
use super::values;
use crate::model::event::Happening;
use crate::model::organization::MembershipStatus;
use crate::model::ticket::TicketStatus;
use crate::model::user::Email;
use crate::model::{Reference, Role, UserId};
use crate::server::clock::new_id;
use crate::server::operator::OperatorScope;
use crate::server::store::bulk::rows::{EventRow, GroupRow, MemberRow, PersonRow, TicketRow};
use crate::server::store::bulk::{BulkStore, platform};

/// What became of a batch.
#[derive(Debug, Default)]
pub struct Outcome {
    /// What was written.
    pub counts: Counts,
    /// Rows that the organization cannot take, by their place in the batch.
    pub refused: Vec<(usize, Problems)>,
}

/// Writes batch after batch.
pub struct Writer<'a> {
    db: &'a DatabaseConnection,
    scope: &'a OperatorScope,
    /// The time of the batch being written.
    now: DateTime<Utc>,
    sequence_before: Option<i64>,
    new_groups: HashSet<String>,
}

impl<'a> Writer<'a> {
    /// Writes into the scope's organization.
    pub fn new(db: &'a DatabaseConnection, scope: &'a OperatorScope) -> Self {
        Self {
            db,
            scope,
            now: DateTime::UNIX_EPOCH,
            sequence_before: None,
            new_groups: HashSet::new(),
        }
    }

    /// Writes the rows, which carry their place in the batch; what is new is of `now`. All of what is counted
    /// is then committed.
    pub async fn write(
        &mut self,
        rows: Vec<(usize, Row)>,
        columns: &Columns,
        now: DateTime<Utc>,
    ) -> Result<Outcome, DbErr> {
        self.now = now;
        if rows.is_empty() {
            return Ok(Outcome::default());
        }
        let tx = self.scope.begin_write(self.db).await?;
        let store = BulkStore::new(self.scope, &tx);
        let sequence = store.lock_sequence().await?;
        let newest_before = *self.sequence_before.get_or_insert(sequence);
        let mut known = Known::load(&store, &tx, &rows).await?;
        let mut outcome = Outcome::default();
        let mut accepted = Vec::with_capacity(rows.len());
        let mut sieve = Sieve::new(columns, &known, newest_before, &mut self.new_groups);
        for (index, row) in rows {
            match sieve.judge(&row) {
                Verdict::Take => accepted.push(row),
                Verdict::Skip => outcome.counts.skipped += 1,
                Verdict::Refuse(problems) => outcome.refused.push((index, problems)),
            }
        }
        self.add_people(&tx, &store, &accepted, &mut known, &mut outcome.counts)
            .await?;
        self.add_groups(&store, &accepted, &mut known, &mut outcome.counts)
            .await?;
        self.add_tickets(&store, accepted, &known, &mut outcome.counts)
            .await?;
        tx.commit().await?;
        Ok(outcome)
    }

    /// Adds the requesters who have no account, and makes members of those who do not belong here.
    async fn add_people(
        &self,
        tx: &DatabaseTransaction,
        store: &BulkStore<'_>,
        rows: &[Row],
        known: &mut Known,
        counts: &mut Counts,
    ) -> Result<(), DbErr> {
        let mut new = Vec::new();
        for row in rows {
            if !known.people.contains_key(&row.requester) {
                let person = self.person(row);
                known.people.insert(
                    row.requester.clone(),
                    Reference {
                        id: person.id,
                        name: row.requester_name.clone(),
                    },
                );
                new.push(person);
            }
        }
        let emails: Vec<Email> = new.iter().map(|person| person.email.clone()).collect();
        counts.people = platform::add_people(tx, new).await?;
        if counts.people < emails.len() as u64 {
            known
                .people
                .extend(platform::people_by_email(tx, &emails).await?);
        }
        let requesters = rows.iter().map(|row| Ok(known.person(&row.requester)?.id));
        let requesters = requesters.collect::<Result<HashSet<UserId>, DbErr>>()?;
        let members = requesters
            .into_iter()
            .filter(|person| !known.standings.contains_key(person))
            .map(|user| MemberRow {
                user,
                role: Role::Member,
                status: MembershipStatus::Active,
                since: self.now,
            });
        counts.members = store.add_members(members.collect()).await?;
        Ok(())
    }

    fn person(&self, row: &Row) -> PersonRow {
        let (first_name, last_name) = values::person_name(&row.requester_name);
        PersonRow {
            id: new_id(self.now),
            email: row.requester.clone(),
            first_name,
            last_name,
            is_master: false,
            password_hash: None,
            primary_organization: Some(self.scope.organization_id()),
            created_at: self.now,
        }
    }

    /// Adds the groups that are not there, and puts assignees into the groups of their tickets.
    async fn add_groups(
        &self,
        store: &BulkStore<'_>,
        rows: &[Row],
        known: &mut Known,
        counts: &mut Counts,
    ) -> Result<(), DbErr> {
        let mut new = Vec::new();
        let mut places = HashSet::new();
        for row in rows {
            let Some(name) = &row.group else { continue };
            let id = known.group(name).unwrap_or_else(|| {
                let id = new_id(self.now);
                let description = String::new();
                new.push(GroupRow {
                    id,
                    name: name.clone(),
                    description,
                    manager: None,
                    created_at: self.now,
                });
                known.add_group(name, id);
                id
            });
            if let Some(assignee) = &row.assignee {
                places.insert((id, known.person(assignee)?.id));
            }
        }
        counts.groups = store.add_groups(new).await?;
        counts.group_members = store
            .add_group_members(places.into_iter().collect(), self.now)
            .await?;
        Ok(())
    }

    async fn add_tickets(
        &self,
        store: &BulkStore<'_>,
        rows: Vec<Row>,
        known: &Known,
        counts: &mut Counts,
    ) -> Result<(), DbErr> {
        if rows.is_empty() {
            return Ok(());
        }
        let first = store.take_numbers(rows.len()).await?;
        let mut tickets = Vec::with_capacity(rows.len());
        let mut events = Vec::with_capacity(rows.len() * 2);
        for (number, row) in (first..).zip(rows) {
            count(&row, known.person(&row.requester)?, counts);
            let ticket = self.ticket(number, row, known)?;
            events.extend(history(&ticket, self.now));
            tickets.push(ticket);
        }
        counts.imported = store.add_tickets(tickets).await?;
        store.add_events(events).await?;
        Ok(())
    }

    fn ticket(&self, number: i64, row: Row, known: &Known) -> Result<TicketRow, DbErr> {
        let assignee = row
            .assignee
            .as_ref()
            .map(|email| known.person(email))
            .transpose()?;
        Ok(TicketRow {
            id: new_id(self.now),
            number,
            subject: row.subject,
            description: row.description,
            status: row.status,
            priority: row.priority,
            group: row.group.and_then(|name| known.group(&name)),
            created_by: known.person(&row.requester)?.id,
            assignee: assignee.map(|person| person.id),
            tags: row.tags,
            resolution: row.resolution,
            first_response_at: row.times.first_response_at,
            resolved_at: row.times.resolved_at,
            closed_at: row.times.closed_at,
            external_id: Some(row.external_id),
            version: 1,
            created_at: row.times.created_at,
            updated_at: row.times.updated_at,
        })
    }
}

fn count(row: &Row, requester: &Reference<UserId>, counts: &mut Counts) {
    let name = &row.requester_name;
    counts.other_names += u64::from(!name.is_empty() && requester.name != *name);
    counts.adjusted += u64::from(!row.adjustments.is_empty());
    for adjustment in &row.adjustments {
        *counts.adjustments.entry(*adjustment).or_default() += 1;
    }
}

/// What is known to have happened: the requester filed it, and at some time it was resolved or closed; by whom,
/// no file says. The ids are in order, and of the import, so that the table grows at its end.
fn history(ticket: &TicketRow, now: DateTime<Utc>) -> Vec<EventRow> {
    let event = |actor, happening, at: DateTime<Utc>| EventRow {
        id: new_id(now),
        ticket: ticket.id,
        actor,
        happening,
        at,
    };
    let mut events = vec![event(
        Some(ticket.created_by),
        Happening::Created,
        ticket.created_at,
    )];
    let ended = match ticket.status {
        TicketStatus::Closed => Some(Happening::Closed),
        TicketStatus::Resolved => Some(Happening::StatusChanged {
            from: TicketStatus::Open,
            to: TicketStatus::Resolved,
        }),
        _ => None,
    };
    if let (Some(happening), Some(at)) = (ended, ticket.resolved_at) {
        events.push(event(None, happening, at));
    }
    events
}
