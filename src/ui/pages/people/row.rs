//! One person: who they are, and, for those who may, what can be changed of them.

use leptos::prelude::*;

use crate::api::people::ChangePerson;
use crate::model::Role;
use crate::model::person::{PeopleList, Person};
use crate::model::viewer::Viewer;
use crate::policy::{PersonAction, PersonFacts, can};
use crate::ui::components::avatar::avatar;
use crate::ui::components::badge::badge;
use crate::ui::components::button::{Look, Submit};
use crate::ui::components::field::SelectField;
use crate::ui::components::form::{Form, FormState};
use crate::ui::erase::Erase;
use crate::ui::markup::{Markup, html, markup};

type Options = Vec<(String, String)>;

fn option(role: Role) -> (String, String) {
    (role.to_string(), role.label().to_owned())
}

/// The roles that the viewer may give to somebody new.
pub fn roles(viewer: &Viewer) -> Options {
    let may = |role: &Role| {
        can(
            viewer,
            PersonAction::Add(*role),
            &PersonFacts::new_as(*role),
        )
        .is_allowed()
    };
    Role::ALL.into_iter().filter(may).map(option).collect()
}

/// A person as a line of the list.
pub fn row(person: &Person, data: &PeopleList, slug: &str) -> AnyView {
    let facts = PersonFacts::of(person.id, person.role);
    let may = |action| can(&data.viewer, action, &facts).is_allowed();
    let name = person.name();
    let you = (person.id == data.viewer.user).then(|| markup![" <span class='tag'>You</span>"]);
    let called = if may(PersonAction::Edit) {
        let id = person.id.to_string();
        let page = ["/o/", slug, "/admin/users/", &id].concat();
        markup!["<a class='link' href='", page, "'>", &name, "</a>"]
    } else {
        markup![&name]
    };
    let who = markup![
        avatar(&name, ""),
        "<span class='min-w-0'><span class='block truncate font-medium'>",
        called,
        you,
        "</span><span class='block truncate muted'>",
        &person.email,
        "</span></span>"
    ];
    let rest = if may(PersonAction::ChangeActive) {
        controls(person, data, slug, &name)
    } else {
        html("row", facts_of(person))
    };
    view! { <li>{html("people-who", who)} {rest}</li> }.erase()
}

/// What is only read.
fn facts_of(person: &Person) -> Markup {
    let department = person.department.as_ref().map(|it| it.name.as_str());
    let state = if person.is_active {
        badge("badge-plain tone-good", "circle-check", "Active")
    } else {
        badge("badge-plain tone-warning", "circle-pause", "Inactive")
    };
    markup![
        "<span class='muted'>",
        department.unwrap_or_default(),
        "</span>",
        state,
        "<span class='tag'>",
        person.role.label(),
        "</span>"
    ]
}

fn controls(person: &Person, data: &PeopleList, slug: &str, name: &str) -> AnyView {
    let facts = PersonFacts::of(person.id, person.role);
    let may = |role: &Role| {
        let action = PersonAction::ChangeRole(*role);
        *role == person.role || can(&data.viewer, action, &facts).is_allowed()
    };
    let roles: Options = Role::ALL.into_iter().filter(may).map(option).collect();
    let states = [("true", "Active"), ("false", "Inactive")];
    let states: Options = states
        .map(|(it, words)| (it.to_owned(), words.to_owned()))
        .into();
    let departments = data.departments.iter();
    let departments = departments.map(|it| (it.id.to_string(), it.name.clone()));
    let none = (String::new(), "No department".to_owned());
    let departments: Options = std::iter::once(none).chain(departments).collect();
    let department = person.department.as_ref().map(|it| it.id.to_string());
    let hidden = vec![("slug", slug.to_owned()), ("person", person.id.to_string())];
    let form = FormState::new::<ChangePerson>(format!("person-{}", person.id), hidden);
    let remove = markup![
        "<a class='btn btn-quiet' href='/o/",
        slug,
        "/admin/users/",
        person.id.to_string(),
        "/remove' aria-label='Remove ",
        name,
        "'>Remove</a>"
    ];
    let label = format!("Save the changes of {name}");
    let (role, active) = (person.role.to_string(), person.is_active.to_string());
    let department = department.unwrap_or_default();
    view! {
        <Form form said="Saved." class="stack-sm">
            <div class="people-form">
                <SelectField name="role" label="Role" hidden_label=true options=roles value=role/>
                <SelectField name="active" label="Status" hidden_label=true options=states value=active/>
                <SelectField
                    name="department"
                    label="Department"
                    hidden_label=true
                    options=departments
                    value=department
                />
                <Submit look=Look::Secondary><span class="sr-only">{label}</span><span aria-hidden="true">"Save"</span></Submit>
                {html("", remove)}
            </div>
        </Form>
    }
    .erase()
}
