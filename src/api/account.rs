//! What people do to their own accounts.

use leptos::server;

use crate::model::AppError;
use crate::model::account::{AccountView, WelcomeView};

/// `/account`.
#[server(prefix = "/fn", endpoint = "account/view")]
pub async fn load_account() -> Result<AccountView, AppError> {
    use crate::server::{context, service::account};
    let ctx = context::from_leptos().await?;
    let made = context::take_new_token(&ctx);
    context::answer(account::view::view(&ctx, made).await)
}

/// Changes names, telephone, time zone and language.
#[server(prefix = "/fn", endpoint = "account/profile")]
pub async fn change_profile(
    #[server(default)] first_name: String,
    #[server(default)] last_name: String,
    #[server(default)] phone: String,
    timezone: String,
    language: String,
) -> Result<(), AppError> {
    use crate::model::account_form::ProfileFields;
    use crate::server::{context, service::account};
    let ctx = context::from_leptos().await?;
    let raw = ProfileFields {
        first_name,
        last_name,
        phone,
        timezone,
        language,
    };
    let profile = context::answer(raw.parse().map_err(AppError::from))?;
    context::answer(account::profile::change(&ctx, profile).await)
}

/// Changes the password; every other session ends.
#[server(prefix = "/fn", endpoint = "account/password")]
pub async fn change_password(current_password: String, password: String) -> Result<(), AppError> {
    use crate::model::account_form::parse_password_change;
    use crate::server::{context, service::account};
    let ctx = context::from_leptos().await?;
    let new = parse_password_change(&current_password, &password).map_err(AppError::from);
    let new = context::answer(new)?;
    context::answer(account::password::change(&ctx, &current_password, &new).await)
}

/// Ends one of one's sessions.
#[server(prefix = "/fn", endpoint = "account/end_session")]
pub async fn end_session(session: String) -> Result<(), AppError> {
    use crate::server::{context, service::account};
    let ctx = context::from_leptos().await?;
    let id = context::answer(session.parse().map_err(|_| AppError::NotFound))?;
    if context::answer(account::sessions::end(&ctx, id).await)? {
        context::clear_session_cookies(&ctx);
        context::redirect("/sign-in");
    }
    Ok(())
}

/// Ends all of one's sessions but this one.
#[server(prefix = "/fn", endpoint = "account/end_other_sessions")]
pub async fn end_other_sessions() -> Result<(), AppError> {
    use crate::server::{context, service::account};
    let ctx = context::from_leptos().await?;
    context::answer(account::sessions::end_others(&ctx).await)
}

/// Makes a personal access token, which the page shows once; `day` matters where the `lifetime` asks for one.
#[server(prefix = "/fn", endpoint = "account/create_token")]
pub async fn create_token(
    name: String,
    #[server(default)] scopes: Vec<String>,
    lifetime: String,
    #[server(default)] day: String,
) -> Result<(), AppError> {
    use crate::model::personal_token::NewToken;
    use crate::server::{context, service::account};
    let ctx = context::from_leptos().await?;
    let new = NewToken::parse(&name, &scopes, &lifetime, &day).map_err(AppError::from);
    let new = context::answer(new)?;
    let token = context::answer(account::tokens::create(&ctx, &new).await)?;
    context::hand_over_token(&ctx, &token);
    Ok(())
}

/// Revokes one of one's personal access tokens.
#[server(prefix = "/fn", endpoint = "account/revoke_token")]
pub async fn revoke_token(id: String) -> Result<(), AppError> {
    use crate::server::{context, service::account};
    let ctx = context::from_leptos().await?;
    let id = context::answer(id.parse().map_err(|_| AppError::NotFound))?;
    context::answer(account::tokens::revoke(&ctx, id).await)
}

/// Chooses whether to get mail of a kind from one of one's organizations; `mail` is `true` or `false`.
#[server(prefix = "/fn", endpoint = "account/notify")]
pub async fn choose_mail(organization: String, kind: String, mail: bool) -> Result<(), AppError> {
    use crate::server::{context, service::account};
    let ctx = context::from_leptos().await?;
    let kind = context::answer(kind.parse().map_err(|_| AppError::NotFound))?;
    context::answer(account::notifications::choose(&ctx, &organization, kind, mail).await)
}

/// Deletes one's account.
#[server(prefix = "/fn", endpoint = "account/delete")]
pub async fn delete_account(password_now: String) -> Result<(), AppError> {
    use crate::server::{context, service::account};
    let ctx = context::from_leptos().await?;
    context::answer(account::delete::delete(&ctx, &password_now).await)?;
    context::clear_session_cookies(&ctx);
    context::redirect("/sign-in?said=deleted");
    Ok(())
}

/// `/welcome`.
#[server(prefix = "/fn", endpoint = "welcome/view")]
pub async fn load_welcome() -> Result<WelcomeView, AppError> {
    use crate::server::{context, service::account};
    let ctx = context::from_leptos().await?;
    context::answer(account::onboarding::view(&ctx).await)
}

/// The first step: saves the profile and goes on.
#[server(prefix = "/fn", endpoint = "welcome/profile")]
pub async fn welcome_profile(
    #[server(default)] first_name: String,
    #[server(default)] last_name: String,
    #[server(default)] phone: String,
    timezone: String,
    language: String,
) -> Result<(), AppError> {
    use crate::model::account_form::ProfileFields;
    use crate::server::{context, service::account};
    let ctx = context::from_leptos().await?;
    let raw = ProfileFields {
        first_name,
        last_name,
        phone,
        timezone,
        language,
    };
    let profile = context::answer(raw.parse().map_err(AppError::from))?;
    context::answer(account::onboarding::save_profile(&ctx, profile).await)
}

/// The second step: opens an organization or joins one, and goes on.
#[server(prefix = "/fn", endpoint = "welcome/organization")]
pub async fn welcome_organization(
    #[server(default)] organization_name: String,
    #[server(default)] organization_code: String,
) -> Result<(), AppError> {
    use crate::model::account_form::parse_way_in;
    use crate::server::{context, service::account};
    let ctx = context::from_leptos().await?;
    let way_in = parse_way_in(&organization_name, &organization_code, "").map_err(AppError::from);
    let way_in = context::answer(way_in)?;
    context::answer(account::onboarding::enter(&ctx, way_in).await)
}

/// Leaves a step out; it can be made up for in the account's pages.
#[server(prefix = "/fn", endpoint = "welcome/skip")]
pub async fn skip_step(step: String) -> Result<(), AppError> {
    use crate::server::{context, service::account};
    let ctx = context::from_leptos().await?;
    let step = context::answer(step.parse().map_err(AppError::Malformed))?;
    context::answer(account::onboarding::leave(&ctx, step).await)
}
