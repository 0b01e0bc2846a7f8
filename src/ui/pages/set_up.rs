//! `/setup`: the first master user, once, guarded by the token that the server printed.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::api::identity::{LoadNeedsSetUp, SetUp};
use crate::model::FieldErrors;
use crate::model::user::{Email, NewPassword};
use crate::ui::components::button::{Look, Submit, link_button};
use crate::ui::components::field::TextField;
use crate::ui::components::form::{Fields, Form, FormState};
use crate::ui::components::password::NewPasswordField;
use crate::ui::erase::{Erase, nothing};
use crate::ui::frame::PlainFrame;
use crate::ui::load::load;
use crate::ui::markup::html;

fn check(input: &Fields) -> FieldErrors {
    let mut errors = FieldErrors::default();
    if input.get("token").trim().is_empty() {
        errors.add(
            "token",
            "Enter the token that the server printed when it started.",
        );
    }
    errors.take("email", Email::parse(&input.get("email")));
    errors.take("password", NewPassword::parse(&input.get("password")));
    errors
}

/// The page.
#[component]
pub fn SetUpPage() -> impl IntoView {
    load(
        || LoadNeedsSetUp {},
        |needed| *needed,
        nothing,
        |needed| {
            if needed.peek(|needed| *needed) {
                form()
            } else {
                done()
            }
        },
    )
}

fn done() -> AnyView {
    view! {
        <Title text="Set up"/>
        <PlainFrame title="Tutta is set up" lead="The first account exists already. Sign in with it.">
            {html("stack", link_button("/sign-in", Look::Primary, "", "Sign in"))}
        </PlainFrame>
    }
    .erase()
}

fn form() -> AnyView {
    let token = use_query_map()
        .with_untracked(|query| query.get("token"))
        .unwrap_or_default();
    let form = FormState::new::<SetUp>("set-up", vec![]);
    view! {
        <Title text="Set up"/>
        <PlainFrame
            title="Set up Tutta"
            lead="Create the first account. It runs the platform: it opens organizations and manages people."
        >
            <Form form check leaves=true class="stack">
                <TextField
                    name="token"
                    label="One-time token"
                    value=token
                    hint="The server printed it when it started."
                />
                <TextField name="email" label="E-mail address" kind="email" autocomplete="username"/>
                <div class="grid-2">
                    <TextField name="first_name" label="First name" autocomplete="given-name" optional=true/>
                    <TextField name="last_name" label="Last name" autocomplete="family-name" optional=true/>
                </div>
                <NewPasswordField/>
                <Submit class="w-full">"Create the account"</Submit>
            </Form>
        </PlainFrame>
    }
    .erase()
}
