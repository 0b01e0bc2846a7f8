//! Support access to an organization, on its page of the console.

use leptos::prelude::*;

use crate::api::platform::OpenSupport;
use crate::model::FieldErrors;
use crate::model::platform::{OrganizationFile, Reason};
use crate::model::support::SupportHours;
use crate::ui::components::button::{Look, Submit, link_button};
use crate::ui::components::card::Card;
use crate::ui::components::field::{SelectField, TextField};
use crate::ui::components::form::{Fields, Form, FormState};
use crate::ui::erase::{Erase, live};
use crate::ui::load::Data;
use crate::ui::markup::{html, markup};
use crate::ui::time::absolute;

fn check(input: &Fields) -> FieldErrors {
    let mut errors = FieldErrors::default();
    errors.take("reason", Reason::parse(&input.get("reason")));
    errors.take("hours", input.get("hours").parse::<SupportHours>());
    errors
}

/// Whether one may look in, and the form that asks for it.
#[component]
pub fn SupportCard(
    /// The organization.
    file: Data<OrganizationFile>,
) -> impl IntoView {
    let body = live(move || {
        let (allows, look, slug, id) = file.with(|file| {
            let organization = &file.organization;
            (
                file.allows_support,
                file.look.clone(),
                organization.slug.to_string(),
                organization.id.to_string(),
            )
        });
        match look {
            Some(look) => {
                let go = link_button(&format!("/o/{slug}"), Look::Primary, "", "Look in");
                let until = absolute(look.expires_at);
                html(
                    "stack",
                    markup![
                        "<p>Your access ends at ",
                        until,
                        ".</p><div class='form-actions'>",
                        go,
                        "</div>"
                    ],
                )
            }
            None if allows => open(id),
            None => {
                let words = "Its owners and admins can switch support access on in their settings. Without it, nobody here sees inside.";
                html("", markup!["<p class='muted'>", words, "</p>"])
            }
        }
    });
    view! { <Card title="Support access" id="support-card">{body}</Card> }
}

fn open(id: String) -> AnyView {
    let form = FormState::new::<OpenSupport>("support", vec![("id", id)]);
    let choice = |hours: u8| {
        let words = if hours == 1 {
            "1 hour".to_owned()
        } else {
            format!("{hours} hours")
        };
        (hours.to_string(), words)
    };
    let hours: Vec<_> = SupportHours::CHOICES.map(choice).into();
    view! {
        <Form form check leaves=true class="stack">
            <p class="muted">
                "You can look, and change nothing. Its owners and admins are told, and can end it at any moment; both audit logs record it."
            </p>
            <TextField name="reason" label="Reason" max=500/>
            <SelectField name="hours" label="For" value="1".to_owned() options=hours/>
            <div class="form-actions"><Submit>"Open support access"</Submit></div>
        </Form>
    }
    .erase()
}
