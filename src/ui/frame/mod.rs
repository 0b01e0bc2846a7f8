//! The frame around the pages of an organization.

use leptos::prelude::*;
use leptos_router::components::Outlet;
use leptos_router::hooks::use_params_map;

use super::load::{Data, load};
use crate::api::identity::load_frame;
use crate::model::view::Frame;

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

/// Everything under `/o/{slug}`.
#[component]
pub fn OrganizationFrame() -> impl IntoView {
    let slug = use_slug();
    load(
        move || slug.get(),
        load_frame,
        |frame| frame.me.id,
        || ().into_any(),
        |frame| {
            provide_context(frame);
            view! { <main id="main"><Outlet/></main> }.into_any()
        },
    )
}
