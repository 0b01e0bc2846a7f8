//! Invitations by mail: sending one, and accepting it (spec §5).

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::answer::{Created, NoContent};
use super::error::RestError;
use super::extract::{Anyone, Json, SignedInCtx};
use super::parameter::{Parameters, Path, Query, paging};
use crate::model::InvitationId;
use crate::model::invitation::Invitation;
use crate::model::list_query::{ListQuery, unknown};
use crate::model::organization::Slug;
use crate::model::page::{Cursor, Page};
use crate::model::user::{Me, NewPassword, PersonName};
use crate::server::auth::session::ACCESS_LIFETIME;
use crate::server::service::identity;
use crate::server::service::invitation::accept::{self, Newcomer};
use crate::server::service::invitation::send::{self, InvitationFields};
use crate::server::service::invitation::{list, resend, revoke};

type Answer<T> = Result<T, RestError>;

/// Where a page of invitations starts.
#[derive(Default)]
pub struct From(Option<Cursor>);

impl ListQuery for From {
    fn set(&mut self, name: &str, value: &str) -> Result<(), String> {
        match name {
            "cursor" => self.0 = Some(value.parse()?),
            _ => unknown()?,
        }
        Ok(())
    }
}

impl Parameters for From {
    fn list() -> Vec<(&'static str, Value, &'static str)> {
        let [_, cursor] = paging(0);
        vec![cursor]
    }
}

/// `GET /api/v1/organizations/{slug}/invitations`: those that wait; takes `cursor`.
///
/// # Errors
/// See [`list::list`].
pub async fn invitations(
    SignedInCtx(ctx): SignedInCtx,
    Path(slug): Path<Slug>,
    Query(From(cursor)): Query<From>,
) -> Answer<Json<Page<Invitation>>> {
    let scope = ctx.scope(slug.as_str()).await?;
    Ok(Json(list::list(&ctx, &scope, cursor).await?))
}

/// `POST /api/v1/organizations/{slug}/invite`.
///
/// # Errors
/// See [`send::send`].
pub async fn invite(
    SignedInCtx(ctx): SignedInCtx,
    Path(slug): Path<Slug>,
    Json(fields): Json<InvitationFields>,
) -> Answer<Created<Invitation>> {
    let scope = ctx.scope(slug.as_str()).await?;
    let sent = send::send(&ctx, &scope, &fields).await?;
    Ok(Created(sent))
}

/// `POST /api/v1/organizations/{slug}/invitations/{id}/resend`.
///
/// # Errors
/// See [`resend::resend`].
pub async fn send_again(
    SignedInCtx(ctx): SignedInCtx,
    Path((slug, invitation)): Path<(Slug, InvitationId)>,
) -> Answer<Json<Invitation>> {
    let scope = ctx.scope(slug.as_str()).await?;
    Ok(Json(resend::resend(&ctx, &scope, invitation).await?))
}

/// `DELETE /api/v1/organizations/{slug}/invitations/{id}`: takes it back.
///
/// # Errors
/// See [`revoke::revoke`].
pub async fn take_back(
    SignedInCtx(ctx): SignedInCtx,
    Path((slug, invitation)): Path<(Slug, InvitationId)>,
) -> Answer<NoContent> {
    let scope = ctx.scope(slug.as_str()).await?;
    revoke::revoke(&ctx, &scope, invitation).await?;
    Ok(NoContent)
}

/// The link's token; names and a password from somebody new.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AcceptInvitation)]
pub struct Accept {
    /// What the link carries.
    token: String,
    #[serde(default)]
    #[schema(value_type = PersonName)]
    first_name: String,
    #[serde(default)]
    #[schema(value_type = PersonName)]
    last_name: String,
    #[serde(default)]
    #[schema(value_type = NewPassword)]
    password: String,
}

/// Who came in; with tokens for somebody new.
#[derive(Serialize, ToSchema)]
pub struct Accepted {
    user: Me,
    /// The organization's slug.
    organization: String,
    access_token: Option<String>,
    refresh_token: Option<String>,
    /// Seconds.
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
