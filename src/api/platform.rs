//! The platform's console, for master users.

use leptos::server;

use crate::model::AppError;
use crate::model::platform::{
    OrganizationDirectory, OrganizationFile, PlatformStats, UserDirectory, UserFile,
};
use crate::model::user::Me;

/// The frame of the pages under `/platform`; proves that the caller is a master user.
#[server(prefix = "/fn", endpoint = "platform_frame")]
pub async fn load_platform_frame() -> Result<Me, AppError> {
    use crate::server::{context, service::platform};
    let (ctx, scope) = context::on_platform().await?;
    context::answer(platform::frame::frame(&ctx, &scope).await)
}

/// `/platform`; `query` is the address's query string.
#[server(prefix = "/fn", endpoint = "platform/organizations")]
pub async fn load_organizations(query: String) -> Result<OrganizationDirectory, AppError> {
    use crate::server::{context, query, service::platform};
    let (ctx, scope) = context::on_platform().await?;
    let query = context::answer(query::read(&query))?;
    context::answer(platform::organizations::directory(&ctx, &scope, &query).await)
}

/// `/platform/organizations/{id}`.
#[server(prefix = "/fn", endpoint = "platform/organization")]
pub async fn load_organization(id: String) -> Result<OrganizationFile, AppError> {
    use crate::server::{context, service::platform};
    let (ctx, scope) = context::on_platform().await?;
    let key = context::answer(platform::Key::of_page(&id))?;
    context::answer(platform::organizations::file(&ctx, &scope, &key).await)
}

/// Opens an organization and goes to its page.
#[server(prefix = "/fn", endpoint = "platform/open_organization")]
pub async fn open_organization(name: String) -> Result<(), AppError> {
    use crate::model::organization::OrganizationName;
    use crate::server::{context, service::platform};
    let (ctx, scope) = context::on_platform().await?;
    let name = OrganizationName::parse(&name);
    let name = context::answer(name.map_err(|message| AppError::invalid("name", message)))?;
    let opened = context::answer(platform::create::create(&ctx, &scope, name).await)?;
    context::redirect(&format!("/platform/organizations/{}", opened.id));
    Ok(())
}

/// Approves, rejects, suspends or reactivates; `reason` may be empty where none is needed.
#[server(prefix = "/fn", endpoint = "platform/review")]
pub async fn review_organization(
    id: String,
    action: String,
    #[server(default)] reason: String,
) -> Result<(), AppError> {
    use crate::model::platform::Review;
    use crate::server::{context, service::platform};
    let (ctx, scope) = context::on_platform().await?;
    let key = context::answer(platform::Key::of_page(&id))?;
    let kind = action.parse();
    let kind =
        context::answer(kind.map_err(|message: String| AppError::invalid("action", message)))?;
    let review = Review::parse(kind, &reason);
    let review = context::answer(review.map_err(|message| AppError::invalid("reason", message)))?;
    context::answer(platform::review::review(&ctx, &scope, &key, &review).await)?;
    Ok(())
}

/// Sets plan and features.
#[server(prefix = "/fn", endpoint = "platform/change_plan")]
pub async fn change_plan(id: String, plan: String, features: String) -> Result<(), AppError> {
    use crate::model::FieldErrors;
    use crate::model::platform::Features;
    use crate::server::{context, service::platform};
    let (ctx, scope) = context::on_platform().await?;
    let key = context::answer(platform::Key::of_page(&id))?;
    let mut errors = FieldErrors::default();
    let change = (
        errors.take("plan", plan.parse()),
        errors.take("features", Features::parse(&features)),
    );
    let (plan, features) = context::answer(errors.done(change).map_err(AppError::from))?;
    let changed = platform::change_plan::change_plan(&ctx, &scope, &key, plan, features).await;
    context::answer(changed.map(drop))
}

/// Opens support access and goes to the organization.
#[server(prefix = "/fn", endpoint = "platform/open_support")]
pub async fn open_support(id: String, reason: String, hours: String) -> Result<(), AppError> {
    use crate::model::FieldErrors;
    use crate::model::platform::Reason;
    use crate::server::{context, service::platform};
    let (ctx, scope) = context::on_platform().await?;
    let key = context::answer(platform::Key::of_page(&id))?;
    let mut errors = FieldErrors::default();
    let reason = errors.take("reason", Reason::parse(&reason));
    let hours = errors.take("hours", hours.parse());
    let (Some(reason), Some(hours)) = (reason, hours) else {
        return context::answer(Err(errors.into()));
    };
    let opened = platform::open_support::open_support(&ctx, &scope, &key, reason, hours).await;
    context::answer(opened)?;
    let file = context::answer(platform::organizations::file(&ctx, &scope, &key).await)?;
    context::redirect(&format!("/o/{}", file.organization.slug));
    Ok(())
}

/// `/platform/users`; `query` is the address's query string.
#[server(prefix = "/fn", endpoint = "platform/users")]
pub async fn load_users(query: String) -> Result<UserDirectory, AppError> {
    use crate::server::{context, query, service::platform};
    let (ctx, scope) = context::on_platform().await?;
    let query = context::answer(query::read(&query))?;
    context::answer(platform::users::directory(&ctx, &scope, &query).await)
}

/// `/platform/users/{id}`.
#[server(prefix = "/fn", endpoint = "platform/user")]
pub async fn load_user(id: String) -> Result<UserFile, AppError> {
    use crate::server::{context, service::platform};
    let (ctx, scope) = context::on_platform().await?;
    let id = context::answer(id.parse().map_err(|_| AppError::NotFound))?;
    context::answer(platform::users::file(&ctx, &scope, id).await)
}

/// Suspends, reactivates, unlocks, or makes and unmakes a master user.
#[server(prefix = "/fn", endpoint = "platform/change_user")]
pub async fn change_user(id: String, action: String) -> Result<(), AppError> {
    use crate::server::{context, service::platform};
    let (ctx, scope) = context::on_platform().await?;
    let id = context::answer(id.parse().map_err(|_| AppError::NotFound))?;
    let change = action.parse();
    let change =
        context::answer(change.map_err(|message: String| AppError::invalid("action", message)))?;
    context::answer(
        platform::change_user::change_user(&ctx, &scope, id, change)
            .await
            .map(drop),
    )
}

/// `/platform/statistics`.
#[server(prefix = "/fn", endpoint = "platform/statistics")]
pub async fn load_statistics() -> Result<PlatformStats, AppError> {
    use crate::server::{context, service::platform};
    let (ctx, scope) = context::on_platform().await?;
    context::answer(platform::statistics::statistics(&ctx, &scope).await)
}
