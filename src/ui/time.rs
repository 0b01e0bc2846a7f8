//! Times as people read them, in their own time zone. Everything is told from the payload's `now` and by the zone
//! that came with the page, so both renderings agree.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, Timelike, Utc};
use leptos::prelude::*;

use super::markup::{Markup, markup};
use crate::model::zone::{Language, Zone};

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// The zone and language that times are told in.
#[derive(Clone, Copy)]
pub struct ZoneInForce(RwSignal<Zone>);

impl ZoneInForce {
    /// Takes the server's zone into both renderings and provides it to everything below.
    pub fn provide() {
        let zone = SharedValue::new(|| use_context::<Zone>().unwrap_or_default()).into_inner();
        provide_context(Self(RwSignal::new(zone)));
    }

    /// Tells what is rendered from now on by this zone, after somebody has changed theirs.
    pub fn adopt(zone: &Zone) {
        if let Some(Self(now)) = use_context() {
            now.set(zone.clone());
        }
    }
}

/// The moment on the clocks of the zone in force, and the language.
fn local(time: DateTime<Utc>) -> (DateTime<FixedOffset>, Language) {
    let told = |zone: &Zone| (zone.local(time), zone.language);
    match use_context::<ZoneInForce>() {
        Some(ZoneInForce(zone)) => zone.with_untracked(told),
        None => told(&Zone::default()),
    }
}

/// `12 Mar 2026`, or `Mar 12, 2026` in the United States.
#[must_use]
pub fn day(date: NaiveDate) -> String {
    let zone = use_context::<ZoneInForce>();
    let language = zone.map_or(Language::English, |ZoneInForce(zone)| {
        zone.with_untracked(|zone| zone.language)
    });
    written(date, language)
}

/// The day that a moment falls on, in the zone in force.
#[must_use]
pub fn day_of(time: DateTime<Utc>) -> String {
    let (local, language) = local(time);
    written(local.date_naive(), language)
}

fn written(date: NaiveDate, language: Language) -> String {
    let month = MONTHS[date.month0() as usize % 12];
    match language {
        Language::American => format!("{month} {}, {}", date.day(), date.year()),
        _ => format!("{} {month} {}", date.day(), date.year()),
    }
}

/// `12 Mar`, or `Mar 12` in the United States.
#[must_use]
pub fn day_of_month(date: NaiveDate) -> String {
    let whole = day(date);
    whole
        .trim_end_matches(|it: char| it.is_ascii_digit())
        .trim_end_matches([',', ' '])
        .to_owned()
}

/// `14:05`, or `2:05 PM` in the United States.
fn clock(time: &DateTime<FixedOffset>, language: Language) -> String {
    if language != Language::American {
        return format!("{:02}:{:02}", time.hour(), time.minute());
    }
    let (is_afternoon, hour) = time.hour12();
    let half = if is_afternoon { "PM" } else { "AM" };
    format!("{hour}:{:02} {half}", time.minute())
}

/// `UTC`, or how far from it: `UTC+5:45`.
fn offset(time: &DateTime<FixedOffset>) -> String {
    let minutes = time.offset().local_minus_utc() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    match (minutes.abs() / 60, minutes.abs() % 60) {
        (0, 0) => "UTC".to_owned(),
        (hours, 0) => format!("UTC{sign}{hours}"),
        (hours, rest) => format!("UTC{sign}{hours}:{rest:02}"),
    }
}

/// `Mon`.
#[must_use]
pub fn weekday(date: NaiveDate) -> &'static str {
    WEEKDAYS[date.weekday().num_days_from_monday() as usize % 7]
}

/// `12 Mar 2026, 14:05 UTC+1`.
#[must_use]
pub fn absolute(time: DateTime<Utc>) -> String {
    let (time, language) = local(time);
    format!(
        "{}, {} {}",
        written(time.date_naive(), language),
        clock(&time, language),
        offset(&time)
    )
}

/// `just now`, `5 minutes ago`, ... up to a week; then the day.
#[must_use]
pub fn relative(time: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let seconds = (now - time).num_seconds();
    let ago = |count: i64, unit: &str| {
        let plural = if count == 1 { "" } else { "s" };
        format!("{count} {unit}{plural} ago")
    };
    match seconds {
        ..60 => "just now".to_owned(),
        60..3_600 => ago(seconds / 60, "minute"),
        3_600..86_400 => ago(seconds / 3_600, "hour"),
        86_400..604_800 => ago(seconds / 86_400, "day"),
        _ => {
            let (time, language) = local(time);
            written(time.date_naive(), language)
        }
    }
}

/// `45 min`, `3 h 20 min`, `2 d 4 h`.
#[must_use]
pub fn duration(minutes: u64) -> String {
    let two = |big: u64, unit: &str, small: u64, small_unit: &str| match small {
        0 => format!("{big} {unit}"),
        _ => format!("{big} {unit} {small} {small_unit}"),
    };
    match minutes {
        ..60 => format!("{minutes} min"),
        60..1_440 => two(minutes / 60, "h", minutes % 60, "min"),
        _ => two(minutes / 1_440, "d", minutes % 1_440 / 60, "h"),
    }
}

/// A moment: relative to read, absolute to hover and for machines.
#[must_use]
pub fn moment(at: DateTime<Utc>, now: DateTime<Utc>) -> Markup {
    let (hour, minute, second) = (at.hour(), at.minute(), at.second());
    let machine = format!("{}T{hour:02}:{minute:02}:{second:02}Z", at.date_naive());
    markup![
        "<time datetime='",
        machine,
        "' title='",
        absolute(at),
        "'>",
        relative(at, now),
        "</time>"
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(raw: &str) -> DateTime<Utc> {
        raw.parse().expect("a time")
    }

    #[test]
    fn the_past_is_told_in_the_largest_fitting_unit() {
        let now = at("2026-03-12T14:05:00Z");
        for (time, told) in [
            ("2026-03-12T14:04:30Z", "just now"),
            ("2026-03-12T15:00:00Z", "just now"),
            ("2026-03-12T14:04:00Z", "1 minute ago"),
            ("2026-03-12T11:05:00Z", "3 hours ago"),
            ("2026-03-10T14:05:00Z", "2 days ago"),
            ("2026-03-01T14:05:00Z", "1 Mar 2026"),
        ] {
            assert_eq!(relative(at(time), now), told, "{time}");
        }
        assert_eq!(absolute(now), "12 Mar 2026, 14:05 UTC");
        assert_eq!(weekday(now.date_naive()), "Thu");
    }

    #[test]
    fn times_are_told_by_the_zone_in_force() {
        let owner = Owner::new();
        owner.set();
        let told = |language, minutes| {
            let zone = Zone {
                language,
                offsets: vec![(0, minutes)],
                ..Zone::default()
            };
            provide_context(ZoneInForce(RwSignal::new(zone)));
            absolute(at("2026-03-12T23:05:00Z"))
        };
        assert_eq!(told(Language::English, 60), "13 Mar 2026, 00:05 UTC+1");
        assert_eq!(told(Language::British, 345), "13 Mar 2026, 04:50 UTC+5:45");
        assert_eq!(
            told(Language::American, -240),
            "Mar 12, 2026, 7:05 PM UTC-4"
        );
        let (time, now) = (at("2026-03-01T23:05:00Z"), at("2026-03-12T23:05:00Z"));
        assert_eq!(relative(time, now), "Mar 1, 2026");
    }

    #[test]
    fn durations_have_at_most_two_units() {
        assert_eq!(
            [0, 59, 60, 200, 1_440, 3_120].map(duration),
            ["0 min", "59 min", "1 h", "3 h 20 min", "1 d", "2 d 4 h"]
        );
    }
}
