//! How a request is answered that never reaches a page, a server function or a REST handler.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use leptos::prelude::FromServerFnError;

use super::rest::error::RestError;
use crate::model::AppError;

/// When to come back where nothing says how long it takes, in seconds.
const IN_A_MOMENT: u32 = 5;

/// The HTTP status of an error.
#[must_use]
pub fn status(error: &AppError) -> StatusCode {
    StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// The error in the shape that whoever asked for `path` reads.
#[must_use]
pub fn refused(path: &str, error: &AppError) -> Response {
    if path == "/api" || path.starts_with("/api/") {
        RestError::from(error.clone()).into_response()
    } else if path.starts_with("/fn/") {
        of_server_function(path, error)
    } else {
        let mut response = (status(error), error.to_string()).into_response();
        say_when_to_retry(error, response.headers_mut());
        response
    }
}

/// The error as the browser's side of a server function reads it.
#[must_use]
pub fn of_server_function(path: &str, error: &AppError) -> Response {
    let mut response = (status(error), error.ser()).into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    );
    let marker = HeaderValue::from_str(path).unwrap_or_else(|_| HeaderValue::from_static("/fn"));
    headers.insert(server_fn::error::SERVER_FN_ERROR_HEADER, marker);
    say_when_to_retry(error, headers);
    response
}

/// `Retry-After`, in seconds, where that is what helps.
#[must_use]
pub fn retry_after(error: &AppError) -> Option<HeaderValue> {
    match error {
        AppError::TooMany {
            retry_after_seconds,
        } => Some(HeaderValue::from(*retry_after_seconds)),
        AppError::Busy | AppError::StorageUnavailable => Some(HeaderValue::from(IN_A_MOMENT)),
        _ => None,
    }
}

/// Says in an answer's head when to retry.
pub fn say_when_to_retry(error: &AppError, headers: &mut HeaderMap) {
    headers.extend(retry_after(error).map(|seconds| (header::RETRY_AFTER, seconds)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_what_may_be_repeated_says_when() {
        for (error, code, seconds) in [
            (AppError::Busy, "\"busy\"", Some("5")),
            (AppError::TooSlow, "\"too_slow\"", None),
        ] {
            let refused = refused("/api/tickets", &error);
            assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);
            let told = refused.headers().get(header::RETRY_AFTER);
            assert_eq!(told.and_then(|told| told.to_str().ok()), seconds);
            let body = axum::body::to_bytes(refused.into_body(), 1_000).await;
            let body = String::from_utf8_lossy(&body.expect("a body")).into_owned();
            assert!(body.contains(code), "{body}");
        }
    }
}
