//! The invite code: what lets people in, to be copied or replaced.

use leptos::prelude::*;

use super::place;
use crate::api::organization::RotateInviteCode;
use crate::model::settings::SettingsView;
use crate::ui::components::button::{Look, Submit};
use crate::ui::components::card::Card;
use crate::ui::components::copy::copy_button;
use crate::ui::components::dialog::Dialog;
use crate::ui::components::form::{Form, FormState};
use crate::ui::load::Data;

/// The card.
#[component]
pub fn InviteCode(
    /// The settings.
    view: Data<SettingsView>,
) -> impl IntoView {
    let form = FormState::new::<RotateInviteCode>("rotate", place(view));
    let open = form.error.with_untracked(Option::is_some);
    let code = view.map(|view| view.organization.invite_code.clone().unwrap_or_default());
    let copy = copy_button(code, "The invite code is copied.");
    view! {
        <Card title="Invite code" id="code-card">
            <div class="stack">
                <p class="muted">"Whoever has this code can join, or ask to. Give it only to people you want here."</p>
                <div class="row">
                    <code class="code grow">{code}</code>
                    {copy}
                    <Dialog id="rotate-dialog" title="Replace the invite code?" opener="Replace" look=Look::Quiet shape="rotate-ccw" open>
                        <Form form said="There is a new code." class="stack">
                            <p>"The code of today stops working at once. People who are in stay in."</p>
                            <div class="form-actions"><Submit look=Look::Danger>"Replace it"</Submit></div>
                        </Form>
                    </Dialog>
                </div>
            </div>
        </Card>
    }
}
