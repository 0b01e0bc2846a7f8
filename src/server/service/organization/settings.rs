//! What an organization decides about itself: reading it, and changing it.

use sea_orm::DatabaseTransaction;
use serde_json::{Value, json};

use super::naming;
use crate::model::audit::{AuditAction, AuditRecord};
use crate::model::settings::{OrganizationView, SettingsChange, SettingsView};
use crate::model::{AppError, FieldErrors};
use crate::policy::{OrganizationAction, can};
use crate::server::context::RequestContext;
use crate::server::scope::OrgScope;
use crate::server::service::audit::{self, Entry};
use crate::server::service::support::end::end_in;
use crate::server::store::opening;
use crate::server::store::settings::{NewSettings, SettingsRecord, SettingsStore};
use crate::server::store::support;

/// The settings page.
///
/// # Errors
/// `Forbidden` for those who may not change them.
pub async fn read(ctx: &RequestContext, scope: &OrgScope) -> Result<SettingsView, AppError> {
    can(scope.viewer(), OrganizationAction::ManageSettings, &()).obey()?;
    let tx = scope.begin(ctx.db()).await?;
    let record = load(scope, &tx).await?;
    tx.commit().await?;
    Ok(record.view)
}

/// The organization as the caller may see it: the invite code only where they may rotate it.
///
/// # Errors
/// `Internal`.
pub async fn view(ctx: &RequestContext, scope: &OrgScope) -> Result<OrganizationView, AppError> {
    let tx = scope.begin(ctx.db()).await?;
    let record = load(scope, &tx).await?;
    tx.commit().await?;
    Ok(without_secrets(ctx, scope, record.view.organization))
}

/// Leaves out what the caller may not see. Whoever has the invite code is in soon: no program needs it.
fn without_secrets(
    ctx: &RequestContext,
    scope: &OrgScope,
    mut view: OrganizationView,
) -> OrganizationView {
    let manages = can(scope.viewer(), OrganizationAction::ManageSettings, &()).is_allowed();
    if !manages || ctx.is_program() {
        view.invite_code = None;
    }
    view
}

/// Changes what is given, and answers with what is so now.
///
/// # Errors
/// `Forbidden` for those who may not; `Invalid` for a name or slug that is taken, and where no domain is named that
/// could let people in.
pub async fn change(
    ctx: &RequestContext,
    scope: &OrgScope,
    change: SettingsChange,
) -> Result<OrganizationView, AppError> {
    can(scope.viewer(), OrganizationAction::ManageSettings, &()).obey()?;
    let tx = scope.begin_write(ctx.db()).await?;
    opening::lock_names(&tx).await?;
    let store = SettingsStore::new(scope, &tx);
    let before = store.load_for_update().await?.ok_or(AppError::NotFound)?;
    insist_on_free_address(scope, &tx, &change).await?;
    let new = merge(&before, change)?;
    let old_slug = before.view.organization.slug.clone();
    if new.slug != old_slug {
        store.keep_slug(&old_slug, &new.slug).await?;
    }
    store.write(new, ctx.now).await?;
    let after = load(scope, &tx).await?;
    let (was, is) = differences(&said(&before.view), &said(&after.view));
    if was != is {
        let entry = Entry {
            action: AuditAction::SettingsChanged,
            kind: AuditRecord::Organization,
            record: scope.organization_id().into(),
            before: Some(was),
            after: Some(is),
        };
        audit::record(ctx, &tx, scope.organization_id(), entry).await?;
    }
    if !after.view.settings.allow_support_access {
        let id = scope.organization_id();
        for look in support::looks(&tx, id, None, ctx.now).await? {
            end_in(ctx, &tx, id, look.id).await?;
        }
    }
    tx.commit().await?;
    Ok(without_secrets(ctx, scope, after.view.organization))
}

pub(super) async fn load(
    scope: &OrgScope,
    tx: &DatabaseTransaction,
) -> Result<SettingsRecord, AppError> {
    SettingsStore::new(scope, tx)
        .load()
        .await?
        .ok_or(AppError::NotFound)
}

async fn insist_on_free_address(
    scope: &OrgScope,
    tx: &DatabaseTransaction,
    change: &SettingsChange,
) -> Result<(), AppError> {
    let me = Some(scope.organization_id());
    if let Some(name) = &change.name {
        naming::insist_on_free_name(tx, "name", name, me).await?;
    }
    if let Some(slug) = &change.slug {
        let taken = opening::taken_slugs(tx, std::slice::from_ref(slug), me).await?;
        if slug.is_reserved() || !taken.is_empty() {
            let message =
                "Another organization has this address, or had it before. Choose another one.";
            return Err(AppError::invalid("slug", message));
        }
    }
    Ok(())
}

/// The change over what is there.
fn merge(before: &SettingsRecord, change: SettingsChange) -> Result<NewSettings, FieldErrors> {
    let SettingsView {
        organization,
        allowed_email_domains,
        mut settings,
    } = before.view.clone();
    settings.default_join_role = change
        .default_join_role
        .unwrap_or(settings.default_join_role);
    settings.require_approval = change.require_approval.unwrap_or(settings.require_approval);
    settings.allow_support_access = change
        .allow_support_access
        .unwrap_or(settings.allow_support_access);
    let new = NewSettings {
        name: change.name.map_or(organization.name, String::from),
        slug: change.slug.unwrap_or(organization.slug),
        domain: match change.domain {
            Some(domain) => domain.map(String::from),
            None => organization.domain,
        },
        primary_color: change
            .primary_color
            .map_or(organization.primary_color, String::from),
        allow_email_domain_join: change
            .allow_email_domain_join
            .unwrap_or(organization.allow_email_domain_join),
        allowed_email_domains: change
            .allowed_email_domains
            .unwrap_or(allowed_email_domains),
        settings: settings.write(before.stored.clone()),
    };
    if new.allow_email_domain_join && new.allowed_email_domains.is_empty() {
        let message = "Name at least one domain, or switch joining by domain off.";
        return Err(FieldErrors::one("allowed_email_domains", message));
    }
    Ok(new)
}

/// What the audit log keeps of the settings: no invite code.
fn said(view: &SettingsView) -> Value {
    let organization = &view.organization;
    json!({
        "name": organization.name,
        "slug": organization.slug,
        "domain": organization.domain,
        "primary_color": organization.primary_color,
        "allow_email_domain_join": organization.allow_email_domain_join,
        "allowed_email_domains": view.allowed_email_domains,
        "default_join_role": view.settings.default_join_role,
        "require_approval": view.settings.require_approval,
        "allow_support_access": view.settings.allow_support_access,
    })
}

/// The fields that are not the same.
fn differences(before: &Value, after: &Value) -> (Value, Value) {
    let fields = |value: &Value, other: &Value| {
        let all = value.as_object().into_iter().flatten();
        let changed = all.filter(|(name, is)| other.get(name.as_str()) != Some(is));
        changed
            .map(|(name, is)| (name.clone(), is.clone()))
            .collect::<serde_json::Map<_, _>>()
            .into()
    };
    (fields(before, after), fields(after, before))
}
