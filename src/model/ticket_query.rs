//! Which tickets, in which order.

use chrono::{DateTime, NaiveDate, Utc};

use super::list_query::{ListAddress, ListQuery, is_ticked, page_size, unknown, words};
use super::page::Cursor;
pub use super::ticket_condition::{Choice, Condition, Test};
pub use super::ticket_filter::{Bound, GroupFilter, Moment, Ordering, PersonFilter, SortKey};

/// Most conditions at once.
const MOST_CONDITIONS: usize = 40;

/// Which tickets, in which order, which page. The default is everything one may see, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketQuery {
    /// What must hold.
    pub conditions: Conditions,
    /// Held or filed by the caller.
    pub mine: bool,
    /// Words of the ticket or its conversation, or a number; see [`super::search::SearchWords`].
    pub q: Option<String>,
    /// The order.
    pub ordering: Ordering,
    /// Rows on a page, 1 to 100.
    pub page_size: u64,
    /// Where the page starts.
    pub cursor: Option<Cursor>,
}

impl Default for TicketQuery {
    fn default() -> Self {
        Self {
            conditions: Conditions::default(),
            mine: false,
            q: None,
            ordering: Ordering::default(),
            page_size: Self::DEFAULT_PAGE_SIZE,
            cursor: None,
        }
    }
}

/// Conditions that must all hold: in the order of their kinds, and of each kind one, but for those that want a tag.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Conditions(Vec<Condition>);

impl Conditions {
    /// Each of them.
    pub fn iter(&self) -> std::slice::Iter<'_, Condition> {
        self.0.iter()
    }

    /// Adds one, or widens the one of its kind: `status=open&status=pending` is one condition with two statuses, while
    /// `tag=a&tag=b` wants both tags, as `tag=a,b` wants one of them.
    fn add(&mut self, condition: Condition) {
        let test = condition.test();
        let same = self.0.iter_mut().find(|it| it.test() == test);
        let condition = match same {
            Some(same) => same.widen(condition),
            None => Some(condition),
        };
        if let Some(condition) = condition.filter(|it| !self.0.contains(it)) {
            let place = self.0.partition_point(|it| it.test() <= test);
            self.0.insert(place, condition);
        }
    }
}

impl TicketQuery {
    /// Rows on a page unless asked otherwise.
    pub const DEFAULT_PAGE_SIZE: u64 = 25;

    /// The tickets of a group; all where none is asked for.
    #[must_use]
    pub fn of_group(group: Option<GroupFilter>) -> Self {
        let all = Self::default();
        group.map_or(all.clone(), |group| {
            all.with(Condition::Group(Choice::is([group])))
        })
    }

    /// The same list with one more condition, from its first page on.
    #[must_use]
    pub fn with(&self, condition: Condition) -> Self {
        let mut query = self.at(None);
        query.conditions.add(condition);
        query
    }

    /// The same list without the conditions that are refused here, from its first page on.
    #[must_use]
    pub fn keeping(&self, is_kept: impl Fn(&Condition) -> bool) -> Self {
        let mut query = self.at(None);
        query.conditions.0.retain(is_kept);
        query
    }

    /// The same list, whatever words its tickets have.
    #[must_use]
    pub fn without_words(&self) -> Self {
        Self {
            q: None,
            ..self.clone()
        }
    }

    /// The same list without anything that narrows it, in its order and with its pages.
    #[must_use]
    pub fn unfiltered(&self) -> Self {
        Self {
            ordering: self.ordering,
            page_size: self.page_size,
            ..Self::default()
        }
    }

    /// Whether a parameter of this name is the list's.
    #[must_use]
    pub fn knows(name: &str) -> bool {
        matches!(name, "mine" | "q" | "ordering" | "page_size" | "cursor")
            || Test::named(name).is_some()
    }

    /// Whether anything narrows the list.
    #[must_use]
    pub fn is_filtered(&self) -> bool {
        self.at(None) != self.unfiltered()
    }

    /// The same query with every day told as the moment it begins.
    #[must_use]
    pub fn told_by(&self, start_of: impl Fn(NaiveDate) -> DateTime<Utc>) -> Self {
        let mut query = self.clone();
        for condition in &mut query.conditions.0 {
            if let Condition::Created(bound) | Condition::Updated(bound) = condition {
                let (Bound::After(moment) | Bound::Before(moment)) = bound;
                *moment = Moment::At(moment.told_by(&start_of));
            }
        }
        query
    }
}

impl ListQuery for TicketQuery {
    fn set(&mut self, name: &str, value: &str) -> Result<(), String> {
        match name {
            "mine" => self.mine = is_ticked(value)?,
            "q" => self.q = Some(words(value)?),
            "ordering" => self.ordering = value.parse()?,
            "page_size" => self.page_size = page_size(value)?,
            "cursor" => self.cursor = Some(value.parse()?),
            name => match Test::named(name) {
                Some(_) if self.conditions.0.len() >= MOST_CONDITIONS => {
                    return Err(format!("Use at most {MOST_CONDITIONS} conditions."));
                }
                Some(test) => self.conditions.add(Condition::parse(test, value)?),
                None => unknown()?,
            },
        }
        Ok(())
    }
}

impl ListAddress for TicketQuery {
    fn pairs(&self) -> Vec<(&'static str, String)> {
        let said = |it: &Condition| (it.test().as_str(), it.values().join(","));
        let mut pairs: Vec<_> = self.conditions.iter().map(said).collect();
        pairs.extend(self.mine.then(|| ("mine", "true".to_owned())));
        pairs.extend(self.q.clone().map(|q| ("q", q)));
        if self.ordering != Ordering::default() {
            pairs.push(("ordering", self.ordering.to_string()));
        }
        if self.page_size != Self::DEFAULT_PAGE_SIZE {
            pairs.push(("page_size", self.page_size.to_string()));
        }
        pairs.extend(self.cursor.map(|cursor| ("cursor", cursor.to_string())));
        pairs
    }

    fn at(&self, cursor: Option<Cursor>) -> Self {
        Self {
            cursor,
            ..self.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::FieldErrors;
    use super::*;

    fn parse(raw: &[(&str, &str)]) -> Result<TicketQuery, FieldErrors> {
        TicketQuery::parse(raw.iter().copied())
    }

    #[test]
    fn what_is_written_reads_back_the_same() {
        let query = parse(&[
            ("status", "open,pending"),
            ("priority", "urgent"),
            ("assignee", "none"),
            ("assignee_not", "me"),
            ("tag", "fire,smoke"),
            ("tag", "new printer"),
            ("mine", "true"),
            ("q", "häkeln & co"),
            ("created_after", "2026-01-31"),
            ("updated_before", "2026-01-31T12:00:00Z"),
            ("ordering", "priority"),
            ("page_size", "100"),
            ("cursor", "a-5.7.0190163d8694739bbd23a1a6a1f4b6c0"),
        ])
        .expect("valid");
        assert_eq!(TicketQuery::parse(query.pairs()), Ok(query));
        assert_eq!(TicketQuery::default().to_query_string(), "");
    }

    #[test]
    fn wrong_and_unknown_parameters_are_named() {
        let errors = parse(&[
            ("status", "done"),
            ("page_size", "101"),
            ("colour", "red"),
            ("group", ""),
        ])
        .expect_err("three are wrong");
        let named: Vec<_> = errors.iter().map(|(field, _)| field).collect();
        assert_eq!(named, ["colour", "page_size", "status"]);
    }

    #[test]
    fn a_page_leaves_out_what_is_wrong() {
        let pairs = [
            ("status", "open,purple"),
            ("priority", "low"),
            ("utm_source", "mail"),
            ("mine", "true"),
        ];
        let query = TicketQuery::parse_leniently(pairs);
        assert_eq!(query.to_query_string(), "priority=low&mine=true");
    }

    #[test]
    fn conditions_of_a_kind_widen_each_other_and_those_that_want_a_tag_do_not() {
        let query = parse(&[
            ("tag", "b"),
            ("updated_after", "2026-01-01"),
            ("status", "open"),
            ("tag_not", "x"),
            ("tag", "a,c"),
            ("status", "pending,open"),
            ("tag_not", "y"),
            ("tag", "b"),
            ("updated_after", "2026-01-02"),
        ]);
        assert_eq!(
            query.expect("valid").to_query_string(),
            "status=open,pending&tag=b&tag=a,c&tag_not=x,y&updated_after=2026-01-02"
        );
    }

    #[test]
    fn there_is_an_end_to_conditions() {
        let tags: Vec<_> = (0..41).map(|it| ("tag", it.to_string())).collect();
        assert!(TicketQuery::parse(tags[..40].iter().cloned()).is_ok());
        assert!(TicketQuery::parse(tags).is_err());
    }

    #[test]
    fn a_day_begins_where_one_is() {
        let query = parse(&[("created_after", "2026-01-31")]).expect("valid");
        let kathmandu = |day: NaiveDate| {
            day.and_time(chrono::NaiveTime::MIN).and_utc() - chrono::Duration::minutes(345)
        };
        assert_eq!(
            query.told_by(kathmandu).to_query_string(),
            "created_after=2026-01-30T18%3A15%3A00Z"
        );
    }
}
