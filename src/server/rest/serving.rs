//! The table of addresses as routers.

use axum::Router;
use axum::routing::{any, get};

use super::error::RestError;
use super::{openapi, routes};
use crate::model::AppError;
use crate::server::state::AppState;

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

/// The description of the API and the page that shows it: the same for everybody, so outside of what asks who calls.
pub fn description() -> Router<AppState> {
    let json = || get(openapi::json).fallback(method_not_allowed);
    let page = || get(openapi::page::page).fallback(method_not_allowed);
    Router::new()
        .route("/api/openapi.json", json())
        .route("/api/docs", page())
        .route("/api/docs/", page())
}

async fn not_found() -> RestError {
    AppError::NotFound.into()
}

async fn method_not_allowed() -> RestError {
    RestError::MethodNotAllowed
}
