//! An organization's settings, for those who run it.

use leptos::server;

use crate::model::AppError;
use crate::model::settings::SettingsView;

/// `/o/{slug}/admin/settings`.
#[server(prefix = "/fn", endpoint = "organization/settings")]
pub async fn load_settings(slug: String) -> Result<SettingsView, AppError> {
    use crate::server::{context, service::organization::settings};
    let (ctx, scope) = context::scoped(&slug).await?;
    context::answer(settings::read(&ctx, &scope).await)
}

/// Sets name, address, domain and colour; goes to the settings' new address.
#[server(prefix = "/fn", endpoint = "organization/change_identity")]
pub async fn change_identity(
    slug: String,
    name: String,
    new_slug: String,
    domain: String,
    primary_color: String,
) -> Result<(), AppError> {
    use crate::model::settings_form::IdentityFields;
    use crate::server::{context, service::organization::settings};
    let (ctx, scope) = context::scoped(&slug).await?;
    let raw = IdentityFields {
        name,
        new_slug,
        domain,
        primary_color,
    };
    let change = context::answer(raw.parse().map_err(AppError::from))?;
    let changed = settings::change(&ctx, &scope, change).await;
    let now = context::answer(changed.map_err(crate::model::settings_form::under_new_slug))?;
    context::redirect(&format!("/o/{}/admin/settings", now.slug));
    Ok(())
}

/// Sets who may join by themselves, and as what; what is not checked is off.
#[server(prefix = "/fn", endpoint = "organization/change_joining")]
pub async fn change_joining(
    slug: String,
    allowed_email_domains: String,
    default_join_role: String,
    #[server(default)] allow_email_domain_join: bool,
    #[server(default)] require_approval: bool,
) -> Result<(), AppError> {
    use crate::model::settings_form::JoiningFields;
    use crate::server::{context, service::organization::settings};
    let (ctx, scope) = context::scoped(&slug).await?;
    let raw = JoiningFields {
        allowed_email_domains,
        default_join_role,
        allow_email_domain_join,
        require_approval,
    };
    let change = context::answer(raw.parse().map_err(AppError::from))?;
    context::answer(settings::change(&ctx, &scope, change).await.map(drop))
}

/// Replaces the invite code.
#[server(prefix = "/fn", endpoint = "organization/rotate_invite_code")]
pub async fn rotate_invite_code(slug: String) -> Result<(), AppError> {
    use crate::server::{context, service::organization::rotate_invite_code};
    let (ctx, scope) = context::scoped(&slug).await?;
    context::answer(rotate_invite_code::rotate(&ctx, &scope).await.map(drop))
}

/// Takes the logo off, around the page, too: it starts anew. Its form is where a refused upload is told, too.
#[server(prefix = "/fn", endpoint = "organization/remove_logo")]
pub async fn remove_logo(slug: String) -> Result<(), AppError> {
    use crate::server::{context, service::organization::logo};
    let (ctx, scope) = context::scoped(&slug).await?;
    context::answer(logo::remove(&ctx, &scope).await)?;
    context::redirect(&format!("/o/{}/admin/settings", scope.organization().slug));
    Ok(())
}

/// Deletes the organization; `confirmation` is its name, typed.
#[server(prefix = "/fn", endpoint = "organization/delete")]
pub async fn delete_organization(slug: String, confirmation: String) -> Result<(), AppError> {
    use crate::server::{context, service::organization::delete};
    let (ctx, scope) = context::scoped(&slug).await?;
    context::answer(delete::delete(&ctx, &scope, Some(&confirmation)).await)?;
    context::redirect("/");
    Ok(())
}

/// Switches support access on or off; off ends what goes on.
#[server(prefix = "/fn", endpoint = "organization/allow_support")]
pub async fn allow_support(
    slug: String,
    #[server(default)] allow_support_access: bool,
) -> Result<(), AppError> {
    use crate::model::settings::SettingsChange;
    use crate::server::{context, service::organization::settings};
    let (ctx, scope) = context::scoped(&slug).await?;
    let change = SettingsChange {
        allow_support_access: Some(allow_support_access),
        ..SettingsChange::default()
    };
    context::answer(settings::change(&ctx, &scope, change).await.map(drop))
}
