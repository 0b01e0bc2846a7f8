//! The frame around the pages of an organization: header, navigation, and the page itself.

use crate::ui::erase::Erase;
mod account;
mod admin;
mod header;
mod logo;
mod navigation;
mod person;
mod plain;
mod platform;
mod support;
mod switcher;

pub use account::AccountFrame;
pub use admin::AdminTabs;
pub use person::ThemeSwitch;
pub use plain::PlainFrame;
pub use platform::PlatformFrame;

use leptos::prelude::*;
use leptos_router::components::Outlet;
use leptos_router::hooks::use_params_map;

use self::header::Header;
use self::navigation::Sidebar;
use self::support::SupportBanner;
use super::color::accent_style;
use super::components::alert::{Tone, alert};
use super::load::{Data, load_frame};
use super::markup::{Markup, live_html, markup};
use crate::api::identity::LoadFrame;
use crate::model::view::Frame;
use crate::policy::{OrganizationAction, can};

/// The organization named by the address.
#[must_use]
pub fn use_slug() -> Memo<String> {
    let params = use_params_map();
    Memo::new(move |_| params.with(|params| params.get("slug").unwrap_or_default()))
}

/// What the frame knows: who is here, where, and with which rights.
///
/// # Panics
/// Outside `/o/{slug}`.
#[must_use]
pub fn use_frame() -> Data<Frame> {
    expect_context()
}

/// Whether a frame is around: that of an organization, or the platform's.
#[must_use]
pub fn is_framed() -> bool {
    use_context::<Data<Frame>>().is_some() || platform::is_around()
}

impl Data<Frame> {
    /// Whether the viewer may do this in the organization.
    #[must_use]
    pub fn allows(self, action: OrganizationAction) -> Signal<bool> {
        self.map(move |frame| can(&frame.viewer, action, &()).is_allowed())
    }
}

/// Everything under `/o/{slug}`.
#[component]
pub fn OrganizationFrame() -> impl IntoView {
    let slug = use_slug();
    load_frame(
        move || LoadFrame { slug: slug.get() },
        |frame| frame.me.id,
        framed,
    )
}

fn framed(frame: Data<Frame>) -> AnyView {
    provide_context(frame);
    let accent = frame.map(|frame| accent_style(&frame.organization.primary_color));
    view! {
        <div class="frame" style=accent>
            <Header frame/>
            <div class="frame-body">
                <Sidebar frame/>
                <main id="main" class="main" tabindex="-1">
                    {live_html("empty:hidden", move || frame.with(unverified))}
                    <SupportBanner frame/>
                    <Outlet/>
                </main>
            </div>
        </div>
    }
    .erase()
}

/// Says that the address has still to be proven.
fn unverified(frame: &Frame) -> Markup {
    if !frame.must_verify {
        return Markup::new();
    }
    let words = markup![
        "<p>Confirm your e-mail address: open the link that we sent to it, or <a class='link' href='/verify-email'>have another one sent</a>.</p>"
    ];
    markup!["<div class='mb-4'>", alert(Tone::Info, words), "</div>"]
}
