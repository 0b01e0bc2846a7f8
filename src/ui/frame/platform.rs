//! The frame around the pages of the platform: for master users, with no organization around.

use leptos::prelude::*;
use leptos_router::components::Outlet;
use leptos_router::hooks::use_location;

use super::header::Drawer;
use super::person::PersonMenu;
use crate::api::platform::LoadPlatformFrame;
use crate::model::user::Me;
use crate::ui::components::icon::Icon;
use crate::ui::erase::Erase;
use crate::ui::load::{Data, load_frame};

/// The pages: the part of the address after `/platform`, its icon and its words.
const WAYS: [(&str, &str, &str); 5] = [
    ("", "building-2", "Organizations"),
    ("/users", "users", "Users"),
    ("/statistics", "chart-column", "Statistics"),
    ("/audit", "history", "Audit log"),
    ("/jobs", "clock", "Jobs"),
];

/// Says that the platform's frame is around.
#[derive(Clone, Copy)]
struct Around;

/// Whether the platform's frame is around.
pub fn is_around() -> bool {
    use_context::<Around>().is_some()
}

/// Everything under `/platform`.
#[component]
pub fn PlatformFrame() -> impl IntoView {
    load_frame(|| LoadPlatformFrame {}, |me| me.id, framed)
}

fn framed(me: Data<Me>) -> AnyView {
    provide_context(Around);
    let me = me.map(Me::clone);
    let note = Signal::derive(move || me.with(|me| me.user_type.label()));
    view! {
        <div class="frame">
            <header class="header">
                <Drawer><Ways/></Drawer>
                <a class="logo" href="/platform">
                    <img src="/favicon.svg" alt="" width="24" height="24"/>
                    "Platform"
                </a>
                <div class="grow"></div>
                <PersonMenu me note/>
            </header>
            <div class="frame-body">
                <nav class="sidebar" aria-label="Main"><Ways/></nav>
                <main id="main" class="main" tabindex="-1"><Outlet/></main>
            </div>
        </div>
    }
    .erase()
}

#[component]
fn Ways() -> impl IntoView {
    let ways = WAYS.map(|(path, icon, words)| way(&format!("/platform{path}"), icon, words));
    view! {
        <ul class="nav">
            {ways.into_iter().collect_view()}
            {way("/organizations", "arrow-left", "Your organizations")}
        </ul>
    }
}

/// One way; the pages below `/platform/organizations` belong to the first.
fn way(href: &str, icon: &'static str, words: &'static str) -> AnyView {
    let path = use_location().pathname;
    let href = href.to_owned();
    let own = href.clone();
    let is_here = move || {
        let here = path.get();
        here == own || (own == "/platform" && here.starts_with("/platform/organizations"))
    };
    let current = Signal::derive(move || is_here().then_some("page"));
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
