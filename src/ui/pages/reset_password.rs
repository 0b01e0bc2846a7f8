//! `/reset-password`: asking for a link by mail, and setting a new password with it.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::api::sign_up::{ForgotPassword, LoadReset, ResetPassword};
use crate::model::FieldErrors;
use crate::model::user::{Email, NewPassword};
use crate::ui::components::button::{Look, Submit, link_button};
use crate::ui::components::field::TextField;
use crate::ui::components::form::{Fields, Form, FormState};
use crate::ui::components::password::NewPasswordField;
use crate::ui::erase::{Erase, nothing};
use crate::ui::frame::PlainFrame;
use crate::ui::load::load;
use crate::ui::mail;
use crate::ui::markup::{html, markup};

fn check_address(input: &Fields) -> FieldErrors {
    let mut errors = FieldErrors::default();
    errors.take("email", Email::parse(&input.get("email")));
    errors
}

fn check_password(input: &Fields) -> FieldErrors {
    let mut errors = FieldErrors::default();
    errors.take("password", NewPassword::parse(&input.get("password")));
    errors
}

/// The page.
#[component]
pub fn ResetPasswordPage() -> impl IntoView {
    let query = use_query_map();
    let token = move || query.with(|query| query.get("token").unwrap_or_default());
    // Sent or not is another page, though the answer is the same.
    let question = move || LoadReset { token: token() };
    load(question, Option::clone, nothing, move |whose| {
        match whose.peek(Option::clone) {
            Some(address) => set(&address),
            None => ask_or_wait(),
        }
    })
}

fn ask_or_wait() -> AnyView {
    let query = use_query_map();
    crate::ui::erase::live(move || {
        let (was_sent, has_token) =
            query.with(|query| (query.get("sent").is_some(), query.get("token").is_some()));
        if was_sent { sent() } else { ask(has_token) }
    })
}

fn sent() -> AnyView {
    let text = markup![
        mail::hint(),
        "<p class='muted'>Nothing there? Look among the unwanted mail, too, and check the address. <a class='link' href='/reset-password'>Try again</a></p>",
        link_button("/sign-in", Look::Secondary, "", "Sign in")
    ];
    view! {
        <Title text="Check your mail"/>
        <PlainFrame
            title="Check your mail"
            lead="If there is an account with this address, we have sent it a link to set a new password. It works once, for one hour."
        >
            {html("stack", text)}
        </PlainFrame>
    }
    .erase()
}

fn ask(had_token: bool) -> AnyView {
    let form = FormState::new::<ForgotPassword>("forgot-password", vec![]);
    let (title, lead) = if had_token {
        (
            "This link no longer works",
            "It was used, has ended, or a newer one was sent. Ask for a new one.",
        )
    } else {
        (
            "Reset your password",
            "We send a link to your address. With it you set a new password; all your sessions end then.",
        )
    };
    view! {
        <Title text="Reset your password"/>
        <PlainFrame title lead>
            <Form form check=check_address leaves=true class="stack">
                <TextField name="email" label="E-mail address" kind="email" autocomplete="username" autofocus=true/>
                <Submit class="w-full">"Send the link"</Submit>
            </Form>
            {html("mt-4", markup!["<p><a class='link' href='/sign-in'>Back to signing in</a></p>"])}
        </PlainFrame>
    }
    .erase()
}

fn set(address: &str) -> AnyView {
    let token = use_query_map()
        .with_untracked(|query| query.get("token"))
        .unwrap_or_default();
    let form = FormState::new::<ResetPassword>("reset-password", vec![]);
    let address = address.to_owned();
    view! {
        <Title text="Set a new password"/>
        <PlainFrame title="Set a new password" lead=format!("For {address}. You are signed out everywhere, and sign in with it.")>
            <Form form check=check_password leaves=true class="stack">
                <input type="hidden" name="token" value=token/>
                <input type="hidden" autocomplete="username" value=address/>
                <NewPasswordField label="New password"/>
                <Submit class="w-full">"Set the password"</Submit>
            </Form>
        </PlainFrame>
    }
    .erase()
}
