//! How a ticket goes: filed, perhaps misfiled, assigned, talked about, perhaps put on hold, resolved, closed.

use chrono::{DateTime, Duration, Utc};
use rand::RngExt;
use rand::rngs::StdRng;

use super::desk::{Desk, Person, Team};
use super::life::Life;
use super::stories::{NOTES, NUDGES, RELAPSES, SOLVED, Story, THANKS, UPDATES};
use super::words::{Words, pick};
use crate::model::ticket::{Description, Priority, Subject, Tags, TicketStatus};
use crate::server::clock::new_id;
use crate::server::store::bulk::rows::TicketRow;

/// Minutes to the first response, by priority from low to urgent.
const RESPONSE: [f64; 4] = [420.0, 180.0, 60.0, 12.0];

/// Minutes of work between the last answer and the end, by priority from low to urgent.
const WORK: [f64; 4] = [2_200.0, 1_300.0, 600.0, 150.0];

/// Minutes until a requester answers.
const REPLY: f64 = 240.0;

const DAY: f64 = 24.0 * 60.0;

/// Who plays in one ticket.
struct Cast<'a> {
    requester: &'a Person,
    assignee: &'a Person,
    team: &'a Team,
}

/// Plays one ticket from its filing until now.
///
/// # Errors
/// When a text of the demo is not valid.
pub fn play(
    rng: &mut StdRng,
    desk: &Desk,
    number: i64,
    created_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<Life, String> {
    let team = desk.choose_team(rng);
    let requester = desk.choose_requester(rng);
    let story = &team.topic.stories[rng.random_range(0..team.topic.stories.len())];
    let words = Words::choose(rng);
    let age = now - created_at;
    let has_no_group = age < Duration::days(6) && rng.random_bool(0.15);
    let misfiled = rng.random_bool(0.05);
    let filed_in = if misfiled {
        desk.choose_team(rng)
    } else {
        team
    };
    let mut ticket = file(rng, number, created_at, requester, team, story, &words)?;
    ticket.group = (!has_no_group).then_some(filed_in.group.id);
    let mut life = Life::begin(ticket, story, words, now);
    let waits_for_a_hand = age < Duration::days(9) && rng.random_bool(0.3);
    if has_no_group || waits_for_a_hand {
        return Ok(life);
    }
    let response = RESPONSE[life.ticket.priority as usize];
    if filed_in.group.id != team.group.id {
        life.wait_for_staff(rng, response / 4.0);
        life.move_to(desk.choose_supervisor(rng), team);
    }
    life.wait_for_staff(rng, response / 3.0);
    let by = if rng.random_bool(0.7) {
        &team.manager
    } else {
        desk.choose_supervisor(rng)
    };
    let worker = team.choose_worker(rng, life.at());
    life.assign(by, &worker.person);
    worker
        .left_at
        .into_iter()
        .for_each(|left| life.end_by(left));
    let cast = Cast {
        requester,
        assignee: &worker.person,
        team,
    };
    cast.talk(rng, &mut life, response)?;
    Ok(life)
}

fn file(
    rng: &mut StdRng,
    number: i64,
    created_at: DateTime<Utc>,
    requester: &Person,
    team: &Team,
    story: &Story,
    words: &Words,
) -> Result<TicketRow, String> {
    let priority = match rng.random_range(0..100) {
        0..18 => Priority::Low,
        18..72 => Priority::Normal,
        72..92 => Priority::High,
        _ => Priority::Urgent,
    };
    let tags: Vec<&str> = (0..rng.random_range(0..3))
        .map(|_| pick(rng, team.topic.tags))
        .collect();
    Ok(TicketRow {
        id: new_id(created_at),
        number,
        subject: Subject::parse(&words.fill(story.subject))?,
        description: Description::parse(&words.fill(story.description))?,
        status: TicketStatus::Open,
        priority,
        group: None,
        created_by: requester.id,
        assignee: None,
        tags: Tags::parse(tags)?,
        resolution: None,
        first_response_at: None,
        resolved_at: None,
        closed_at: None,
        external_id: None,
        version: 1,
        created_at,
        updated_at: created_at,
    })
}

impl Cast<'_> {
    /// From the assignment to the end.
    fn talk(&self, rng: &mut StdRng, life: &mut Life, response: f64) -> Result<(), String> {
        if rng.random_bool(0.08) {
            let other = Priority::ALL[rng.random_range(0..Priority::ALL.len())];
            life.wait_for_staff(rng, response / 6.0);
            life.prioritize(self.assignee, other);
        }
        life.wait_for_staff(rng, response / 2.0);
        life.say(self.assignee, life.story.ask)?;
        let asks = rng.random_bool(0.65);
        if asks {
            life.set_status(self.assignee, TicketStatus::Pending);
        }
        self.maybe_note(rng, life, 0.3)?;
        if asks && rng.random_bool(0.03) {
            return Ok(());
        }
        life.wait_for_requester(rng, REPLY);
        life.say(self.requester, life.story.reply)?;
        self.go_on(rng, life)?;
        if rng.random_bool(0.09) && self.put_on_hold(rng, life)? {
            return Ok(());
        }
        self.finish(rng, life)
    }

    fn maybe_note(&self, rng: &mut StdRng, life: &mut Life, chance: f64) -> Result<(), String> {
        if rng.random_bool(chance) {
            let notes = if rng.random_bool(0.6) {
                self.team.topic.notes
            } else {
                NOTES
            };
            let text = pick(rng, notes);
            life.wait_for_staff(rng, 20.0);
            life.note(self.assignee, text)?;
        }
        Ok(())
    }

    /// A second round, for some.
    fn go_on(&self, rng: &mut StdRng, life: &mut Life) -> Result<(), String> {
        if rng.random_bool(0.35) {
            life.wait_for_staff(rng, WORK[life.ticket.priority as usize] / 2.0);
            life.say(self.assignee, pick(rng, UPDATES))?;
            if rng.random_bool(0.45) {
                life.wait_for_requester(rng, REPLY * 2.0);
                life.say(self.requester, pick(rng, NUDGES))?;
            }
        }
        self.maybe_note(rng, life, 0.2)
    }

    /// Waits for something else; answers whether it waits still.
    fn put_on_hold(&self, rng: &mut StdRng, life: &mut Life) -> Result<bool, String> {
        life.wait_for_staff(rng, 60.0);
        life.note(self.assignee, pick(rng, self.team.topic.notes))?;
        life.set_status(self.assignee, TicketStatus::OnHold);
        if rng.random_bool(0.25) {
            return Ok(true);
        }
        life.wait_for_staff(rng, 3.0 * DAY);
        life.set_status(self.assignee, TicketStatus::Open);
        Ok(false)
    }

    fn finish(&self, rng: &mut StdRng, life: &mut Life) -> Result<(), String> {
        life.wait_for_staff(rng, WORK[life.ticket.priority as usize]);
        if life.is_over() || life.public_comments() > 3 || rng.random_bool(0.45) {
            return life.close(self.assignee, life.story.resolution);
        }
        life.say(self.assignee, pick(rng, SOLVED))?;
        life.set_status(self.assignee, TicketStatus::Resolved);
        match rng.random_range(0..100) {
            0..40 => {
                life.wait_for_requester(rng, REPLY);
                life.say(self.requester, pick(rng, THANKS))?;
            }
            40..50 if life.public_comments() < 4 => {
                life.wait_for_requester(rng, DAY);
                life.say(self.requester, pick(rng, RELAPSES))?;
                life.wait_for_staff(rng, 90.0);
                life.say(self.assignee, pick(rng, UPDATES))?;
                life.wait_for_staff(rng, DAY);
            }
            50..70 => return Ok(()),
            _ => life.wait_for_staff(rng, 2.5 * DAY),
        }
        life.wait_for_staff(rng, 60.0);
        life.close(self.assignee, life.story.resolution)
    }
}
