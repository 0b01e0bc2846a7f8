//! Accepting an invitation: as somebody new, or with the account that the address has.

use sea_orm::DatabaseTransaction;
use serde_json::json;

use super::{entry, said};
use crate::model::audit::AuditAction;
use crate::model::error::{Conflict, Refusal};
use crate::model::invitation::{ClosedInvitation, Invitation, InvitationStep};
use crate::model::membership::MembershipStep;
use crate::model::organization::{MembershipStatus, Slug};
use crate::model::user::{Email, NewPassword, parse_name};
use crate::model::viewer::Viewer;
use crate::model::{AppError, FieldErrors, OrganizationId, UserId};
use crate::policy::{PersonAction, PersonFacts, can};
use crate::server::auth::Auth;
use crate::server::auth::password::check_strength;
use crate::server::auth::rate_limit::{Limited, limit};
use crate::server::auth::session::StartedSession;
use crate::server::clock::new_id;
use crate::server::context::RequestContext;
use crate::server::db;
use crate::server::service::audit;
use crate::server::service::joining::admission;
use crate::server::store::arrival;
use crate::server::store::invitation::{self, Found};
use crate::server::store::joining::{self, NewPlace, Place};
use crate::server::store::user::{self, NewAccount};

/// What somebody new tells of themselves, as typed; those who have an account leave it empty. Without names they are
/// called as the invitation has it.
#[derive(Debug, Clone, Default)]
pub struct Newcomer {
    /// Given name; may be empty.
    pub first_name: String,
    /// Family name; may be empty.
    pub last_name: String,
    /// The password, in the clear.
    pub password: String,
}

/// Somebody new, read and found good.
struct Checked {
    first_name: String,
    last_name: String,
    password_hash: String,
}

/// Where the invitation led.
pub struct Accepted {
    /// The tenant.
    pub organization: OrganizationId,
    /// What its pages are under.
    pub slug: Slug,
    /// For somebody new: they are signed in.
    pub session: Option<StartedSession>,
}

/// Whom the address belongs to.
pub(super) enum Invited {
    /// Nobody yet.
    New,
    /// An account that an import made and nobody has a password for.
    Unclaimed(UserId),
    /// Somebody's account.
    Account(UserId),
}

impl Invited {
    pub(super) async fn find(tx: &DatabaseTransaction, email: &str) -> Result<Self, AppError> {
        let email = Email::parse(email).map_err(|_| AppError::Internal)?;
        Ok(match user::find_account(tx, &email).await? {
            None => Self::New,
            Some(account) if account.is_unclaimed() => Self::Unclaimed(account.id),
            Some(account) if account.password_hash.is_none() => {
                return Err(Refusal::AccountNotActive.into());
            }
            Some(account) => Self::Account(account.id),
        })
    }
}

/// Accepts. The link came to the address, so whoever uses it has proven it.
///
/// # Errors
/// `NotFound` for a link that none of ours is; `Conflict` for one that is used, revoked, over or void, also when two
/// use it at once; `SignedOut` when the address has an account and nobody is signed in; `Forbidden` for somebody else's
/// account; `Invalid` for somebody new whose names or password need another look; `TooMany`.
pub async fn accept(
    ctx: &RequestContext,
    token: &str,
    newcomer: &Newcomer,
) -> Result<Accepted, AppError> {
    limit(ctx, Limited::Invitation, Some(token)).await?;
    let hash = Auth::link_hash(token);
    let tx = db::begin_read(ctx.db()).await?;
    let found = invitation::by_token(&tx, hash.clone(), ctx.now).await?;
    let found = found.ok_or(AppError::NotFound)?;
    stand(&tx, &found).await?;
    let invited = Invited::find(&tx, &found.invitation.email).await?;
    tx.commit().await?;
    // Hashing takes its time: before the transaction that keeps others waiting.
    let checked = match invited {
        Invited::Account(account) => {
            if ctx.user_id()? != account {
                return Err(Refusal::OthersInvitation.into());
            }
            None
        }
        Invited::New | Invited::Unclaimed(_) if ctx.signed_in.is_some() => {
            return Err(Refusal::OthersInvitation.into());
        }
        Invited::New | Invited::Unclaimed(_) => {
            Some(check(ctx, newcomer, &found.invitation).await?)
        }
    };
    let tx = db::begin_write(ctx.db()).await?;
    joining::lock(&tx, found.organization).await?;
    let found = invitation::by_token(&tx, hash, ctx.now).await?;
    let found = found.ok_or(AppError::NotFound)?;
    let place = stand(&tx, &found).await?;
    if !invitation::accept(&tx, found.invitation.id, ctx.now).await? {
        return Err(closed(ClosedInvitation::Accepted));
    }
    let invited = Invited::find(&tx, &found.invitation.email).await?;
    let accepted = enter(ctx, &tx, &found, place, invited, checked).await?;
    tx.commit().await?;
    Ok(accepted)
}

fn closed(status: ClosedInvitation) -> AppError {
    Conflict::InvitationClosed { status }.into()
}

/// Whether the invitation still holds: it is open, the organization works, and whoever sent it may still give the role.
pub(super) async fn stand(tx: &DatabaseTransaction, found: &Found) -> Result<Place, AppError> {
    found.invitation.status.step(InvitationStep::Accept)?;
    let place = joining::by_id(tx, found.organization).await?;
    let place = place.ok_or_else(|| closed(ClosedInvitation::Void))?;
    let role = found.invitation.role;
    let inviter = joining::standing(tx, found.organization, found.inviter).await?;
    let may_give = inviter.is_some_and(|(inviters, status)| {
        let viewer = Viewer::of_role(found.inviter, inviters);
        let facts = PersonFacts::new_as(role);
        status == MembershipStatus::Active
            && can(&viewer, PersonAction::Add(role), &facts).is_allowed()
    });
    if may_give {
        Ok(place)
    } else {
        Err(closed(ClosedInvitation::Void))
    }
}

async fn check(
    ctx: &RequestContext,
    newcomer: &Newcomer,
    invitation: &Invitation,
) -> Result<Checked, AppError> {
    let Newcomer { password, .. } = newcomer;
    let typed = [&newcomer.first_name, &newcomer.last_name];
    let [first_name, last_name] = if typed.iter().all(|name| name.trim().is_empty()) {
        [&invitation.first_name, &invitation.last_name]
    } else {
        typed
    };
    let mut errors = FieldErrors::default();
    let first = errors.take("first_name", parse_name(first_name));
    let last = errors.take("last_name", parse_name(last_name));
    let strong = NewPassword::parse(password).and_then(|password| {
        check_strength(&password, &[first_name, last_name, &invitation.email])?;
        Ok(password)
    });
    let password = errors.take("password", strong);
    let (Some(first_name), Some(last_name), Some(password)) = (first, last, password) else {
        return Err(errors.into());
    };
    Ok(Checked {
        first_name,
        last_name,
        password_hash: ctx.state.auth.passwords().hash(&password).await?,
    })
}

/// Over the threshold, once the invitation is used up.
async fn enter(
    ctx: &RequestContext,
    tx: &DatabaseTransaction,
    found: &Found,
    place: Place,
    invited: Invited,
    checked: Option<Checked>,
) -> Result<Accepted, AppError> {
    let (person, is_new) = account(ctx, tx, found, invited, checked).await?;
    arrival::note_verified(tx, person, ctx.now).await?;
    let invitation = &found.invitation;
    let new = NewPlace {
        organization: place.id,
        user: person,
        role: invitation.role,
        invited: Some((found.inviter, invitation.created_at)),
    };
    let standing = joining::standing(tx, place.id, person).await?;
    match standing {
        // Who was imported is in already; what they lacked was the account, and perhaps the role.
        Some((role, MembershipStatus::Active)) if is_new => {
            joining::set_role(tx, new, role.max(new.role), ctx.now).await?;
        }
        _ => drop(admission::step(ctx, tx, new, MembershipStep::Admit).await?),
    }
    joining::land_if_nowhere(tx, person, place.id, ctx.now).await?;
    arrival::approve_pending(tx, place.id, person, ctx.now).await?;
    if let Some(group) = &invitation.group {
        arrival::join_group(tx, place.id, group.id, &[person], ctx.now).await?;
    }
    let session = if is_new {
        let auth = &ctx.state.auth;
        Some(auth.start(tx, person, false, &ctx.origin, ctx.now).await?)
    } else {
        None
    };
    let mut after = said(invitation);
    after["user"] = json!(person);
    let action = AuditAction::InvitationAccepted;
    let entry = entry(action, invitation, None, after);
    audit::record_by(ctx, tx, place.id, person, entry).await?;
    if is_new {
        let by = json!({ "by": "invitation", "organization": place.id });
        let ctx = ctx.acting_as(person);
        audit::record_on_platform(&ctx, tx, audit::registered(person, by)).await?;
    }
    Ok(Accepted {
        organization: place.id,
        slug: place.slug,
        session,
    })
}

/// The account that comes in, and whether it was made, or given a password, just now.
async fn account(
    ctx: &RequestContext,
    tx: &DatabaseTransaction,
    found: &Found,
    invited: Invited,
    checked: Option<Checked>,
) -> Result<(UserId, bool), AppError> {
    let Some(checked) = checked else {
        return match invited {
            Invited::Account(account) if ctx.user_id() == Ok(account) => Ok((account, false)),
            _ => Err(Refusal::OthersInvitation.into()),
        };
    };
    let email = Email::parse(&found.invitation.email).map_err(|_| AppError::Internal)?;
    let id = match invited {
        Invited::Unclaimed(id) => id,
        Invited::New | Invited::Account(_) => new_id(ctx.now),
    };
    let new = NewAccount {
        id,
        email,
        first_name: checked.first_name,
        last_name: checked.last_name,
        password_hash: checked.password_hash,
        is_master: false,
    };
    let is_made = match invited {
        Invited::Unclaimed(_) => arrival::claim(tx, new, ctx.now).await?,
        Invited::New | Invited::Account(_) => user::insert(tx, new, ctx.now).await?,
    };
    // Somebody registered the address between the two looks at it: sign in and come back.
    is_made.then_some((id, true)).ok_or(AppError::SignedOut)
}
