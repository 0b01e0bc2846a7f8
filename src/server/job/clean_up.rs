//! What is over is taken out, once an hour: sessions and links that work no more, windows of rate limits, and jobs
//! that were done. Invitations stay: their list shows which ones expired, and an expired link opens nothing.
//!
//! The hour is the deduplication key, so of several servers one does it.

use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, Duration, DurationRound, Utc};
use serde_json::json;

use super::Failure;
use crate::model::AppError;
use crate::server::service::attachment;
use crate::server::state::AppState;
use crate::server::store::expired::{self, Expired};
use crate::server::store::job;

/// The kind of these jobs.
pub const JOB: &str = "clean_up";

/// Rows taken out in one statement: other writers wait no longer than for these.
const AT_ONCE: u64 = 1000;

/// How long each kind is kept after it is over.
const KEPT: [(Expired, Duration); 7] = [
    (Expired::RefreshTokens, Duration::days(1)),
    (Expired::Sessions, Duration::days(1)),
    (Expired::AccountTokens, Duration::days(1)),
    // Their holders see for a while which ones ended.
    (Expired::PersonalTokens, Duration::days(30)),
    (Expired::RateLimits, Duration::hours(1)),
    (Expired::FinishedJobs, Duration::days(7)),
    (Expired::DeadJobs, Duration::days(90)),
];

/// The hour last asked for, so that the table is not asked every second.
#[derive(Default)]
pub struct Hour(AtomicI64);

/// Asks for this hour's clean-up, unless that was done.
///
/// # Errors
/// `Internal`.
pub async fn schedule(state: &AppState) -> Result<(), AppError> {
    let now = state.clock.now();
    let hour = hour(now);
    if state.cleaned.0.load(Ordering::Relaxed) == hour.timestamp() {
        return Ok(());
    }
    let key = format!("clean_up/{}", hour.format("%Y-%m-%dT%H"));
    job::enqueue(&state.db, JOB, json!({}), &key, now).await?;
    state.cleaned.0.store(hour.timestamp(), Ordering::Relaxed);
    Ok(())
}

fn hour(now: DateTime<Utc>) -> DateTime<Utc> {
    now.duration_trunc(Duration::hours(1)).unwrap_or(now)
}

pub(super) async fn clean_up(state: &AppState) -> Result<(), Failure> {
    let now = state.clock.now();
    for (what, kept) in KEPT {
        let mut removed = 0;
        loop {
            let batch = expired::remove(&state.db, what, now - kept, AT_ONCE)
                .await
                .map_err(AppError::from)?;
            removed += batch;
            if batch < AT_ONCE {
                break;
            }
        }
        if removed > 0 {
            tracing::info!(?what, removed, "cleaned up");
        }
    }
    let files = attachment::clean_up::clean_up(state, now).await?;
    if files > 0 {
        tracing::info!(files, "cleaned up");
    }
    Ok(())
}
