//! `/o/{slug}/admin/users/{person}/remove`: asks first, and says what happens to what the person holds.

use leptos::prelude::*;

use super::people::person::about_person;
use crate::api::people::RemovePerson;
use crate::model::person::Person;
use crate::ui::components::button::{Look, Submit, link_button};
use crate::ui::components::form::{Form, FormState};
use crate::ui::components::page::{TabTitle, crumb, page_head};
use crate::ui::erase::Erase;
use crate::ui::load::Data;
use crate::ui::markup::{Markup, html, markup};

/// The page.
#[component]
pub fn RemovePersonPage() -> impl IntoView {
    about_person(page)
}

fn page(slug: &str, person: Data<Person>) -> AnyView {
    let (id, name) = person.peek(|person| (person.id, person.name()));
    let list = format!("/o/{slug}/admin/users");
    let hidden = vec![("slug", slug.to_owned()), ("person", id.to_string())];
    let form = FormState::new::<RemovePerson>("remove-person", hidden);
    let title = format!("Remove {name}?");
    let words = markup![
        "<p>",
        &name,
        " loses access at once, whatever they are signed in with. The account itself stays.</p>",
        "<ul><li>Tickets, comments and everything else they did here stay as they are.</li>",
        "<li>Open tickets they hold stay theirs, show that the assignee is inactive, and count as unassigned for the manager of their group.</li>",
        "<li>They leave all groups; a group they manage has no manager until you name one.</li>",
        "<li>They can come back by a new invitation.</li></ul>"
    ];
    view! {
        <TabTitle title=title.clone()/>
        <div class="page page-narrow">
            {html("stack", markup![crumb(&list, "Users"), page_head(&title, "", Markup::new())])}
            <Form form leaves=true said="The person is removed." class="card card-body stack">
                {html("prose", words)}
                <div class="form-actions">
                    {html("", link_button(&list, Look::Quiet, "", "Cancel"))}
                    <Submit look=Look::Danger shape="user-round-x">"Remove from the organization"</Submit>
                </div>
            </Form>
        </div>
    }
    .erase()
}
