//! What REST handlers take: a JSON body, the caller, and the tenant.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, FromRequestParts, OptionalFromRequest, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::body;
use super::error::RestError;
use crate::model::AppError;
use crate::server::auth::bearer;
use crate::server::context::RequestContext;
use crate::server::platform::PlatformScope;
use crate::server::scope::OrgScope;
use crate::server::state::AppState;

/// The header that names the organization of an un-scoped address.
const ORGANIZATION: &str = "x-organization";

/// A JSON body, read or written. Fields that are unknown, missing or of the wrong kind are refused with their
/// name (422), what is no JSON with 400. An empty body reads as `{}`.
pub struct Json<T>(pub T);

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        axum::Json(self.0).into_response()
    }
}

impl<T: DeserializeOwned> FromRequest<AppState> for Json<T> {
    type Rejection = RestError;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, RestError> {
        let body = <Self as OptionalFromRequest<_>>::from_request(request, state).await?;
        body.map_or_else(|| Ok(Self(body::read(b"{}")?)), Ok)
    }
}

/// `None` for an empty body.
impl<T: DeserializeOwned> OptionalFromRequest<AppState> for Json<T> {
    type Rejection = RestError;

    async fn from_request(request: Request, state: &AppState) -> Result<Option<Self>, RestError> {
        let is_json = is_json(request.headers());
        let bytes = Bytes::from_request(request, state)
            .await
            .map_err(unreadable)?;
        match (bytes.is_empty(), is_json) {
            (true, _) => Ok(None),
            (false, true) => Ok(Some(Self(body::read(&bytes)?))),
            (false, false) => Err(RestError::UnsupportedMediaType("application/json")),
        }
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it is what `map_err` gives")]
fn unreadable(rejection: BytesRejection) -> RestError {
    if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return RestError::TooLarge;
    }
    AppError::Malformed("The body could not be read to its end.".to_owned()).into()
}

fn is_json(headers: &HeaderMap) -> bool {
    let content_type = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let essence = content_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    essence == "application/json"
        || (essence.starts_with("application/") && essence.ends_with("+json"))
}

/// Whoever asks, signed in or not.
pub struct Anyone(pub RequestContext);

impl FromRequestParts<AppState> for Anyone {
    type Rejection = RestError;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, RestError> {
        Ok(Self(RequestContext::of(&parts.extensions)?))
    }
}

/// Somebody signed in; else 401.
pub struct SignedInCtx(pub RequestContext);

impl FromRequestParts<AppState> for SignedInCtx {
    type Rejection = RestError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, RestError> {
        let Anyone(ctx) = Anyone::from_request_parts(parts, state).await?;
        match ctx.user_id() {
            Ok(_) => Ok(Self(ctx)),
            Err(_) if bearer(&parts.headers).is_some() => Err(RestError::InvalidToken),
            Err(error) => Err(error.into()),
        }
    }
}

/// A master user; else 404.
pub struct Master(pub RequestContext, pub PlatformScope);

impl FromRequestParts<AppState> for Master {
    type Rejection = RestError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, RestError> {
        let SignedInCtx(ctx) = SignedInCtx::from_request_parts(parts, state).await?;
        let scope = PlatformScope::prove(&ctx)?;
        Ok(Self(ctx, scope))
    }
}

/// Somebody in the organization that `X-Organization` names by its slug, else in their primary one.
pub struct Tenant(pub RequestContext, pub OrgScope);

impl FromRequestParts<AppState> for Tenant {
    type Rejection = RestError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, RestError> {
        let SignedInCtx(ctx) = SignedInCtx::from_request_parts(parts, state).await?;
        let scope = match parts.headers.get(ORGANIZATION) {
            Some(slug) => {
                ctx.scope(slug.to_str().map_err(|_| AppError::NotFound)?.trim())
                    .await?
            }
            None => ctx.primary_scope().await?,
        };
        Ok(Self(ctx, scope))
    }
}
