//! The address of the list's page: what the list shows, and the condition that is being put together on it.

use super::FieldErrors;
use super::list_query::read;
use super::ticket_query::{Condition, Test, TicketQuery};

/// The parameter that names the condition being put together.
pub const FILTER: &str = "filter";

/// The parameter that holds what it shall compare with.
pub const VALUE: &str = "value";

/// What the address of the list's page asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TicketListAddress {
    /// The list.
    pub query: TicketQuery,
    /// The condition that is being put together, if one is.
    pub draft: Option<Draft>,
    /// Whether a condition was just put together: the list then has a shorter address.
    pub is_answer: bool,
    /// What is wrong in the address and was left out.
    pub wrong: FieldErrors,
}

/// A condition on its way into the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its kind.
    pub test: Test,
    /// What is chosen, or typed.
    pub values: Vec<String>,
    /// What is wrong with it.
    pub message: Option<String>,
}

impl TicketListAddress {
    /// Reads decoded parameters.
    #[must_use]
    pub fn parse<N: AsRef<str>, V: AsRef<str>>(pairs: impl IntoIterator<Item = (N, V)>) -> Self {
        let (mut test, mut values, mut rest) = (None, None::<Vec<String>>, Vec::new());
        for (name, value) in pairs {
            match name.as_ref() {
                FILTER => test = Test::named(value.as_ref()),
                VALUE => values
                    .get_or_insert_default()
                    .push(value.as_ref().trim().to_owned()),
                _ => rest.push((name, value)),
            }
        }
        let (query, wrong) = read(rest);
        let asked = Self {
            query,
            wrong,
            ..Self::default()
        };
        match (test, values) {
            (None, _) => asked,
            (Some(test), None) => asked.opened(test),
            (Some(test), Some(values)) => asked.answered(test, values),
        }
    }

    /// The form of a condition, with what the list has of its kind.
    fn opened(self, test: Test) -> Self {
        let same = self.query.conditions.iter();
        let same = same.filter(|it| it.test() == test && !stands_alone(test));
        let values = same.flat_map(Condition::values).collect();
        Self {
            draft: Some(Draft {
                test,
                values,
                message: None,
            }),
            ..self
        }
    }

    /// The list with the condition, in the place of the one of its kind; or the form with what is wrong.
    fn answered(self, test: Test, values: Vec<String>) -> Self {
        let given = values.iter().filter(|it| !it.is_empty());
        let given: Vec<&str> = given.map(String::as_str).collect();
        match Condition::parse(test, &given.join(",")) {
            Ok(condition) => Self {
                query: self.without(test).with(condition),
                is_answer: true,
                ..self
            },
            Err(message) => Self {
                draft: Some(Draft {
                    test,
                    values,
                    message: Some(message),
                }),
                ..self
            },
        }
    }

    /// The list without the condition whose place one of this kind takes.
    #[must_use]
    pub fn without(&self, test: Test) -> TicketQuery {
        self.query
            .keeping(|it| it.test() != test || stands_alone(test))
    }
}

/// Whether a condition joins those of its kind: a ticket has several tags.
fn stands_alone(test: Test) -> bool {
    test == Test::Tag
}

#[cfg(test)]
mod tests {
    use super::super::list_query::ListAddress;
    use super::*;

    fn asked(pairs: &[(&str, &str)]) -> TicketListAddress {
        TicketListAddress::parse(pairs.iter().copied())
    }

    #[test]
    fn a_form_opens_with_what_the_list_has() {
        let asked = asked(&[("status", "open,pending"), ("filter", "status")]);
        let draft = asked.draft.expect("a form");
        assert_eq!(draft.values, ["open", "pending"]);
        assert!(!asked.is_answer);
    }

    #[test]
    fn what_it_answers_takes_the_place_of_its_kind() {
        for (pairs, expected) in [
            (
                &[
                    ("status", "open"),
                    ("filter", "status"),
                    ("value", "closed"),
                ][..],
                "status=closed",
            ),
            (
                &[
                    ("status", "open"),
                    ("filter", "assignee_not"),
                    ("value", "me"),
                    ("value", "none"),
                ],
                "status=open&assignee_not=me,none",
            ),
            (
                &[("tag", "fire"), ("filter", "tag"), ("value", "a, b")],
                "tag=fire&tag=a,b",
            ),
            (
                &[
                    ("cursor", "a1.0.0190163d8694739bbd23a1a6a1f4b6c0"),
                    ("filter", "tag"),
                    ("value", "x"),
                ],
                "tag=x",
            ),
        ] {
            let asked = asked(pairs);
            assert!(asked.is_answer && asked.draft.is_none());
            assert_eq!(asked.query.to_query_string(), expected);
        }
    }

    #[test]
    fn what_is_wrong_stays_in_the_form() {
        for (test, value) in [("created_after", "soon"), ("status", ""), ("tag", "a\u{7}")] {
            let asked = asked(&[("filter", test), ("value", value), ("status", "open")]);
            let draft = asked.draft.expect("a form");
            assert_eq!(draft.values, [value]);
            assert!(draft.message.is_some());
            assert_eq!(asked.query.to_query_string(), "status=open");
        }
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let asked = asked(&[("status", "purple"), ("priority", "low")]);
        assert_eq!(asked.query.to_query_string(), "priority=low");
        assert!(asked.wrong.get("status").is_some());
    }
}
