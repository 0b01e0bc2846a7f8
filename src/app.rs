//! The document, the routes and the contexts every page can count on.

use std::sync::Arc;

use leptos::config::LeptosOptions;
use leptos::prelude::*;
use leptos::tachys::view::iterators::StaticVec;
use leptos_meta::{HashedStylesheet, MetaTags, Title, provide_meta_context};
use leptos_router::components::{Outlet, Router, Routes, RoutesProps};
use leptos_router::hooks::use_location;
use leptos_router::path;
use leptos_router::{NestedRoute, PossibleRouteMatch, SsrMode};

use crate::model::zone::Zone;
use crate::ui::browser;
use crate::ui::components::toast::{ToastRegion, Toasts};
use crate::ui::erase::Erase;
use crate::ui::flash::Flash;
use crate::ui::frame::{OrganizationFrame, PlatformFrame};
use crate::ui::pages::accept_invitation::AcceptInvitationPage;
use crate::ui::pages::account::AccountPage;
use crate::ui::pages::audit::{AuditPage, PlatformAuditPage};
use crate::ui::pages::departments::DepartmentsPage;
use crate::ui::pages::edit_ticket::EditTicketPage;
use crate::ui::pages::home::HomePage;
use crate::ui::pages::invitations::InvitationsPage;
use crate::ui::pages::join_requests::JoinRequestsPage;
use crate::ui::pages::leave::LeavePage;
use crate::ui::pages::memberships::MembershipsPage;
use crate::ui::pages::new_ticket::NewTicketPage;
use crate::ui::pages::organization_setup::OrganizationSetupPage;
use crate::ui::pages::organizations::OrganizationsPage;
use crate::ui::pages::overview::OverviewPage;
use crate::ui::pages::people::PeoplePage;
use crate::ui::pages::platform::jobs::PlatformJobsPage;
use crate::ui::pages::platform::organization::PlatformOrganizationPage;
use crate::ui::pages::platform::organizations::PlatformOrganizationsPage;
use crate::ui::pages::platform::statistics::PlatformStatisticsPage;
use crate::ui::pages::platform::user::PlatformUserPage;
use crate::ui::pages::platform::users::PlatformUsersPage;
use crate::ui::pages::problem::NotFound;
use crate::ui::pages::remove_person::RemovePersonPage;
use crate::ui::pages::reset_password::ResetPasswordPage;
use crate::ui::pages::root::RootPage;
use crate::ui::pages::set_up::SetUpPage;
use crate::ui::pages::settings::SettingsPage;
use crate::ui::pages::sign_in::SignInPage;
use crate::ui::pages::sign_up::SignUpPage;
use crate::ui::pages::ticket::TicketPage;
use crate::ui::pages::tickets::TicketsPage;
use crate::ui::pages::verify_email::VerifyEmailPage;
use crate::ui::pages::welcome::WelcomePage;
use crate::ui::theme::{ChosenTheme, Theme};
use crate::ui::time::ZoneInForce;

/// Where the meter beside new passwords is, if it was built (ADR 10).
#[derive(Debug, Clone)]
pub struct StrengthModule(pub String);

/// The HTML document around the application, in the chosen theme from its first byte.
#[must_use]
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let theme = use_context::<Theme>().unwrap_or_default();
    let module = use_context::<StrengthModule>().map(|StrengthModule(address)| address);
    let language = use_context::<Zone>().unwrap_or_default().language;
    view! {
        <!DOCTYPE html>
        <html lang=language.as_str() data-theme=theme.as_str()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content=theme.color_scheme()/>
                <meta name="theme-color" content="#fafafa" media="(prefers-color-scheme: light)"/>
                <meta name="theme-color" content="#111113" media="(prefers-color-scheme: dark)"/>
                {module.map(|address| view! { <meta name="strength-module" content=address/> })}
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
    ZoneInForce::provide();
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
    let path = use_location().pathname;
    Flash::forget_on_leaving(path);
    // A new page is a new place to read from: without this the focus stays on what is no longer there.
    Effect::new(move |before: Option<String>| {
        let now = path.get();
        if before.is_some_and(|before| before != now) {
            request_animation_frame(|| browser::focus("main"));
        }
        now
    });
}

/// A route without the types of its path and view, so that routes of one kind are compiled once.
type Page = NestedRoute<AnyPath, (), (), fn() -> AnyView>;
type Section = NestedRoute<AnyPath, StaticVec<Page>, (), fn() -> AnyView>;
type AnyPath = Arc<dyn PossibleRouteMatch + Send + Sync>;

/// Pages are rendered whole before their first byte, so that status and redirects are right.
fn page(path: impl PossibleRouteMatch + Send + Sync + 'static, view: fn() -> AnyView) -> Page {
    let path: AnyPath = Arc::new(path);
    NestedRoute::new(path, view).ssr_mode(SsrMode::Async)
}

/// Pages with a frame around them.
fn section(
    path: impl PossibleRouteMatch + Send + Sync + 'static,
    frame: fn() -> AnyView,
    pages: Vec<Page>,
) -> Section {
    page(path, frame).child(pages.into())
}

/// Every page.
#[component]
fn AllRoutes() -> impl IntoView {
    let routes = || {
        let outside = vec![
            page(path!("/"), || RootPage().erase()),
            page(path!("/sign-in"), || SignInPage().erase()),
            page(path!("/signup"), || SignUpPage().erase()),
            page(path!("/verify-email"), || VerifyEmailPage().erase()),
            page(path!("/reset-password"), || ResetPasswordPage().erase()),
            page(path!("/welcome"), || WelcomePage().erase()),
            page(path!("/account"), || AccountPage().erase()),
            page(path!("/setup"), || SetUpPage().erase()),
            page(path!("/organizations"), || OrganizationsPage().erase()),
            page(path!("/invitations/accept"), || {
                AcceptInvitationPage().erase()
            }),
        ];
        let inside = vec![
            page(path!(""), || HomePage().erase()),
            page(path!("/tickets"), || TicketsPage().erase()),
            page(path!("/tickets/new"), || NewTicketPage().erase()),
            page(path!("/tickets/:number"), || TicketPage().erase()),
            page(path!("/tickets/:number/edit"), || EditTicketPage().erase()),
            page(path!("/admin"), || OverviewPage().erase()),
            page(path!("/admin/users"), || PeoplePage().erase()),
            page(path!("/admin/users/:person/remove"), || {
                RemovePersonPage().erase()
            }),
            page(path!("/admin/memberships"), || MembershipsPage().erase()),
            page(path!("/admin/join-requests"), || JoinRequestsPage().erase()),
            page(path!("/admin/invitations"), || InvitationsPage().erase()),
            page(path!("/leave"), || LeavePage().erase()),
            page(path!("/admin/settings"), || SettingsPage().erase()),
            page(path!("/admin/departments"), || DepartmentsPage().erase()),
            page(path!("/setup"), || OrganizationSetupPage().erase()),
            page(path!("/admin/audit"), || AuditPage().erase()),
        ];
        let organization = section(path!("/o/:slug"), || OrganizationFrame().erase(), inside);
        let platform_pages = vec![
            page(path!(""), || PlatformOrganizationsPage().erase()),
            page(path!("/organizations/:id"), || {
                PlatformOrganizationPage().erase()
            }),
            page(path!("/users"), || PlatformUsersPage().erase()),
            page(path!("/users/:id"), || PlatformUserPage().erase()),
            page(path!("/statistics"), || PlatformStatisticsPage().erase()),
            page(path!("/audit"), || PlatformAuditPage().erase()),
            page(path!("/jobs"), || PlatformJobsPage().erase()),
        ];
        let platform = section(
            path!("/platform"),
            || PlatformFrame().erase(),
            platform_pages,
        );
        let sections: StaticVec<Section> = vec![
            organization,
            platform,
            section(path!(""), || Outlet().erase(), outside),
        ]
        .into();
        sections
    };
    Routes(
        RoutesProps::builder()
            .fallback(NotFound)
            .children(ToChildren::to_children(routes))
            .build(),
    )
}
