//! Errors as the REST API says them: `{"error": {"code", "message", "fields"?}}` (spec §5).

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::model::personal_token::TokenScope;
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
    /// A token was shown that signs nobody in (401).
    InvalidToken,
    /// A personal access token was shown that may not be used for this (403).
    MissingScope(TokenScope),
    /// A personal access token was shown where none opens anything (403).
    NotForTokens,
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

impl RestError {
    /// What to show instead, in the words of RFC 6750.
    fn challenge(&self, status: StatusCode) -> Option<HeaderValue> {
        match self {
            Self::InvalidToken => Some(HeaderValue::from_static("Bearer error=\"invalid_token\"")),
            Self::MissingScope(scope) => {
                let missing = format!("Bearer error=\"insufficient_scope\", scope=\"{scope}\"");
                HeaderValue::try_from(missing).ok()
            }
            _ if status == StatusCode::UNAUTHORIZED => Some(HeaderValue::from_static("Bearer")),
            _ => None,
        }
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
            Self::InvalidToken => (
                StatusCode::UNAUTHORIZED,
                AppError::SignedOut.code(),
                "This token does not work: it has ended, was revoked, or never did. Sign in again, or make a new one."
                    .to_owned(),
                None,
            ),
            Self::MissingScope(scope) => (
                StatusCode::FORBIDDEN,
                "insufficient_scope",
                format!("This token lacks the scope {scope}. Make one that has it, in your account."),
                None,
            ),
            Self::NotForTokens => (
                StatusCode::FORBIDDEN,
                "forbidden",
                "Personal access tokens open nothing here. Sign in instead.".to_owned(),
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
        if let Some(challenge) = self.challenge(status) {
            response
                .headers_mut()
                .insert(header::WWW_AUTHENTICATE, challenge);
        }
        if let Self::App(error) = &self {
            say_when_to_retry(error, response.headers_mut());
        }
        response
    }
}
