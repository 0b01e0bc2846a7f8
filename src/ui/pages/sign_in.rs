//! `/sign-in`, and the way there and back.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::api::identity::{LoadMe, SignIn};
use crate::model::local_path::local_path;
use crate::model::user::Email;
use crate::model::{AppError, FieldErrors};
use crate::ui::components::alert::{Tone, alert};
use crate::ui::components::button::Submit;
use crate::ui::components::field::TextField;
use crate::ui::components::form::{Fields, Form, FormState};
use crate::ui::erase::{Erase, nothing};
use crate::ui::frame::PlainFrame;
use crate::ui::load::load;
use crate::ui::markup::{Markup, html, live_html, markup};
use crate::ui::part::redirect;

/// The address of the sign-in page that leads back to `here`.
#[must_use]
pub fn address(here: &str) -> String {
    let encode = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
            char::from(byte).to_string()
        }
        _ => format!("%{byte:02X}"),
    };
    format!(
        "/sign-in?next={}",
        here.bytes().map(encode).collect::<String>()
    )
}

fn check(input: &Fields) -> FieldErrors {
    let mut errors = FieldErrors::default();
    errors.take("email", Email::parse(&input.get("email")));
    if input.get("password").is_empty() {
        errors.add("password", "Enter your password.");
    }
    errors
}

/// The page.
#[component]
pub fn SignInPage() -> impl IntoView {
    let query = use_query_map();
    let next = query.with_untracked(|query| query.get("next"));
    let next = local_path(&next.unwrap_or_default());
    load(
        || LoadMe {},
        Option::is_some,
        nothing,
        move |me| {
            let next = next.clone();
            if me.peek(Option::is_some) {
                redirect(next)
            } else {
                form(next)
            }
        },
    )
}

/// What led here, as far as it is worth a word.
fn said() -> Markup {
    let said = use_query_map().with_untracked(|query| query.get("said"));
    let words = match said.as_deref() {
        Some("password") => {
            "Your new password is set, and all sessions have ended. Sign in with it."
        }
        Some("verified") => "Your address is confirmed. Sign in to go on.",
        Some("deleted") => "Your account is deleted.",
        _ => return Markup::new(),
    };
    markup![
        "<div class='mb-4'>",
        alert(Tone::Good, markup!["<p>", words, "</p>"]),
        "</div>"
    ]
}

/// What wrong passwords lead to; said to everybody who types one, whether or not there is such an account.
fn locks(form: FormState) -> Markup {
    if form.error.get() != Some(AppError::WrongCredentials) {
        return Markup::new();
    }
    markup!["Five wrong passwords in a row lock an account for 15 minutes."]
}

fn form(next: String) -> AnyView {
    let form = FormState::new::<SignIn>("sign-in", vec![("next", next)]);
    view! {
        <Title text="Sign in"/>
        <PlainFrame title="Sign in" lead="Use the e-mail address and password of your account.">
            {html("empty:hidden", said())}
            <Form form check leaves=true class="stack">
                <TextField name="email" label="E-mail address" kind="email" autocomplete="username" autofocus=true/>
                <TextField name="password" label="Password" kind="password" autocomplete="current-password"/>
                {live_html("hint empty:hidden", move || locks(form))}
                {html("", markup!["<p><a class='link' href='/reset-password'>Forgot your password?</a></p>"])}
                <Submit class="w-full">"Sign in"</Submit>
            </Form>
            {html("mt-4", markup!["<p class='muted'>New here? <a class='link' href='/signup'>Create an account</a></p>"])}
        </PlainFrame>
    }
    .erase()
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn the_way_back_keeps_its_query() {
        assert_eq!(
            address("/o/acme/tickets?q=a&mine=true"),
            "/sign-in?next=/o/acme/tickets%3Fq%3Da%26mine%3Dtrue"
        );
    }
}
