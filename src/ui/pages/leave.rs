//! `/o/{slug}/leave`: leaving an organization, with what it means.

use leptos::prelude::*;

use crate::api::people::LeaveOrganization;
use crate::ui::components::button::{Look, Submit, link_button};
use crate::ui::components::form::{Form, FormState};
use crate::ui::components::page::{TabTitle, page_head};
use crate::ui::erase::Erase;
use crate::ui::frame::{use_frame, use_slug};
use crate::ui::markup::{Markup, html, markup};

/// The page.
#[component]
pub fn LeavePage() -> impl IntoView {
    let slug = use_slug().get_untracked();
    let name = use_frame().peek(|frame| frame.organization.name.clone());
    let home = format!("/o/{slug}");
    let form = FormState::new::<LeaveOrganization>("leave", vec![("slug", slug)]);
    let title = format!("Leave {name}?");
    let words = markup![
        "<p>You lose access to ",
        &name,
        " at once. Your account, and the other organizations you belong to, stay.</p>",
        "<ul><li>Tickets you filed and what you wrote stay there, under your name.</li>",
        "<li>Open tickets assigned to you show that their assignee is inactive.</li>",
        "<li>You leave all groups; a group you manage has no manager until somebody is named.</li>",
        "<li>To come back you need an invitation, or an answer to a request.</li>",
        "<li>The last owner cannot leave: make somebody else an owner first.</li></ul>"
    ];
    view! {
        <TabTitle title=title.clone()/>
        <div class="page page-narrow">
            {html("", page_head(&title, "", Markup::new()))}
            <Form form leaves=true said="You have left." class="card card-body stack">
                {html("prose", words)}
                <div class="form-actions">
                    {html("", link_button(&home, Look::Quiet, "", "Stay"))}
                    <Submit look=Look::Danger shape="log-out">"Leave the organization"</Submit>
                </div>
            </Form>
        </div>
    }
    .erase()
}
