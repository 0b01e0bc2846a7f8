//! A person's time zone and language, as stored and as the browser needs them.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use chrono::{DateTime, Duration, NaiveDate, NaiveTime, Offset, TimeZone, Utc};
use chrono_tz::{TZ_VARIANTS, Tz};

use crate::model::zone::{Language, Zone};

/// How far back a zone's changes are told; older times take the first offset known.
const BACK: Duration = Duration::days(15 * 365);

/// How far ahead.
const AHEAD: Duration = Duration::days(2 * 365);

/// No zone changes its clocks twice within this.
const STEP: Duration = Duration::days(10);

/// From which minute on which offset holds; see [`Zone::offsets`].
type Offsets = Vec<(i64, i32)>;

/// What was reckoned today for the zones that people have. Reckoning takes 0.15 ms, a tenth of rendering a page.
static TODAY: LazyLock<Mutex<HashMap<Tz, (NaiveDate, Offsets)>>> = LazyLock::new(Mutex::default);

/// How a person reads time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Locale {
    /// Their time zone.
    pub zone: Tz,
    /// Their language.
    pub language: Language,
}

impl Default for Locale {
    fn default() -> Self {
        Self {
            zone: Tz::UTC,
            language: Language::English,
        }
    }
}

impl Locale {
    /// What is stored; what is no longer known reads as UTC and plain English.
    #[must_use]
    pub fn read(zone: &str, language: &str) -> Self {
        Self {
            zone: zone.parse().unwrap_or(Tz::UTC),
            language: language.parse().unwrap_or(Language::English),
        }
    }

    /// What a page must know to show times around `now`.
    #[must_use]
    pub fn zone(self, now: DateTime<Utc>) -> Zone {
        Zone {
            name: self.zone.name().to_owned(),
            language: self.language,
            offsets: offsets_around(self.zone, now),
        }
    }

    /// When a day begins on the clocks of the zone; where they skip midnight, the first half hour after it.
    #[must_use]
    pub fn start_of(self, day: NaiveDate) -> DateTime<Utc> {
        let midnight = day.and_time(NaiveTime::MIN);
        (0..=48)
            .map(|halves| midnight + Duration::minutes(30 * halves))
            .find_map(|time| self.zone.from_local_datetime(&time).earliest())
            .map_or_else(|| midnight.and_utc(), |time| time.to_utc())
    }
}

/// The name of a known time zone, in its usual spelling.
#[must_use]
pub fn zone_named(raw: &str) -> Option<&'static str> {
    let raw = raw.trim();
    let known = TZ_VARIANTS.iter().map(|zone| zone.name());
    known
        .into_iter()
        .find(|name| name.eq_ignore_ascii_case(raw))
}

/// The zones to choose from: places, and UTC.
#[must_use]
pub fn zone_names() -> Vec<String> {
    let is_a_place = |name: &&str| {
        name.split_once('/').is_some_and(|(area, _)| {
            !matches!(
                area,
                "Etc" | "US" | "Brazil" | "Canada" | "Chile" | "Mexico"
            )
        })
    };
    let places = TZ_VARIANTS.iter().map(|zone| zone.name());
    std::iter::once("UTC")
        .chain(places.filter(is_a_place))
        .map(str::to_owned)
        .collect()
}

fn offsets_around(zone: Tz, now: DateTime<Utc>) -> Offsets {
    if zone == Tz::UTC {
        return Offsets::new();
    }
    let day = now.date_naive();
    let mut today = TODAY.lock().unwrap_or_else(PoisonError::into_inner);
    let known = today.get(&zone).filter(|(reckoned, _)| *reckoned == day);
    if let Some((_, offsets)) = known {
        return offsets.clone();
    }
    let offsets = offsets(zone, now - BACK, now + AHEAD);
    today.insert(zone, (day, offsets.clone()));
    offsets
}

fn offsets(zone: Tz, from: DateTime<Utc>, until: DateTime<Utc>) -> Offsets {
    let at = |time: DateTime<Utc>| {
        let offset = zone.offset_from_utc_datetime(&time.naive_utc());
        offset.fix().local_minus_utc() / 60
    };
    let (mut time, mut offset) = (from, at(from));
    let mut offsets = vec![(minute(time), offset)];
    while time < until {
        let next = time + STEP;
        let then = at(next);
        if then != offset {
            let changed = first_after(time, next, |moment| at(moment) != offset);
            offsets.push((minute(changed), then));
        }
        (time, offset) = (next, then);
    }
    if offsets.iter().all(|(_, minutes)| *minutes == 0) {
        offsets.clear();
    }
    offsets
}

/// The first whole minute after `before` of which something holds that holds at `after`.
fn first_after(
    mut before: DateTime<Utc>,
    mut after: DateTime<Utc>,
    holds: impl Fn(DateTime<Utc>) -> bool,
) -> DateTime<Utc> {
    while minute(after) - minute(before) > 1 {
        let middle = i64::midpoint(minute(before), minute(after)) * 60;
        let Some(middle) = DateTime::from_timestamp(middle, 0) else {
            break;
        };
        if holds(middle) {
            after = middle;
        } else {
            before = middle;
        }
    }
    after
}

fn minute(time: DateTime<Utc>) -> i64 {
    time.timestamp().div_euclid(60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_told_as_the_offsets_it_had_and_will_have() {
        let now: DateTime<Utc> = "2026-11-18T14:00:00Z".parse().expect("a time");
        for name in [
            "Europe/Berlin",
            "America/New_York",
            "Africa/Casablanca",
            "Asia/Kathmandu",
        ] {
            let locale = Locale::read(name, "en-US");
            let zone = locale.zone(now);
            assert_eq!(
                (zone.name.as_str(), zone.language),
                (name, Language::American)
            );
            assert!(zone.offsets.len() < 80, "{name}: {}", zone.offsets.len());
            for hours in (-100_000..16_000).step_by(17) {
                let time = now + Duration::hours(hours);
                let (told, known) = (zone.local(time), time.with_timezone(&locale.zone));
                assert_eq!(told.naive_local(), known.naive_local(), "{name} at {time}");
            }
        }
        assert_eq!(Locale::read("Nowhere", "tlh").zone(now), Zone::default());
    }

    #[test]
    fn zones_are_found_in_any_letter_case() {
        assert_eq!(zone_named(" europe/berlin "), Some("Europe/Berlin"));
        assert_eq!(zone_named("Middle-earth/Shire"), None);
        let names = zone_names();
        assert!(names.len() > 300 && names[0] == "UTC");
        assert!(names.iter().any(|name| name == "Asia/Kathmandu"));
    }

    #[test]
    fn a_day_begins_at_midnight_or_where_the_clocks_go_on() {
        let starts = |zone: &str, day: &str| {
            let locale = Locale::read(zone, "en");
            locale.start_of(day.parse().expect("a day")).to_rfc3339()
        };
        assert_eq!(starts("UTC", "2026-03-12"), "2026-03-12T00:00:00+00:00");
        assert_eq!(
            starts("Asia/Kathmandu", "2026-03-12"),
            "2026-03-11T18:15:00+00:00"
        );
        assert_eq!(
            starts("America/New_York", "2026-07-01"),
            "2026-07-01T04:00:00+00:00"
        );
        // Beirut goes from 0:00 to 1:00 in spring.
        assert_eq!(
            starts("Asia/Beirut", "2026-03-29"),
            "2026-03-28T22:00:00+00:00"
        );
    }
}
