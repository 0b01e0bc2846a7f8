//! The days that numbers are about, on the calendar of whoever reads them.

use std::ops::Range;

use chrono::{DateTime, Days, Duration, NaiveDate, Utc};

use crate::model::stats_query::Period;
use crate::server::context::RequestContext;
use crate::server::locale::Locale;
use crate::server::store::stats::Windows;
use crate::server::store::tally::Span;

/// The caller's calendar.
pub(super) struct Calendar {
    locale: Locale,
    now: DateTime<Utc>,
}

impl Calendar {
    pub(super) fn of(ctx: &RequestContext) -> Self {
        Self {
            locale: ctx.locale(),
            now: ctx.now,
        }
    }

    /// The days of the period, oldest first; the last one is today.
    pub(super) fn days(&self, period: Period) -> Vec<(NaiveDate, Span)> {
        let today = self.now.with_timezone(&self.locale.zone).date_naive();
        let first = today - Days::new(period.days() - 1);
        let span = |day| (day, self.start(day)..self.start(day + Days::new(1)));
        first
            .iter_days()
            .take_while(|day| *day <= today)
            .map(span)
            .collect()
    }

    /// The period's days as one.
    pub(super) fn span(&self, period: Period) -> Span {
        let days = self.days(period);
        let start = days.first().map_or(self.now, |(_, day)| day.start);
        start..days.last().map_or(self.now, |(_, day)| day.end)
    }

    /// As many days before the period.
    pub(super) fn span_before(&self, period: Period) -> Span {
        let days = self.days(period);
        let first = days.first().map_or(self.now.date_naive(), |(day, _)| *day);
        self.start(first - Days::new(period.days()))..self.start(first)
    }

    /// The days of UTC that come closest to a span. Nothing happens after now, so the day it is belongs to them.
    pub(super) fn utc_days(&self, span: &Span) -> Range<NaiveDate> {
        let nearest = |time: DateTime<Utc>| (time + Duration::hours(12)).date_naive();
        let end = if span.end > self.now {
            self.now.date_naive() + Days::new(1)
        } else {
            nearest(span.end)
        };
        nearest(span.start)..end
    }

    /// The last seven days, and medians over the period.
    pub(super) fn windows(&self, period: Period) -> Windows {
        let span = self.span(period);
        Windows {
            days: self.days(Period::Week),
            utc_days: self.utc_days(&span),
            period: span,
        }
    }

    fn start(&self, day: NaiveDate) -> DateTime<Utc> {
        self.locale.start_of(day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar(zone: &str, now: &str) -> Calendar {
        Calendar {
            locale: Locale::read(zone, "en"),
            now: now.parse().expect("a time"),
        }
    }

    #[test]
    fn the_week_ends_with_the_day_it_is_where_one_lives() {
        let auckland = calendar("Pacific/Auckland", "2026-11-18T14:00:00Z");
        let days = auckland.days(Period::Week);
        assert_eq!(days.len(), 7);
        assert_eq!(days[6].0.to_string(), "2026-11-19");
        assert_eq!(days[6].1.start.to_rfc3339(), "2026-11-18T11:00:00+00:00");
        let before = auckland.span_before(Period::Week);
        assert_eq!(before.end, days[0].1.start);
        assert_eq!(before.end - before.start, Duration::days(7));
    }

    #[test]
    fn a_day_when_clocks_change_is_an_hour_longer() {
        let berlin = calendar("Europe/Berlin", "2026-10-26T10:00:00Z");
        let (day, span) = berlin.days(Period::Week)[5].clone();
        assert_eq!(day.to_string(), "2026-10-25");
        assert_eq!(span.end - span.start, Duration::hours(25));
    }

    #[test]
    fn kept_durations_have_about_as_many_days_and_none_is_left_out_between_periods() {
        for zone in [
            "UTC",
            "Pacific/Auckland",
            "America/Los_Angeles",
            "Asia/Kolkata",
        ] {
            for now in ["2026-11-18T01:00:00Z", "2026-11-18T23:00:00Z"] {
                let calendar = calendar(zone, now);
                let now_in_utc = calendar.now.date_naive();
                let period = calendar.utc_days(&calendar.span(Period::Month));
                let before = calendar.utc_days(&calendar.span_before(Period::Month));
                assert_eq!(before.end, period.start);
                assert!(period.contains(&now_in_utc));
                // Clocks that change within them may move an end to the next day of UTC.
                for days in [&period, &before] {
                    let count = (days.end - days.start).num_days();
                    assert!((29..=31).contains(&count), "{zone} {now}: {count}");
                }
            }
        }
    }
}
