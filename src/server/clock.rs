//! The only place that reads a clock, so that tests can move time.

use std::sync::Arc;

use chrono::{DateTime, SubsecRound, Utc};

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

/// A new time-ordered id (UUID v7, RFC 9562) of that moment.
#[must_use]
pub fn new_id<Id: From<uuid::Uuid>>(now: DateTime<Utc>) -> Id {
    let seconds = u64::try_from(now.timestamp()).unwrap_or_default();
    let timestamp =
        uuid::Timestamp::from_unix(uuid::NoContext, seconds, now.timestamp_subsec_nanos());
    uuid::Uuid::new_v7(timestamp).into()
}
