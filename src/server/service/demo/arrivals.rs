//! When the demo's tickets come in: mostly on working days, mostly by day, a little more each week.

use chrono::{DateTime, Datelike, Duration, SubsecRound, Timelike, Utc, Weekday};
use rand::RngExt;
use rand::rngs::StdRng;

/// How many days the tickets are spread over.
pub const DAYS: i64 = 90;

/// `count` moments within the last [`DAYS`] days, in order.
pub fn times(rng: &mut StdRng, count: usize, now: DateTime<Utc>) -> Vec<DateTime<Utc>> {
    let span = DAYS * 24 * 60 * 60;
    let mut times = Vec::with_capacity(count);
    while times.len() < count {
        let age = rng.random_range(60..span);
        let moment = (now - Duration::seconds(age)).trunc_subsecs(0);
        let growth = 1.0 - 0.35 * age as f64 / span as f64;
        if rng.random_bool(busyness(moment) * growth) {
            times.push(moment);
        }
    }
    times.sort_unstable();
    times
}

/// How busy the hour is, from 0 to 1.
fn busyness(moment: DateTime<Utc>) -> f64 {
    let by_hour = match moment.hour() {
        9..=11 => 1.0,
        8 | 13..=16 => 0.8,
        7 | 12 | 17..=19 => 0.5,
        20..=22 => 0.2,
        _ => 0.06,
    };
    match moment.weekday() {
        Weekday::Sat | Weekday::Sun => by_hour * 0.3,
        Weekday::Mon => by_hour,
        _ => by_hour * 0.9,
    }
}

/// The first moment from `moment` on that lies within the hours, on a working day unless `weekends`.
pub fn within(
    rng: &mut StdRng,
    moment: DateTime<Utc>,
    hours: (u32, u32),
    weekends: bool,
) -> DateTime<Utc> {
    let is_free =
        |time: DateTime<Utc>| !weekends && matches!(time.weekday(), Weekday::Sat | Weekday::Sun);
    if (hours.0..hours.1).contains(&moment.hour()) && !is_free(moment) {
        return moment;
    }
    let mut day = moment.date_naive();
    if moment.hour() >= hours.0 {
        day += Duration::days(1);
    }
    let opening =
        Duration::hours(i64::from(hours.0)) + Duration::seconds(rng.random_range(0..5_400));
    let mut opens = day.and_time(chrono::NaiveTime::MIN).and_utc() + opening;
    while is_free(opens) {
        opens += Duration::days(1);
    }
    opens
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;

    #[test]
    fn arrivals_are_in_order_and_never_ahead() {
        let now = DateTime::from_timestamp(1_795_000_000, 0).expect("a moment");
        let times = times(&mut StdRng::seed_from_u64(1), 500, now);
        assert!(times.windows(2).all(|pair| pair[0] <= pair[1]));
        assert!(
            times
                .iter()
                .all(|time| *time < now && *time > now - Duration::days(DAYS))
        );
    }

    #[test]
    fn work_waits_for_the_morning_and_for_monday() {
        let mut rng = StdRng::seed_from_u64(1);
        let friday_night: DateTime<Utc> = "2026-11-20T22:30:00Z".parse().expect("a moment");
        let at_work = within(&mut rng, friday_night, (8, 18), false);
        assert_eq!((at_work.weekday(), at_work.day()), (Weekday::Mon, 23));
        let at_home = within(&mut rng, friday_night, (7, 21), true);
        assert_eq!((at_home.weekday(), at_home.day()), (Weekday::Sat, 21));
        let early: DateTime<Utc> = "2026-11-20T03:00:00Z".parse().expect("a moment");
        assert_eq!(within(&mut rng, early, (8, 18), false).day(), 20);
    }
}
