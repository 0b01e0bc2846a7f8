//! `/welcome`: a person's first steps. Each can be left out, and made up for in the account's pages.

use leptos::prelude::*;
use leptos_meta::Title;
use web_sys::HtmlSelectElement;

use super::account::ProfileFieldset;
use crate::api::account::{LoadWelcome, SkipStep, WelcomeOrganization, WelcomeProfile};
use crate::model::FieldErrors;
use crate::model::account::{OnboardingStep, WelcomeView};
use crate::model::account_form::{WayIn, parse_way_in};
use crate::model::organization::MembershipStatus;
use crate::model::user::OrganizationOfMine;
use crate::model::zone::Language;
use crate::ui::browser;
use crate::ui::components::alert::{Tone, alert};
use crate::ui::components::button::{Look, Submit, link_button};
use crate::ui::components::field::TextField;
use crate::ui::components::form::{Fields, Form, FormState};
use crate::ui::components::steps::steps;
use crate::ui::erase::{Erase, nothing};
use crate::ui::frame::PlainFrame;
use crate::ui::load::load;
use crate::ui::markup::{html, markup};

/// The page.
#[component]
pub fn WelcomePage() -> impl IntoView {
    load(
        || LoadWelcome {},
        |view| (view.step, view.me.organizations.len()),
        nothing,
        |view| {
            let view = view.peek(WelcomeView::clone);
            match view.step {
                OnboardingStep::Profile => profile(view),
                OnboardingStep::Organization => organization(&view),
                OnboardingStep::Done => done(&view),
            }
        },
    )
}

/// Where one is among the steps, and what else is to be done.
fn head(view: &WelcomeView) -> AnyView {
    let names: Vec<_> = OnboardingStep::ALL
        .iter()
        .map(|step| step.label())
        .collect();
    let at = OnboardingStep::ALL
        .iter()
        .position(|step| *step == view.step);
    let verify = view.must_verify.then(|| {
        let words = markup![
            "<p>We have sent you a mail: open its link to confirm your address. <a class='link' href='/verify-email'>Nothing there?</a></p>"
        ];
        alert(Tone::Info, words)
    });
    html(
        "stack mb-6",
        markup![steps("First steps", &names, at.unwrap_or_default()), verify],
    )
}

/// Leaves the step out.
fn skip(step: OnboardingStep) -> AnyView {
    let form = FormState::new::<SkipStep>("skip", vec![("step", step.to_string())]);
    view! {
        <Form form class="mt-2">
            <Submit look=Look::Quiet class="w-full">"Not now"</Submit>
        </Form>
    }
    .erase()
}

fn profile(view: WelcomeView) -> AnyView {
    let head = head(&view);
    let form = FormState::new::<WelcomeProfile>("welcome-profile", vec![]);
    let timezone = view.me.timezone.clone();
    if timezone == "UTC" && form.error.with_untracked(Option::is_none) {
        Effect::new(suggest_zone);
    }
    let language = view.me.language.parse().unwrap_or(Language::English);
    view! {
        <Title text="Welcome"/>
        <PlainFrame title="Welcome to Tutta" lead="A few words about you, so that others know whom they deal with.">
            {head}
            <Form form check=super::account::check_profile class="stack">
                <ProfileFieldset
                    first_name=view.me.first_name
                    last_name=view.me.last_name
                    phone=view.phone
                    zones=view.zones
                    timezone=Signal::stored(timezone)
                    language=Signal::stored(language)
                />
                <Submit class="w-full">"Save and go on"</Submit>
            </Form>
            {skip(OnboardingStep::Profile)}
        </PlainFrame>
    }
    .erase()
}

/// Chooses the browser's own zone, where it is among those to choose from.
fn suggest_zone() {
    let Some(select) = browser::by_id::<HtmlSelectElement>("welcome-profile-timezone") else {
        return;
    };
    if let Some(zone) = browser::time_zone() {
        select.set_value(&zone);
        if select.selected_index() < 0 {
            select.set_value("UTC");
        }
    }
}

fn check(input: &Fields) -> FieldErrors {
    let (name, code) = (
        input.get("organization_name"),
        input.get("organization_code"),
    );
    match parse_way_in(&name, &code, "") {
        Ok(WayIn::Alone) => FieldErrors::one(
            "form",
            "Name an organization to open, or enter an invite code. You can also do this later.",
        ),
        Ok(_) => FieldErrors::default(),
        Err(errors) => errors,
    }
}

fn organization(view: &WelcomeView) -> AnyView {
    let head = head(view);
    let form = FormState::new::<WelcomeOrganization>("welcome-organization", vec![]);
    let hint = if view.offer.needs_approval {
        "To open a new one. An operator of the platform approves it first."
    } else {
        "To open a new one. You become its owner."
    };
    let name = view.offer.opens_organizations.then(|| {
        view! {
            <TextField
                name="organization_name"
                label="Name of your organization"
                autocomplete="organization"
                hint=hint
                optional=true
            />
        }
    });
    let find = markup![
        "<p class='muted mt-4'>No code? <a class='link' href='/organizations'>Find your organization</a>, or ask an admin of it to invite you.</p>"
    ];
    view! {
        <Title text="Welcome"/>
        <PlainFrame title="Your organization" lead="Tickets live in organizations. Open one, or join yours.">
            {head}
            <Form form check class="stack">
                {name}
                <TextField
                    name="organization_code"
                    label="Invite code"
                    hint="To join one that is here already."
                    optional=true
                />
                <Submit class="w-full">"Go on"</Submit>
            </Form>
            {skip(OnboardingStep::Organization)}
            {html("", find)}
        </PlainFrame>
    }
    .erase()
}

fn done(view: &WelcomeView) -> AnyView {
    let head = head(view);
    let organizations = &view.me.organizations;
    let is_in = |organization: &OrganizationOfMine| organization.status == MembershipStatus::Active;
    let lead = if organizations.iter().any(is_in) {
        "You are all set."
    } else {
        let waits_for = organizations.iter().find_map(OrganizationOfMine::waits_for);
        waits_for.unwrap_or(
            "You are all set. What is left is an organization: join one when you have its code.",
        )
    };
    let next = markup![
        link_button("/", Look::Primary, "", "Go to the start"),
        link_button("/account", Look::Secondary, "", "Your account")
    ];
    view! {
        <Title text="Welcome"/>
        <PlainFrame title="Welcome" lead=lead>
            {head}
            {html("stack", next)}
        </PlainFrame>
    }
    .erase()
}
