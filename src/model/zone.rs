//! How a person reads time: their zone's offsets from UTC, and the order in which they write a date.
//!
//! The server knows the world's time zones; the browser is told what it needs of one of them, so that both say the
//! same and the first visit does not carry the rest.

use chrono::{DateTime, FixedOffset, Utc};
use serde::{Deserialize, Serialize};

use super::text_enum::text_enum;

text_enum! {
    /// The languages there are; for now they differ in how dates and times are written.
    pub enum Language {
        /// 24 hours, the day first.
        English = "en", "English";
        /// The same.
        British = "en-GB", "English (United Kingdom)";
        /// The month first, 12 hours.
        American = "en-US", "English (United States)";
    }
}

/// A time zone as far as it is needed, and the language that dates are written in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Zone {
    /// The zone's IANA name.
    pub name: String,
    /// The language of the page.
    pub language: Language,
    /// From which minute since 1970 on (UTC) which offset holds, in minutes east; in order. The first one holds
    /// before its time too. None is UTC.
    pub offsets: Vec<(i64, i32)>,
}

impl Default for Zone {
    fn default() -> Self {
        Self {
            name: "UTC".to_owned(),
            language: Language::English,
            offsets: Vec::new(),
        }
    }
}

impl Zone {
    /// The moment on this zone's clocks.
    #[must_use]
    pub fn local(&self, time: DateTime<Utc>) -> DateTime<FixedOffset> {
        let minute = time.timestamp().div_euclid(60);
        let later = self.offsets.partition_point(|(since, _)| *since <= minute);
        let minutes = self
            .offsets
            .get(later.saturating_sub(1))
            .map_or(0, |(_, minutes)| *minutes);
        let offset = FixedOffset::east_opt(minutes * 60);
        time.with_timezone(&offset.unwrap_or_else(|| chrono::Offset::fix(&Utc)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_offset_in_force_is_the_last_one_that_has_begun() {
        let zone = Zone {
            offsets: vec![(10, 60), (20, 120)],
            ..Zone::default()
        };
        for (minute, shown) in [
            (0, "01:00"),
            (10, "01:10"),
            (19, "01:19"),
            (20, "02:20"),
            (30, "02:30"),
        ] {
            let time = DateTime::from_timestamp(minute * 60, 0).expect("a time");
            assert_eq!(zone.local(time).format("%H:%M").to_string(), shown);
        }
    }
}
