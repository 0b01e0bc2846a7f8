//! `/o/{slug}/admin/users/{person}`: what somebody is called.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::api::people::{LoadPerson, RenamePerson};
use crate::model::FieldErrors;
use crate::model::person::Person;
use crate::model::user::parse_name;
use crate::ui::components::button::{Look, Submit, link_button};
use crate::ui::components::field::TextField;
use crate::ui::components::form::{Fields, Form, FormState};
use crate::ui::components::page::{TabTitle, crumb, page_head};
use crate::ui::components::skeleton;
use crate::ui::erase::Erase;
use crate::ui::frame::use_slug;
use crate::ui::load::{Data, load};
use crate::ui::markup::{Markup, html, markup};

fn check(input: &Fields) -> FieldErrors {
    let mut errors = FieldErrors::default();
    errors.take("first_name", parse_name(&input.get("first_name")));
    errors.take("last_name", parse_name(&input.get("last_name")));
    errors
}

/// The page.
#[component]
pub fn PersonPage() -> impl IntoView {
    about_person(page)
}

/// A page about the person that the address names; it gets the organization's slug too.
pub(in crate::ui::pages) fn about_person(page: fn(&str, Data<Person>) -> AnyView) -> impl IntoView {
    let slug = use_slug();
    let params = use_params_map();
    let person = Memo::new(move |_| params.with(|params| params.get("person").unwrap_or_default()));
    load(
        move || LoadPerson {
            slug: slug.get(),
            person: person.get(),
        },
        |person| person.id,
        skeleton::blocks,
        move |person| page(&slug.get_untracked(), person),
    )
}

fn page(slug: &str, person: Data<Person>) -> AnyView {
    let Person {
        id,
        email,
        first_name,
        last_name,
        ..
    } = person.peek(Clone::clone);
    let title = person.peek(Person::name);
    let list = format!("/o/{slug}/admin/users");
    let hidden = vec![("slug", slug.to_owned()), ("person", id.to_string())];
    let form = FormState::new::<RenamePerson>("rename-person", hidden);
    let note = if title == email { "" } else { &email };
    let head = markup![
        crumb(&list, "Users"),
        page_head(&title, note, Markup::new())
    ];
    view! {
        <TabTitle title=title.clone()/>
        <div class="page page-narrow">
            {html("stack", head)}
            <Form form check leaves=true said="Saved." class="card card-body stack">
                <div class="grid-2">
                    <TextField name="first_name" label="First name" value=first_name optional=true max=150/>
                    <TextField name="last_name" label="Last name" value=last_name optional=true max=150/>
                </div>
                <p class="hint">
                    "Names belong to the account: whoever is in another organization too changes theirs alone."
                </p>
                <div class="form-actions">
                    {html("", link_button(&list, Look::Quiet, "", "Cancel"))}
                    <Submit>"Save"</Submit>
                </div>
            </Form>
        </div>
    }
    .erase()
}
