//! What one gets mail about, by organization.

use leptos::prelude::*;

use crate::api::account::ChooseMail;
use crate::model::account::{AccountView, NotificationChoice};
use crate::ui::components::button::{Look, Submit};
use crate::ui::components::card::Card;
use crate::ui::components::form::{Form, FormState};
use crate::ui::erase::{Erase, live};
use crate::ui::load::Data;
use crate::ui::markup::{html, markup};

#[component]
pub fn Notifications(
    /// The account.
    account: Data<AccountView>,
) -> impl IntoView {
    let rows = live(move || {
        account.with(|account| {
            if account.choices.is_empty() {
                return html(
                    "muted",
                    markup![
                        "<p>Nothing to choose: you only get mail about your account, which you cannot do without.</p>"
                    ],
                );
            }
            let rows = account.choices.iter().map(row).collect_view();
            view! { <ul class="lines">{rows}</ul> }.erase()
        })
    });
    view! { <Card title="Notifications" id="notifications-title">{rows}</Card> }.erase()
}

fn row(choice: &NotificationChoice) -> AnyView {
    let state = if choice.mail { "Mail: on" } else { "Mail: off" };
    let words = markup![
        "<div class='font-medium'>",
        choice.kind.label(),
        "</div><div class='menu-note'>",
        choice.name,
        " · ",
        state,
        "</div>"
    ];
    let fields = vec![
        ("organization", choice.slug.to_string()),
        ("kind", choice.kind.to_string()),
        ("mail", (!choice.mail).to_string()),
    ];
    let id = format!("notify-{}-{}", choice.slug, choice.kind);
    let form = FormState::new::<ChooseMail>(id, fields);
    let act = if choice.mail { "Turn off" } else { "Turn on" };
    let what = format!(" mail: {}, {}", choice.kind.label(), choice.name);
    view! {
        <li class="line">
            {html("min-w-0 grow", words)}
            <Form form said="Your choice is saved.">
                <Submit look=Look::Secondary>{act} <span class="sr-only">{what}</span></Submit>
            </Form>
        </li>
    }
    .erase()
}
