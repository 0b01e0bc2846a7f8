//! Whether the platform's operators may look in.

use leptos::prelude::*;

use super::place;
use crate::api::organization::AllowSupport;
use crate::model::settings::SettingsView;
use crate::ui::components::button::Submit;
use crate::ui::components::card::Card;
use crate::ui::components::check::CheckField;
use crate::ui::components::form::{Form, FormState};
use crate::ui::load::Data;

/// The card.
#[component]
pub fn SupportCard(
    /// The settings.
    view: Data<SettingsView>,
) -> impl IntoView {
    let form = FormState::new::<AllowSupport>("support", place(view));
    let allowed = view.peek(|view| view.settings.allow_support_access);
    view! {
        <Card title="Support access" id="support-card">
            <Form form said="Saved." class="stack">
                <CheckField
                    name="allow_support_access"
                    label="Operators of the platform may look in"
                    value=allowed
                    hint="Read-only, for a reason and at most 24 hours. You are told, see it on every page, and can end it at any moment."
                />
                <div class="form-actions"><Submit>"Save"</Submit></div>
            </Form>
        </Card>
    }
}
