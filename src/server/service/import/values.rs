//! The words other help desks use for what Tutta calls by its own, and the times they write.

use chrono::{DateTime, NaiveDate, NaiveDateTime, SubsecRound, Utc};

use crate::model::text;
use crate::model::ticket::{Priority, Tags, TicketStatus};

/// Longest external id, group or person name, in characters.
pub const MAX_NAME: usize = 200;

/// Reads a status, also by the words of other systems.
///
/// # Errors
/// A sentence that lists the choices.
pub fn status(raw: &str) -> Result<TicketStatus, String> {
    let word = words(raw);
    match word.as_str() {
        "new" | "reopened" | "in progress" | "assigned" | "active" => Ok(TicketStatus::Open),
        "pending customer response"
        | "waiting on customer"
        | "waiting for customer"
        | "awaiting customer"
        | "waiting" => Ok(TicketStatus::Pending),
        "hold" | "waiting on third party" | "waiting for third party" => Ok(TicketStatus::OnHold),
        "solved" | "fixed" => Ok(TicketStatus::Resolved),
        "done" | "completed" => Ok(TicketStatus::Closed),
        _ => word
            .replace(' ', "_")
            .parse()
            .map_err(|choices| format!("{raw:?} is not a status. {choices}")),
    }
}

/// Reads a priority, also by the words of other systems.
///
/// # Errors
/// A sentence that lists the choices.
pub fn priority(raw: &str) -> Result<Priority, String> {
    match words(raw).as_str() {
        "lowest" | "minor" | "trivial" => Ok(Priority::Low),
        "medium" | "moderate" => Ok(Priority::Normal),
        "major" | "important" => Ok(Priority::High),
        "critical" | "highest" | "blocker" => Ok(Priority::Urgent),
        word => word
            .parse()
            .map_err(|choices| format!("{raw:?} is not a priority. {choices}")),
    }
}

/// Reads a time: RFC 3339, or `YYYY-MM-DD` with or without a time of day, which is then UTC.
///
/// # Errors
/// A sentence that shows the form.
pub fn time(raw: &str) -> Result<DateTime<Utc>, String> {
    let local = |format| NaiveDateTime::parse_from_str(raw, format).ok();
    DateTime::parse_from_rfc3339(raw)
        .map(|time| time.to_utc())
        .ok()
        .or_else(|| ["%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M"].into_iter().find_map(local).map(|time| time.and_utc()))
        .or_else(|| NaiveDate::parse_from_str(raw, "%Y-%m-%d").ok()?.and_hms_opt(0, 0, 0).map(|time| time.and_utc()))
        .map(|time| time.trunc_subsecs(6))
        .filter(|time| (1970..=9999).contains(&chrono::Datelike::year(time)))
        .ok_or_else(|| format!("{raw:?} is not a time. Write it as 2026-01-31 14:30:00 (UTC) or 2026-01-31T14:30:00+01:00."))
}

/// Reads labels, separated by commas, semicolons or bars.
///
/// # Errors
/// A sentence that says what a tag is.
pub fn tags(raw: &str) -> Result<Tags, String> {
    Tags::parse(raw.split([',', ';', '|']))
}

/// Reads a name or id of one line.
///
/// # Errors
/// A sentence that says how long it may be.
pub fn line(raw: &str) -> Result<String, String> {
    text::optional_line(raw, MAX_NAME).map_err(|wrong| wrong.to_string())
}

/// Splits a name into the given name, with the title it may begin with, and the rest.
#[must_use]
pub fn person_name(name: &str) -> (String, String) {
    const TITLES: [&str; 5] = ["dr.", "mr.", "mrs.", "ms.", "miss"];
    let has_title = |name: &str| {
        TITLES.iter().any(|title| {
            name.split(' ')
                .next()
                .is_some_and(|word| word.eq_ignore_ascii_case(title))
        })
    };
    let given = if has_title(name) { 2 } else { 1 };
    let mut parts = name.splitn(given + 1, ' ');
    let first = parts.by_ref().take(given).collect::<Vec<_>>().join(" ");
    (first, parts.next().unwrap_or_default().to_owned())
}

/// Lower-case words with single spaces between them.
fn words(raw: &str) -> String {
    let words = raw
        .split([' ', '_', '-', '\t'])
        .filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_systems_words_are_understood() {
        for (raw, expected) in [
            ("Pending Customer Response", TicketStatus::Pending),
            ("On-hold", TicketStatus::OnHold),
            ("on_hold", TicketStatus::OnHold),
            ("SOLVED", TicketStatus::Resolved),
            (" closed ", TicketStatus::Closed),
        ] {
            assert_eq!(status(raw), Ok(expected), "{raw}");
        }
        assert!(status("Banana").is_err_and(|message| message.contains("\"Banana\"") && message.contains("on_hold")));
        assert_eq!(priority("Medium"), Ok(Priority::Normal));
        assert_eq!(priority("CRITICAL"), Ok(Priority::Urgent));
        assert!(priority("P7").is_err());
    }

    #[test]
    fn times_without_an_offset_are_utc() {
        let expected = DateTime::from_timestamp(1_685_621_736, 0);
        for raw in [
            "2023-06-01 12:15:36",
            "2023-06-01T12:15:36",
            "2023-06-01T14:15:36+02:00",
            "2023-06-01T12:15:36Z",
        ] {
            assert_eq!(time(raw).ok(), expected, "{raw}");
        }
        assert!(time("2023-06-01").is_ok());
        for raw in ["7.5", "01/06/2023", "yesterday", "2023-13-01", "0000-01-01"] {
            assert!(time(raw).is_err(), "{raw}");
        }
    }

    #[test]
    fn a_title_stays_with_the_given_name() {
        let split = |name| person_name(name);
        assert_eq!(split("Marisa Obrien"), ("Marisa".into(), "Obrien".into()));
        assert_eq!(
            split("Dr. Gary Vega MD"),
            ("Dr. Gary".into(), "Vega MD".into())
        );
        assert_eq!(split("Prince"), ("Prince".into(), String::new()));
        assert_eq!(split(""), (String::new(), String::new()));
    }
}
