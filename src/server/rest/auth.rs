//! Tokens: both seeds' addresses for signing in, going on and signing out.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::error::RestError;
use super::extract::{Anyone, Json};
use crate::model::user::Me;
use crate::server::auth::session::{ACCESS_LIFETIME, StartedSession};
use crate::server::service::identity;

/// Address and password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Credentials {
    /// The address; `username` is read too.
    #[serde(alias = "username")]
    #[schema(examples("ada@example.com"))]
    email: String,
    #[schema(min_length = 1)]
    password: String,
}

/// A pair of tokens, as `/api/token` says it.
#[derive(Serialize, ToSchema)]
pub struct Pair {
    /// Works for 15 minutes.
    access: String,
    /// Works for 7 days, once.
    refresh: String,
}

impl From<StartedSession> for Pair {
    fn from(session: StartedSession) -> Self {
        Self {
            access: session.access,
            refresh: session.refresh,
        }
    }
}

/// `POST /api/token`.
///
/// # Errors
/// As signing in.
pub async fn token(
    Anyone(ctx): Anyone,
    Json(body): Json<Credentials>,
) -> Result<Json<Pair>, RestError> {
    let session = identity::sign_in::sign_in(&ctx, &body.email, &body.password).await?;
    Ok(Json(session.into()))
}

/// A refresh token, as `/api/token/refresh` takes it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Refresh {
    refresh: String,
}

/// `POST /api/token/refresh`.
///
/// # Errors
/// 401 for a token that no longer works.
pub async fn token_refresh(
    Anyone(ctx): Anyone,
    Json(body): Json<Refresh>,
) -> Result<Json<Pair>, RestError> {
    let session = identity::refresh::refresh(&ctx, &body.refresh).await?;
    Ok(Json(session.into()))
}

/// A token of either kind.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Token {
    token: String,
}

/// An empty object.
#[derive(Serialize, ToSchema)]
pub struct Nothing {}

/// `POST /api/token/verify`.
///
/// # Errors
/// 401 for a token that no longer works.
pub async fn token_verify(
    Anyone(ctx): Anyone,
    Json(body): Json<Token>,
) -> Result<Json<Nothing>, RestError> {
    identity::verify::verify(&ctx, &body.token).await?;
    Ok(Json(Nothing {}))
}

/// A pair of tokens, as `/api/v1/auth` says it.
#[derive(Serialize, ToSchema)]
pub struct Tokens {
    access_token: String,
    refresh_token: String,
    /// Seconds.
    expires_in: i64,
}

impl From<StartedSession> for Tokens {
    fn from(session: StartedSession) -> Self {
        Self {
            access_token: session.access,
            refresh_token: session.refresh,
            expires_in: ACCESS_LIFETIME.num_seconds(),
        }
    }
}

/// The answer to a login.
#[derive(Serialize, ToSchema)]
pub struct LoggedIn {
    user: Me,
    access_token: String,
    refresh_token: String,
    /// Seconds.
    expires_in: i64,
}

/// `POST /api/v1/auth/login`.
///
/// # Errors
/// As signing in.
pub async fn login(
    Anyone(ctx): Anyone,
    Json(body): Json<Credentials>,
) -> Result<Json<LoggedIn>, RestError> {
    let session = identity::sign_in::sign_in(&ctx, &body.email, &body.password).await?;
    let user = identity::me::of_user(&ctx, session.signed_in.user).await?;
    let tokens = Tokens::from(session);
    Ok(Json(LoggedIn {
        user,
        access_token: tokens.access_token,
        refresh_token: tokens.refresh_token,
        expires_in: tokens.expires_in,
    }))
}

/// A refresh token, as `/api/v1/auth/refresh` takes it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RefreshToken {
    refresh_token: String,
}

/// `POST /api/v1/auth/refresh`.
///
/// # Errors
/// 401 for a token that no longer works.
pub async fn refresh(
    Anyone(ctx): Anyone,
    Json(body): Json<RefreshToken>,
) -> Result<Json<Tokens>, RestError> {
    let session = identity::refresh::refresh(&ctx, &body.refresh_token).await?;
    Ok(Json(session.into()))
}

/// Which session to end; the caller's own where none is named.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Logout {
    #[serde(default)]
    refresh_token: Option<String>,
}

/// A sentence.
#[derive(Serialize, ToSchema)]
pub struct Message {
    message: &'static str,
}

/// `POST /api/v1/auth/logout`; needs no access token, which may have ended.
///
/// # Errors
/// `Internal` only: ending what has ended is no error.
pub async fn logout(
    Anyone(ctx): Anyone,
    Json(body): Json<Logout>,
) -> Result<Json<Message>, RestError> {
    if let Some(refresh) = body.refresh_token {
        identity::sign_out::sign_out_by_refresh(&ctx, &refresh).await?;
    }
    identity::sign_out::sign_out(&ctx).await?;
    Ok(Json(Message {
        message: "Logged out successfully",
    }))
}
