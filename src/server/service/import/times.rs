//! The times of an imported ticket: what the file says, made consistent.
//!
//! Files contradict themselves: tickets resolved before they were first answered, or answered before they were
//! filed. The rules, each counted as an [`Adjustment`] where it changes something:
//!
//! 1. A time in the future becomes now (one more than a day ahead refuses the row).
//! 2. A ticket is filed at the earliest time its row knows. A row that gives no time of filing takes that
//!    silently, unless it says that it was resolved before it was answered; one that knows no time at all is
//!    filed now.
//! 3. An unresolved ticket has no time of resolution.
//! 4. A resolved or closed one has: the latest time its row knows, where it gives none. Closed means closed then.

use chrono::{DateTime, Duration, Utc};

use crate::model::ticket::TicketStatus;

/// How far ahead a time may lie: clocks without an offset are read as UTC, so some are hours ahead.
const MAX_AHEAD: Duration = Duration::hours(24);

/// A contradiction that was reconciled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Adjustment {
    /// Rule 1.
    Future,
    /// Rule 2, with a time of filing given.
    FiledEarlier,
    /// Rule 2, without one: resolved before the first response.
    ResolvedBeforeResponse,
    /// Rule 3.
    NotResolvedYet,
    /// Rule 4.
    ResolutionTimeMissing,
}

impl Adjustment {
    /// What was done, for the report.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Future => "a time in the future was taken as now",
            Self::FiledEarlier => "filed after it was answered or resolved: filed then instead",
            Self::ResolvedBeforeResponse => {
                "resolved before the first response: filed when it was resolved"
            }
            Self::NotResolvedYet => {
                "resolved, but its status says otherwise: the time of resolution left out"
            }
            Self::ResolutionTimeMissing => {
                "resolved or closed without a time: taken as its latest known time"
            }
        }
    }
}

/// The times a row gives.
#[derive(Debug, Clone, Copy, Default)]
pub struct Given {
    /// Filed.
    pub created: Option<DateTime<Utc>>,
    /// First answered.
    pub first_response: Option<DateTime<Utc>>,
    /// Resolved.
    pub resolved: Option<DateTime<Utc>>,
}

/// The times of a ticket, consistent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Times {
    /// Not after any of the others.
    pub created_at: DateTime<Utc>,
    /// First answered.
    pub first_response_at: Option<DateTime<Utc>>,
    /// Set if and only if the status is resolved or closed.
    pub resolved_at: Option<DateTime<Utc>>,
    /// Set if and only if the status is closed.
    pub closed_at: Option<DateTime<Utc>>,
    /// The latest of them.
    pub updated_at: DateTime<Utc>,
}

/// Refuses a time too far ahead.
///
/// # Errors
/// A sentence that says so.
pub fn not_far_ahead(time: DateTime<Utc>, now: DateTime<Utc>) -> Result<DateTime<Utc>, String> {
    if time > now + MAX_AHEAD {
        return Err(format!(
            "{} lies in the future.",
            time.format("%Y-%m-%d %H:%M:%S")
        ));
    }
    Ok(time)
}

/// Makes the times consistent, and says what that took.
pub fn reconcile(
    status: TicketStatus,
    given: Given,
    now: DateTime<Utc>,
) -> (Times, Vec<Adjustment>) {
    let mut adjustments = Vec::new();
    let given = not_in_the_future(given, now, &mut adjustments);
    let mut resolved_at = given.resolved;
    if status.is_unresolved() && resolved_at.take().is_some() {
        adjustments.push(Adjustment::NotResolvedYet);
    }
    let earliest = given.first_response.into_iter().chain(resolved_at).min();
    let created_at = match (given.created, earliest) {
        (Some(created), Some(earliest)) if earliest < created => {
            adjustments.push(Adjustment::FiledEarlier);
            earliest
        }
        (Some(created), _) => created,
        (None, earliest) => {
            if resolved_at.is_some_and(|resolved| {
                given
                    .first_response
                    .is_some_and(|response| resolved < response)
            }) {
                adjustments.push(Adjustment::ResolvedBeforeResponse);
            }
            earliest.unwrap_or(now)
        }
    };
    if !status.is_unresolved() && resolved_at.is_none() {
        adjustments.push(Adjustment::ResolutionTimeMissing);
        resolved_at = Some(given.first_response.unwrap_or(created_at));
    }
    let updated_at = given
        .first_response
        .into_iter()
        .chain(resolved_at)
        .fold(created_at, DateTime::max);
    let closed_at = resolved_at.filter(|_| status == TicketStatus::Closed);
    (
        Times {
            created_at,
            first_response_at: given.first_response,
            resolved_at,
            closed_at,
            updated_at,
        },
        adjustments,
    )
}

fn not_in_the_future(given: Given, now: DateTime<Utc>, adjustments: &mut Vec<Adjustment>) -> Given {
    if [given.created, given.first_response, given.resolved]
        .into_iter()
        .flatten()
        .any(|time| time > now)
    {
        adjustments.push(Adjustment::Future);
    }
    let past = |time: Option<DateTime<Utc>>| time.map(|time| time.min(now));
    Given {
        created: past(given.created),
        first_response: past(given.first_response),
        resolved: past(given.resolved),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_700_000_000 + minutes * 60, 0).expect("a moment")
    }

    fn given(created: Option<i64>, first_response: Option<i64>, resolved: Option<i64>) -> Given {
        Given {
            created: created.map(at),
            first_response: first_response.map(at),
            resolved: resolved.map(at),
        }
    }

    #[test]
    fn the_earliest_known_time_is_when_it_was_filed() {
        let now = at(1000);
        let closed = |given| reconcile(TicketStatus::Closed, given, now);
        let (times, adjustments) = closed(given(None, Some(10), Some(20)));
        assert_eq!(
            (times.created_at, times.closed_at, adjustments),
            (at(10), Some(at(20)), vec![])
        );
        let (times, adjustments) = closed(given(None, Some(20), Some(10)));
        assert_eq!(
            (times.created_at, times.first_response_at),
            (at(10), Some(at(20)))
        );
        assert_eq!(
            (times.updated_at, adjustments),
            (at(20), vec![Adjustment::ResolvedBeforeResponse])
        );
        let (times, adjustments) = closed(given(Some(30), Some(20), Some(40)));
        assert_eq!(
            (times.created_at, adjustments),
            (at(20), vec![Adjustment::FiledEarlier])
        );
        let (times, adjustments) = reconcile(TicketStatus::Open, given(None, None, None), now);
        assert_eq!(
            (times.created_at, times.updated_at, adjustments),
            (now, now, vec![])
        );
    }

    #[test]
    fn the_status_decides_about_the_resolution() {
        let now = at(1000);
        let (times, adjustments) =
            reconcile(TicketStatus::Pending, given(None, Some(30), Some(10)), now);
        assert_eq!((times.created_at, times.resolved_at), (at(30), None));
        assert_eq!(adjustments, [Adjustment::NotResolvedYet]);
        let (times, adjustments) = reconcile(TicketStatus::Closed, given(Some(5), None, None), now);
        assert_eq!(
            (times.resolved_at, times.closed_at),
            (Some(at(5)), Some(at(5)))
        );
        assert_eq!(adjustments, [Adjustment::ResolutionTimeMissing]);
    }

    #[test]
    fn the_future_is_now() {
        let (times, adjustments) =
            reconcile(TicketStatus::Open, given(Some(1100), None, None), at(1000));
        assert_eq!(
            (times.created_at, adjustments),
            (at(1000), vec![Adjustment::Future])
        );
        assert!(not_far_ahead(at(1000 + 25 * 60), at(1000)).is_err());
        assert!(not_far_ahead(at(1000 + 23 * 60), at(1000)).is_ok());
    }
}
