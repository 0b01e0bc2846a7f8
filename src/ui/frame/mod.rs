//! The frame around the pages of an organization: header, navigation, and the page itself.

use crate::ui::erase::{Erase, nothing};
mod admin;
mod header;
mod navigation;
mod person;
mod plain;
mod platform;
mod switcher;

pub use admin::AdminTabs;
pub use person::ThemeSwitch;
pub use plain::PlainFrame;
pub use platform::PlatformFrame;

use leptos::prelude::*;
use leptos_router::components::Outlet;
use leptos_router::hooks::use_params_map;

use self::header::Header;
use self::navigation::Sidebar;
use super::color::accent_style;
use super::load::{Data, load};
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
    load(
        move || LoadFrame { slug: slug.get() },
        |frame| frame.me.id,
        nothing,
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
                <main id="main" class="main" tabindex="-1"><Outlet/></main>
            </div>
        </div>
    }
    .erase()
}
