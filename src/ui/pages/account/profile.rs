//! Names, telephone, time zone and language.

use leptos::prelude::*;

use crate::api::account::ChangeProfile;
use crate::model::FieldErrors;
use crate::model::account::AccountView;
use crate::model::account_form::ProfileFields;
use crate::model::zone::Language;
use crate::ui::components::button::Submit;
use crate::ui::components::card::Card;
use crate::ui::components::field::{SelectField, TextField};
use crate::ui::components::form::{Fields, Form, FormState};
use crate::ui::erase::Erase;
use crate::ui::load::Data;
use crate::ui::time::ZoneInForce;

/// The form's own checks.
pub fn check(input: &Fields) -> FieldErrors {
    let fields = ProfileFields {
        first_name: input.get("first_name"),
        last_name: input.get("last_name"),
        phone: input.get("phone"),
        timezone: input.get("timezone"),
        language: input.get("language"),
    };
    fields.parse().err().unwrap_or_default()
}

#[component]
pub fn ProfileCard(
    /// The account.
    account: Data<AccountView>,
) -> impl IntoView {
    let form = FormState::new::<ChangeProfile>("profile", vec![]);
    // Before what shows times is told of the change.
    Effect::new(move || account.with(|account| ZoneInForce::adopt(&account.zone)));
    let (me, phone, zones) = account.peek(|account| {
        (
            account.me.clone(),
            account.phone.clone(),
            account.zones.clone(),
        )
    });
    let timezone = account.map(|account| account.zone.name.clone());
    let language = account.map(|account| account.language);
    view! {
        <Card title="Profile" id="profile-title">
            <Form form check said="Your profile is saved." class="stack">
                <ProfileFieldset
                    first_name=me.first_name
                    last_name=me.last_name
                    phone
                    zones
                    timezone
                    language
                />
                <div class="form-actions"><Submit>"Save the profile"</Submit></div>
            </Form>
        </Card>
    }
    .erase()
}

/// The fields of a profile.
#[component]
pub fn ProfileFieldset(
    /// Given name.
    first_name: String,
    /// Family name.
    last_name: String,
    /// Telephone number.
    phone: String,
    /// The time zones to choose from.
    zones: Vec<String>,
    /// The one chosen.
    timezone: Signal<String>,
    /// How dates are written.
    language: Signal<Language>,
) -> impl IntoView {
    let option = |name: &String| (name.clone(), name.replace('_', " "));
    let mut zones: Vec<_> = zones.iter().map(option).collect();
    let chosen = timezone.get_untracked();
    if zones.iter().all(|(name, _)| *name != chosen) {
        zones.push(option(&chosen));
    }
    let languages = Language::ALL.iter().map(|language| {
        let example = match language {
            Language::American => "Mar 12, 2026, 2:05 PM",
            _ => "12 Mar 2026, 14:05",
        };
        let words = format!("{}: {example}", language.label());
        (language.as_str().to_owned(), words)
    });
    let languages: Vec<_> = languages.collect();
    let language = Signal::derive(move || language.get().as_str().to_owned());
    view! {
        <div class="grid-2">
            <TextField name="first_name" label="First name" value=first_name autocomplete="given-name" optional=true/>
            <TextField name="last_name" label="Last name" value=last_name autocomplete="family-name" optional=true/>
        </div>
        <TextField name="phone" label="Telephone" kind="tel" value=phone autocomplete="tel" optional=true/>
        <div class="grid-2">
            <SelectField
                name="timezone"
                label="Time zone"
                options=Signal::stored(zones)
                value=timezone
                hint="All times are shown in it."
            />
            <SelectField name="language" label="Language" options=Signal::stored(languages) value=language/>
        </div>
    }
    .erase()
}
