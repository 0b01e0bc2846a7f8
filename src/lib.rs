//! Tutta: a multi-tenant customer-service portal, compiled to a server (`ssr`) and to a browser client
//! (`hydrate`) that share one model and one rulebook. `ARCHITECTURE.md` is the map.

#![recursion_limit = "512"]

pub mod api;
pub mod app;
pub mod model;
pub mod policy;
#[cfg(feature = "ssr")]
pub mod server;
pub mod ui;

/// Takes over the server-rendered page in the browser.
#[cfg(feature = "hydrate")]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_body(app::App);
}
