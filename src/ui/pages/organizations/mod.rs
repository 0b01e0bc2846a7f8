//! `/organizations`: where one can go, what one waits for, or what to do when there is neither.

mod join;

use leptos::prelude::*;
use leptos_meta::Title;

use crate::api::identity::{SignOut, SwitchOrganization};
use crate::api::joining::LoadPicker;
use crate::model::join_request::OrganizationPicker;
use crate::model::organization::MembershipStatus;
use crate::model::user::OrganizationOfMine;
use crate::ui::components::avatar::crest;
use crate::ui::components::button::{Look, Submit};
use crate::ui::components::form::{Form, FormState};
use crate::ui::components::icon::icon;
use crate::ui::erase::{Erase, nothing};
use crate::ui::frame::PlainFrame;
use crate::ui::load::load;
use crate::ui::markup::markup;

/// The page.
#[component]
pub fn OrganizationsPage() -> impl IntoView {
    load(
        || LoadPicker {},
        |picker| (picker.me.clone(), picker.requests.clone()),
        nothing,
        |picker| picker.peek(page),
    )
}

fn page(picker: &OrganizationPicker) -> AnyView {
    let me = &picker.me;
    let is_any = |status| me.organizations.iter().any(|it| it.status == status);
    let (title, lead) = match (
        is_any(MembershipStatus::Active),
        is_any(MembershipStatus::Pending),
    ) {
        (true, _) => (
            "Your organizations",
            "Choose where to go. Your choice is remembered.",
        ),
        (false, true) => ("Waiting for approval", "There is nothing you need to do."),
        (false, false) if is_any(MembershipStatus::Suspended) => (
            "You are suspended",
            "Whoever runs the organization has paused your access. Ask an admin of it.",
        ),
        (false, false) => (
            "No organization yet",
            "Your account does not belong to an organization. Join one below, or ask an admin of yours to invite this address:",
        ),
    };
    let address = me
        .organizations
        .is_empty()
        .then(|| view! { <p class="font-medium">{me.email.clone()}</p> });
    let lines = me.organizations.iter().map(line).collect_view();
    let name = me.name();
    let ways = join::ways(picker);
    let form = FormState::new::<SignOut>("sign-out", vec![]);
    view! {
        <Title text=title/>
        <PlainFrame title lead>
            {address}
            <ul class="stack-sm">{lines}</ul>
            {ways}
            <div class="plain-actions">
                <span class="muted truncate">"Signed in as " {name}</span>
                <Form form leaves=true>
                    <Submit look=Look::Quiet shape="log-out">"Sign out"</Submit>
                </Form>
            </div>
        </PlainFrame>
    }
    .erase()
}

fn line(organization: &OrganizationOfMine) -> AnyView {
    let waits_for = organization
        .waits_for()
        .map(|words| markup!["<span class='menu-note block'>", words, "</span>"]);
    let OrganizationOfMine {
        name,
        slug,
        role,
        status,
        ..
    } = organization.clone();
    let is_active = status == MembershipStatus::Active;
    let note = if is_active {
        role.label()
    } else {
        status.label()
    };
    let shape = icon(match status {
        MembershipStatus::Active => "arrow-right",
        MembershipStatus::Suspended => "circle-pause",
        _ => "hourglass",
    });
    let words = markup![
        crest(&name, false),
        "<span class='grow min-w-0'><span class='block truncate font-medium'>",
        name,
        "</span><span class='menu-note'>",
        note,
        "</span>",
        waits_for,
        "</span><span class='muted'>",
        shape,
        "</span>"
    ];
    if !is_active {
        return view! { <li class="choice choice-off" inner_html=words.into_html()></li> }.erase();
    }
    let form = FormState::new::<SwitchOrganization>(
        format!("go-{slug}"),
        vec![("slug", slug.to_string())],
    );
    view! {
        <li>
            <Form form leaves=true>
                <button class="choice" inner_html=words.into_html()></button>
            </Form>
        </li>
    }
    .erase()
}
