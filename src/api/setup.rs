//! The first steps of a new organization.

use leptos::server;

use crate::model::AppError;
use crate::model::setup::SetupView;

/// `/o/{slug}/setup`.
#[server(prefix = "/fn", endpoint = "setup/view")]
pub async fn load_setup(slug: String) -> Result<SetupView, AppError> {
    use crate::server::{context, service::organization::setup};
    let (ctx, scope) = context::scoped(&slug).await?;
    context::answer(setup::view(&ctx, &scope).await)
}

/// Goes to a step; the last one leads home.
#[server(prefix = "/fn", endpoint = "setup/go")]
pub async fn go_to_step(slug: String, step: String) -> Result<(), AppError> {
    use crate::model::setup::SetupStep;
    use crate::server::{context, service::organization::setup};
    let (ctx, scope) = context::scoped(&slug).await?;
    let step = step.parse();
    let step: SetupStep =
        context::answer(step.map_err(|message: String| AppError::invalid("step", message)))?;
    context::answer(setup::go(&ctx, &scope, step).await)?;
    if step == SetupStep::Done {
        context::redirect(&format!("/o/{}", scope.organization().slug));
    }
    Ok(())
}

/// The first step: name and colour, which show around the page, too: it starts anew.
#[server(prefix = "/fn", endpoint = "setup/profile")]
pub async fn set_up_profile(
    slug: String,
    name: String,
    primary_color: String,
) -> Result<(), AppError> {
    use crate::model::FieldErrors;
    use crate::model::organization::OrganizationName;
    use crate::model::settings::{Color, SettingsChange};
    use crate::server::{context, service::organization::setup};
    let (ctx, scope) = context::scoped(&slug).await?;
    let mut errors = FieldErrors::default();
    let change = SettingsChange {
        name: errors.take("name", OrganizationName::parse(&name)),
        primary_color: errors.take("primary_color", Color::parse(&primary_color)),
        ..SettingsChange::default()
    };
    let change = context::answer(errors.done(change).map_err(AppError::from))?;
    context::answer(setup::profile(&ctx, &scope, change).await)?;
    context::redirect(&format!("/o/{}/setup", scope.organization().slug));
    Ok(())
}

/// The last step: the first group; leads home.
#[server(prefix = "/fn", endpoint = "setup/group")]
pub async fn set_up_group(slug: String, name: String, manager: String) -> Result<(), AppError> {
    use crate::model::group::NewGroup;
    use crate::server::{context, service::organization::setup};
    let (ctx, scope) = context::scoped(&slug).await?;
    let new = context::answer(NewGroup::parse(&name, "", "", &manager).map_err(AppError::from))?;
    context::answer(setup::first_group(&ctx, &scope, new).await)?;
    context::redirect(&format!("/o/{}", scope.organization().slug));
    Ok(())
}
