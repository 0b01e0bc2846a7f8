//! The ways to an organization's pages.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::model::view::Frame;
use crate::policy::OrganizationAction;
use crate::ui::components::icon::Icon;
use crate::ui::erase::Erase;
use crate::ui::load::Data;

/// The navigation at the side, from 1024 px.
#[component]
pub fn Sidebar(
    /// What the frame knows.
    frame: Data<Frame>,
) -> impl IntoView {
    view! {
        <nav class="sidebar" aria-label="Main">
            <NavigationLinks frame/>
        </nav>
    }
}

/// One way: the part of the address after the organization, its icon and its words.
struct Way {
    path: &'static str,
    query: &'static str,
    icon: &'static str,
    words: Signal<&'static str>,
}

/// The links, the one that leads here marked.
#[component]
pub fn NavigationLinks(
    /// What the frame knows.
    frame: Data<Frame>,
) -> impl IntoView {
    let steers = frame.allows(OrganizationAction::SeeStats);
    let administration = Signal::derive(move || {
        if steers.get() {
            "Administration"
        } else {
            "My numbers"
        }
    });
    let ways = [
        Way {
            path: "",
            query: "",
            icon: "house",
            words: "Home".into(),
        },
        Way {
            path: "/tickets",
            query: "",
            icon: "inbox",
            words: "Tickets".into(),
        },
        Way {
            path: "/tickets",
            query: "mine=true",
            icon: "user-check",
            words: "My tickets".into(),
        },
        Way {
            path: "/admin",
            query: "",
            icon: "chart-column",
            words: administration,
        },
    ];
    view! { <ul class="nav">{ways.map(|way| link(frame, way)).into_iter().collect_view()}</ul> }
}

fn link(frame: Data<Frame>, way: Way) -> AnyView {
    let location = use_location();
    let Way {
        path,
        query,
        icon,
        words,
    } = way;
    let base = frame.map(move |frame| format!("/o/{}{path}", frame.organization.slug));
    let href = Signal::derive(move || {
        if query.is_empty() {
            base.get()
        } else {
            format!("{}?{query}", base.get())
        }
    });
    let here = Signal::derive(move || {
        let place = location.pathname.get();
        let is_mine = location.search.with(|search| search.contains("mine=true"));
        match (path, query) {
            ("/tickets", "") => {
                (place == base.get() && !is_mine) || place.starts_with(&format!("{}/", base.get()))
            }
            ("/tickets", _) => place == base.get() && is_mine,
            ("/admin", _) => place == base.get() || place.starts_with(&format!("{}/", base.get())),
            _ => place == base.get(),
        }
    });
    nav_link(href, icon, words, here)
}

/// A link of a navigation, marked while one is there.
pub fn nav_link(
    href: Signal<String>,
    icon: &'static str,
    words: Signal<&'static str>,
    is_here: Signal<bool>,
) -> AnyView {
    let current = Signal::derive(move || is_here.get().then_some("page"));
    view! {
        <li>
            <a class="nav-link" href=href aria-current=current>
                <Icon name=icon/>
                <span>{words}</span>
            </a>
        </li>
    }
    .erase()
}
