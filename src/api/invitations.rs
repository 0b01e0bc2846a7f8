//! Invitations by mail: listing, sending, sending again, taking back, accepting.

use leptos::server;

use crate::model::AppError;
use crate::model::invitation::{InvitationList, InvitationView};

/// `/o/{slug}/admin/invitations`; `cursor` may be empty.
#[server(prefix = "/fn", endpoint = "invitations/list")]
pub async fn load_invitations(slug: String, cursor: String) -> Result<InvitationList, AppError> {
    use crate::server::{context, service::invitation::list};
    let (ctx, scope) = context::scoped(&slug).await?;
    context::answer(list::list_page(&ctx, &scope, cursor.parse().ok()).await)
}

/// Sends an invitation; `group` is an id or empty.
#[server(prefix = "/fn", endpoint = "invitations/send")]
pub async fn send_invitation(
    slug: String,
    email: String,
    role: String,
    group: String,
) -> Result<(), AppError> {
    use crate::server::{context, service::invitation::send};
    let (ctx, scope) = context::scoped(&slug).await?;
    let fields = send::InvitationFields {
        email,
        role,
        group: Some(group),
    };
    context::answer(send::send(&ctx, &scope, &fields).await)?;
    Ok(())
}

/// Sends one again, with seven more days.
#[server(prefix = "/fn", endpoint = "invitations/resend")]
pub async fn resend_invitation(slug: String, invitation: String) -> Result<(), AppError> {
    use crate::server::{context, service::invitation::resend};
    let (ctx, scope) = context::scoped(&slug).await?;
    let invitation = context::answer(invitation.parse().map_err(|_| AppError::NotFound))?;
    context::answer(resend::resend(&ctx, &scope, invitation).await)?;
    Ok(())
}

/// Takes one back.
#[server(prefix = "/fn", endpoint = "invitations/revoke")]
pub async fn revoke_invitation(slug: String, invitation: String) -> Result<(), AppError> {
    use crate::server::{context, service::invitation::revoke};
    let (ctx, scope) = context::scoped(&slug).await?;
    let invitation = context::answer(invitation.parse().map_err(|_| AppError::NotFound))?;
    context::answer(revoke::revoke(&ctx, &scope, invitation).await)?;
    Ok(())
}

/// `/invitations/accept`: what the link of the mail offers; nothing for a link that none of ours is.
#[server(prefix = "/fn", endpoint = "invitations/view")]
pub async fn load_invitation(link: String) -> Result<Option<InvitationView>, AppError> {
    use crate::server::{context, service::invitation::preview};
    let ctx = context::from_leptos().await?;
    context::answer(match preview::preview(&ctx, &link).await {
        Err(AppError::NotFound) => Ok(None),
        found => found.map(Some),
    })
}

/// Accepts an invitation and goes to the organization; somebody new is signed in by it.
#[server(prefix = "/fn", endpoint = "invitations/accept")]
pub async fn accept_invitation(
    link: String,
    first_name: String,
    last_name: String,
    password: String,
) -> Result<(), AppError> {
    use crate::server::{context, service::invitation::accept};
    let ctx = context::from_leptos().await?;
    let newcomer = accept::Newcomer {
        first_name,
        last_name,
        password,
    };
    let accepted = context::answer(accept::accept(&ctx, &link, &newcomer).await)?;
    if let Some(session) = &accepted.session {
        context::set_session_cookies(&ctx, session);
    }
    context::redirect(&format!("/o/{}", accepted.slug));
    Ok(())
}
