//! One group: its manager, its people, what it is called.

use leptos::prelude::*;

use super::add::add_people;
use super::members::members;
use super::{address, check, choices, identity};
use crate::api::groups::{ChangeGroup, SetManager};
use crate::model::Reference;
use crate::model::group::{ChosenGroup, GroupBoard, GroupMember};
use crate::model::page::Count;
use crate::ui::components::button::{Look, Submit, link_button};
use crate::ui::components::card::Card;
use crate::ui::components::field::SelectField;
use crate::ui::components::form::{Form, FormState};
use crate::ui::components::page::{TabTitle, page_head};
use crate::ui::erase::{Erase, live, nothing};
use crate::ui::load::Data;
use crate::ui::markup::{Markup, html, live_html, markup};
use crate::ui::number::{counted, grouped, tickets};

/// Looks at the chosen group; nothing where there is none.
pub(super) fn of<T: Default>(board: &GroupBoard, look: impl FnOnce(&ChosenGroup) -> T) -> T {
    board.chosen.as_ref().map(look).unwrap_or_default()
}

/// The part of the page that is about the chosen group.
pub(super) fn chosen(slug: &str, q: Memo<String>, board: Data<GroupBoard>) -> AnyView {
    let id = board.peek(|board| of(board, |chosen| chosen.group.id.to_string()));
    let place = format!("{}/{id}", address(slug));
    let hidden = vec![("slug", slug.to_owned()), ("group", id.clone())];
    let title = board.map(|board| of(board, |chosen| chosen.group.name.clone()));
    let (back, list) = (address(slug), format!("/o/{slug}/tickets?group={id}"));
    let head = move || board.with(|board| of(board, |chosen| head(chosen, &back, &list)));
    let people = place.clone();
    let people = move || board.with(|board| of(board, |chosen| members(&people, &chosen.members)));
    view! {
        <TabTitle title/>
        {live_html("", head)}
        {live_html("", people)}
        {add_people(hidden.clone(), &place, q, board)}
        {manager(hidden.clone(), q, board)}
        {change(hidden, &place, board)}
    }
    .erase()
}

fn head(chosen: &ChosenGroup, back: &str, list: &str) -> Markup {
    let group = &chosen.group;
    let count = |count| tickets(Count::capped(count));
    let department = group
        .department
        .as_ref()
        .map(|it| format!("{} · ", it.name));
    let note = format!(
        "{}{} · {} open, {} unassigned",
        department.unwrap_or_default(),
        counted(Count::capped(group.members), "person", "people"),
        count(group.open),
        grouped(group.unassigned),
    );
    let text = (!group.description.is_empty())
        .then(|| markup!["<p class='max-w-prose mt-2'>", &group.description, "</p>"]);
    markup![
        "<a class='link groups-back' href='",
        back,
        "'>All groups</a>",
        page_head(
            &group.name,
            &note,
            link_button(list, Look::Secondary, "tickets", "Its tickets")
        ),
        text
    ]
}

/// Who manages it, and, where the present manager would leave the group by losing that, what becomes of their tickets.
fn manager(
    hidden: Vec<(&'static str, String)>,
    q: Memo<String>,
    board: Data<GroupBoard>,
) -> AnyView {
    let form = FormState::new::<SetManager>("set-manager", hidden);
    let managers = board.map(|board| {
        let mut people = board.managers.clone();
        // Whoever manages it now can be chosen also where they work no tickets any more.
        let now = of(board, |chosen| chosen.group.manager.clone());
        people.extend(now.filter(|now| people.iter().all(|it| it.id != now.id)));
        choices("Nobody", &people)
    });
    let now = board.map(|board| {
        of(board, |chosen| {
            let manager = chosen.group.manager.as_ref();
            manager.map(|it| it.id.to_string()).unwrap_or_default()
        })
    });
    let question = live(move || {
        let (open, heirs) = board.with(|board| of(board, leaving_manager));
        if open == 0 {
            return nothing();
        }
        let words = markup![
            "<p>The manager is in the group only as its manager, and holds ",
            tickets(Count::capped(open)),
            " of it that are open. They leave the group when somebody else takes over.</p>"
        ];
        view! {
            {html("muted", words)}
            <SelectField name="reassign_to" label="Their open tickets then" options=heirs value=String::new()/>
        }
        .erase()
    });
    let others = Signal::derive(move || {
        let is_cut = board.with(|board| board.more_managers);
        q.with(|q| if is_cut { others(q) } else { String::new() })
    });
    view! {
        <Card title="Manager" id="manager-card">
            <Form form said="The manager is set." class="stack">
                <SelectField
                    name="manager"
                    label="Manager"
                    options=managers
                    value=now
                    hint="Sees and assigns also what nobody holds yet, and counts as a member."
                    aside=others
                />
                {question}
                <div class="form-actions"><Submit look=Look::Secondary>"Set the manager"</Submit></div>
            </Form>
        </Card>
    }
    .erase()
}

/// Where those are whom the choice of a manager does not hold.
fn others(q: &str) -> String {
    if q.is_empty() {
        return "Not everybody is in this choice: search for a name under “Add people” to have others in it."
            .to_owned();
    }
    format!(
        "In this choice are people whom “{q}” finds: search again under “Add people” to have others in it."
    )
}

/// How many open tickets a manager holds who is no member otherwise, and who could take them over.
fn leaving_manager(chosen: &ChosenGroup) -> (u64, Vec<(String, String)>) {
    let people = || chosen.members.iter();
    let leaves = people().find(|it| it.is_manager && !it.is_member);
    let open = leaves.map_or(0, |it| it.open);
    let heirs = people().filter(|it| it.is_member && it.is_active);
    let heir = |it: &GroupMember| Reference {
        id: it.id,
        name: it.name(),
    };
    let heirs: Vec<_> = heirs.map(heir).collect();
    (open, choices(UNASSIGN, &heirs))
}

/// The choice of nobody, for tickets of people who leave.
pub(super) const UNASSIGN: &str = "Nobody: unassign them";

fn change(hidden: Vec<(&'static str, String)>, place: &str, board: Data<GroupBoard>) -> AnyView {
    let form = FormState::new::<ChangeGroup>("change-group", hidden);
    let delete = link_button(
        &format!("{place}/delete"),
        Look::Danger,
        "trash-2",
        "Delete the group",
    );
    view! {
        <Card title="Name and department" id="change-card">
            <Form form check said="Saved." class="stack">
                {board.peek(|data| identity(board, data.chosen.as_ref().map(|it| &it.group)))}
                <div class="form-actions">
                    {html("grow", delete)}
                    <Submit look=Look::Secondary>"Save"</Submit>
                </div>
            </Form>
        </Card>
    }
    .erase()
}
