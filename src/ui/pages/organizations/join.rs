//! The ways into an organization: the domain of one's address, an invite code, a wish.

use leptos::prelude::*;

use crate::api::joining::{AskToJoin, JoinByCode};
use crate::model::FieldErrors;
use crate::model::join_request::{
    Discovered, JoinRequestOfMine, JoinRequestStatus, OrganizationPicker, parse_words,
};
use crate::ui::components::badge::badge;
use crate::ui::components::button::{Look, Submit};
use crate::ui::components::field::{TextArea, TextField};
use crate::ui::components::form::{Fields, Form, FormState};
use crate::ui::erase::{Erase, nothing};
use crate::ui::markup::{Markup, html, markup};

/// All of them.
pub fn ways(picker: &OrganizationPicker) -> AnyView {
    let discovered = picker.discovered.iter().map(discovered).collect_view();
    let heading = if picker.discovered.is_empty() {
        nothing()
    } else {
        html(
            "",
            markup!["<h2 class='section-title'>For addresses like yours</h2>"],
        )
    };
    let unverified = (!picker.verified).then(|| {
        html(
            "hint",
            markup!["<a class='link' href='/verify-email'>Confirm your e-mail address</a> to find the organizations of its domain."],
        )
    });
    let is_open = picker.me.organizations.is_empty();
    view! {
        <div class="stack mt-6">
            {heading}
            <ul class="stack-sm">{discovered}</ul>
            {unverified}
            <details class="stack" open=is_open>
                <summary class="btn btn-secondary">"Join another organization"</summary>
                {by_code()}
                {by_asking()}
            </details>
            {html("empty:hidden", wishes(&picker.requests))}
        </div>
    }
    .erase()
}

fn discovered(organization: &Discovered) -> AnyView {
    let id = format!("join-{}", organization.slug);
    let hidden = vec![
        ("address", organization.slug.to_string()),
        ("message", String::new()),
    ];
    let form = FormState::new::<AskToJoin>(id, hidden);
    let words = if organization.at_once {
        "Join"
    } else {
        "Ask to join"
    };
    let name = organization.name.clone();
    let note = format!("as {}", organization.role.label().to_lowercase());
    view! {
        <li>
            <Form form leaves=true class="row">
                <span class="grow min-w-0">
                    <span class="block truncate font-medium">{name}</span>
                    <span class="muted">{note}</span>
                </span>
                <Submit look=Look::Secondary>{words}</Submit>
            </Form>
        </li>
    }
    .erase()
}

fn by_code() -> AnyView {
    let form = FormState::new::<JoinByCode>("join-by-code", vec![]);
    view! {
        <Form form leaves=true class="stack-sm mt-4">
            <TextField name="organization_code" label="Invite code" hint="Somebody of the organization can give it to you."/>
            <Submit look=Look::Secondary>"Join by code"</Submit>
        </Form>
    }
    .erase()
}

fn check(input: &Fields) -> FieldErrors {
    let mut errors = FieldErrors::default();
    if input.get("address").trim().is_empty() {
        errors.add("address", "Enter the organization's address.");
    }
    errors.take("message", parse_words(&input.get("message")));
    errors
}

fn by_asking() -> AnyView {
    let form = FormState::new::<AskToJoin>("ask-to-join", vec![]);
    view! {
        <Form form check leaves=true class="stack-sm mt-4">
            <TextField name="address" label="Address of the organization" hint="What follows /o/ in the addresses of its pages."/>
            <TextArea name="message" label="Message" rows=3 optional=true hint="Say who you are; those who answer read it."/>
            <Submit look=Look::Secondary>"Ask to join"</Submit>
        </Form>
    }
    .erase()
}

fn wishes(requests: &[JoinRequestOfMine]) -> Markup {
    if requests.is_empty() {
        return Markup::new();
    }
    let line = |request: &JoinRequestOfMine| {
        let (tone, shape) = match request.status {
            JoinRequestStatus::Pending => ("tone-info", "hourglass"),
            JoinRequestStatus::Approved => ("tone-good", "circle-check"),
            JoinRequestStatus::Rejected => ("tone-muted", "x"),
        };
        let note = (!request.review_note.is_empty()).then(|| {
            markup![
                "<span class='block muted'>",
                &request.review_note,
                "</span>"
            ]
        });
        markup![
            "<li class='row'><span class='grow min-w-0'><span class='block truncate'>",
            &request.organization,
            "</span>",
            note,
            "</span>",
            badge(tone, shape, request.status.label()),
            "</li>"
        ]
    };
    let lines: Markup = requests.iter().map(line).collect();
    markup![
        "<h2 class='section-title'>Your requests</h2><ul class='stack-sm mt-2'>",
        lines,
        "</ul>"
    ]
}
