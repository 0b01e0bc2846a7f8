//! Signing in and out, who one is, and which organization one is in.

use leptos::server;

use crate::model::AppError;
use crate::model::user::Me;
use crate::model::view::Frame;

/// The signed-in person, or `None`.
#[server(prefix = "/fn", endpoint = "me")]
pub async fn load_me() -> Result<Option<Me>, AppError> {
    use crate::server::{context, service::identity};
    let ctx = context::from_leptos().await?;
    context::answer(identity::me::me_if_signed_in(&ctx).await)
}

/// `/`: where somebody who comes there is sent.
#[server(prefix = "/fn", endpoint = "landing")]
pub async fn load_landing() -> Result<String, AppError> {
    use crate::server::{context, service::identity};
    let ctx = context::from_leptos().await?;
    let Some(me) = context::answer(identity::me::me_if_signed_in(&ctx).await)? else {
        let is_needed = context::answer(identity::set_up::is_needed(&ctx).await)?;
        return Ok(if is_needed { "/setup" } else { "/sign-in" }.to_owned());
    };
    let landing = me
        .landing()
        .map(|organization| format!("/o/{}", organization.slug));
    let elsewhere = if me.is_master_user {
        "/platform"
    } else if me.organizations.is_empty() && !me.onboarding_completed {
        "/welcome"
    } else {
        "/organizations"
    };
    Ok(landing.unwrap_or_else(|| elsewhere.to_owned()))
}

/// The frame of the pages under `/o/{slug}`; proves the membership.
#[server(prefix = "/fn", endpoint = "frame")]
pub async fn load_frame(slug: String) -> Result<Frame, AppError> {
    use crate::server::{context, service::identity};
    let ctx = context::from_leptos().await?;
    context::answer(identity::frame::frame(&ctx, &slug).await)
}

/// Signs in with cookies and goes to `next` (a path of this site) or to the landing page.
#[server(prefix = "/fn", endpoint = "sign_in")]
pub async fn sign_in(email: String, password: String, next: String) -> Result<(), AppError> {
    use crate::server::{context, service::identity};
    let ctx = context::from_leptos().await?;
    let session = context::answer(identity::sign_in::in_browser(&ctx, &email, &password).await)?;
    context::set_session_cookies(&ctx, &session);
    context::redirect(&next);
    Ok(())
}

/// Ends this session.
#[server(prefix = "/fn", endpoint = "sign_out")]
pub async fn sign_out() -> Result<(), AppError> {
    use crate::server::{context, service::identity};
    let ctx = context::from_leptos().await?;
    context::answer(identity::sign_out::sign_out(&ctx).await)?;
    context::clear_session_cookies(&ctx);
    context::redirect("/sign-in");
    Ok(())
}

/// Makes the organization the primary one and goes there.
#[server(prefix = "/fn", endpoint = "switch_organization")]
pub async fn switch_organization(slug: String) -> Result<(), AppError> {
    use crate::server::{context, service::identity};
    let ctx = context::from_leptos().await?;
    context::answer(identity::switch_organization::switch_by_slug(&ctx, &slug).await)?;
    context::redirect(&format!("/o/{slug}"));
    Ok(())
}

/// Makes the first master user, guarded by the one-time token that the server printed; signs them in.
#[server(prefix = "/fn", endpoint = "set_up")]
pub async fn set_up(
    token: String,
    email: String,
    first_name: String,
    last_name: String,
    password: String,
) -> Result<(), AppError> {
    use crate::server::{context, service::identity};
    let ctx = context::from_leptos().await?;
    let person = identity::set_up::NewMaster {
        email,
        first_name,
        last_name,
        password,
    };
    let session = context::answer(identity::set_up::set_up(&ctx, &token, person).await)?;
    context::set_session_cookies(&ctx, &session);
    context::redirect("/");
    Ok(())
}

/// Whether `/setup` is still open.
#[server(prefix = "/fn", endpoint = "needs_set_up")]
pub async fn load_needs_set_up() -> Result<bool, AppError> {
    use crate::server::{context, service::identity};
    let ctx = context::from_leptos().await?;
    context::answer(identity::set_up::is_needed(&ctx).await)
}

/// Remembers the theme (`system`, `light` or `dark`) in a cookie, for people signed in or not.
#[server(prefix = "/fn", endpoint = "set_theme")]
pub async fn set_theme(theme: String) -> Result<(), AppError> {
    use crate::server::context;
    let ctx = context::from_leptos().await?;
    context::set_theme_cookie(&ctx, &theme);
    Ok(())
}
