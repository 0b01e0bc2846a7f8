//! Finding organizations, asking to join, and answering (spec §5).

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::answer::All;
use super::error::RestError;
use super::extract::{Json, SignedInCtx};
use super::openapi::schema_of;
use super::parameter::{Parameters, Path, Query, paging};
use crate::model::JoinRequestId;
use crate::model::account_form::OrganizationCode;
use crate::model::join_request::{
    Asked, Discovered, JoinRequest, JoinRequestStatus, Review, Words,
};
use crate::model::list_query::{ListQuery, unknown};
use crate::model::organization::Slug;
use crate::model::page::{Cursor, Page};
use crate::server::service::joining::{ask, by_code, discover, requests, review};

type Answer<T> = Result<T, RestError>;

/// `GET /api/v1/organizations/discover`.
///
/// # Errors
/// See [`discover::discover`].
pub async fn discover(SignedInCtx(ctx): SignedInCtx) -> Answer<All<Discovered>> {
    Ok(All(discover::discover(&ctx).await?))
}

/// A word to those who answer.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = AskToJoin)]
pub struct Ask {
    #[schema(value_type = Words)]
    message: String,
}

/// What became of it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AskedToJoin)]
pub struct Outcome {
    message: &'static str,
    auto_approved: bool,
    request_id: Option<JoinRequestId>,
}

/// `POST /api/v1/organizations/{slug}/request_join`.
///
/// # Errors
/// See [`ask::ask`].
pub async fn ask(
    SignedInCtx(ctx): SignedInCtx,
    Path(slug): Path<Slug>,
    Json(body): Json<Ask>,
) -> Answer<Json<Outcome>> {
    Ok(Json(
        match ask::ask(&ctx, slug.as_str(), &body.message).await? {
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
        },
    ))
}

/// An invite code.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = InviteCode)]
pub struct Code {
    #[schema(value_type = OrganizationCode)]
    organization_code: String,
}

/// Where it led.
#[derive(Debug, Serialize, ToSchema)]
pub struct Joined {
    organization: String,
}

/// `POST /api/v1/organizations/join`: by invite code, for somebody who is signed in.
///
/// # Errors
/// See [`by_code::join_signed_in`].
pub async fn join(SignedInCtx(ctx): SignedInCtx, Json(body): Json<Code>) -> Answer<Json<Joined>> {
    let (slug, _) = by_code::join_signed_in(&ctx, &body.organization_code).await?;
    Ok(Json(Joined {
        organization: slug.to_string(),
    }))
}

/// Which requests, from where on.
pub struct Wanted {
    status: JoinRequestStatus,
    cursor: Option<Cursor>,
}

impl Default for Wanted {
    fn default() -> Self {
        Self {
            status: JoinRequestStatus::Pending,
            cursor: None,
        }
    }
}

impl ListQuery for Wanted {
    fn set(&mut self, name: &str, value: &str) -> Result<(), String> {
        match name {
            "status" => self.status = value.parse()?,
            "cursor" => self.cursor = Some(value.parse()?),
            _ => unknown()?,
        }
        Ok(())
    }
}

impl Parameters for Wanted {
    fn list() -> Vec<(&'static str, Value, &'static str)> {
        let mut status = schema_of::<JoinRequestStatus>();
        status["default"] = JoinRequestStatus::Pending.as_str().into();
        let [_, cursor] = paging(0);
        vec![("status", status, "Those that stand there."), cursor]
    }
}

/// `GET /api/v1/organizations/{slug}/join-requests`; takes `status` (`pending` where it is left out) and `cursor`.
///
/// # Errors
/// See [`requests::list`].
pub async fn list(
    SignedInCtx(ctx): SignedInCtx,
    Path(slug): Path<Slug>,
    Query(wanted): Query<Wanted>,
) -> Answer<Json<Page<JoinRequest>>> {
    let scope = ctx.scope(slug.as_str()).await?;
    let Wanted { status, cursor } = wanted;
    Ok(Json(requests::list(&ctx, &scope, status, cursor).await?))
}

/// A word to whoever asked.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = ReviewNote)]
pub struct Note {
    #[schema(value_type = Words)]
    note: String,
}

/// `POST /api/v1/organizations/{slug}/join-requests/{id}/approve`.
///
/// # Errors
/// See [`review::review`].
pub async fn approve(
    context: SignedInCtx,
    path: Path<(Slug, JoinRequestId)>,
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
    path: Path<(Slug, JoinRequestId)>,
    body: Json<Note>,
) -> Answer<Json<JoinRequest>> {
    answer(context, path, body, Review::Reject).await
}

async fn answer(
    SignedInCtx(ctx): SignedInCtx,
    Path((slug, request)): Path<(Slug, JoinRequestId)>,
    Json(body): Json<Note>,
    answer: Review,
) -> Answer<Json<JoinRequest>> {
    let scope = ctx.scope(slug.as_str()).await?;
    let answered = review::review(&ctx, &scope, request, answer, &body.note).await?;
    Ok(Json(answered))
}
