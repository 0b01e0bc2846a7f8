//! Invitations by mail: sending one, and accepting it (spec §5).

use axum::extract::{Path, RawQuery};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};

use super::error::RestError;
use super::extract::{Anyone, Json, SignedInCtx};
use crate::model::invitation::Invitation;
use crate::model::page::Page;
use crate::model::user::Me;
use crate::model::{AppError, InvitationId};
use crate::server::auth::session::ACCESS_LIFETIME;
use crate::server::service::identity;
use crate::server::service::invitation::accept::{self, Newcomer};
use crate::server::service::invitation::send::{self, InvitationFields};
use crate::server::service::invitation::{list, resend, revoke};

type Answer<T> = Result<T, RestError>;

/// `GET /api/v1/organizations/{slug}/invitations`: those that wait; takes `cursor`.
///
/// # Errors
/// See [`list::list`].
pub async fn invitations(
    SignedInCtx(ctx): SignedInCtx,
    Path(slug): Path<String>,
    RawQuery(query): RawQuery,
) -> Answer<Json<Page<Invitation>>> {
    let scope = ctx.scope(&slug).await?;
    let query = query.unwrap_or_default();
    let mut cursor = None;
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        let read = match &*name {
            "cursor" => value.parse().map(|read| cursor = Some(read)),
            _ => Err("There is no such parameter.".to_owned()),
        };
        read.map_err(|message| AppError::invalid(&name, message))?;
    }
    Ok(Json(list::list(&ctx, &scope, cursor).await?))
}

/// `POST /api/v1/organizations/{slug}/invite`.
///
/// # Errors
/// See [`send::send`].
pub async fn invite(
    SignedInCtx(ctx): SignedInCtx,
    Path(slug): Path<String>,
    Json(fields): Json<InvitationFields>,
) -> Answer<(StatusCode, Json<Invitation>)> {
    let scope = ctx.scope(&slug).await?;
    let sent = send::send(&ctx, &scope, &fields).await?;
    Ok((StatusCode::CREATED, Json(sent)))
}

fn id(raw: &str) -> Result<InvitationId, AppError> {
    raw.parse().map_err(|_| AppError::NotFound)
}

/// `POST /api/v1/organizations/{slug}/invitations/{id}/resend`.
///
/// # Errors
/// See [`resend::resend`].
pub async fn send_again(
    SignedInCtx(ctx): SignedInCtx,
    Path((slug, invitation)): Path<(String, String)>,
) -> Answer<Json<Invitation>> {
    let scope = ctx.scope(&slug).await?;
    Ok(Json(resend::resend(&ctx, &scope, id(&invitation)?).await?))
}

/// `DELETE /api/v1/organizations/{slug}/invitations/{id}`: takes it back.
///
/// # Errors
/// See [`revoke::revoke`].
pub async fn take_back(
    SignedInCtx(ctx): SignedInCtx,
    Path((slug, invitation)): Path<(String, String)>,
) -> Answer<StatusCode> {
    let scope = ctx.scope(&slug).await?;
    revoke::revoke(&ctx, &scope, id(&invitation)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The link's token; names and a password from somebody new.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accept {
    token: String,
    #[serde(default)]
    first_name: String,
    #[serde(default)]
    last_name: String,
    #[serde(default)]
    password: String,
}

/// Who came in; with tokens for somebody new.
#[derive(Serialize)]
pub struct Accepted {
    user: Me,
    organization: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    access_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    refresh_token: Option<String>,
    /// Seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    expires_in: Option<i64>,
}

/// `POST /api/v1/invitations/accept`.
///
/// # Errors
/// See [`accept::accept`].
pub async fn accept(Anyone(ctx): Anyone, Json(body): Json<Accept>) -> Answer<Json<Accepted>> {
    let newcomer = Newcomer {
        first_name: body.first_name,
        last_name: body.last_name,
        password: body.password,
    };
    let accepted = accept::accept(&ctx, &body.token, &newcomer).await?;
    let user = match &accepted.session {
        Some(session) => session.signed_in.user,
        None => ctx.user_id()?,
    };
    let expires_in = accepted.session.as_ref();
    let expires_in = expires_in.map(|_| ACCESS_LIFETIME.num_seconds());
    let tokens = accepted.session.map(|it| (it.access, it.refresh));
    let (access_token, refresh_token) = tokens.unzip();
    Ok(Json(Accepted {
        user: identity::me::of_user(&ctx, user).await?,
        organization: accepted.slug.to_string(),
        access_token,
        refresh_token,
        expires_in,
    }))
}
