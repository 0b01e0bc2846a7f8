//! Errors as the REST API says them: `{"error": {"code", "message", "fields"?}}` (spec §5).

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::model::{AppError, FieldErrors};
use crate::server::refused::{say_when_to_retry, status};

/// What a REST handler may answer but success.
#[derive(Debug)]
pub enum RestError {
    /// A service's refusal.
    App(AppError),
    /// The body is not of the type that is read (415).
    UnsupportedMediaType(&'static str),
    /// The body is too large (413).
    TooLarge,
    /// The address does not take this method (405).
    MethodNotAllowed,
}

#[derive(Serialize)]
struct Envelope<'a> {
    error: Body<'a>,
}

#[derive(Serialize)]
struct Body<'a> {
    code: &'a str,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    fields: Option<&'a FieldErrors>,
}

impl From<AppError> for RestError {
    fn from(error: AppError) -> Self {
        Self::App(error)
    }
}

impl From<FieldErrors> for RestError {
    fn from(fields: FieldErrors) -> Self {
        Self::App(fields.into())
    }
}

impl IntoResponse for RestError {
    fn into_response(self) -> Response {
        let (status, code, message, fields) = match &self {
            Self::App(error) => (
                status(error),
                error.code(),
                error.to_string(),
                error.fields(),
            ),
            Self::UnsupportedMediaType(expected) => (
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "unsupported_media_type",
                format!("Send Content-Type: {expected}."),
                None,
            ),
            Self::TooLarge => (
                StatusCode::PAYLOAD_TOO_LARGE,
                "too_large",
                "The body is too large.".to_owned(),
                None,
            ),
            Self::MethodNotAllowed => (
                StatusCode::METHOD_NOT_ALLOWED,
                "method_not_allowed",
                "This address does not take this method.".to_owned(),
                None,
            ),
        };
        let envelope = Envelope {
            error: Body {
                code,
                message,
                fields,
            },
        };
        let mut response = (status, axum::Json(envelope)).into_response();
        if status == StatusCode::UNAUTHORIZED {
            response
                .headers_mut()
                .insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if let Self::App(error) = &self {
            say_when_to_retry(error, response.headers_mut());
        }
        response
    }
}
