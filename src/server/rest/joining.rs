//! Finding organizations, asking to join, and answering (spec §5).

use axum::extract::{Path, RawQuery};
use serde::{Deserialize, Serialize};

use super::error::RestError;
use super::extract::{Json, SignedInCtx};
use crate::model::join_request::{Asked, Discovered, JoinRequest, JoinRequestStatus, Review};
use crate::model::page::Page;
use crate::model::{AppError, JoinRequestId};
use crate::server::service::joining::{ask, by_code, discover, requests, review};

type Answer<T> = Result<T, RestError>;

/// `GET /api/v1/organizations/discover`.
///
/// # Errors
/// See [`discover::discover`].
pub async fn discover(SignedInCtx(ctx): SignedInCtx) -> Answer<Json<Vec<Discovered>>> {
    Ok(Json(discover::discover(&ctx).await?))
}

/// A word to those who answer.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Ask {
    message: String,
}

/// What became of it.
#[derive(Debug, Serialize)]
pub struct Outcome {
    message: &'static str,
    auto_approved: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<JoinRequestId>,
}

/// `POST /api/v1/organizations/{slug}/request_join`.
///
/// # Errors
/// See [`ask::ask`].
pub async fn ask(
    SignedInCtx(ctx): SignedInCtx,
    Path(slug): Path<String>,
    Json(body): Json<Ask>,
) -> Answer<Json<Outcome>> {
    Ok(Json(match ask::ask(&ctx, &slug, &body.message).await? {
        Asked::Joined => Outcome {
            message: "Joined organization automatically",
            auto_approved: true,
            request_id: None,
        },
        Asked::Waits(request) => Outcome {
            message: "Join request submitted",
            auto_approved: false,
            request_id: Some(request),
        },
    }))
}

/// An invite code.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Code {
    organization_code: String,
}

/// Where it led.
#[derive(Debug, Serialize)]
pub struct Joined {
    organization: String,
}

/// `POST /api/v1/organizations/join`: by invite code, for somebody who is signed in.
///
/// # Errors
/// See [`by_code::join_signed_in`].
pub async fn join(SignedInCtx(ctx): SignedInCtx, Json(body): Json<Code>) -> Answer<Json<Joined>> {
    let slug = by_code::join_signed_in(&ctx, &body.organization_code).await?;
    Ok(Json(Joined {
        organization: slug.to_string(),
    }))
}

/// `GET /api/v1/organizations/{slug}/join-requests`; takes `status` (`pending` where it is left out) and `cursor`.
///
/// # Errors
/// See [`requests::list`].
pub async fn list(
    SignedInCtx(ctx): SignedInCtx,
    Path(slug): Path<String>,
    RawQuery(query): RawQuery,
) -> Answer<Json<Page<JoinRequest>>> {
    let scope = ctx.scope(&slug).await?;
    let (mut status, mut cursor) = (JoinRequestStatus::Pending, None);
    for (name, value) in form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
        let read = match &*name {
            "status" => value.parse().map(|read| status = read),
            "cursor" => value.parse().map(|read| cursor = Some(read)),
            _ => Err("There is no such parameter.".to_owned()),
        };
        read.map_err(|message| AppError::invalid(&name, message))?;
    }
    Ok(Json(requests::list(&ctx, &scope, status, cursor).await?))
}

/// A word to whoever asked.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Note {
    note: String,
}

/// `POST /api/v1/organizations/{slug}/join-requests/{id}/approve`.
///
/// # Errors
/// See [`review::review`].
pub async fn approve(
    context: SignedInCtx,
    path: Path<(String, String)>,
    body: Json<Note>,
) -> Answer<Json<JoinRequest>> {
    answer(context, path, body, Review::Approve).await
}

/// `POST /api/v1/organizations/{slug}/join-requests/{id}/reject`.
///
/// # Errors
/// See [`review::review`].
pub async fn reject(
    context: SignedInCtx,
    path: Path<(String, String)>,
    body: Json<Note>,
) -> Answer<Json<JoinRequest>> {
    answer(context, path, body, Review::Reject).await
}

async fn answer(
    SignedInCtx(ctx): SignedInCtx,
    Path((slug, request)): Path<(String, String)>,
    Json(body): Json<Note>,
    answer: Review,
) -> Answer<Json<JoinRequest>> {
    let scope = ctx.scope(&slug).await?;
    let request = request.parse().map_err(|_| AppError::NotFound)?;
    let answered = review::review(&ctx, &scope, request, answer, &body.note).await?;
    Ok(Json(answered))
}
