//! The people of a group, and the way to take them out: a plain form that leads to a question.

use crate::model::group::GroupMember;
use crate::model::page::Count;
use crate::ui::components::avatar::avatar;
use crate::ui::components::badge::badge;
use crate::ui::components::card::flush_card;
use crate::ui::components::empty::empty;
use crate::ui::markup::{Markup, markup};
use crate::ui::number::tickets;

/// The card; `place` is the group's address.
pub(super) fn members(place: &str, people: &[GroupMember]) -> Markup {
    let body = if people.is_empty() {
        let text =
            "Its tickets can be assigned to nobody until somebody is in it. Add people below.";
        empty("users", "Nobody in this group", text, Markup::new())
    } else {
        let rows: Markup = people.iter().map(|person| row(place, person)).collect();
        markup![
            "<form method='get' action='",
            place,
            "/remove'><ul class='people'>",
            rows,
            "</ul><div class='form-actions rows-line'>",
            "<button type='submit' class='btn btn-secondary'>Remove those ticked</button></div></form>"
        ]
    };
    flush_card("People", "people-card", Markup::new(), body)
}

fn row(place: &str, person: &GroupMember) -> Markup {
    let (id, name) = (person.id.to_string(), person.name());
    let manager = person
        .is_manager
        .then(|| badge("tone-info", "user-check", "Manager"));
    let inactive = (!person.is_active).then(|| badge("tone-warning", "circle-pause", "Inactive"));
    markup![
        "<li><label class='people-who'><input type='checkbox' class='tick' name='person' value='",
        &id,
        "'>",
        avatar(&name, ""),
        "<span class='min-w-0'><span class='block truncate font-medium'>",
        &name,
        "</span><span class='block truncate muted'>",
        &person.email,
        "</span></span></label><span class='row'>",
        manager,
        inactive,
        "<span class='tag'>",
        person.role.label(),
        "</span><span class='muted nowrap'>",
        tickets(Count::capped(person.open)),
        " open</span><a class='btn btn-quiet' aria-label='Remove ",
        &name,
        "' href='",
        place,
        "/remove?person=",
        &id,
        "'>Remove</a></span></li>"
    ]
}
