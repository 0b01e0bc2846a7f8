//! `/o/{slug}/admin/groups`: the groups, and beside them the one that the address names, or the form for a new one.

mod add;
mod chosen;
pub mod ending;
pub mod leaving;
mod members;

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use crate::api::groups::{CreateGroup, LoadGroups};
use crate::model::group::{GroupBoard, GroupSummary, NewGroup};
use crate::model::page::Count;
use crate::model::{FieldErrors, Reference};
use crate::ui::components::button::Submit;
use crate::ui::components::card::Card;
use crate::ui::components::empty::empty;
use crate::ui::components::field::{SelectField, TextField};
use crate::ui::components::form::{Fields, Form, FormState};
use crate::ui::components::page::{TabTitle, page_head};
use crate::ui::components::skeleton;
use crate::ui::erase::Erase;
use crate::ui::frame::{AdminTabs, use_slug};
use crate::ui::load::{Data, load};
use crate::ui::markup::{Markup, live_html, markup};
use crate::ui::number::{counted, grouped};

/// The page.
#[component]
pub fn GroupsPage() -> impl IntoView {
    let slug = use_slug();
    let group = use_group();
    let query = use_query_map();
    let q = Memo::new(move |_| query.with(|query| query.get("q").unwrap_or_default()));
    load(
        move || LoadGroups {
            slug: slug.get(),
            group: group.get(),
            q: q.get(),
        },
        |board| board.chosen.as_ref().map(|chosen| chosen.group.id),
        skeleton::list,
        move |board| page(&slug.get_untracked(), q, board),
    )
}

/// The group that the address names; empty where it names none.
fn use_group() -> Memo<String> {
    let params = use_params_map();
    Memo::new(move |_| params.with(|params| params.get("id").unwrap_or_default()))
}

fn address(slug: &str) -> String {
    format!("/o/{slug}/admin/groups")
}

fn page(slug: &str, q: Memo<String>, board: Data<GroupBoard>) -> AnyView {
    let is_chosen = board.peek(|board| board.chosen.is_some());
    let place = address(slug);
    let list = live_html("", move || board.with(|board| list(&place, board)));
    let (class, main) = if is_chosen {
        ("groups groups-open", chosen::chosen(slug, q, board))
    } else {
        ("groups", new_group(slug, board))
    };
    let head = move || {
        let count = board.with(|board| Count::capped(board.groups.len() as u64));
        page_head("Groups", &counted(count, "group", "groups"), Markup::new())
    };
    let head = (!is_chosen).then(|| view! { <TabTitle title="Groups"/> {live_html("", head)} });
    view! {
        <div class="page">
            <AdminTabs/>
            {head}
            <div class=class>
                <nav class="groups-list" aria-label="Groups">{list}</nav>
                <div class="groups-main">{main}</div>
            </div>
        </div>
    }
    .erase()
}

fn list(place: &str, board: &GroupBoard) -> Markup {
    if board.groups.is_empty() {
        let text = "A group is a team that works tickets: its people see what is assigned in it, its manager also what \
                    nobody holds yet. Make the first one.";
        return markup![
            "<div class='card'>",
            empty("users", "No group yet", text, Markup::new()),
            "</div>"
        ];
    }
    let chosen = board.chosen.as_ref().map(|chosen| chosen.group.id);
    let line = |group: &GroupSummary| line(place, group, chosen == Some(group.id));
    let lines: Markup = board.groups.iter().map(line).collect();
    let new = chosen.map(|_| {
        markup![
            "<a class='btn btn-secondary groups-new' href='",
            place,
            "'>New group</a>"
        ]
    });
    markup!["<ul class='card rows'>", lines, "</ul>", new]
}

fn line(place: &str, group: &GroupSummary, is_chosen: bool) -> Markup {
    let current = is_chosen.then(|| markup![" aria-current='page'"]);
    let manager = group.manager.as_ref().map(|it| it.name.as_str());
    let department = group.department.as_ref().map(|it| markup![" · ", &it.name]);
    markup![
        "<li><a class='groups-line' href='",
        place,
        "/",
        group.id.to_string(),
        "'",
        current,
        "><span class='grow min-w-0'><span class='block truncate font-medium'>",
        &group.name,
        "</span><span class='menu-note block truncate'>",
        manager.unwrap_or("No manager"),
        department,
        "</span></span><span class='groups-numbers'><span>",
        grouped(group.open),
        " open</span><span class='muted'>",
        grouped(group.unassigned),
        " unassigned</span></span></a></li>"
    ]
}

fn check(input: &Fields) -> FieldErrors {
    NewGroup::parse(
        &input.get("name"),
        &input.get("description"),
        &input.get("department"),
        &input.get("manager"),
    )
    .err()
    .unwrap_or_default()
}

/// A choice among records, or none of them.
fn choices<Id: ToString>(none: &str, records: &[Reference<Id>]) -> Vec<(String, String)> {
    let none = (String::new(), none.to_owned());
    let records = records
        .iter()
        .map(|record| (record.id.to_string(), record.name.clone()));
    std::iter::once(none).chain(records).collect()
}

/// What a group's forms ask for alike.
fn identity(board: Data<GroupBoard>, group: Option<&GroupSummary>) -> AnyView {
    let (name, text, department) = group
        .map(|it| {
            let department = it.department.as_ref().map(|it| it.id.to_string());
            let department = department.unwrap_or_default();
            (it.name.clone(), it.description.clone(), department)
        })
        .unwrap_or_default();
    let departments = board.map(|board| choices("No department", &board.departments));
    view! {
        <TextField name="name" label="Name" value=name max=100/>
        <TextField
            name="description"
            label="Description"
            value=text
            optional=true
            max=500
            hint="What it is for."
        />
        <SelectField name="department" label="Department" options=departments value=department/>
    }
    .erase()
}

fn new_group(slug: &str, board: Data<GroupBoard>) -> AnyView {
    let form = FormState::new::<CreateGroup>("new-group", vec![("slug", slug.to_owned())]);
    let managers = board.map(|board| choices("Nobody yet", &board.managers));
    let others = Signal::derive(move || {
        let words = if board.with(|board| board.more_managers) {
            "Not everybody is in this choice: to find others by their names, create the group first."
        } else {
            ""
        };
        words.to_owned()
    });
    view! {
        <Card title="New group" id="new-card">
            <Form form check leaves=true said="The group is there." class="stack">
                {identity(board, None)}
                <SelectField name="manager" label="Manager" options=managers value=String::new() aside=others/>
                <div class="form-actions"><Submit shape="plus">"Create"</Submit></div>
            </Form>
        </Card>
    }
    .erase()
}
