//! One organization's help desk, as its tickets meet it.

use chrono::{DateTime, Utc};
use rand::RngExt;
use rand::rngs::StdRng;

use super::stories::Topic;
use crate::model::organization::Slug;
use crate::model::{GroupId, Reference, UserId};

/// Somebody with the name they show.
pub type Person = Reference<UserId>;

/// Everything a ticket can meet.
pub struct Desk {
    /// The organization's.
    pub slug: Slug,
    /// How many tickets it gets.
    pub tickets: usize,
    /// Its groups.
    pub teams: Vec<Team>,
    /// Who steers it; never empty.
    pub supervisors: Vec<Person>,
    /// Who asks; never empty.
    pub requesters: Vec<Person>,
}

/// A group and its people.
pub struct Team {
    /// The group.
    pub group: Reference<GroupId>,
    /// Its share of the tickets, in percent.
    pub share: u32,
    /// What it works on.
    pub topic: &'static Topic,
    /// Who manages it.
    pub manager: Person,
    /// Who works in it; never empty.
    pub workers: Vec<Worker>,
}

/// Somebody who holds tickets.
pub struct Worker {
    /// The person.
    pub person: Person,
    /// When they left, if they did.
    pub left_at: Option<DateTime<Utc>>,
}

impl Desk {
    /// The team a ticket belongs to, by its share.
    pub fn choose_team(&self, rng: &mut StdRng) -> &Team {
        let mut dice = rng.random_range(0..self.teams.iter().map(|team| team.share).sum());
        for team in &self.teams {
            if dice < team.share {
                return team;
            }
            dice -= team.share;
        }
        &self.teams[0]
    }

    /// A requester; some ask more often than others.
    pub fn choose_requester(&self, rng: &mut StdRng) -> &Person {
        let often = rng.random_range(0..self.requesters.len());
        let seldom = rng.random_range(0..self.requesters.len());
        &self.requesters[often.min(seldom)]
    }

    /// Somebody who steers.
    pub fn choose_supervisor(&self, rng: &mut StdRng) -> &Person {
        &self.supervisors[rng.random_range(0..self.supervisors.len())]
    }
}

impl Team {
    /// Somebody who still works there at that time.
    pub fn choose_worker(&self, rng: &mut StdRng, at: DateTime<Utc>) -> &Worker {
        let there: Vec<&Worker> = self
            .workers
            .iter()
            .filter(|worker| worker.left_at.is_none_or(|left| left > at))
            .collect();
        there[rng.random_range(0..there.len())]
    }
}
