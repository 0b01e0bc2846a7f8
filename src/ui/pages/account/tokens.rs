//! What programs use the API with in one's name: the tokens, making one, and the one moment in which it is shown.

use leptos::prelude::*;

use crate::api::account::{CreateToken, RevokeToken};
use crate::model::account::AccountView;
use crate::model::personal_token::{PersonalToken, TokenLifetime, TokenScope, TokenState};
use crate::ui::components::alert::{Tone, alert};
use crate::ui::components::badge::{badge, tag};
use crate::ui::components::button::{Look, Submit};
use crate::ui::components::card::Card;
use crate::ui::components::copy::copy_button;
use crate::ui::components::dialog::Dialog;
use crate::ui::components::field::{SelectField, TextField};
use crate::ui::components::form::{Form, FormState};
use crate::ui::erase::{Erase, live, nothing};
use crate::ui::load::Data;
use crate::ui::markup::{Markup, html, live_html, markup};
use crate::ui::time::{ZoneInForce, day_of, moment};

/// What the boxes are called: the server reads a list from it.
const SCOPES: &str = "scopes[]";

/// The card.
#[component]
pub fn Tokens(
    /// The account.
    account: Data<AccountView>,
) -> impl IntoView {
    let made = live(
        move || match account.with(|account| account.new_token.clone()) {
            Some(token) => show_once(token),
            None => nothing(),
        },
    );
    let rows = live(move || {
        account.with(|account| {
            ZoneInForce::adopt(&account.zone);
            let row = |token: &PersonalToken| row(token, account);
            account.tokens.iter().map(row).collect_view().erase()
        })
    });
    let lead = markup![
        "For programs that use the <a class='link' href='/api/docs'>REST API</a> as you. Each may do what its scopes say, and never more than you may yourself."
    ];
    view! {
        <Card title="Access tokens" id="tokens-title">
            <div class="stack">
                {html("muted", lead)}
                {made}
                <ul class="lines empty:hidden">{rows}</ul>
                <div class="form-actions"><Create/></div>
            </div>
        </Card>
    }
    .erase()
}

/// The new token, to be marked and copied by hand as well.
fn show_once(token: String) -> AnyView {
    let words = markup![
        "<p class='font-medium'>Copy your new token now.</p><p>It is shown only this once: we keep nothing that it could be read from.</p>"
    ];
    let field = markup![
        "<input class='input code' readonly autocomplete='off' spellcheck='false' aria-label='The new token' value='",
        token,
        "'>"
    ];
    let copy = copy_button(Signal::stored(token), "The token is copied.");
    view! {
        <div class="stack-sm">
            {html("", alert(Tone::Good, words))}
            <div class="row">{html("grow", field)} {copy}</div>
        </div>
    }
    .erase()
}

#[component]
fn Create() -> impl IntoView {
    let form = FormState::new::<CreateToken>("new-token", vec![]);
    let open = form.error.with_untracked(Option::is_some);
    let choice = |(value, words): (&str, &str)| (value.to_owned(), words.to_owned());
    let lifetimes: Vec<_> = TokenLifetime::CHOICES.map(choice).into();
    view! {
        <Dialog id="new-token-dialog" title="New access token" opener="New token" look=Look::Secondary shape="plus" open>
            <Form form said="The token is made." class="stack">
                <TextField name="name" label="Name" hint="What it is for, such as “Nightly report”." max=100/>
                <fieldset class="stack-sm">
                    <legend class="label mb-2">"What it may be used for"</legend>
                    {html("stack-sm", scopes(form))}
                    {live_html("empty:hidden", move || no_scope(form))}
                </fieldset>
                <SelectField name="lifetime" label="Ends" options=Signal::stored(lifetimes) value="30".to_owned()/>
                <div class="with-day">
                    <TextField name="day" label="Last day" kind="date" hint="At most a year from now."/>
                </div>
                <div class="form-actions"><Submit>"Make the token"</Submit></div>
            </Form>
        </Dialog>
    }
    .erase()
}

/// A box for each scope.
fn scopes(form: FormState) -> Markup {
    let tick = |scope: &TokenScope| {
        let checked = form
            .sent(SCOPES, scope.as_str())
            .then(|| markup![" checked"]);
        markup![
            "<label class='flex gap-2'><input type='checkbox' class='tick' name='scopes[]' value='",
            scope.as_str(),
            "'",
            checked,
            "><span class='min-w-0'><code>",
            scope.as_str(),
            "</code><span class='hint block'>",
            scope.label(),
            "</span></span></label>"
        ]
    };
    TokenScope::ALL.iter().map(tick).collect()
}

/// What is wrong with them; apart, since the boxes made anew would forget what is ticked.
fn no_scope(form: FormState) -> Markup {
    let message = form.message("scopes");
    message.map_or_else(Markup::new, |message| {
        markup![
            "<p class='field-error' role='alert' tabindex='-1'>",
            message,
            "</p>"
        ]
    })
}

fn row(token: &PersonalToken, account: &AccountView) -> AnyView {
    let now = account.now;
    let (state, ends) = match token.state(now) {
        TokenState::Works => (None, "ends "),
        TokenState::EndsSoon => (Some(badge("tone-warning", "clock", "Ends soon")), "ends "),
        TokenState::Ended => (
            Some(badge("tone-danger", "circle-alert", "Ended")),
            "ended ",
        ),
    };
    let used = match token.last_used_at {
        Some(at) => markup!["last used ", moment(at, now)],
        None => markup!["never used"],
    };
    let scopes: Markup = token
        .scopes
        .iter()
        .map(|scope| tag(scope.as_str()))
        .collect();
    let words = markup![
        "<div class='font-medium break-words'>",
        token.name,
        " ",
        state,
        "</div><div class='row'>",
        scopes,
        "</div><div class='menu-note'>…",
        token.ending,
        " · made ",
        moment(token.created_at, now),
        " · ",
        used,
        " · ",
        ends,
        day_of(token.expires_at),
        "</div>"
    ];
    let id = token.id.to_string();
    let form = FormState::new::<RevokeToken>(format!("revoke-{id}"), vec![("id", id)]);
    let name = format!(" {}", token.name);
    view! {
        <li class="line">
            {html("min-w-0 grow flex flex-col gap-1", words)}
            <details class="open:basis-full">
                <summary class=Look::Quiet.class()>"Revoke" <span class="sr-only">{name}</span></summary>
                <Form form said="The token is revoked." class="stack-sm">
                    <p class="muted">"Programs that use it lose access at once, for good."</p>
                    <div class="form-actions"><Submit look=Look::Danger shape="trash-2">"Revoke it"</Submit></div>
                </Form>
            </details>
        </li>
    }
    .erase()
}
