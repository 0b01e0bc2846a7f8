//! The REST API (spec §5): adapters that read, call one service and answer.
//!
//! `routes!` is the one list of addresses: what is not in it is not served, so a test can walk it and miss
//! nothing.

pub mod audit;
pub mod auth;
pub mod body;
pub mod error;
pub mod extract;
pub mod groups;
pub mod invitations;
pub mod jobs;
pub mod joining;
pub mod me;
pub mod organizations;
pub mod people;
pub mod platform;
pub mod register;
pub mod stats;
pub mod tickets;

use axum::Router;
use axum::routing::{MethodFilter, any, on};

use self::error::RestError;
use super::state::AppState;
use crate::model::AppError;

/// Declares the API: `ROUTES` names every method and address, and `routes` serves exactly those, with and
/// without a slash at the end.
macro_rules! routes {
    ($($method:ident $path:literal => $handler:path;)+) => {
        /// Every method and address of the API.
        pub const ROUTES: &[(&str, &str)] = &[$((stringify!($method), concat!("/api", $path)),)+];

        fn routes() -> Router<AppState> {
            Router::new()$(
                .route($path, on(MethodFilter::$method, $handler))
                .route(concat!($path, "/"), on(MethodFilter::$method, $handler))
            )+
        }
    };
}

routes! {
    POST "/token" => auth::token;
    POST "/token/refresh" => auth::token_refresh;
    POST "/token/verify" => auth::token_verify;
    POST "/register" => register::register;
    POST "/signup" => register::signup;
    GET "/me" => me::me;
    POST "/v1/auth/login" => auth::login;
    POST "/v1/auth/refresh" => auth::refresh;
    POST "/v1/auth/logout" => auth::logout;
    GET "/v1/auth/me" => me::me;
    POST "/v1/auth/switch-org" => me::switch_organization;
    GET "/tickets" => tickets::list;
    POST "/tickets" => tickets::create;
    GET "/tickets/{id}" => tickets::read;
    PATCH "/tickets/{id}" => tickets::change;
    DELETE "/tickets/{id}" => tickets::delete;
    POST "/tickets/{id}/assign" => tickets::assign;
    POST "/tickets/{id}/close" => tickets::close;
    POST "/tickets/{id}/reopen" => tickets::reopen;
    GET "/tickets/{id}/comments" => tickets::comments;
    POST "/tickets/{id}/comments" => tickets::write_comment;
    GET "/groups" => groups::list;
    GET "/org-admin/users" => people::users;
    POST "/org-admin/users" => people::create_user;
    GET "/org-admin/users/{id}" => people::user;
    PATCH "/org-admin/users/{id}" => people::change_user;
    DELETE "/org-admin/users/{id}" => people::remove_user;
    GET "/org-admin/memberships" => people::memberships;
    POST "/org-admin/memberships" => people::create_user;
    DELETE "/org-admin/memberships/{id}" => people::remove_membership;
    GET "/v1/organizations/{slug}/invitations" => invitations::invitations;
    POST "/v1/organizations/{slug}/invite" => invitations::invite;
    POST "/v1/organizations/{slug}/invitations/{id}/resend" => invitations::send_again;
    DELETE "/v1/organizations/{slug}/invitations/{id}" => invitations::take_back;
    DELETE "/v1/organizations/{slug}/membership" => people::leave;
    GET "/v1/organizations/discover" => joining::discover;
    POST "/v1/organizations/join" => joining::join;
    POST "/v1/organizations/{slug}/request_join" => joining::ask;
    GET "/v1/organizations/{slug}/join-requests" => joining::list;
    POST "/v1/organizations/{slug}/join-requests/{id}/approve" => joining::approve;
    POST "/v1/organizations/{slug}/join-requests/{id}/reject" => joining::reject;
    POST "/v1/invitations/accept" => invitations::accept;
    GET "/v1/organizations/{slug}/audit" => audit::list;
    GET "/v1/organizations/{slug}/audit.csv" => audit::export;
    GET "/v1/platform/jobs" => jobs::list;
    POST "/v1/platform/jobs/{id}/retry" => jobs::retry;
    GET "/v1/platform/audit" => audit::list_of_platform;
    GET "/v1/platform/audit.csv" => audit::export_of_platform;
    GET "/admin/stats" => stats::of_organization;
    GET "/my/stats" => stats::of_caller;
    GET "/v1/organizations" => organizations::list;
    POST "/v1/organizations" => organizations::open;
    GET "/v1/organizations/{slug}" => organizations::read;
    PATCH "/v1/organizations/{slug}" => organizations::change;
    DELETE "/v1/organizations/{slug}" => organizations::delete;
    POST "/v1/organizations/{slug}/rotate-invite-code" => organizations::rotate_invite_code;
    GET "/v1/platform/organizations" => platform::organizations;
    POST "/v1/platform/organizations" => platform::open;
    GET "/v1/platform/organizations/{slug}" => platform::organization;
    PATCH "/v1/platform/organizations/{slug}" => platform::change;
    POST "/v1/platform/organizations/{slug}/approve" => platform::approve;
    POST "/v1/platform/organizations/{slug}/reject" => platform::reject;
    POST "/v1/platform/organizations/{slug}/suspend" => platform::suspend;
    POST "/v1/platform/organizations/{slug}/reactivate" => platform::reactivate;
    POST "/v1/platform/organizations/{slug}/support-access" => platform::open_support;
    DELETE "/v1/platform/organizations/{slug}/support-access" => platform::end_support;
    GET "/v1/platform/users" => platform::users;
    POST "/v1/platform/users/{id}/{action}" => platform::change_user;
    GET "/v1/platform/stats" => platform::stats;
}

/// Everything under `/api`.
pub fn router() -> Router<AppState> {
    let api = routes()
        .fallback(not_found)
        .method_not_allowed_fallback(method_not_allowed);
    // Nesting leaves the bare slash out.
    Router::new()
        .nest("/api", api)
        .route("/api/", any(not_found))
}

async fn not_found() -> RestError {
    AppError::NotFound.into()
}

async fn method_not_allowed() -> RestError {
    RestError::MethodNotAllowed
}
