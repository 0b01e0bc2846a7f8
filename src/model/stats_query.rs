//! What numbers are asked for, as it stands in an address.

use super::list_query::{ListAddress, ListQuery, unknown};
use super::page::Cursor;
use super::text_enum::text_enum;
use super::ticket_query::GroupFilter;

text_enum! {
    /// How many days, today included.
    pub enum Period {
        /// A week.
        Week = "7", "7 days";
        /// About a month.
        Month = "30", "30 days";
        /// About a quarter of a year.
        Quarter = "90", "90 days";
    }
}

impl Period {
    /// Days.
    #[must_use]
    pub const fn days(self) -> u64 {
        match self {
            Self::Week => 7,
            Self::Month => 30,
            Self::Quarter => 90,
        }
    }
}

/// The numbers of a period, and of which tickets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatsQuery {
    /// How far back.
    pub period: Period,
    /// Only tickets of this group, or of none.
    pub group: Option<GroupFilter>,
}

impl Default for StatsQuery {
    fn default() -> Self {
        Self {
            period: Period::Month,
            group: None,
        }
    }
}

impl ListQuery for StatsQuery {
    fn set(&mut self, name: &str, value: &str) -> Result<(), String> {
        match name {
            "period" => self.period = value.parse()?,
            "group" => self.group = Some(value.parse()?),
            _ => unknown()?,
        }
        Ok(())
    }
}

impl ListAddress for StatsQuery {
    fn pairs(&self) -> Vec<(&'static str, String)> {
        let period = (self.period != Self::default().period).then(|| self.period.to_string());
        let group = self.group.map(|group| group.to_string());
        [("period", period), ("group", group)]
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)))
            .collect()
    }

    /// There is one page.
    fn at(&self, _: Option<Cursor>) -> Self {
        *self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_meant_unless_another_period_is_named() {
        let read = |pairs: &[(&str, &str)]| StatsQuery::parse(pairs.iter().copied());
        assert_eq!(read(&[]), Ok(StatsQuery::default()));
        let week = read(&[("period", "7"), ("group", "none")]).expect("valid");
        assert_eq!(
            (week.period.days(), week.group),
            (7, Some(GroupFilter::None))
        );
        assert_eq!(week.to_query_string(), "period=7&group=none");
        assert_eq!(StatsQuery::default().to_query_string(), "");
        assert!(read(&[("period", "8")]).is_err());
    }
}
