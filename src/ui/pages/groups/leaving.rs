//! `/o/{slug}/admin/groups/{id}/remove?person=…`: asks what becomes of the open tickets of those who leave.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::chosen::UNASSIGN;
use super::{address, choices, use_group};
use crate::api::groups::{LoadLeaving, RemoveMembers};
use crate::model::group::{GroupLeaving, GroupMember};
use crate::model::page::Count;
use crate::ui::components::avatar::avatar;
use crate::ui::components::button::{Look, Submit, link_button};
use crate::ui::components::field::SelectField;
use crate::ui::components::form::{Form, FormState};
use crate::ui::components::page::{TabTitle, page_head};
use crate::ui::components::skeleton;
use crate::ui::erase::Erase;
use crate::ui::frame::use_slug;
use crate::ui::load::{Data, load};
use crate::ui::markup::{Markup, html, markup};
use crate::ui::number::tickets;

/// The page.
#[component]
pub fn LeavingPage() -> impl IntoView {
    let slug = use_slug();
    let group = use_group();
    let query = use_query_map();
    let people = Memo::new(move |_| {
        let people = query.with(|query| query.get_all("person"));
        people.unwrap_or_default().join(",")
    });
    load(
        move || LoadLeaving {
            slug: slug.get(),
            group: group.get(),
            leaving: people.get(),
        },
        |leaving| {
            let people = leaving.leaving.iter().map(|person| person.id);
            (leaving.group.id, people.collect::<Vec<_>>())
        },
        skeleton::blocks,
        move |leaving| page(&slug.get_untracked(), leaving),
    )
}

fn page(slug: &str, leaving: Data<GroupLeaving>) -> AnyView {
    let GroupLeaving {
        group,
        leaving: people,
        staying,
    } = leaving.peek(Clone::clone);
    let place = format!("{}/{}", address(slug), group.id);
    let ids: Vec<_> = people.iter().map(|person| person.id.to_string()).collect();
    let hidden = vec![
        ("slug", slug.to_owned()),
        ("group", group.id.to_string()),
        ("leaving", ids.join(",")),
    ];
    let form = FormState::new::<RemoveMembers>("remove-members", hidden);
    let title = match people.as_slice() {
        [one] => format!("Remove {} from {}?", one.name(), group.name),
        several => format!("Remove {} people from {}?", several.len(), group.name),
    };
    let holds_some = people.iter().any(|person| person.open > 0);
    let question = holds_some.then(|| {
        let heirs = choices(UNASSIGN, &staying);
        view! {
            <SelectField
                name="reassign_to"
                label="Their open tickets in the group"
                options=heirs
                value=String::new()
                hint="Unassigned ones are seen by the group's manager, and by supervisors and above."
            />
        }
    });
    view! {
        <TabTitle title=title.clone()/>
        <div class="page page-narrow">
            {html("", page_head(&title, "", Markup::new()))}
            <Form form leaves=true said="Removed from the group." class="card card-body stack">
                {html("stack", words(&people))}
                {question}
                <div class="form-actions">
                    {html("", link_button(&place, Look::Quiet, "", "Cancel"))}
                    <Submit look=Look::Danger shape="user-round-x">"Remove from the group"</Submit>
                </div>
            </Form>
        </div>
    }
    .erase()
}

fn words(people: &[GroupMember]) -> Markup {
    let rows: Markup = people.iter().map(row).collect();
    let manager = people.iter().any(|person| person.is_manager).then(|| {
        markup!["<p>The manager is among them: the group has none until you set another one.</p>"]
    });
    markup![
        "<ul class='people'>",
        rows,
        "</ul>",
        manager,
        "<p class='muted'>They stay in the organization. What is resolved or closed stays theirs.</p>"
    ]
}

fn row(person: &GroupMember) -> Markup {
    let name = person.name();
    let held = tickets(Count::capped(person.open));
    markup![
        "<li><span class='people-who'>",
        avatar(&name, ""),
        "<span class='min-w-0'><span class='block truncate font-medium'>",
        &name,
        "</span><span class='block muted'>",
        held,
        " open in this group</span></span></span></li>"
    ]
}
