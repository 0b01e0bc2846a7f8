//! `/o/{slug}/admin/groups/{id}/delete`: asks where the tickets of a group go that is deleted.

use leptos::prelude::*;

use super::{address, choices, use_group};
use crate::api::groups::{DeleteGroup, LoadEnding};
use crate::model::group::GroupEnding;
use crate::model::page::Count;
use crate::ui::components::button::{Look, Submit, link_button};
use crate::ui::components::field::SelectField;
use crate::ui::components::form::{Form, FormState};
use crate::ui::components::page::{TabTitle, page_head};
use crate::ui::components::skeleton;
use crate::ui::erase::Erase;
use crate::ui::frame::use_slug;
use crate::ui::load::{Data, load};
use crate::ui::markup::{Markup, html, markup};
use crate::ui::number::{grouped, tickets};

/// The page.
#[component]
pub fn EndingPage() -> impl IntoView {
    let slug = use_slug();
    let group = use_group();
    load(
        move || LoadEnding {
            slug: slug.get(),
            group: group.get(),
        },
        |ending| ending.group.id,
        skeleton::blocks,
        move |ending| page(&slug.get_untracked(), ending),
    )
}

fn page(slug: &str, ending: Data<GroupEnding>) -> AnyView {
    let ending = ending.peek(Clone::clone);
    let group = &ending.group;
    let place = format!("{}/{}", address(slug), group.id);
    let hidden = vec![("slug", slug.to_owned()), ("group", group.id.to_string())];
    let form = FormState::new::<DeleteGroup>("delete-group", hidden);
    let title = format!("Delete {}?", group.name);
    let question = (ending.tickets > 0).then(|| {
        let heirs = choices("No group: unassign them all", &ending.others);
        view! {
            <SelectField
                name="move_to"
                label="Its tickets go to"
                options=heirs
                value=String::new()
                hint="In another group, those who are active members there keep theirs; the others are unassigned."
            />
        }
    });
    view! {
        <TabTitle title=title.clone()/>
        <div class="page page-narrow">
            {html("", page_head(&title, "", Markup::new()))}
            <Form form leaves=true said="The group is deleted." class="card card-body stack">
                {html("stack", words(&ending))}
                {question}
                <div class="form-actions">
                    {html("", link_button(&place, Look::Quiet, "", "Cancel"))}
                    <Submit look=Look::Danger shape="trash-2">"Delete the group"</Submit>
                </div>
            </Form>
        </div>
    }
    .erase()
}

fn words(ending: &GroupEnding) -> Markup {
    let has = if ending.tickets == 0 {
        markup!["It has no tickets."]
    } else {
        markup![
            "It has ",
            tickets(Count::capped(ending.tickets)),
            ", ",
            grouped(ending.group.open),
            " of them open."
        ]
    };
    markup![
        "<p>",
        has,
        "</p><ul class='prose'><li>Its people stay in the organization.</li>",
        "<li>Tickets keep their conversation and their activity, which tells of the change.</li>",
        "<li>Invitations to it lead into the organization alone.</li></ul>"
    ]
}
