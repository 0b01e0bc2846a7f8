//! `/invitations/accept?token=...`: the way in for whoever was invited.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::sign_in;
use crate::api::identity::SignOut;
use crate::api::invitations::{AcceptInvitation, LoadInvitation};
use crate::model::FieldErrors;
use crate::model::invitation::{Guest, InvitationView};
use crate::model::user::{NewPassword, parse_name};
use crate::ui::components::alert::{Tone, alert};
use crate::ui::components::button::{Look, Submit, link_button};
use crate::ui::components::field::TextField;
use crate::ui::components::form::{Fields, Form, FormState};
use crate::ui::components::password::NewPasswordField;
use crate::ui::erase::{Erase, nothing};
use crate::ui::frame::PlainFrame;
use crate::ui::load::{Data, load};
use crate::ui::markup::{html, markup};

fn check(input: &Fields) -> FieldErrors {
    let mut errors = FieldErrors::default();
    errors.take("first_name", parse_name(&input.get("first_name")));
    errors.take("last_name", parse_name(&input.get("last_name")));
    errors.take("password", NewPassword::parse(&input.get("password")));
    errors
}

/// The page.
#[component]
pub fn AcceptInvitationPage() -> impl IntoView {
    let query = use_query_map();
    let link = Memo::new(move |_| query.with(|query| query.get("token").unwrap_or_default()));
    load(
        move || LoadInvitation { link: link.get() },
        |invitation| invitation.as_ref().map(|it| it.guest.clone()),
        nothing,
        move |invitation| page(&link.get_untracked(), invitation),
    )
}

fn page(link: &str, invitation: Data<Option<InvitationView>>) -> AnyView {
    let Some(view) = invitation.peek(Clone::clone) else {
        return no_link();
    };
    let title = format!("Join {}", view.organization);
    let lead = format!(
        "{} invites {} to {} as {}.",
        view.invited_by,
        view.email,
        view.organization,
        view.role.label().to_lowercase()
    );
    let content = match (view.closed, &view.guest) {
        (Some(closed), _) => html("", alert(Tone::Warning, markup![closed.to_string()])),
        (None, Guest::New) => newcomer(link, view.names.clone()),
        (None, Guest::SignedOut) => sign_in_first(link),
        (None, Guest::Invited) => accept(link),
        (None, Guest::SomebodyElse(email)) => somebody_else(email, &view.email),
    };
    view! {
        <Title text=title.clone()/>
        <PlainFrame title lead>{content}</PlainFrame>
    }
    .erase()
}

fn no_link() -> AnyView {
    let title = "This link does not work";
    let lead = "Part of it may be missing: open it from the mail itself, or copy all of it. \
                If that does not help, ask whoever invited you to send the invitation again.";
    view! {
        <Title text=title/>
        <PlainFrame title lead>
            {html("stack", link_button("/", Look::Secondary, "", "Go to Tutta"))}
        </PlainFrame>
    }
    .erase()
}

fn newcomer(link: &str, (first_name, last_name): (String, String)) -> AnyView {
    let form = FormState::new::<AcceptInvitation>("accept", vec![("link", link.to_owned())]);
    view! {
        <Form form check leaves=true class="stack">
            <div class="grid-2">
                <TextField
                    name="first_name"
                    label="First name"
                    value=first_name
                    autocomplete="given-name"
                    max=150
                    optional=true
                />
                <TextField
                    name="last_name"
                    label="Last name"
                    value=last_name
                    autocomplete="family-name"
                    max=150
                    optional=true
                />
            </div>
            <NewPasswordField/>
            <Submit class="w-full">"Open the account and join"</Submit>
        </Form>
    }
    .erase()
}

fn sign_in_first(link: &str) -> AnyView {
    let back = sign_in::address(&format!("/invitations/accept?token={link}"));
    let words = markup![
        "<p>This address has an account. Sign in with it to accept; you come back here.</p>",
        link_button(&back, Look::Primary, "", "Sign in")
    ];
    html("stack", words)
}

fn accept(link: &str) -> AnyView {
    let hidden = ["first_name", "last_name", "password"].map(|name| (name, String::new()));
    let hidden = std::iter::once(("link", link.to_owned())).chain(hidden);
    let form = FormState::new::<AcceptInvitation>("accept", hidden.collect());
    view! {
        <Form form leaves=true class="stack">
            <Submit class="w-full">"Accept the invitation"</Submit>
        </Form>
    }
    .erase()
}

fn somebody_else(email: &str, invited: &str) -> AnyView {
    let form = FormState::new::<SignOut>("sign-out", vec![]);
    let message = markup![
        "You are signed in as ",
        email,
        ", and this invitation is for ",
        invited,
        ". Sign out, then open the link of the mail again."
    ];
    view! {
        <div class="stack">
            {html("", alert(Tone::Warning, message))}
            <Form form leaves=true>
                <Submit look=Look::Secondary shape="log-out">"Sign out"</Submit>
            </Form>
        </div>
    }
    .erase()
}
