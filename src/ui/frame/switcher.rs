//! The organizations one belongs to, and the way between them. The choice is remembered by the server.

use leptos::prelude::*;

use crate::api::identity::SwitchOrganization;
use crate::model::organization::MembershipStatus;
use crate::model::user::OrganizationOfMine;
use crate::model::view::Frame;
use crate::ui::components::avatar::Crest;
use crate::ui::components::form::{Form, FormState};
use crate::ui::components::icon::Icon;
use crate::ui::components::menu::{Menu, MenuState};
use crate::ui::load::Data;

/// The switcher.
#[component]
pub fn OrganizationSwitcher(
    /// What the frame knows.
    frame: Data<Frame>,
) -> impl IntoView {
    let name = frame.map(|frame| frame.organization.name.clone());
    let label =
        Signal::derive(move || format!("Organization: {}. Switch organization", name.get()));
    let organizations = frame.map(|frame| frame.me.organizations.clone());
    let here = frame.map(|frame| frame.organization.slug.clone());
    let items = move || {
        let here = here.get();
        organizations
            .get()
            .into_iter()
            .map(|organization| item(&organization, organization.slug == here))
            .collect_view()
    };
    let button = move || {
        view! {
            {move || view! { <Crest name=name.get() current=true/> }}
            <span class="switcher-name">{move || name.get()}</span>
            <Icon name="chevrons-up-down" class="muted"/>
        }
    };
    view! {
        <Menu label button_class="switcher" button>
            <div class="menu-title">"Your organizations"</div>
            {items}
        </Menu>
    }
}

/// One organization: the one shown, one to go to, or one that still waits.
fn item(organization: &OrganizationOfMine, is_here: bool) -> AnyView {
    let menu = MenuState::around();
    let slug = organization.slug.to_string();
    let words = view! {
        <Crest name=organization.name.clone() current=is_here/>
        <span class="grow min-w-0">
            <span class="block truncate">{organization.name.clone()}</span>
            <span class="menu-note">{note(organization)}</span>
        </span>
        {is_here.then(|| view! { <Icon name="check"/> })}
    };
    if organization.status != MembershipStatus::Active {
        return view! { <div class="menu-item menu-item-off" role=MenuState::role(menu, "none")>{words}</div> }.into_any();
    }
    let form = FormState::new::<SwitchOrganization>(format!("switch-{slug}"), vec![("slug", slug)]);
    let checked = MenuState::role(menu, if is_here { "true" } else { "false" });
    view! {
        <Form<SwitchOrganization> form role="none">
            <button
                class="menu-item"
                data-item=""
                role=MenuState::role(menu, "menuitemradio")
                aria-checked=checked
                aria-current=is_here.then_some("true")
            >
                {words}
            </button>
        </Form<SwitchOrganization>>
    }
    .into_any()
}

/// What one is there, or why one cannot go there yet.
fn note(organization: &OrganizationOfMine) -> &'static str {
    match organization.status {
        MembershipStatus::Active => organization.role.label(),
        MembershipStatus::Pending => "Waiting for approval",
        other => other.label(),
    }
}
