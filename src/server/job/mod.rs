//! Background work: a worker inside `tutta serve` takes due jobs from the table, does them and writes down how they
//! ended (ADR 15). Any number of servers may work on one database.
//!
//! A job is done at least once. Whoever claims one holds it for [`LEASE`]; if the process is killed, the lease ends and
//! another takes the job. What a job does must therefore bear being done twice.

pub mod clean_up;
mod worker;

use chrono::{DateTime, Duration, Utc};
use futures::future::join_all;

use super::clock::new_id;
use super::store::job::{self, Claimed, Ending};
use super::{db, mail};
use crate::model::AppError;
use crate::server::state::AppState;

pub use worker::Worker;

/// How long a claimed job is out of others' reach.
pub const LEASE: Duration = Duration::minutes(2);

/// How long one job may take; shorter than the lease, so that nobody else has it by then.
const LONGEST_RUN: std::time::Duration = std::time::Duration::from_secs(60);

/// How long to wait after each failure; one failure more, and the job is given up.
pub const BACK_OFF: [Duration; 5] = [
    Duration::minutes(1),
    Duration::minutes(5),
    Duration::minutes(30),
    Duration::hours(2),
    Duration::hours(8),
];

/// How many jobs one worker holds at once.
const AT_ONCE: u64 = 8;

/// Longest error that is kept, in characters.
const LONGEST_ERROR: usize = 500;

/// Why a job failed, as operators read it: no secret, no address of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure(String);

impl Failure {
    /// Shortens what it is told.
    pub fn new(why: impl std::fmt::Display) -> Self {
        Self(why.to_string().chars().take(LONGEST_ERROR).collect())
    }
}

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        match error {
            AppError::Internal => Self::new("something broke; the log of the server has it"),
            other => Self::new(other),
        }
    }
}

/// Does everything that is due now, one batch after the other, and tells how many jobs were begun.
///
/// # Errors
/// `Internal` when the database refuses; a job's own failure is written down with the job.
pub async fn run_due(state: &AppState) -> Result<usize, AppError> {
    let worker = name(state.clock.now());
    let mut begun = 0;
    loop {
        match run_batch(state, &worker).await? {
            0 => return Ok(begun),
            some => begun += some,
        }
    }
}

/// What a worker is called, for others to see whose a job is.
fn name(now: DateTime<Utc>) -> String {
    format!("{}/{}", std::process::id(), new_id::<uuid::Uuid>(now))
}

/// Claims a batch and does it.
async fn run_batch(state: &AppState, worker: &str) -> Result<usize, AppError> {
    let now = state.clock.now();
    if !job::is_any_due(&state.db, now).await? {
        return Ok(0);
    }
    let tx = db::begin_write(&state.db).await?;
    let claimed = job::claim(&tx, worker, AT_ONCE, now, now + LEASE).await?;
    tx.commit().await?;
    let running = claimed.iter().map(|claimed| run(state, worker, claimed));
    for ended in join_all(running).await {
        ended?;
    }
    Ok(claimed.len())
}

/// Does one job and writes down how it ended.
async fn run(state: &AppState, worker: &str, claimed: &Claimed) -> Result<(), AppError> {
    let attempts = usize::try_from(claimed.attempts).unwrap_or(usize::MAX);
    let done = if attempts > BACK_OFF.len() + 1 {
        // It was begun and never ended, every time: better one mail less than a server that keeps falling.
        Err(Failure::new("the server stopped each time this was begun"))
    } else {
        tokio::time::timeout(LONGEST_RUN, perform(state, claimed))
            .await
            .unwrap_or_else(|_| Err(Failure::new("it took longer than a minute")))
    };
    let now = state.clock.now();
    let ending = ending(done, attempts, now);
    if let Ending::Later { error, .. } | Ending::Dead { error } = &ending {
        let given_up = matches!(ending, Ending::Dead { .. });
        tracing::warn!(job = %claimed.id, kind = claimed.kind, attempts, given_up, error, "a job failed");
    }
    if !job::end(&state.db, claimed.id, worker, ending, now).await? {
        tracing::warn!(job = %claimed.id, "another worker took over a job that took too long");
    }
    Ok(())
}

async fn perform(state: &AppState, claimed: &Claimed) -> Result<(), Failure> {
    match claimed.kind.as_str() {
        mail::JOB => mail::deliver(state, claimed).await,
        clean_up::JOB => clean_up::clean_up(state).await,
        other => Err(Failure::new(format_args!(
            "no job of the kind \"{other}\" is known here; a newer version may know it"
        ))),
    }
}

/// The schedule: done, later, or given up.
fn ending(done: Result<(), Failure>, attempts: usize, now: DateTime<Utc>) -> Ending {
    match done {
        Ok(()) => Ending::Finished,
        Err(Failure(error)) => match BACK_OFF.get(attempts.saturating_sub(1)) {
            Some(wait) => Ending::Later {
                at: now + *wait,
                error,
            },
            None => Ending::Dead { error },
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_failure_waits_longer_and_the_sixth_is_the_last() {
        let now = DateTime::UNIX_EPOCH;
        let failed = |attempts| ending(Err(Failure::new("no")), attempts, now);
        let mut waits = Vec::new();
        for attempts in 1..=5 {
            match failed(attempts) {
                Ending::Later { at, .. } => waits.push(at - now),
                other => panic!("{attempts}: {other:?}"),
            }
        }
        assert!(
            waits.is_sorted() && waits[0] == Duration::minutes(1),
            "{waits:?}"
        );
        assert!(matches!(failed(6), Ending::Dead { .. }));
        assert_eq!(ending(Ok(()), 6, now), Ending::Finished);
    }
}
