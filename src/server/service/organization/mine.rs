//! The caller's own organizations, and opening one more.

use crate::model::AppError;
use crate::model::error::Refusal;
use crate::model::organization::{OrganizationName, OrganizationStatus};
use crate::model::settings::OrganizationView;
use crate::policy::{OrganizationAction, Viewer, can};
use crate::server::auth::rate_limit::{Limited, limit};
use crate::server::config::OrganizationSignup;
use crate::server::context::RequestContext;
use crate::server::db;
use crate::server::store::mine;

/// Those the caller is in or waits for, by name.
///
/// # Errors
/// `SignedOut`.
pub async fn mine(ctx: &RequestContext) -> Result<Vec<OrganizationView>, AppError> {
    let mut views = mine::views(ctx.db(), ctx.user_id()?, None).await?;
    for view in &mut views {
        hide_code(ctx, view)?;
    }
    Ok(views)
}

/// Opens one, of which the caller is the owner: active for master users, else as the configuration says (spec §1).
///
/// # Errors
/// `SignedOut`; `Forbidden` where only master users may; `Invalid` under `name` when the name is taken.
pub async fn open(
    ctx: &RequestContext,
    name: OrganizationName,
) -> Result<OrganizationView, AppError> {
    let user = ctx.user_id()?;
    let is_master = ctx
        .signed_in
        .as_ref()
        .is_some_and(|person| person.is_master);
    let status = match ctx.state.config.signup.organizations {
        _ if is_master => OrganizationStatus::Active,
        OrganizationSignup::Open => OrganizationStatus::Active,
        OrganizationSignup::Approval => OrganizationStatus::Pending,
        OrganizationSignup::MasterOnly => return Err(Refusal::OrganizationsByMasters.into()),
    };
    if !is_master {
        limit(ctx, Limited::Register, Some(&user.to_string())).await?;
    }
    let tx = db::begin_write(ctx.db()).await?;
    let opened = super::open::open(ctx, &tx, name, user, status).await;
    let (id, _) = opened.map_err(super::naming::under_name)?;
    let mut view = mine::views(&tx, user, Some(id))
        .await?
        .pop()
        .ok_or(AppError::NotFound)?;
    hide_code(ctx, &mut view)?;
    tx.commit().await?;
    Ok(view)
}

/// The invite code is for people who may rotate it, once the organization works.
fn hide_code(ctx: &RequestContext, view: &mut OrganizationView) -> Result<(), AppError> {
    let user = ctx.user_id()?;
    let manages = view.my_role.is_some_and(|role| {
        let viewer = Viewer::of_role(user, role);
        can(&viewer, OrganizationAction::ManageSettings, &()).is_allowed()
    });
    if !manages || ctx.is_program() || view.status != OrganizationStatus::Active {
        view.invite_code = None;
    }
    Ok(())
}
