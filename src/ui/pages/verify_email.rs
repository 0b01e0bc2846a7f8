//! `/verify-email`: proving an address by the link that was sent to it, or asking for another one.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::api::sign_up::{LoadVerification, SendVerification, VerifyEmail};
use crate::model::view::Verification;
use crate::ui::components::alert::{Tone, alert};
use crate::ui::components::button::{Look, Submit, link_button};
use crate::ui::components::form::{Form, FormState};
use crate::ui::erase::{Erase, nothing};
use crate::ui::frame::PlainFrame;
use crate::ui::load::load;
use crate::ui::mail;
use crate::ui::markup::{html, markup};

/// The page.
#[component]
pub fn VerifyEmailPage() -> impl IntoView {
    let query = use_query_map();
    let token = move || query.with(|query| query.get("token").unwrap_or_default());
    load(
        move || LoadVerification { token: token() },
        Verification::clone,
        nothing,
        move |found| {
            let (was_sent, has_token) = query.with_untracked(|query| {
                (query.get("sent").is_some(), query.get("token").is_some())
            });
            let found = found.peek(Verification::clone);
            match &found.proves {
                Some(address) => confirm(address),
                None if found.is_verified == Some(true) => done(),
                None => ask(&found, was_sent || found.is_sent, has_token),
            }
        },
    )
}

fn confirm(address: &str) -> AnyView {
    let token = use_query_map()
        .with_untracked(|query| query.get("token"))
        .unwrap_or_default();
    let form = FormState::new::<VerifyEmail>("verify-email", vec![]);
    let warning = markup![
        "<p>If you did not open an account with this address, do not confirm it. <a class='link' href='/reset-password'>Reset its password</a> instead: the account is then yours alone.</p>"
    ];
    view! {
        <Title text="Confirm your address"/>
        <PlainFrame title="Confirm your address" lead=format!("This tells us that {address} is yours.")>
            <Form form leaves=true class="stack">
                <input type="hidden" name="token" value=token/>
                {html("", alert(Tone::Info, warning))}
                <Submit class="w-full">"Confirm the address"</Submit>
            </Form>
        </PlainFrame>
    }
    .erase()
}

fn done() -> AnyView {
    view! {
        <Title text="Address confirmed"/>
        <PlainFrame title="Your address is confirmed" lead="There is nothing more to do.">
            {html("stack", link_button("/", Look::Primary, "", "Go on"))}
        </PlainFrame>
    }
    .erase()
}

/// Without a link that works: what was sent, and how to get another one.
fn ask(found: &Verification, was_sent: bool, has_token: bool) -> AnyView {
    let (title, lead) = match (has_token, was_sent) {
        (true, _) => (
            "This link no longer works",
            "It was used, has ended, or a newer one was sent. A link is good for 24 hours.",
        ),
        (false, true) => (
            "Check your mail",
            "We have sent you a mail. Open the link in it to go on; it is good for 24 hours. Nothing there? Look among the unwanted mail, too.",
        ),
        (false, false) => (
            "Confirm your address",
            "We send you a mail with a link that shows that the address is yours.",
        ),
    };
    let again = match &found.email {
        Some(address) => {
            let form = FormState::new::<SendVerification>("verify-again", vec![]);
            let words = if was_sent {
                "Send it again"
            } else {
                "Send a link"
            };
            let address = address.clone();
            view! {
                <Form form said="The mail is on its way." class="stack">
                    <p class="muted">"It goes to " <strong>{address}</strong> "."</p>
                    {html("empty:hidden", mail::hint())}
                    <Submit look=Look::Secondary class="w-full">{words}</Submit>
                </Form>
            }
            .erase()
        }
        None => html(
            "stack",
            markup![
                link_button(
                    "/sign-in?next=/verify-email",
                    Look::Secondary,
                    "",
                    "Sign in"
                ),
                "<p class='hint'>Signed in, you can have another mail sent.</p>"
            ],
        ),
    };
    view! {
        <Title text=title/>
        <PlainFrame title lead>{again}</PlainFrame>
    }
    .erase()
}
