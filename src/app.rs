//! The document, the routes and the contexts every page can count on.

use leptos::config::LeptosOptions;
use leptos::prelude::*;
use leptos_meta::{HashedStylesheet, MetaTags, Title, provide_meta_context};
use leptos_router::SsrMode;
use leptos_router::components::{ParentRoute, Route, Router, Routes};
use leptos_router::hooks::use_location;
use leptos_router::path;

use crate::ui::components::toast::{ToastRegion, Toasts};
use crate::ui::flash::Flash;
use crate::ui::frame::OrganizationFrame;
use crate::ui::pages::edit_ticket::EditTicketPage;
use crate::ui::pages::home::HomePage;
use crate::ui::pages::new_ticket::NewTicketPage;
use crate::ui::pages::organizations::OrganizationsPage;
use crate::ui::pages::overview::OverviewPage;
use crate::ui::pages::problem::NotFound;
use crate::ui::pages::root::RootPage;
use crate::ui::pages::set_up::SetUpPage;
use crate::ui::pages::sign_in::SignInPage;
use crate::ui::pages::ticket::TicketPage;
use crate::ui::pages::tickets::TicketsPage;
use crate::ui::theme::{ChosenTheme, Theme};

/// The HTML document around the application, in the chosen theme from its first byte.
#[must_use]
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let theme = use_context::<Theme>().unwrap_or_default();
    view! {
        <!DOCTYPE html>
        <html lang="en" data-theme=theme.as_str()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content=theme.color_scheme()/>
                <meta name="theme-color" content="#fafafa" media="(prefers-color-scheme: light)"/>
                <meta name="theme-color" content="#111113" media="(prefers-color-scheme: dark)"/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <HydrationScripts options=options.clone()/>
                <HashedStylesheet options id="tutta-style"/>
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// The application: the same tree on the server and in the browser.
#[component]
#[must_use]
pub fn App() -> impl IntoView {
    provide_meta_context();
    Flash::provide();
    ChosenTheme::provide();
    Toasts::provide();
    let (routing, set_routing) = signal(false);
    let routing = move || {
        if routing.get() {
            "routing routing-on"
        } else {
            "routing"
        }
    };
    view! {
        <Title formatter=full_title/>
        <Router set_is_routing=set_routing>
            <Watch/>
            <a class="skip-link" href="#main">"Skip to the content"</a>
            <div class=routing aria-hidden="true"></div>
            <AllRoutes/>
            <ToastRegion/>
        </Router>
    }
}

/// What the browser's tab says.
fn full_title(title: String) -> String {
    if title.is_empty() {
        "Tutta".to_owned()
    } else {
        format!("{title} · Tutta")
    }
}

/// Follows the address for those who must know when a page is left.
#[component]
fn Watch() -> impl IntoView {
    Flash::forget_on_leaving(use_location().pathname);
}

/// Every page, each rendered whole before its first byte, so that its status and redirects are right.
#[component]
fn AllRoutes() -> impl IntoView {
    let whole = SsrMode::Async;
    view! {
        <Routes fallback=NotFound>
            <Route path=path!("/") view=RootPage ssr=whole.clone()/>
            <Route path=path!("/sign-in") view=SignInPage ssr=whole.clone()/>
            <Route path=path!("/setup") view=SetUpPage ssr=whole.clone()/>
            <Route path=path!("/organizations") view=OrganizationsPage ssr=whole.clone()/>
            <ParentRoute path=path!("/o/:slug") view=OrganizationFrame ssr=whole.clone()>
                <Route path=path!("") view=HomePage ssr=whole.clone()/>
                <Route path=path!("/tickets") view=TicketsPage ssr=whole.clone()/>
                <Route path=path!("/tickets/new") view=NewTicketPage ssr=whole.clone()/>
                <Route path=path!("/tickets/:number") view=TicketPage ssr=whole.clone()/>
                <Route path=path!("/tickets/:number/edit") view=EditTicketPage ssr=whole.clone()/>
                <Route path=path!("/admin") view=OverviewPage ssr=whole/>
            </ParentRoute>
        </Routes>
    }
}
