//! The pages by address, in the two parts that the browser's program has.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::tachys::view::iterators::StaticVec;
use leptos_router::components::Outlet;
use leptos_router::path;
use leptos_router::{NestedRoute, PossibleRouteMatch, SsrMode};

use crate::ui::erase::Erase;
use crate::ui::frame::{OrganizationFrame, PlatformFrame};
use crate::ui::pages::accept_invitation::AcceptInvitationPage;
use crate::ui::pages::account::AccountPage;
use crate::ui::pages::audit::{AuditPage, PlatformAuditPage};
use crate::ui::pages::departments::DepartmentsPage;
use crate::ui::pages::edit_comment::EditCommentPage;
use crate::ui::pages::edit_ticket::EditTicketPage;
use crate::ui::pages::groups::GroupsPage;
use crate::ui::pages::groups::ending::EndingPage;
use crate::ui::pages::groups::leaving::LeavingPage;
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
use crate::ui::pages::people::person::PersonPage;
use crate::ui::pages::platform::jobs::PlatformJobsPage;
use crate::ui::pages::platform::organization::PlatformOrganizationPage;
use crate::ui::pages::platform::organizations::PlatformOrganizationsPage;
use crate::ui::pages::platform::statistics::PlatformStatisticsPage;
use crate::ui::pages::platform::user::PlatformUserPage;
use crate::ui::pages::platform::users::PlatformUsersPage;
use crate::ui::pages::remove_person::RemovePersonPage;
use crate::ui::pages::reset_password::ResetPasswordPage;
use crate::ui::pages::root::RootPage;
use crate::ui::pages::search::SearchPage;
use crate::ui::pages::set_up::SetUpPage;
use crate::ui::pages::settings::SettingsPage;
use crate::ui::pages::sign_in::SignInPage;
use crate::ui::pages::sign_up::SignUpPage;
use crate::ui::pages::ticket::TicketPage;
use crate::ui::pages::tickets::TicketsPage;
use crate::ui::pages::verify_email::VerifyEmailPage;
use crate::ui::pages::welcome::WelcomePage;
#[cfg(doc)]
use crate::ui::part::Part;

/// A route without the types of its path and view, so that routes of one kind are compiled once.
type Page = NestedRoute<AnyPath, (), (), fn() -> AnyView>;
/// Pages with a frame around them.
pub type Section = NestedRoute<AnyPath, StaticVec<Page>, (), fn() -> AnyView>;
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
#[must_use]
pub fn all() -> Vec<Section> {
    desk().into_iter().chain(office()).collect()
}

/// The pages of [`Part::Desk`].
#[must_use]
pub fn desk() -> Vec<Section> {
    let organization = vec![
        page(path!(""), || HomePage().erase()),
        page(path!("/tickets"), || TicketsPage().erase()),
        page(path!("/tickets/new"), || NewTicketPage().erase()),
        page(path!("/tickets/:number"), || TicketPage().erase()),
        page(path!("/tickets/:number/edit"), || EditTicketPage().erase()),
        page(path!("/tickets/:number/comments/:comment/edit"), || {
            EditCommentPage().erase()
        }),
    ];
    let outside = vec![
        page(path!("/"), || RootPage().erase()),
        page(path!("/sign-in"), || SignInPage().erase()),
    ];
    vec![
        section(
            path!("/o/:slug"),
            || OrganizationFrame().erase(),
            organization,
        ),
        section(path!(""), || Outlet().erase(), outside),
    ]
}

/// The pages of [`Part::Office`].
#[must_use]
pub fn office() -> Vec<Section> {
    let organization = vec![
        page(path!("/admin"), || OverviewPage().erase()),
        page(path!("/admin/users"), || PeoplePage().erase()),
        page(path!("/admin/users/:person"), || PersonPage().erase()),
        page(path!("/admin/users/:person/remove"), || {
            RemovePersonPage().erase()
        }),
        page(path!("/admin/memberships"), || MembershipsPage().erase()),
        page(path!("/admin/join-requests"), || JoinRequestsPage().erase()),
        page(path!("/admin/invitations"), || InvitationsPage().erase()),
        page(path!("/leave"), || LeavePage().erase()),
        page(path!("/search"), || SearchPage().erase()),
        page(path!("/admin/settings"), || SettingsPage().erase()),
        page(path!("/admin/groups"), || GroupsPage().erase()),
        page(path!("/admin/groups/:id"), || GroupsPage().erase()),
        page(path!("/admin/groups/:id/remove"), || LeavingPage().erase()),
        page(path!("/admin/groups/:id/delete"), || EndingPage().erase()),
        page(path!("/admin/departments"), || DepartmentsPage().erase()),
        page(path!("/setup"), || OrganizationSetupPage().erase()),
        page(path!("/admin/audit"), || AuditPage().erase()),
    ];
    let platform = vec![
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
    let outside = vec![
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
    vec![
        section(
            path!("/o/:slug"),
            || OrganizationFrame().erase(),
            organization,
        ),
        section(path!("/platform"), || PlatformFrame().erase(), platform),
        section(path!(""), || Outlet().erase(), outside),
    ]
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use leptos_router::{MatchNestedRoutes, PathSegment};

    use super::*;
    use crate::ui::part::Part;

    fn paths(sections: Vec<Section>) -> Vec<String> {
        let segment = |segment: &PathSegment| format!("/{}", segment.as_raw_str());
        let path = |segments: Vec<PathSegment>| segments.iter().map(segment).collect();
        let of = |section: Section| {
            let routes = section.generate_routes().into_iter();
            routes.map(|route| path(route.segments)).collect::<Vec<_>>()
        };
        sections.into_iter().flat_map(of).collect()
    }

    #[test]
    fn an_address_tells_the_part_that_has_its_page() {
        for (routes, part) in [(desk(), Part::Desk), (office(), Part::Office)] {
            for path in paths(routes) {
                assert_eq!(Part::of(&path), part, "{path}");
            }
        }
    }
}
