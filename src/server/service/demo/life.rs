//! The life of one ticket: what can happen to it, and the rows that leaves.
//!
//! Time passes between what happens, and stops at the end (`now`, or when its assignee left): what would come
//! after is not done. The statuses of a demo thus follow from how long things take.

use chrono::{DateTime, Duration, Utc};
use rand::RngExt;
use rand::rngs::StdRng;

use super::arrivals;
use super::desk::{Person, Team};
use super::stories::Story;
use super::words::Words;
use crate::model::comment::{CommentBody, Visibility};
use crate::model::event::Happening;
use crate::model::ticket::{Priority, TicketStatus};
use crate::server::clock::new_id;
use crate::server::store::bulk::rows::{CommentRow, EventRow, TicketRow};

/// What the ticket leaves behind.
pub struct Life {
    /// The ticket as it is in the end.
    pub ticket: TicketRow,
    /// Its conversation and notes.
    pub comments: Vec<CommentRow>,
    /// Its timeline.
    pub events: Vec<EventRow>,
    /// What it is about.
    pub story: &'static Story,
    /// What its story is told with.
    pub words: Words,
    at: DateTime<Utc>,
    end: DateTime<Utc>,
    over: bool,
}

impl Life {
    /// A ticket that its requester has just filed, as it stands in `ticket`.
    pub fn begin(
        ticket: TicketRow,
        story: &'static Story,
        words: Words,
        end: DateTime<Utc>,
    ) -> Self {
        let at = ticket.created_at;
        let mut life = Self {
            ticket,
            comments: Vec::new(),
            events: Vec::new(),
            story,
            words,
            at,
            end,
            over: false,
        };
        life.event_by(life.ticket.created_by, Happening::Created);
        life
    }

    /// Whether it has reached the end.
    pub fn is_over(&self) -> bool {
        self.over
    }

    /// The time.
    pub fn at(&self) -> DateTime<Utc> {
        self.at
    }

    /// Lets it end earlier.
    pub fn end_by(&mut self, end: DateTime<Utc>) {
        self.end = self.end.min(end);
    }

    /// How many public comments there are.
    pub fn public_comments(&self) -> usize {
        self.comments
            .iter()
            .filter(|comment| comment.visibility == Visibility::Public)
            .count()
    }

    /// The first comment that is so.
    pub fn first_comment(&self, is_so: impl Fn(&CommentRow) -> bool) -> Option<&CommentRow> {
        self.comments.iter().find(|comment| is_so(comment))
    }

    /// Lets about so many minutes pass, and then wait for the working hours; urgent tickets do not wait.
    pub fn wait_for_staff(&mut self, rng: &mut StdRng, minutes: f64) {
        let then = self.at + around(rng, minutes);
        let waits = self.ticket.priority != Priority::Urgent;
        self.pass(if waits {
            arrivals::within(rng, then, (8, 18), false)
        } else {
            then
        });
    }

    /// Lets about so many minutes pass, and then the night.
    pub fn wait_for_requester(&mut self, rng: &mut StdRng, minutes: f64) {
        let then = self.at + around(rng, minutes);
        self.pass(arrivals::within(rng, then, (7, 21), true));
    }

    fn pass(&mut self, then: DateTime<Utc>) {
        self.over |= then >= self.end;
        if !self.over {
            self.at = then;
        }
    }

    fn event_by(&mut self, actor: crate::model::UserId, happening: Happening) {
        self.events.push(EventRow {
            id: new_id(self.at),
            ticket: self.ticket.id,
            actor: Some(actor),
            happening,
            at: self.at,
        });
        self.ticket.updated_at = self.at;
        self.at += Duration::seconds(1);
    }

    fn change(&mut self, actor: &Person, happening: Happening) {
        self.ticket.version += 1;
        self.event_by(actor.id, happening);
    }

    /// Moves it to another group.
    pub fn move_to(&mut self, actor: &Person, team: &Team) {
        if !self.over {
            self.ticket.group = Some(team.group.id);
            self.change(
                actor,
                Happening::GroupChanged {
                    to: Some(team.group.clone()),
                },
            );
        }
    }

    /// Gives it to somebody.
    pub fn assign(&mut self, actor: &Person, to: &Person) {
        if !self.over {
            self.ticket.assignee = Some(to.id);
            self.change(actor, Happening::Assigned { to: to.clone() });
        }
    }

    /// Changes its priority.
    pub fn prioritize(&mut self, actor: &Person, to: Priority) {
        let from = self.ticket.priority;
        if !self.over && from != to {
            self.ticket.priority = to;
            self.change(actor, Happening::PriorityChanged { from, to });
        }
    }

    /// Changes its status, but not to closed.
    pub fn set_status(&mut self, actor: &Person, to: TicketStatus) {
        let from = self.ticket.status;
        if !self.over && from != to {
            self.ticket.status = to;
            self.ticket.resolved_at = (to == TicketStatus::Resolved).then_some(self.at);
            self.change(actor, Happening::StatusChanged { from, to });
        }
    }

    /// Writes a public comment. The requester's opens a pending or resolved ticket.
    pub fn say(&mut self, author: &Person, text: &str) -> Result<(), String> {
        if self.over {
            return Ok(());
        }
        self.add_comment(author, &self.words.fill(text), Visibility::Public, false)?;
        self.event_by(author.id, Happening::Commented);
        if author.id == self.ticket.created_by {
            self.set_status(author, TicketStatus::Open);
        }
        Ok(())
    }

    /// Writes an internal note.
    pub fn note(&mut self, author: &Person, text: &str) -> Result<(), String> {
        if self.over {
            return Ok(());
        }
        self.add_comment(author, &self.words.fill(text), Visibility::Internal, false)?;
        self.event_by(author.id, Happening::Noted);
        Ok(())
    }

    /// Closes it with a resolution.
    pub fn close(&mut self, assignee: &Person, text: &str) -> Result<(), String> {
        if self.over {
            return Ok(());
        }
        let resolution = self.words.fill(text);
        self.add_comment(assignee, &resolution, Visibility::Public, true)?;
        self.ticket.status = TicketStatus::Closed;
        self.ticket.resolution = Some(resolution);
        self.ticket.resolved_at = self.ticket.resolved_at.or(Some(self.at));
        self.ticket.closed_at = Some(self.at);
        self.change(assignee, Happening::Closed);
        self.over = true;
        Ok(())
    }

    fn add_comment(
        &mut self,
        author: &Person,
        text: &str,
        visibility: Visibility,
        is_resolution: bool,
    ) -> Result<(), String> {
        if visibility == Visibility::Public && author.id != self.ticket.created_by {
            self.ticket.first_response_at = self.ticket.first_response_at.or(Some(self.at));
        }
        self.comments.push(CommentRow {
            id: new_id(self.at),
            ticket: self.ticket.id,
            author: author.id,
            body: CommentBody::parse(text)?,
            visibility,
            is_resolution,
            created_at: self.at,
        });
        Ok(())
    }
}

/// A time around so many minutes: rarely less than a quarter of it, rarely more than four times as much.
fn around(rng: &mut StdRng, minutes: f64) -> Duration {
    let bell: f64 = (0..4).map(|_| rng.random_range(-1.0..1.0)).sum();
    Duration::seconds((minutes * 60.0 * bell.exp2()) as i64)
}
