//! Browsers on other origins (ADR 18): the pages of the origins that the configuration lists may call the REST API with
//! a token, and never with cookies; everybody else's may not at all.

use std::time::Duration;

use axum::extract::Request;
use axum::http::{HeaderName, Method, header};
use tower_http::cors::CorsLayer;

use super::config::CorsOrigins;

/// How long a browser remembers what it may send.
const REMEMBERED: Duration = Duration::from_secs(3600);

/// Tells browsers what those pages may send, and what they may read. Without `Access-Control-Allow-Credentials`, so no
/// browser lets them read what was answered to cookies. `None` where no origin is listed.
pub fn layer(origins: &CorsOrigins) -> Option<CorsLayer> {
    if origins.as_slice().is_empty() {
        return None;
    }
    let cors = CorsLayer::new()
        .allow_origin(origins.as_slice().to_vec())
        .allow_methods([
            Method::GET,
            Method::POST,
            Method::PATCH,
            Method::PUT,
            Method::DELETE,
        ])
        .allow_headers([
            header::AUTHORIZATION,
            header::CONTENT_TYPE,
            header::IF_MATCH,
            HeaderName::from_static("x-organization"),
        ])
        .expose_headers([
            header::ETAG,
            header::RETRY_AFTER,
            HeaderName::from_static("x-request-id"),
        ])
        .max_age(REMEMBERED);
    Some(cors)
}

/// Whether a request comes from such a page, to the REST API, and shows no cookies that it could act by.
pub fn is_welcome(origins: &CorsOrigins, request: &Request) -> bool {
    let headers = request.headers();
    let origin = headers.get(header::ORIGIN);
    request.uri().path().starts_with("/api/")
        && !headers.contains_key(header::COOKIE)
        && origin.is_some_and(|origin| origins.as_slice().contains(origin))
}
