//! `/signup`: an account, with an organization of one's own or an invite code.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::api::identity::SignOut;
use crate::api::joining::JoinByCode;
use crate::api::sign_up::{LoadOffer, SignUp};
use crate::model::FieldErrors;
use crate::model::account_form::SignUpFields;
use crate::model::view::{SignUpOffer, SignUpView};
use crate::ui::components::button::{Look, Submit, link_button};
use crate::ui::components::field::TextField;
use crate::ui::components::form::{Fields, Form, FormState};
use crate::ui::components::password::NewPasswordField;
use crate::ui::erase::{Erase, nothing};
use crate::ui::frame::PlainFrame;
use crate::ui::load::load;
use crate::ui::markup::{html, markup};

fn check(input: &Fields) -> FieldErrors {
    let fields = SignUpFields {
        email: input.get("email"),
        password: input.get("password"),
        first_name: input.get("first_name"),
        last_name: input.get("last_name"),
        organization_name: input.get("organization_name"),
        organization_code: input.get("organization_code"),
        role: String::new(),
    };
    fields.parse().err().unwrap_or_default()
}

/// The page.
#[component]
pub fn SignUpPage() -> impl IntoView {
    load(
        || LoadOffer {},
        SignUpView::clone,
        nothing,
        |view| {
            let SignUpView {
                offer,
                signed_in_as,
            } = view.peek(SignUpView::clone);
            match signed_in_as {
                Some(email) => has_account(&email),
                None => form(offer),
            }
        },
    )
}

/// The invite code of the link that led here.
fn code() -> String {
    let code = use_query_map().with_untracked(|query| query.get("code"));
    code.unwrap_or_default()
}

/// Instead of the form, for somebody who is signed in: one account is enough.
fn has_account(email: &str) -> AnyView {
    let lead =
        format!("You are signed in as {email}. One account is enough for all your organizations.");
    let sign_out = FormState::new::<SignOut>("sign-out", vec![]);
    let code = code();
    let join = (!code.is_empty()).then(|| {
        let form = FormState::new::<JoinByCode>("join-by-code", vec![("organization_code", code)]);
        view! {
            <Form form leaves=true>
                <Submit class="w-full">"Join by the code of the link"</Submit>
            </Form>
        }
    });
    let organizations = link_button(
        "/organizations",
        Look::Secondary,
        "w-full",
        "Your organizations",
    );
    view! {
        <Title text="Create an account"/>
        <PlainFrame title="You have an account" lead>
            <div class="stack">
                {join}
                {html("", organizations)}
                <Form form=sign_out leaves=true>
                    <Submit look=Look::Quiet shape="log-out" class="w-full">"Sign out to create another one"</Submit>
                </Form>
            </div>
        </PlainFrame>
    }
    .erase()
}

/// What the organization's fields are for, as far as they are open.
fn lead(offer: SignUpOffer) -> &'static str {
    match (offer.opens_organizations, offer.alone) {
        (true, true) => {
            "Open an organization of your own, join one with its invite code, or do neither for now."
        }
        (true, false) => "Open an organization of your own, or join one with its invite code.",
        (false, true) => "Join your organization with its invite code, or do so later.",
        (false, false) => {
            "Join your organization with its invite code. An admin of it has the code."
        }
    }
}

fn form(offer: SignUpOffer) -> AnyView {
    let form = FormState::new::<SignUp>("sign-up", vec![]);
    view! {
        <Title text="Create an account"/>
        <PlainFrame title="Create an account" lead=lead(offer)>
            <Form form check leaves=true class="stack">
                <TextField name="email" label="E-mail address" kind="email" autocomplete="username" autofocus=true/>
                <div class="grid-2">
                    <TextField name="first_name" label="First name" autocomplete="given-name" optional=true/>
                    <TextField name="last_name" label="Last name" autocomplete="family-name" optional=true/>
                </div>
                <NewPasswordField/>
                {organization(offer)}
                <Submit class="w-full">"Create the account"</Submit>
            </Form>
            {html("mt-4", markup!["<p class='muted'>You have an account? <a class='link' href='/sign-in'>Sign in</a></p>"])}
        </PlainFrame>
    }
    .erase()
}

/// The organization to open, where that is allowed, and the code of the one to join.
fn organization(offer: SignUpOffer) -> AnyView {
    let hint = if offer.needs_approval {
        "To open a new one. An operator of the platform approves it first."
    } else {
        "To open a new one. You become its owner."
    };
    let name = offer.opens_organizations.then(|| {
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
    view! {
        {name}
        <TextField
            name="organization_code"
            label="Invite code"
            value=code()
            hint="To join one that is here already."
            optional=true
        />
    }
    .erase()
}
