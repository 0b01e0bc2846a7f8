//! `/signup`: an account, with an organization of one's own or an invite code.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::api::sign_up::{LoadOffer, SignUp};
use crate::model::FieldErrors;
use crate::model::account_form::SignUpFields;
use crate::model::view::SignUpOffer;
use crate::ui::components::button::Submit;
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
        |offer| *offer,
        nothing,
        |offer| form(offer.peek(|offer| *offer)),
    )
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
    let code = use_query_map()
        .with_untracked(|query| query.get("code"))
        .unwrap_or_default();
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
            value=code
            hint="To join one that is here already."
            optional=true
        />
    }
    .erase()
}
