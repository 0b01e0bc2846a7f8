//! The logo: a plain upload, so that it works alike with and without script.

use leptos::prelude::*;

use super::place;
use crate::api::organization::RemoveLogo;
use crate::model::settings::SettingsView;
use crate::ui::components::avatar::emblem;
use crate::ui::components::button::{Look, Submit};
use crate::ui::components::card::Card;
use crate::ui::components::form::{Form, FormState};
use crate::ui::components::icon::Icon;
use crate::ui::erase::{Erase, When, live, nothing};
use crate::ui::load::Data;
use crate::ui::markup::live_html;

/// The card.
#[component]
pub fn LogoCard(
    /// The settings.
    view: Data<SettingsView>,
) -> impl IntoView {
    let form = FormState::new::<RemoveLogo>("logo", place(view));
    let has_one = view.map(|view| view.organization.logo_url.is_some());
    let shown = move || {
        view.with(|view| {
            let organization = &view.organization;
            emblem(&organization.name, organization.logo_url.as_deref(), false)
        })
    };
    let message = live(move || {
        match form.message("logo") {
        None => nothing(),
        Some(message) => view! {
            <p class="field-error" id="logo-error"><Icon name="circle-alert"/><span>{message}</span></p>
        }
        .erase(),
    }
    });
    view! {
        <Card title="Logo" id="logo-card">
            <div class="stack">
                <div class="row">
                    {live_html("", shown)}
                    <p class="muted">"Shown in the header and in mails. Square pictures look best."</p>
                </div>
                <form class="stack" method="post" enctype="multipart/form-data" action="" data-plain="">
                    <div class="field">
                        <label class="label" for="logo-file">"Picture"</label>
                        <input
                            class="input"
                            type="file"
                            id="logo-file"
                            name="logo"
                            accept="image/png,image/jpeg,image/webp"
                            required=true
                            aria-describedby="logo-hint logo-error"
                        />
                        <p class="hint" id="logo-hint">"PNG, JPEG or WebP, at most 512 KiB."</p>
                        {message}
                    </div>
                    <div class="form-actions">
                        <button class=Look::Secondary.class()>"Upload"</button>
                    </div>
                </form>
                <When is=has_one>
                    <Form form said="The logo is gone." class="form-actions">
                        <Submit look=Look::Quiet shape="trash-2">"Remove the logo"</Submit>
                    </Form>
                </When>
            </div>
        </Card>
    }
}
