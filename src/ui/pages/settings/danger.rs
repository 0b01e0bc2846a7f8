//! Deleting the organization, for its owners, after its name was typed.

use leptos::prelude::*;

use super::place;
use crate::api::organization::DeleteOrganization;
use crate::model::settings::SettingsView;
use crate::policy::OrganizationAction;
use crate::ui::components::button::{Look, Submit};
use crate::ui::components::card::Card;
use crate::ui::components::dialog::Dialog;
use crate::ui::components::field::TextField;
use crate::ui::components::form::{Form, FormState};
use crate::ui::erase::When;
use crate::ui::frame::use_frame;
use crate::ui::load::Data;

/// The card; nothing for those who may not.
#[component]
pub fn DeleteCard(
    /// The settings.
    view: Data<SettingsView>,
) -> impl IntoView {
    let may = use_frame().allows(OrganizationAction::Delete);
    view! { <When is=may><Delete view/></When> }
}

#[component]
fn Delete(view: Data<SettingsView>) -> impl IntoView {
    let form = FormState::new::<DeleteOrganization>("delete-organization", place(view));
    let open = form.error.with_untracked(Option::is_some);
    let name = view.map(|view| view.organization.name.clone());
    view! {
        <Card title="Delete the organization" id="delete-card">
            <div class="stack">
                <p class="muted">
                    "Everybody loses access at once, to all tickets too. The name is free for others. Nothing brings it back from here."
                </p>
                <div class="form-actions">
                    <Dialog id="delete-dialog" title="Delete this organization?" opener="Delete" look=Look::Danger shape="trash-2" open>
                        <Form form leaves=true said="The organization is deleted." class="stack">
                            <p>"To be sure, type its name: " <strong>{name}</strong></p>
                            <TextField name="confirmation" label="Name of the organization"/>
                            <div class="form-actions"><Submit look=Look::Danger shape="trash-2">"Delete for good"</Submit></div>
                        </Form>
                    </Dialog>
                </div>
            </div>
        </Card>
    }
}
