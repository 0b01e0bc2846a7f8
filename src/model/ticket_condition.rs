//! The conditions of a ticket query: a field, how it is compared, and with what.

use super::text_enum::text_enum;
use super::ticket::{Priority, Tag, TicketStatus};
use super::ticket_filter::{Bound, GroupFilter, PersonFilter};

/// Most things that one condition names.
const MOST_VALUES: usize = 100;

text_enum! {
    /// How a condition compares which field: the name of its parameter. The two of a field follow each other.
    pub enum Test {
        /// In one of these statuses.
        Status = "status", "Status is";
        /// In none of them.
        StatusNot = "status_not", "Status is not";
        /// With one of these priorities.
        Priority = "priority", "Priority is";
        /// With none of them.
        PriorityNot = "priority_not", "Priority is not";
        /// Of one of these groups.
        Group = "group", "Group is";
        /// Of none of them.
        GroupNot = "group_not", "Group is not";
        /// Held by one of these people.
        Assignee = "assignee", "Assignee is";
        /// Held by none of them.
        AssigneeNot = "assignee_not", "Assignee is not";
        /// Filed by one of these people.
        CreatedBy = "created_by", "Requester is";
        /// Filed by none of them.
        CreatedByNot = "created_by_not", "Requester is not";
        /// With one of these tags.
        Tag = "tag", "Tag is";
        /// With none of them.
        TagNot = "tag_not", "Tag is not";
        /// Filed at this moment or later.
        CreatedAfter = "created_after", "Created on or after";
        /// Filed earlier.
        CreatedBefore = "created_before", "Created before";
        /// Last changed at this moment or later.
        UpdatedAfter = "updated_after", "Updated on or after";
        /// Last changed earlier.
        UpdatedBefore = "updated_before", "Updated before";
    }
}

impl Test {
    /// The kind of this name; unlike [`str::parse`] in its letters exactly.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|it| it.as_str() == name)
    }

    /// The two comparisons of the same field.
    #[must_use]
    pub fn of_field(self) -> &'static [Self] {
        let first = self as usize / 2 * 2;
        &Self::ALL[first..first + 2]
    }

    /// What people call the field.
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::Status | Self::StatusNot => "Status",
            Self::Priority | Self::PriorityNot => "Priority",
            Self::Group | Self::GroupNot => "Group",
            Self::Assignee | Self::AssigneeNot => "Assignee",
            Self::CreatedBy | Self::CreatedByNot => "Requester",
            Self::Tag | Self::TagNot => "Tag",
            Self::CreatedAfter | Self::CreatedBefore => "Created",
            Self::UpdatedAfter | Self::UpdatedBefore => "Updated",
        }
    }
}

/// Some things, of which a field is one; or, negated, none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice<T> {
    is_negated: bool,
    values: Vec<T>,
}

impl<T> Choice<T> {
    /// One of these.
    #[must_use]
    pub fn is<const N: usize>(values: [T; N]) -> Self {
        const { assert!(N > 0, "a choice is of something") };
        Self {
            is_negated: false,
            values: values.into(),
        }
    }

    /// Whether the field must be none of them.
    #[must_use]
    pub const fn is_negated(&self) -> bool {
        self.is_negated
    }

    /// At least one.
    #[must_use]
    pub fn values(&self) -> &[T] {
        &self.values
    }
}

impl<T: std::str::FromStr<Err = String> + PartialEq> Choice<T> {
    /// Reads values between commas.
    fn parse(is_negated: bool, raw: &str) -> Result<Self, String> {
        let mut values = Vec::new();
        for value in raw.split(',').map(str::trim).filter(|it| !it.is_empty()) {
            let value = value.parse()?;
            if !values.contains(&value) {
                values.push(value);
            }
        }
        match values.len() {
            0 => Err("Choose at least one.".to_owned()),
            1..=MOST_VALUES => Ok(Self { is_negated, values }),
            _ => Err(format!("Choose at most {MOST_VALUES}.")),
        }
    }

    fn widen(&mut self, by: Self) {
        for value in by.values {
            if !self.values.contains(&value) {
                self.values.push(value);
            }
        }
    }
}

/// One condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// On where the ticket is in its life.
    Status(Choice<TicketStatus>),
    /// On how much it presses.
    Priority(Choice<Priority>),
    /// On which group works it.
    Group(Choice<GroupFilter>),
    /// On who holds it.
    Assignee(Choice<PersonFilter>),
    /// On who filed it.
    CreatedBy(Choice<PersonFilter>),
    /// On its tags.
    Tag(Choice<Tag>),
    /// On when it was filed.
    Created(Bound),
    /// On when it last changed.
    Updated(Bound),
}

impl Condition {
    /// Reads what a parameter holds.
    ///
    /// # Errors
    /// How it is written.
    pub fn parse(test: Test, raw: &str) -> Result<Self, String> {
        use Test as T;
        let not = test.of_field()[1] == test;
        match test {
            T::Status | T::StatusNot => Choice::parse(not, raw).map(Self::Status),
            T::Priority | T::PriorityNot => Choice::parse(not, raw).map(Self::Priority),
            T::Group | T::GroupNot => Choice::parse(not, raw).map(Self::Group),
            T::Assignee | T::AssigneeNot => Choice::parse(not, raw).map(Self::Assignee),
            T::CreatedBy | T::CreatedByNot => Choice::parse(not, raw).map(Self::CreatedBy),
            T::Tag | T::TagNot => Choice::parse(not, raw).map(Self::Tag),
            T::CreatedAfter => raw.parse().map(Bound::After).map(Self::Created),
            T::CreatedBefore => raw.parse().map(Bound::Before).map(Self::Created),
            T::UpdatedAfter => raw.parse().map(Bound::After).map(Self::Updated),
            T::UpdatedBefore => raw.parse().map(Bound::Before).map(Self::Updated),
        }
    }

    /// Its kind.
    #[must_use]
    pub const fn test(&self) -> Test {
        const fn either(is_second: bool, first: Test, second: Test) -> Test {
            if is_second { second } else { first }
        }
        match self {
            Self::Status(it) => either(it.is_negated, Test::Status, Test::StatusNot),
            Self::Priority(it) => either(it.is_negated, Test::Priority, Test::PriorityNot),
            Self::Group(it) => either(it.is_negated, Test::Group, Test::GroupNot),
            Self::Assignee(it) => either(it.is_negated, Test::Assignee, Test::AssigneeNot),
            Self::CreatedBy(it) => either(it.is_negated, Test::CreatedBy, Test::CreatedByNot),
            Self::Tag(it) => either(it.is_negated, Test::Tag, Test::TagNot),
            Self::Created(Bound::After(_)) => Test::CreatedAfter,
            Self::Created(Bound::Before(_)) => Test::CreatedBefore,
            Self::Updated(Bound::After(_)) => Test::UpdatedAfter,
            Self::Updated(Bound::Before(_)) => Test::UpdatedBefore,
        }
    }

    /// What it compares with, as addresses write each.
    #[must_use]
    pub fn values(&self) -> Vec<String> {
        fn written<T: ToString>(choice: &Choice<T>) -> Vec<String> {
            choice.values.iter().map(ToString::to_string).collect()
        }
        match self {
            Self::Status(choice) => written(choice),
            Self::Priority(choice) => written(choice),
            Self::Group(choice) => written(choice),
            Self::Assignee(choice) | Self::CreatedBy(choice) => written(choice),
            Self::Tag(choice) => written(choice),
            Self::Created(bound) | Self::Updated(bound) => vec![bound.moment().to_string()],
        }
    }

    /// Brings in another one of the same kind. Whatever names several things then names more; a time is replaced.
    /// A ticket has one status but several tags, so conditions on its tags stand beside each other: `Some` gives the
    /// other one back.
    pub(super) fn widen(&mut self, by: Self) -> Option<Self> {
        match (self, by) {
            (Self::Status(own), Self::Status(more)) => own.widen(more),
            (Self::Priority(own), Self::Priority(more)) => own.widen(more),
            (Self::Group(own), Self::Group(more)) => own.widen(more),
            (Self::Assignee(own), Self::Assignee(more)) => own.widen(more),
            (Self::CreatedBy(own), Self::CreatedBy(more)) => own.widen(more),
            (Self::Tag(own), Self::Tag(more)) if own.is_negated => own.widen(more),
            (Self::Created(own), Self::Created(other))
            | (Self::Updated(own), Self::Updated(other)) => *own = other,
            (_, other) => return Some(other),
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_is_named_after_its_field_and_comparison() {
        for test in Test::ALL {
            assert_eq!(Test::named(test.as_str()), Some(*test));
            assert!(test.of_field().contains(test));
            assert!(test.label().starts_with(test.field()));
        }
        assert_eq!(Test::named("created_by_after"), None);
    }

    #[test]
    fn what_is_read_is_written_the_same() {
        for (test, raw) in [
            (Test::Status, "open,on_hold"),
            (Test::AssigneeNot, "me,none"),
            (Test::CreatedBy, "ada@example.com"),
            (Test::TagNot, "my printer,fire"),
            (Test::CreatedAfter, "2026-01-31"),
            (Test::UpdatedBefore, "2026-01-31T12:00:00Z"),
        ] {
            let read = Condition::parse(test, raw).expect(raw);
            assert_eq!((read.test(), read.values().join(",").as_str()), (test, raw));
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (test, raw) in [
            (Test::Status, "purple"),
            (Test::Group, ","),
            (Test::CreatedBefore, "yesterday"),
            (Test::CreatedBefore, "-9999-01-01"),
            (Test::Tag, &"x".repeat(41)),
        ] {
            assert!(Condition::parse(test, raw).is_err(), "{raw}");
        }
    }
}
