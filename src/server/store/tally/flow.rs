//! What a ticket counts as in the course of time.
//!
//! A ticket is opened on the day it was created and resolved on the day of its `resolved_at`: when it was first resolved
//! or closed since it was last opened. One that is reopened is no longer resolved on any day, until it is again. So the
//! days add up to the tickets there are, and the same can be counted from the tickets alone.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::bins::bin;
use super::grain::Grain::{self, Day, EightDays, Hour, Quarter, SixtyFourDays};
use super::grain::quarter;
use crate::server::entity::ticket_change::Model as Change;

/// Where a group should be and there is none, or a person and there is nobody.
pub const NONE: Uuid = Uuid::nil();

/// Where a group stands for all tickets.
pub const EVERY: Uuid = Uuid::max();

/// What is counted; its number is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Figure {
    /// Tickets, when they were created.
    Opened,
    /// Tickets, when they were resolved.
    Resolved,
    /// How long their first response took, when it was given.
    FirstResponse,
    /// How long they took to resolve, when they were resolved.
    Resolution,
}

impl Figure {
    /// The blocks it is summed up in, from the longest on. Counts follow every zone's days; durations, of which a block
    /// has as many sums as bins, those of UTC alone.
    #[must_use]
    pub const fn grains(self) -> &'static [Grain] {
        match self {
            Self::Opened | Self::Resolved => &[Day, Hour, Quarter],
            Self::FirstResponse | Self::Resolution => &[SixtyFourDays, EightDays, Day],
        }
    }
}

/// Something that happened to a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Event {
    /// What.
    pub figure: Figure,
    /// When, in quarters of an hour.
    pub quarter: i32,
    /// How long it took; 0 where that is not asked.
    pub bin: i16,
}

/// All that happened to such a ticket.
pub fn events(change: &Change) -> impl Iterator<Item = Event> + use<> {
    let opened = change.created_at;
    let at = |figure, time, bin| Event {
        figure,
        quarter: quarter(time),
        bin,
    };
    let took = |figure, time: DateTime<Utc>| at(figure, time, bin(minutes(opened, time)));
    let answered = change.first_response_at;
    let resolved = change.resolved_at;
    [
        Some(at(Figure::Opened, opened, 0)),
        resolved.map(|time| at(Figure::Resolved, time, 0)),
        answered.map(|time| took(Figure::FirstResponse, time)),
        resolved.map(|time| took(Figure::Resolution, time)),
    ]
    .into_iter()
    .flatten()
}

/// Minutes from one moment to a later one, to the nearest.
fn minutes(from: DateTime<Utc>, to: DateTime<Utc>) -> u64 {
    u64::try_from(((to - from).num_seconds() + 30) / 60).unwrap_or(0)
}
