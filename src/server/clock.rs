//! The only place that reads a clock, so that tests can move time.

use std::sync::{Arc, Mutex};

use chrono::{DateTime, SubsecRound, Utc};
use uuid::{ContextV7, Timestamp, Uuid};

/// Tells the time, to the microsecond, which is what both databases keep.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>);

impl Clock {
    /// The machine's clock.
    #[must_use]
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place that reads the clock"
    )]
    pub fn system() -> Self {
        Self(Arc::new(Utc::now))
    }

    /// A clock that tests set.
    #[must_use]
    pub fn from_fn(tell: impl Fn() -> DateTime<Utc> + Send + Sync + 'static) -> Self {
        Self(Arc::new(tell))
    }

    /// The time now, in whole microseconds.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        (self.0)().trunc_subsecs(6)
    }
}

/// Counts within a millisecond, so that what is made later sorts later even where the clock stands still.
static ORDER: Mutex<ContextV7> = Mutex::new(ContextV7::new());

/// A new id (UUID v7, RFC 9562) of that moment, or of the latest that one was made for: ids made one after the other in
/// this process sort in that order.
#[must_use]
pub fn new_id<Id: From<Uuid>>(now: DateTime<Utc>) -> Id {
    let seconds = u64::try_from(now.timestamp()).unwrap_or_default();
    let timestamp = Timestamp::from_unix(&ORDER, seconds, now.timestamp_subsec_nanos());
    Uuid::new_v7(timestamp).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_one_moment_sort_in_the_order_they_were_made() {
        let now = DateTime::from_timestamp(1_790_000_000, 0).expect("a moment");
        let made: Vec<Uuid> = (0..10_000).map(|_| new_id(now)).collect();
        assert!(made.is_sorted());
        let later: Uuid = new_id(now + chrono::TimeDelta::milliseconds(1));
        assert!(made.iter().all(|id| *id < later));
    }
}
