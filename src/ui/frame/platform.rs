//! The frame around the pages of the platform: for master users, with no organization around.

use leptos::prelude::*;
use leptos_router::components::Outlet;
use leptos_router::hooks::use_location;

use super::header::Drawer;
use super::logo::Logo;
use super::navigation::nav_link;
use super::person::PersonMenu;
use crate::api::platform::LoadPlatformFrame;
use crate::model::user::Me;
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
                <Logo href="/platform" words="Platform"/>
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

/// One way; the pages below it belong to it, and those of an organization to the first.
fn way(href: &str, icon: &'static str, words: &'static str) -> AnyView {
    let path = use_location().pathname;
    let below = match href {
        "/platform" => "/platform/organizations/".to_owned(),
        _ => format!("{href}/"),
    };
    let own = href.to_owned();
    let is_here =
        Signal::derive(move || path.with(|here| *here == own || here.starts_with(&below)));
    nav_link(Signal::stored(href.to_owned()), icon, words.into(), is_here)
}
