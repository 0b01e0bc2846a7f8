//! `/platform/organizations/{id}`: one organization, and what the platform can do to it.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::support::SupportCard;
use super::{facts, organization_badge};
use crate::api::platform::{ChangePlan, LoadOrganization, ReviewOrganization};
use crate::model::FieldErrors;
use crate::model::organization::OrganizationStatus;
use crate::model::platform::{Features, OrganizationFile, Plan, Reason, ReviewKind};
use crate::ui::components::button::{Look, Submit};
use crate::ui::components::card::{Card, card};
use crate::ui::components::dialog::Dialog;
use crate::ui::components::field::{SelectField, TextArea, TextField};
use crate::ui::components::form::{Fields, Form, FormState};
use crate::ui::components::page::{TabTitle, crumb, page_head};
use crate::ui::components::skeleton;
use crate::ui::erase::{Erase, When};
use crate::ui::load::{Data, load};
use crate::ui::markup::{Markup, live_html, markup};
use crate::ui::time::moment;

/// The page.
#[component]
pub fn PlatformOrganizationPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id").unwrap_or_default()));
    load(
        move || LoadOrganization { id: id.get() },
        |file| file.organization.id,
        skeleton::blocks,
        page,
    )
}

fn page(file: Data<OrganizationFile>) -> AnyView {
    let title = file.map(|file| file.organization.name.clone());
    view! {
        <TabTitle title/>
        <div class="page page-narrow">
            {live_html("stack", move || file.with(head))}
            <Reviews file/>
            {live_html("", move || file.with(about))}
            <PlanCard file/>
            <SupportCard file/>
        </div>
    }
    .erase()
}

fn head(file: &OrganizationFile) -> Markup {
    let organization = &file.organization;
    let note = format!("/o/{}", organization.slug);
    markup![
        crumb("/platform", "Organizations"),
        page_head(
            &organization.name,
            &note,
            organization_badge(organization.status),
        )
    ]
}

fn about(file: &OrganizationFile) -> Markup {
    let organization = &file.organization;
    let owners: Markup = file
        .owners
        .iter()
        .map(|owner| {
            markup![
                "<a class='link block truncate' href='/platform/users/",
                owner.id.to_string(),
                "'>",
                owner.name,
                "</a>"
            ]
        })
        .collect();
    let reason = organization.status_reason.as_deref().unwrap_or("–");
    let domain = organization.domain.as_deref().unwrap_or("–");
    let body = facts(&[
        ("Reason", markup![reason]),
        ("Owners", owners),
        ("People", markup![organization.member_count]),
        ("Domain", markup![domain]),
        ("Opened by", markup![organization.created_by.name]),
        ("Opened", moment(organization.created_at, file.now)),
    ]);
    card("About", "about", Markup::new(), body)
}

/// What can be done now; the same rule that the service obeys decides what is offered.
#[component]
fn Reviews(file: Data<OrganizationFile>) -> impl IntoView {
    let status = file.map(|file| file.organization.status);
    let is = move |wanted| Signal::derive(move || status.get() == wanted);
    let id = file.peek(|file| file.organization.id.to_string());
    let (approve, reject, suspend, reactivate) = (id.clone(), id.clone(), id.clone(), id);
    view! {
        <div class="actions" hidden=is(OrganizationStatus::Deleted)>
            <When is=is(OrganizationStatus::Pending)>
                <Plain id=approve.clone() kind=ReviewKind::Approve shape="check" said="The organization is active. Its owners are told."/>
                <Reasoned
                    id=reject.clone()
                    kind=ReviewKind::Reject
                    dialog="reject-dialog"
                    title="Reject this organization?"
                    text="It is deleted, and its name is free for others. Its owners are told why."
                />
            </When>
            <When is=is(OrganizationStatus::Active)>
                <Reasoned
                    id=suspend.clone()
                    kind=ReviewKind::Suspend
                    dialog="suspend-dialog"
                    title="Suspend this organization?"
                    text="Everybody in it loses access at once, until it is reactivated. Its owners are told why."
                />
            </When>
            <When is=is(OrganizationStatus::Suspended)>
                <Plain id=reactivate.clone() kind=ReviewKind::Reactivate shape="rotate-ccw" said="The organization works again. Its owners are told."/>
            </When>
        </div>
    }
}

fn hidden(id: String, kind: ReviewKind) -> Vec<(&'static str, String)> {
    vec![("id", id), ("action", kind.to_string())]
}

#[component]
fn Plain(id: String, kind: ReviewKind, shape: &'static str, said: &'static str) -> impl IntoView {
    let form = FormState::new::<ReviewOrganization>(kind.as_str(), hidden(id, kind));
    view! {
        <Form form said>
            <Submit shape>{kind.label()}</Submit>
        </Form>
    }
}

fn check_reason(input: &Fields) -> FieldErrors {
    let mut errors = FieldErrors::default();
    errors.take("reason", Reason::parse(&input.get("reason")));
    errors
}

#[component]
fn Reasoned(
    id: String,
    kind: ReviewKind,
    dialog: &'static str,
    title: &'static str,
    text: &'static str,
) -> impl IntoView {
    let form = FormState::new::<ReviewOrganization>(kind.as_str(), hidden(id, kind));
    let open = form.error.with_untracked(Option::is_some);
    view! {
        <Dialog id=dialog title opener=kind.label() look=Look::Secondary shape="circle-pause" open>
            <Form form check=check_reason said="Done. The owners are told." class="stack">
                <p>{text}</p>
                <TextArea name="reason" label="Reason" rows=3/>
                <div class="form-actions"><Submit look=Look::Danger>{kind.label()}</Submit></div>
            </Form>
        </Dialog>
    }
}

fn check_plan(input: &Fields) -> FieldErrors {
    let mut errors = FieldErrors::default();
    errors.take("features", Features::parse(&input.get("features")));
    errors
}

#[component]
fn PlanCard(file: Data<OrganizationFile>) -> impl IntoView {
    let id = file.peek(|file| file.organization.id.to_string());
    let form = FormState::new::<ChangePlan>("plan", vec![("id", id)]);
    let plans: Vec<_> = Plan::ALL
        .iter()
        .map(|plan| (plan.to_string(), plan.label().to_owned()))
        .collect();
    let plan = file.map(|file| file.organization.plan.to_string());
    let features = file.peek(|file| file.organization.features.switched_on());
    view! {
        <Card title="Plan" id="plan-card">
            <Form form check=check_plan said="Saved." class="stack">
                <SelectField name="plan" label="Plan" value=plan options=plans/>
                <TextField
                    name="features"
                    label="Features switched on"
                    value=features
                    optional=true
                    hint="Names separated by commas, such as live_chat."
                />
                <div class="form-actions"><Submit>"Save"</Submit></div>
            </Form>
        </Card>
    }
}
