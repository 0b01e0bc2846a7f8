//! Opening an account, proving its address, and getting back in without the password.

use leptos::server;

use crate::model::AppError;
use crate::model::view::{SignUpView, Verification};

/// `/signup`: the ways that are open here, and who is signed in already.
#[server(prefix = "/fn", endpoint = "account/offer")]
pub async fn load_offer() -> Result<SignUpView, AppError> {
    use crate::server::{context, service::identity};
    let ctx = context::from_leptos().await?;
    context::answer(identity::way_in::view(&ctx).await)
}

/// Opens an account and goes on to its first steps, or to where a mail is spoken of.
#[server(prefix = "/fn", endpoint = "account/sign_up")]
pub async fn sign_up(
    email: String,
    password: String,
    #[server(default)] first_name: String,
    #[server(default)] last_name: String,
    #[server(default)] organization_name: String,
    #[server(default)] organization_code: String,
    #[server(default)] role: String,
) -> Result<(), AppError> {
    use crate::model::account_form::SignUpFields;
    use crate::server::context;
    use crate::server::service::identity::sign_up::{self, SignedUp};
    let ctx = context::from_leptos().await?;
    let raw = SignUpFields {
        email,
        password,
        first_name,
        last_name,
        organization_name,
        organization_code,
        role,
    };
    let person = context::answer(raw.parse().map_err(AppError::from))?;
    match context::answer(sign_up::in_browser(&ctx, person).await)? {
        SignedUp::In(session) => {
            context::set_session_cookies(&ctx, &session);
            context::redirect("/welcome");
        }
        SignedUp::MailSent => context::redirect("/verify-email?sent=1"),
    }
    Ok(())
}

/// `/verify-email`: what the link proves, and who is looking.
#[server(prefix = "/fn", endpoint = "account/verification")]
pub async fn load_verification(token: String) -> Result<Verification, AppError> {
    use crate::server::{context, service::identity};
    let ctx = context::from_leptos().await?;
    context::answer(identity::verify_email::view(&ctx, &token).await)
}

/// Proves the address that the link was sent to.
#[server(prefix = "/fn", endpoint = "account/verify")]
pub async fn verify_email(token: String) -> Result<(), AppError> {
    use crate::server::{context, service::identity};
    let ctx = context::from_leptos().await?;
    let is_signed_in = context::answer(identity::verify_email::confirm(&ctx, &token).await)?;
    context::redirect(if is_signed_in {
        "/"
    } else {
        "/sign-in?said=verified"
    });
    Ok(())
}

/// Sends the signed-in person a new link to prove their address.
#[server(prefix = "/fn", endpoint = "account/verify_again")]
pub async fn send_verification() -> Result<(), AppError> {
    use crate::server::{context, service::identity};
    let ctx = context::from_leptos().await?;
    context::answer(identity::verify_email::send_again(&ctx).await)
}

/// Sends the holder of an address a link to set a new password; the answer is the same for every address.
#[server(prefix = "/fn", endpoint = "account/forgot_password")]
pub async fn forgot_password(email: String) -> Result<(), AppError> {
    use crate::server::{context, service::identity};
    let ctx = context::from_leptos().await?;
    context::answer(identity::reset_password::request(&ctx, &email).await)?;
    context::redirect("/reset-password?sent=1");
    Ok(())
}

/// `/reset-password?token=...`: the address whose password the link sets, while it works.
#[server(prefix = "/fn", endpoint = "account/reset")]
pub async fn load_reset(token: String) -> Result<Option<String>, AppError> {
    use crate::server::{context, service::identity};
    let ctx = context::from_leptos().await?;
    context::answer(identity::reset_password::whose(&ctx, &token).await)
}

/// Sets a new password by the link, and ends every session.
#[server(prefix = "/fn", endpoint = "account/reset_password")]
pub async fn reset_password(token: String, password: String) -> Result<(), AppError> {
    use crate::server::{context, service::identity};
    let ctx = context::from_leptos().await?;
    context::answer(identity::reset_password::reset(&ctx, &token, &password).await)?;
    context::clear_session_cookies(&ctx);
    context::redirect("/sign-in?said=password");
    Ok(())
}
