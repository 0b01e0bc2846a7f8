//! Adding people to a group: searched for by name, ticked, and added together.

use leptos::prelude::*;

use super::chosen::of;
use crate::api::groups::AddMembers;
use crate::model::FieldErrors;
use crate::model::group::{ChosenGroup, GroupBoard};
use crate::model::person::Person;
use crate::ui::components::avatar::avatar;
use crate::ui::components::button::Submit;
use crate::ui::components::card::Card;
use crate::ui::components::form::{Fields, Form, FormState};
use crate::ui::erase::Erase;
use crate::ui::load::Data;
use crate::ui::markup::{Markup, live_html, markup};

/// What the boxes are called: the server reads a list from it.
const PEOPLE: &str = "people[]";

/// The card; `place` is the group's address.
pub(super) fn add_people(
    hidden: Vec<(&'static str, String)>,
    place: &str,
    q: Memo<String>,
    board: Data<GroupBoard>,
) -> AnyView {
    let form = FormState::new::<AddMembers>("add-people", hidden);
    let place = place.to_owned();
    let search = move || search(&place, &q.get());
    let candidates = move || {
        let ticked = |person: &Person| form.sent(PEOPLE, &person.id.to_string());
        board.with(|board| of(board, |chosen| candidates(chosen, ticked)))
    };
    let wrong = move || {
        let message = form.message("people");
        message.map_or_else(Markup::new, |message| {
            markup![
                "<p class='field-error' role='alert' tabindex='-1'>",
                message,
                "</p>"
            ]
        })
    };
    view! {
        <Card title="Add people" id="add-card">
            <div class="stack">
                {live_html("", search)}
                <Form form check said="Added." class="stack">
                    {live_html("", candidates)}
                    {live_html("empty:hidden", wrong)}
                    <div class="form-actions"><Submit shape="plus">"Add those ticked"</Submit></div>
                </Form>
            </div>
        </Card>
    }
    .erase()
}

fn check(input: &Fields) -> FieldErrors {
    if input.get(PEOPLE).is_empty() {
        FieldErrors::one("people", "Tick the people to add first.")
    } else {
        FieldErrors::default()
    }
}

fn search(place: &str, q: &str) -> Markup {
    markup![
        "<form class='groups-search' method='get' action='",
        place,
        "' role='search' aria-label='People to add'><label class='label' for='search-q'>Name or address</label>",
        "<span class='row'><input class='input grow' type='search' id='search-q' name='q' autocomplete='off' value='",
        q,
        "'><button type='submit' class='btn btn-secondary'>Search</button></span></form>"
    ]
}

fn candidates(chosen: &ChosenGroup, ticked: impl Fn(&Person) -> bool) -> Markup {
    if chosen.candidates.is_empty() {
        return markup![
            "<p class='muted'>Nobody else who works tickets fits. Invite people, or search for another name.</p>"
        ];
    }
    let box_of = |person: &Person| tick(person, ticked(person));
    let boxes: Markup = chosen.candidates.iter().map(box_of).collect();
    let more = chosen
        .more_candidates
        .then(|| markup!["<p class='hint'>There are more: search for a name to find them.</p>"]);
    markup![
        "<fieldset><legend class='sr-only'>People to add</legend><ul class='groups-ticks'>",
        boxes,
        "</ul></fieldset>",
        more
    ]
}

fn tick(person: &Person, is_ticked: bool) -> Markup {
    let name = person.name();
    let checked = is_ticked.then(|| markup![" checked"]);
    markup![
        "<li><label class='people-who'><input type='checkbox' class='tick' name='people[]' value='",
        person.id.to_string(),
        "'",
        checked,
        ">",
        avatar(&name, "avatar-sm"),
        "<span class='min-w-0'><span class='block truncate'>",
        &name,
        "</span><span class='menu-note block truncate'>",
        person.role.label(),
        " · ",
        &person.email,
        "</span></span></label></li>"
    ]
}
