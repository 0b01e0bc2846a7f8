//! The tabs of organization administration: those one may open, the one that is open marked.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::use_frame;
use crate::model::view::Frame;
use crate::policy::{OrganizationAction, can};
use crate::ui::components::tabs::{Tab, tabs};
use crate::ui::markup::{Markup, live_html};

/// The part of the address after `/admin`, its words, and what it takes to open it.
const TABS: [(&str, &str, OrganizationAction); 9] = [
    ("", "Overview", OrganizationAction::SeeStats),
    ("/users", "Users", OrganizationAction::ListPeople),
    (
        "/memberships",
        "Memberships",
        OrganizationAction::ListPeople,
    ),
    (
        "/join-requests",
        "Join requests",
        OrganizationAction::ReviewJoinRequests,
    ),
    (
        "/invitations",
        "Invitations",
        OrganizationAction::ListPeople,
    ),
    ("/settings", "Settings", OrganizationAction::ManageSettings),
    ("/groups", "Groups", OrganizationAction::ManageGroups),
    (
        "/departments",
        "Departments",
        OrganizationAction::ManageGroups,
    ),
    ("/audit", "Audit log", OrganizationAction::ReadAuditLog),
];

/// The bar; nothing for those who may open none.
#[component]
pub fn AdminTabs() -> impl IntoView {
    let frame = use_frame();
    let location = use_location();
    live_html("empty:hidden", move || {
        let place = location.pathname.get();
        frame.with(|frame| bar(frame, &place))
    })
}

fn bar(frame: &Frame, place: &str) -> Markup {
    let base = format!("/o/{}/admin", frame.organization.slug);
    let tab = |(path, label, action): (&'static str, &'static str, _)| {
        let href = format!("{base}{path}");
        can(&frame.viewer, action, &()).is_allowed().then(|| Tab {
            current: place == href || (!path.is_empty() && place.starts_with(&format!("{href}/"))),
            href,
            label,
            count: None,
        })
    };
    let open: Vec<_> = TABS.into_iter().filter_map(tab).collect();
    if open.is_empty() {
        return Markup::new();
    }
    tabs("Administration", &open)
}
