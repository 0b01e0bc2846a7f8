//! `/o/{slug}/setup`: the first steps of a new organization, one at a time.

use leptos::prelude::*;

use crate::api::setup::{GoToStep, LoadSetup, SetUpGroup, SetUpProfile};
use crate::model::FieldErrors;
use crate::model::group::NewGroup;
use crate::model::organization::OrganizationName;
use crate::model::settings::Color;
use crate::model::setup::{SetupStep, SetupView};
use crate::ui::components::button::{Look, Submit, link_button};
use crate::ui::components::card::Card;
use crate::ui::components::field::{SelectField, TextField};
use crate::ui::components::form::{Fields, Form, FormState};
use crate::ui::components::page::{TabTitle, page_head};
use crate::ui::components::skeleton;
use crate::ui::components::steps::steps;
use crate::ui::erase::Erase;
use crate::ui::frame::use_slug;
use crate::ui::load::{Data, load};
use crate::ui::markup::{Markup, html};

/// The page.
#[component]
pub fn OrganizationSetupPage() -> impl IntoView {
    let slug = use_slug();
    load(
        move || LoadSetup { slug: slug.get() },
        |view| view.step,
        skeleton::blocks,
        page,
    )
}

fn page(view: Data<SetupView>) -> AnyView {
    let (slug, step) = view.peek(|view| (view.organization.slug.to_string(), view.step));
    let note = "Three short steps. Each can be left out, and everything can be changed later.";
    let body = match step {
        SetupStep::Profile => profile(&slug, view),
        SetupStep::People => people(&slug, view),
        SetupStep::Group => group(&slug, view),
        SetupStep::Done => done(&slug),
    };
    view! {
        <TabTitle title="Set up"/>
        <div class="page page-narrow">
            {html("", page_head("Set up your organization", note, Markup::new()))}
            {html("", progress(step))}
            {body}
        </div>
    }
    .erase()
}

/// Where one is among the steps.
fn progress(current: SetupStep) -> Markup {
    let names: Vec<_> = SetupStep::ALL.iter().map(|step| step.label()).collect();
    let at = SetupStep::ALL.iter().position(|step| *step == current);
    steps("Steps", &names, at.unwrap_or_default())
}

/// A button that goes to a step and does nothing else.
fn go(slug: &str, step: SetupStep, look: Look, words: &'static str) -> AnyView {
    let hidden = vec![("slug", slug.to_owned()), ("step", step.to_string())];
    let form = FormState::new::<GoToStep>(format!("go-{step}"), hidden);
    let leaves = step == SetupStep::Done;
    view! { <Form form leaves><Submit look>{words}</Submit></Form> }.erase()
}

fn check_profile(input: &Fields) -> FieldErrors {
    let mut errors = FieldErrors::default();
    errors.take("name", OrganizationName::parse(&input.get("name")));
    errors.take("primary_color", Color::parse(&input.get("primary_color")));
    errors
}

fn profile(slug: &str, view: Data<SetupView>) -> AnyView {
    let form = FormState::new::<SetUpProfile>("profile", vec![("slug", slug.to_owned())]);
    let (name, color) = view.peek(|view| {
        let organization = &view.organization;
        (
            organization.name.clone(),
            organization.primary_color.clone(),
        )
    });
    let logo = format!("/o/{slug}/admin/settings");
    view! {
        <Card title="Name and look" id="step-card">
            <Form form check=check_profile class="stack">
                <TextField name="name" label="Name" value=name max=255/>
                <TextField name="primary_color" label="Colour" kind="color" value=color hint="Used in your pages and mails."/>
                <p class="muted">"A logo can be added in the " <a class="link" href=logo>"settings"</a> "."</p>
                <div class="form-actions"><Submit>"Save and go on"</Submit></div>
            </Form>
        </Card>
        <div class="form-actions">{go(slug, SetupStep::People, Look::Quiet, "Skip this step")}</div>
    }
    .erase()
}

fn people(slug: &str, view: Data<SetupView>) -> AnyView {
    let code = view.peek(|view| view.organization.invite_code.clone().unwrap_or_default());
    let invite = link_button(
        &format!("/o/{slug}/admin/invitations"),
        Look::Secondary,
        "send",
        "Invite by e-mail",
    );
    view! {
        <Card title="Invite people" id="step-card">
            <div class="stack">
                <p>"Send invitations, or give this code to those who shall join:"</p>
                <code class="code">{code}</code>
                {html("row", invite)}
            </div>
        </Card>
        <div class="form-actions">
            {go(slug, SetupStep::Profile, Look::Quiet, "Back")}
            {go(slug, SetupStep::Group, Look::Primary, "Go on")}
        </div>
    }
    .erase()
}

fn check_group(input: &Fields) -> FieldErrors {
    NewGroup::parse(&input.get("name"), "", "", &input.get("manager"))
        .err()
        .unwrap_or_default()
}

fn group(slug: &str, view: Data<SetupView>) -> AnyView {
    let form = FormState::new::<SetUpGroup>("group", vec![("slug", slug.to_owned())]);
    let managers = view.map(|view| {
        let nobody = (String::new(), "Nobody yet".to_owned());
        let people = view
            .managers
            .iter()
            .map(|person| (person.id.to_string(), person.name.clone()));
        std::iter::once(nobody).chain(people).collect::<Vec<_>>()
    });
    view! {
        <Card title="First group" id="step-card">
            <Form form check=check_group leaves=true said="Your organization is set up." class="stack">
                <p>"Groups work tickets together. The manager sees what nobody holds yet, and hands it out."</p>
                <TextField name="name" label="Name" max=100 hint="Such as Support, or Billing."/>
                <SelectField name="manager" label="Manager" value=String::new() options=managers/>
                <div class="form-actions"><Submit>"Create the group"</Submit></div>
            </Form>
        </Card>
        <div class="form-actions">
            {go(slug, SetupStep::People, Look::Quiet, "Back")}
            {go(slug, SetupStep::Done, Look::Quiet, "Finish without a group")}
        </div>
    }
    .erase()
}

fn done(slug: &str) -> AnyView {
    let home = link_button(&format!("/o/{slug}"), Look::Primary, "house", "Go home");
    let again = go(
        slug,
        SetupStep::Profile,
        Look::Quiet,
        "Go through the steps again",
    );
    view! {
        <Card title="All set" id="step-card">
            <div class="stack">
                <p>"Your organization is set up. Everything can be changed in the settings."</p>
                <div class="form-actions">
                    {again}
                    {html("", home)}
                </div>
            </div>
        </Card>
    }
    .erase()
}
