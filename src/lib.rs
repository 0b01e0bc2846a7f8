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

/// Takes over the server-rendered page in the browser, whatever page it is.
#[cfg(feature = "hydrate")]
pub fn hydrate() {
    take_over(app::all);
}

/// The same for the pages of the desk.
#[cfg(feature = "hydrate")]
pub fn hydrate_desk() {
    ui::part::run(ui::part::Part::Desk);
    take_over(app::desk);
}

/// The same for the pages of the office.
#[cfg(feature = "hydrate")]
pub fn hydrate_office() {
    ui::part::run(ui::part::Part::Office);
    take_over(app::office);
}

#[cfg(feature = "hydrate")]
fn take_over(routes: fn() -> Vec<app::Section>) {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_body(move || app::App(app::AppProps { routes }));
}
