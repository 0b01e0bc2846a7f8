//! `/sign-in`.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::api::identity::SignIn;
use crate::ui::components::button::Submit;
use crate::ui::components::field::TextField;
use crate::ui::components::form::{Form, FormState};

/// The address of the sign-in page that leads back to `here`.
#[must_use]
pub fn address(here: &str) -> String {
    let encoded: String = here
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect();
    format!("/sign-in?next={encoded}")
}

/// The page.
#[component]
pub fn SignInPage() -> impl IntoView {
    let query = use_query_map();
    let next = query
        .with_untracked(|query| query.get("next"))
        .unwrap_or_else(|| "/".to_owned());
    let form = FormState::new::<SignIn>("sign-in", vec![("next", next)]);
    view! {
        <Title text="Sign in"/>
        <main id="main">
            <h1>"Sign in"</h1>
            <Form<SignIn> form leaves=true>
                <TextField name="email" label="E-mail address" kind="email" autocomplete="username"/>
                <TextField name="password" label="Password" kind="password" autocomplete="current-password"/>
                <Submit>"Sign in"</Submit>
            </Form<SignIn>>
        </main>
    }
}
