//! Adding a person.

use leptos::prelude::*;

use crate::api::people::AddPerson as AddPersonFn;
use crate::model::FieldErrors;
use crate::model::person::PersonFields;
use crate::ui::components::button::{Look, Submit};
use crate::ui::components::dialog::Dialog;
use crate::ui::components::field::{SelectField, TextField};
use crate::ui::components::form::{Fields, Form, FormState};
use crate::ui::mail;
use crate::ui::markup::html;

fn check(input: &Fields) -> FieldErrors {
    let fields = PersonFields {
        email: input.get("email"),
        first_name: input.get("first_name"),
        last_name: input.get("last_name"),
        role: input.get("role"),
        password: input.get("password"),
    };
    fields.parse().err().unwrap_or_default()
}

/// The dialog; `roles` are those one may give.
#[component]
pub fn AddPerson(
    /// The organization.
    slug: String,
    /// What can be given.
    roles: Signal<Vec<(String, String)>>,
) -> impl IntoView {
    let form = FormState::new::<AddPersonFn>("add-person-form", vec![("slug", slug)]);
    let open = form.error.with_untracked(Option::is_some);
    view! {
        <Dialog id="add-person" title="Add a person" opener="Add a person" look=Look::Primary shape="plus" open>
            <Form form check said="Added." said_elsewhere="The invitation is on its way." class="stack">
                <TextField name="email" label="E-mail address" kind="email"/>
                <div class="grid-2">
                    <TextField name="first_name" label="First name" optional=true max=150/>
                    <TextField name="last_name" label="Last name" optional=true max=150/>
                </div>
                <SelectField name="role" label="Role" options=roles value="member".to_owned()/>
                <TextField
                    name="password"
                    label="Password"
                    kind="password"
                    autocomplete="new-password"
                    optional=true
                    hint="Without one they get an invitation by mail. With one, an address of your own domain that has no account yet is in at once; others are invited too."
                />
                {html("empty:hidden", mail::hint())}
                <div class="form-actions"><Submit shape="plus">"Add"</Submit></div>
            </Form>
        </Dialog>
    }
}
