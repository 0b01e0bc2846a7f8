//! Background work as the platform's console shows it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ids::JobId;

/// How many jobs there are of each sort.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct JobCounts {
    /// Not begun yet.
    pub waiting: u64,
    /// Failed at least once, and tried again later.
    pub failing: u64,
    /// Given up.
    pub dead: u64,
    /// Done in the last seven days.
    pub finished: u64,
}

/// A job that was given up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DeadJob {
    /// The job.
    pub id: JobId,
    /// What it was to do, in words.
    pub what: String,
    /// How often it was tried.
    pub attempts: u32,
    /// Why it failed the last time.
    pub error: String,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// When it was given up.
    pub dead_at: DateTime<Utc>,
}

/// The page of the background work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Jobs {
    /// How many there are.
    pub counts: JobCounts,
    /// Those given up last; the count tells whether there are more.
    pub dead: Vec<DeadJob>,
    /// Where mail goes, while no SMTP server takes it.
    pub mail_hint: Option<String>,
    /// The server's time.
    pub now: DateTime<Utc>,
}
