//! Inviting somebody by mail. The answer is the same whether or not the address has an account.

use sea_orm::DatabaseTransaction;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{entry, said};
use crate::model::audit::AuditAction;
use crate::model::error::Conflict;
use crate::model::invitation::{Invitation, LIFETIME};
use crate::model::organization::MembershipStatus;
use crate::model::user::Email;
use crate::model::viewer::Viewer;
use crate::model::{AppError, FieldErrors, GroupId, InvitationId, Role};
use crate::policy::{PersonAction, PersonFacts, can};
use crate::server::auth::rate_limit::{Limited, limit};
use crate::server::auth::{Auth, Link};
use crate::server::clock::new_id;
use crate::server::context::RequestContext;
use crate::server::mail::{self, Mail};
use crate::server::scope::OrgScope;
use crate::server::service::{audit, person};
use crate::server::store::group::GroupStore;
use crate::server::store::invitation::{InvitationStore, NewInvitation};
use crate::server::store::{joining, user};

/// Whom to invite, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = Invite)]
pub struct InvitationFields {
    /// An address.
    #[schema(required, value_type = Email)]
    pub email: String,
    /// A role's name; a member where it is left out.
    #[schema(value_type = Role)]
    pub role: String,
    /// A group's id, or nothing.
    #[schema(value_type = Option<GroupId>)]
    pub group: Option<String>,
}

/// Whom to invite, as what, and into which group.
#[derive(Debug, Clone)]
pub struct Wish {
    /// To whom.
    pub email: Email,
    /// Given name; may be empty.
    pub first_name: String,
    /// Family name; may be empty.
    pub last_name: String,
    /// As what.
    pub role: Role,
    /// Into which group.
    pub group: Option<GroupId>,
}

impl InvitationFields {
    fn parse(&self) -> Result<Wish, FieldErrors> {
        let mut errors = FieldErrors::default();
        let email = errors.take("email", Email::parse(&self.email));
        let role = match self.role.trim() {
            "" => Some(Role::Member),
            role => errors.take("role", role.parse()),
        };
        let group = match self.group.as_deref().map(str::trim) {
            None | Some("") => Some(None),
            Some(group) => errors.take("group", group.parse()).map(Some),
        };
        match (email, role, group) {
            (Some(email), Some(role), Some(group)) => Ok(Wish {
                email,
                first_name: String::new(),
                last_name: String::new(),
                role,
                group,
            }),
            _ => Err(errors),
        }
    }
}

/// Sends an invitation; an earlier one to the same address no longer works.
///
/// # Errors
/// `Invalid`; `Forbidden` for a role the caller may not give; `Conflict` for somebody who is in; `TooMany`.
pub async fn send(
    ctx: &RequestContext,
    scope: &OrgScope,
    fields: &InvitationFields,
) -> Result<Invitation, AppError> {
    limit(ctx, Limited::Invitation, Some(&scope.user_id().to_string())).await?;
    let wish = fields.parse()?;
    let (tx, viewer) = person::begin(ctx, scope).await?;
    let invitation = write(ctx, scope, &tx, &viewer, wish).await?;
    tx.commit().await?;
    Ok(invitation)
}

/// The same in the transaction of whoever calls; nothing is written after it.
pub(in crate::server::service) async fn write(
    ctx: &RequestContext,
    scope: &OrgScope,
    tx: &DatabaseTransaction,
    viewer: &Viewer,
    wish: Wish,
) -> Result<Invitation, AppError> {
    let facts = PersonFacts::new_as(wish.role);
    can(viewer, PersonAction::Add(wish.role), &facts).obey()?;
    refuse_members(scope, tx, &wish.email).await?;
    if let Some(group) = wish.group {
        let found = GroupStore::new(scope, tx).find(group).await?;
        if found.is_none() {
            let message = "There is no such group. Choose another one.";
            return Err(AppError::invalid("group", message));
        }
    }
    let store = InvitationStore::new(scope, tx);
    let id: InvitationId = new_id(ctx.now);
    let token = ctx.state.auth.link_token(Link::Invitation, id.into());
    let new = NewInvitation {
        id,
        token_hash: Auth::link_hash(&token),
        email: wish.email,
        first_name: wish.first_name,
        last_name: wish.last_name,
        role: wish.role,
        group: wish.group,
        expires_at: ctx.now + LIFETIME,
    };
    store.revoke_of(&new.email, ctx.now).await?;
    store.insert(new, ctx.now).await?;
    post(ctx, scope, tx, id).await?;
    let sent = store.find(id, ctx.now).await?.ok_or(AppError::Internal)?;
    let entry = entry(AuditAction::InvitationSent, &sent, None, said(&sent));
    audit::record(ctx, tx, scope.organization_id(), entry).await?;
    Ok(sent)
}

/// Those who are in are seen in the list of people, so this tells nothing new. People that an import brought have
/// no password yet: for them the invitation is the way to their account.
async fn refuse_members(
    scope: &OrgScope,
    tx: &DatabaseTransaction,
    email: &Email,
) -> Result<(), AppError> {
    let Some(account) = user::find_account(tx, email).await? else {
        return Ok(());
    };
    let standing = joining::standing(tx, scope.organization_id(), account.id).await?;
    match standing.map(|(_, status)| status) {
        Some(MembershipStatus::Suspended) => Err(Conflict::MembershipSuspended.into()),
        Some(MembershipStatus::Active) if account.password_hash.is_some() => {
            Err(Conflict::AlreadyMember.into())
        }
        _ => Ok(()),
    }
}

/// Puts the mail with the link into the outbox.
pub(super) async fn post(
    ctx: &RequestContext,
    scope: &OrgScope,
    tx: &DatabaseTransaction,
    invitation: InvitationId,
) -> Result<(), AppError> {
    let mail = Mail::Invitation {
        organization: scope.organization_id(),
        invitation,
    };
    let key = format!("invitation/{invitation}/{}", ctx.now.timestamp_micros());
    mail::enqueue(tx, &mail, &key, ctx.now).await
}
