//! Times as people read them. Everything is told from the payload's `now`, so both renderings agree.

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};

use super::markup::{Markup, markup};

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// `12 Mar 2026`.
#[must_use]
pub fn day(date: NaiveDate) -> String {
    let month = MONTHS[date.month0() as usize % 12];
    format!("{} {month} {}", date.day(), date.year())
}

/// `Mon`.
#[must_use]
pub fn weekday(date: NaiveDate) -> &'static str {
    WEEKDAYS[date.weekday().num_days_from_monday() as usize % 7]
}

/// `12 Mar 2026, 14:05 UTC`.
#[must_use]
pub fn absolute(time: DateTime<Utc>) -> String {
    format!(
        "{}, {:02}:{:02} UTC",
        day(time.date_naive()),
        time.hour(),
        time.minute()
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
        _ => day(time.date_naive()),
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
    fn durations_have_at_most_two_units() {
        assert_eq!(
            [0, 59, 60, 200, 1_440, 3_120].map(duration),
            ["0 min", "59 min", "1 h", "3 h 20 min", "1 d", "2 d 4 h"]
        );
    }
}
