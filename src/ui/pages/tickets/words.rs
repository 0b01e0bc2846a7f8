//! A condition in words, as its chip and screen readers say it.

use crate::model::ticket_query::{Condition, GroupFilter, Moment, PersonFilter};
use crate::model::view::TicketList;
use crate::model::{GroupId, UserId};
use crate::ui::time;

/// What the condition compares with: `Open or Pending`.
pub fn values(condition: &Condition, data: &TicketList) -> String {
    let words: Vec<String> = match condition {
        Condition::Status(choice) => labels(choice.values(), |it| it.label().to_owned()),
        Condition::Priority(choice) => labels(choice.values(), |it| it.label().to_owned()),
        Condition::Group(choice) => labels(choice.values(), |it| group(it, data)),
        Condition::Assignee(choice) | Condition::CreatedBy(choice) => {
            labels(choice.values(), |it| person(it, data))
        }
        Condition::Tag(choice) => labels(choice.values(), |it| it.to_string()),
        Condition::Created(bound) | Condition::Updated(bound) => vec![moment(bound.moment())],
    };
    words.join(" or ")
}

fn labels<T>(values: &[T], label: impl Fn(&T) -> String) -> Vec<String> {
    values.iter().map(label).collect()
}

fn group(group: &GroupFilter, data: &TicketList) -> String {
    match group {
        GroupFilter::None => "No group".to_owned(),
        GroupFilter::Is(id) => group_name(*id, data),
    }
}

fn group_name(id: GroupId, data: &TicketList) -> String {
    let group = data.groups.iter().find(|group| group.id == id);
    group.map_or_else(|| "Another group".to_owned(), |group| group.name.clone())
}

fn person(person: &PersonFilter, data: &TicketList) -> String {
    match person {
        PersonFilter::Me => "Me".to_owned(),
        PersonFilter::Nobody => "Nobody".to_owned(),
        PersonFilter::Is(id) => person_name(*id, data),
        PersonFilter::At(email) => email.as_str().to_owned(),
    }
}

fn person_name(id: UserId, data: &TicketList) -> String {
    let person = data.people.iter().find(|person| person.id == id);
    person.map_or_else(|| "Somebody else".to_owned(), |person| person.name.clone())
}

fn moment(moment: Moment) -> String {
    match moment {
        Moment::Day(day) => time::day(day),
        Moment::At(at) => time::absolute(at),
    }
}
