//! The caller: who they are, and the organization they land in.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::error::RestError;
use super::extract::{Json, SignedInCtx};
use crate::model::OrganizationId;
use crate::model::user::Me;
use crate::server::service::identity;

/// `GET /api/me` and `GET /api/v1/auth/me`.
///
/// # Errors
/// 401 when nobody is signed in.
pub async fn me(SignedInCtx(ctx): SignedInCtx) -> Result<Json<Me>, RestError> {
    Ok(Json(identity::me::me(&ctx).await?))
}

/// Where to land.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SwitchOrganization {
    organization_id: OrganizationId,
}

/// The person, after the change.
#[derive(Serialize, ToSchema)]
pub struct Switched {
    user: Me,
}

/// `POST /api/v1/auth/switch-org`.
///
/// # Errors
/// 404 when there is no such organization, 403 unless the caller is an active member.
pub async fn switch_organization(
    SignedInCtx(ctx): SignedInCtx,
    Json(body): Json<SwitchOrganization>,
) -> Result<Json<Switched>, RestError> {
    identity::switch_organization::switch_by_id(&ctx, body.organization_id).await?;
    Ok(Json(Switched {
        user: identity::me::me(&ctx).await?,
    }))
}
