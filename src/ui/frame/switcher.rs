//! The organizations one belongs to, and the way between them. The choice is remembered by the server.

use leptos::prelude::*;

use crate::api::identity::SwitchOrganization;
use crate::model::organization::MembershipStatus;
use crate::model::user::OrganizationOfMine;
use crate::model::view::Frame;
use crate::ui::components::avatar::{crest, emblem};
use crate::ui::components::form::{Form, FormState};
use crate::ui::components::icon::icon;
use crate::ui::components::menu::{Menu, MenuState};
use crate::ui::erase::{Erase, live};
use crate::ui::load::Data;
use crate::ui::markup::{live_html, markup};

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
    let items = live(move || {
        let here = here.get();
        organizations
            .get()
            .into_iter()
            .map(|organization| item(&organization, organization.slug == here))
            .collect_view()
            .erase()
    });
    let logo = frame.map(|frame| frame.organization.logo_url.clone());
    let button = live_html("switcher-face", move || {
        let name = name.get();
        markup![
            emblem(&name, logo.get().as_deref(), true),
            "<span class='switcher-name'>",
            name,
            "</span>",
            icon("chevrons-up-down")
        ]
    });
    view! {
        <Menu id="switcher" label button_class="switcher" button>
            <div class="menu-title">"Your organizations"</div>
            {items}
        </Menu>
    }
}

/// One organization: the one shown, one to go to, or one that still waits.
fn item(organization: &OrganizationOfMine, is_here: bool) -> AnyView {
    let menu = MenuState::around();
    let slug = organization.slug.to_string();
    let mark = is_here.then(|| icon("check"));
    let words = markup![
        crest(&organization.name, is_here),
        "<span class='grow min-w-0'><span class='block truncate'>",
        organization.name,
        "</span><span class='menu-note'>",
        note(organization),
        "</span></span>",
        mark
    ];
    if organization.status != MembershipStatus::Active {
        return view! { <div class="menu-item menu-item-off" role=MenuState::role(menu, "none") inner_html=words.into_html()></div> }.erase();
    }
    let form = FormState::new::<SwitchOrganization>(format!("switch-{slug}"), vec![("slug", slug)]);
    let checked = MenuState::role(menu, if is_here { "true" } else { "false" });
    view! {
        <Form form role="none">
            <button
                class="menu-item"
                data-item=""
                role=MenuState::role(menu, "menuitemradio")
                aria-checked=checked
                aria-current=is_here.then_some("true")
            inner_html=words.into_html()
            ></button>
        </Form>
    }
    .erase()
}

/// What one is there, or why one cannot go there yet.
fn note(organization: &OrganizationOfMine) -> &'static str {
    match organization.status {
        MembershipStatus::Active => organization.role.label(),
        MembershipStatus::Pending => "Waiting for approval",
        other => other.label(),
    }
}
