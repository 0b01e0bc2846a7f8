//! The password, and where one is signed in.

use leptos::prelude::*;
use web_sys::HtmlFormElement;

use crate::api::account::{ChangePassword, EndOtherSessions, EndSession};
use crate::model::FieldErrors;
use crate::model::account::{AccountView, SessionRow};
use crate::model::account_form::parse_password_change;
use crate::ui::browser;
use crate::ui::components::button::{Look, Submit};
use crate::ui::components::card::Card;
use crate::ui::components::field::TextField;
use crate::ui::components::form::{Fields, Form, FormState};
use crate::ui::components::password::NewPasswordField;
use crate::ui::erase::{Erase, When, live};
use crate::ui::load::Data;
use crate::ui::markup::{Markup, html, live_html, markup};
use crate::ui::time::{ZoneInForce, moment};

fn check(input: &Fields) -> FieldErrors {
    parse_password_change(&input.get("current_password"), &input.get("password"))
        .err()
        .unwrap_or_default()
}

#[component]
pub fn PasswordCard(
    /// The account.
    account: Data<AccountView>,
) -> impl IntoView {
    let form = FormState::new::<ChangePassword>("change-password", vec![]);
    let changed = move |()| {
        if let Some(form) = browser::by_id::<HtmlFormElement>("change-password") {
            form.reset();
        }
    };
    let email = account.peek(|account| account.me.email.clone());
    let own_words = account.peek(|account| format!("{} {}", account.me.name(), account.me.email));
    view! {
        <Card title="Password" id="password-title">
            <Form
                form
                check
                on_done=changed
                said="Your password is changed. All other sessions have ended."
                class="stack"
            >
                {live_html("hint", move || account.with(last_change))}
                <input type="hidden" autocomplete="username" value=email/>
                <TextField name="current_password" label="Present password" kind="password" autocomplete="current-password"/>
                <NewPasswordField label="New password" own_words/>
                <div class="form-actions"><Submit>"Change the password"</Submit></div>
            </Form>
        </Card>
    }
    .erase()
}

fn last_change(account: &AccountView) -> Markup {
    ZoneInForce::adopt(&account.zone);
    match account.password_changed_at {
        Some(at) => markup![
            "<p>Last changed: ",
            moment(at, account.now),
            ". Changing it ends all your other sessions.</p>"
        ],
        None => markup!["<p>Changing it ends all your other sessions.</p>"],
    }
}

#[component]
pub fn Sessions(
    /// The account.
    account: Data<AccountView>,
) -> impl IntoView {
    let others = account.map(|account| account.sessions.len() > 1);
    let rows = live(move || {
        account.with(|account| {
            ZoneInForce::adopt(&account.zone);
            let row = |session: &SessionRow| row(session, account);
            account.sessions.iter().map(row).collect_view().erase()
        })
    });
    view! {
        <Card title="Sessions" id="sessions-title">
            <div class="stack-sm">
                <p class="muted">"Where you are signed in. End what you do not know, and change your password then."</p>
                <ul class="lines">{rows}</ul>
                <When is=others><EndOthers/></When>
            </div>
        </Card>
    }
    .erase()
}

#[component]
fn EndOthers() -> impl IntoView {
    let form = FormState::new::<EndOtherSessions>("end-others", vec![]);
    view! {
        <Form form said="All other sessions have ended." class="form-actions">
            <Submit look=Look::Secondary shape="log-out">"End all other sessions"</Submit>
        </Form>
    }
    .erase()
}

fn row(session: &SessionRow, account: &AccountView) -> AnyView {
    let from = (!session.ip.is_empty()).then(|| markup![session.ip, " · "]);
    let here = session
        .is_here
        .then(|| markup![" <span class='badge tone-good'>This session</span>"]);
    let words = markup![
        "<div class='font-medium'>",
        session.device,
        here,
        "</div><div class='menu-note'>",
        from,
        "last seen ",
        moment(session.last_seen_at, account.now),
        " · since ",
        moment(session.created_at, account.now),
        "</div>"
    ];
    let end = (!session.is_here).then(|| {
        let id = session.id.to_string();
        let form = FormState::new::<EndSession>(format!("end-{id}"), vec![("session", id)]);
        view! {
            <Form form said="The session has ended.">
                <Submit look=Look::Quiet>"End"</Submit>
            </Form>
        }
        .erase()
    });
    view! { <li class="line">{html("min-w-0 grow", words)} {end}</li> }.erase()
}
