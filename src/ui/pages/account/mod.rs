//! `/account`: everything a person can change about their own account.

mod notifications;
mod profile;
mod security;
mod tokens;

use leptos::prelude::*;
use leptos_meta::Title;

pub use profile::{ProfileFieldset, check as check_profile};

use self::notifications::Notifications;
use self::profile::ProfileCard;
use self::security::{PasswordCard, Sessions};
use self::tokens::Tokens;
use crate::api::account::{DeleteAccount, LoadAccount};
use crate::model::FieldErrors;
use crate::model::account::AccountView;
use crate::model::organization::MembershipStatus;
use crate::model::user::OrganizationOfMine;
use crate::ui::components::alert::{Tone, alert};
use crate::ui::components::button::{Look, Submit, link_button};
use crate::ui::components::card::{Card, card};
use crate::ui::components::dialog::Dialog;
use crate::ui::components::field::TextField;
use crate::ui::components::form::{Fields, Form, FormState};
use crate::ui::components::page::page_head;
use crate::ui::erase::{Erase, nothing};
use crate::ui::frame::{AccountFrame, ThemeSwitch};
use crate::ui::load::{Data, load};
use crate::ui::markup::{Markup, html, live_html, markup};

/// The page.
#[component]
pub fn AccountPage() -> impl IntoView {
    load(|| LoadAccount {}, |view| view.me.id, nothing, page)
}

fn page(account: Data<AccountView>) -> AnyView {
    let me = account.map(|account| account.me.clone());
    view! {
        <Title text="Your account"/>
        <AccountFrame me>
            {live_html("", move || page_head("Your account", &me.with(|me| me.email.clone()), Markup::new()))}
            {live_html("empty:hidden", move || account.with(unverified))}
            <ProfileCard account/>
            <Card title="Appearance" id="appearance"><ThemeSwitch id="account-theme"/></Card>
            <PasswordCard account/>
            <Sessions account/>
            <Tokens account/>
            <Notifications account/>
            {live_html("", move || account.with(organizations))}
            <Delete/>
        </AccountFrame>
    }
    .erase()
}

fn unverified(account: &AccountView) -> Markup {
    if account.is_verified || !account.verifies {
        return Markup::new();
    }
    let words = markup![
        "<p>Your address is not confirmed yet. Open the link that we sent to it, or <a class='link' href='/verify-email'>have another one sent</a>.</p>"
    ];
    alert(Tone::Warning, words)
}

fn organizations(account: &AccountView) -> Markup {
    let lines: Markup = account.me.organizations.iter().map(place).collect();
    let lead = if lines.is_empty() {
        "You are in no organization yet."
    } else {
        "Where you belong. Leaving one takes its tickets out of your sight; what you wrote there stays."
    };
    let body = markup![
        "<div class='stack-sm'><p class='muted'>",
        lead,
        "</p><ul class='lines'>",
        lines,
        "</ul><div class='form-actions'>",
        link_button(
            "/organizations",
            Look::Secondary,
            "building-2",
            "Your organizations"
        ),
        "</div></div>"
    ];
    card("Organizations", "organizations", Markup::new(), body)
}

/// An organization, and the way out of it for those who are in.
fn place(organization: &OrganizationOfMine) -> Markup {
    let is_in = organization.status == MembershipStatus::Active;
    let note = if is_in {
        organization.role.label()
    } else {
        organization.status.label()
    };
    let leave = is_in.then(|| {
        markup![
            "<a class='btn btn-quiet' href='/o/",
            organization.slug.as_str(),
            "/leave'>Leave<span class='sr-only'> ",
            organization.name,
            "</span></a>"
        ]
    });
    markup![
        "<li class='line'><div class='min-w-0 grow'><div class='font-medium truncate'>",
        organization.name,
        "</div><div class='menu-note'>",
        note,
        "</div></div>",
        leave,
        "</li>"
    ]
}

fn check_delete(input: &Fields) -> FieldErrors {
    let mut errors = FieldErrors::default();
    if input.get("password_now").is_empty() {
        errors.add("password_now", "Enter your password.");
    }
    errors
}

#[component]
fn Delete() -> impl IntoView {
    let form = FormState::new::<DeleteAccount>("delete-account", vec![]);
    let open = form.error.with_untracked(Option::is_some);
    let consequences = markup![
        "<ul><li>You leave all your organizations and are signed out everywhere.</li><li>Your name, address, telephone number and password are removed. What you wrote stays in its tickets, under “Deleted account”.</li><li>This cannot be undone. The address can be used for a new account, which knows nothing of this one.</li></ul>"
    ];
    view! {
        <Card title="Delete the account" id="delete">
            <div class="stack-sm">
                <p class="muted">"Removes who you are from Tutta; what you did for others stays."</p>
                <div class="form-actions">
                    <Dialog
                        id="delete-dialog"
                        title="Delete your account"
                        opener="Delete the account"
                        look=Look::Danger
                        shape="trash-2"
                        open
                    >
                        <Form form check=check_delete leaves=true class="stack">
                            {html("prose", consequences)}
                            <TextField name="password_now" label="Your password" kind="password" autocomplete="current-password"/>
                            <div class="form-actions">
                                <Submit look=Look::Danger>"Delete my account for good"</Submit>
                            </div>
                        </Form>
                    </Dialog>
                </div>
            </div>
        </Card>
    }
    .erase()
}
