//! Adding a person: with a password they are in at once, without one they are invited (spec §5).
//!
//! An organization may open an account, but it may not enter somebody's: an address that has one is invited, and
//! neither its names nor its password are touched. Nor may it ask about strangers: where addresses are verified, accounts
//! are opened only in the domain of the caller's own proven address, and every other address is invited alike (ADR 12).

use sea_orm::DatabaseTransaction;
use serde_json::json;

use super::begin;
use crate::model::audit::AuditAction;
use crate::model::error::Conflict;
use crate::model::invitation::Invitation;
use crate::model::membership::MembershipStep;
use crate::model::person::{NewPerson, Person, PersonFields};
use crate::model::settings::Domain;
use crate::model::user::Email;
use crate::model::viewer::Viewer;
use crate::model::{AppError, UserId};
use crate::policy::{PersonAction, PersonFacts, can};
use crate::server::auth::password::check_strength;
use crate::server::auth::rate_limit::{Limited, limit};
use crate::server::clock::new_id;
use crate::server::context::RequestContext;
use crate::server::scope::OrgScope;
use crate::server::service::audit;
use crate::server::service::invitation::send::{self, Wish};
use crate::server::service::joining::admission;
use crate::server::store::arrival;
use crate::server::store::joining::NewPlace;
use crate::server::store::people::PeopleStore;
use crate::server::store::user::{self, NewAccount};

/// What became of it.
#[derive(Debug, Clone)]
pub enum Added {
    /// They are in.
    Person(Person),
    /// They were sent a link.
    Invited(Invitation),
}

/// Adds a person.
///
/// # Errors
/// `Invalid`; `Forbidden` for a role the caller may not give; `Conflict` for somebody who is in; `TooMany`.
pub async fn add(
    ctx: &RequestContext,
    scope: &OrgScope,
    fields: &PersonFields,
) -> Result<Added, AppError> {
    limit(ctx, Limited::Invitation, Some(&scope.user_id().to_string())).await?;
    let new = fields.parse()?;
    let hash = hash(ctx, &new).await?;
    let (tx, viewer) = begin(ctx, scope).await?;
    let facts = PersonFacts::new_as(new.role);
    can(&viewer, PersonAction::Add(new.role), &facts).obey()?;
    let may_open = may_open(ctx, scope, &tx, &new.email).await?;
    let is_known = user::find_account(&tx, &new.email).await?.is_some();
    let added = match hash {
        Some(hash) if may_open && !is_known => {
            Added::Person(open(ctx, scope, &tx, new, hash).await?)
        }
        _ => Added::Invited(invite(ctx, scope, &tx, &viewer, new).await?),
    };
    tx.commit().await?;
    Ok(added)
}

/// Whether the caller may open an account of this address: a sign-up would tell them as much about it, or it is of a
/// domain that they have proven to belong to.
async fn may_open(
    ctx: &RequestContext,
    scope: &OrgScope,
    tx: &DatabaseTransaction,
    email: &Email,
) -> Result<bool, AppError> {
    if !ctx.state.config.mail.verify_addresses {
        return Ok(true);
    }
    let own = arrival::address(tx, scope.user_id()).await?;
    let own = own.filter(|(_, is_proven)| *is_proven);
    let own = own.and_then(|(own, _)| domain(&own));
    Ok(own.is_some_and(|own| !own.is_public() && domain(email.as_str()) == Some(own)))
}

fn domain(email: &str) -> Option<Domain> {
    let (_, domain) = email.rsplit_once('@')?;
    Domain::parse(domain).ok()
}

/// Before the transaction, and whoever the address belongs to: hashing takes its time.
async fn hash(ctx: &RequestContext, new: &NewPerson) -> Result<Option<String>, AppError> {
    let Some(password) = &new.password else {
        return Ok(None);
    };
    let known = [&*new.first_name, &*new.last_name, new.email.as_str()];
    check_strength(password, &known).map_err(|message| AppError::invalid("password", message))?;
    Ok(Some(ctx.state.auth.passwords().hash(password).await?))
}

async fn invite(
    ctx: &RequestContext,
    scope: &OrgScope,
    tx: &DatabaseTransaction,
    viewer: &Viewer,
    new: NewPerson,
) -> Result<Invitation, AppError> {
    let wish = Wish {
        email: new.email,
        first_name: new.first_name,
        last_name: new.last_name,
        role: new.role,
        group: None,
    };
    send::write(ctx, scope, tx, viewer, wish).await
}

/// Opens an account and lets it in.
async fn open(
    ctx: &RequestContext,
    scope: &OrgScope,
    tx: &DatabaseTransaction,
    new: NewPerson,
    password_hash: String,
) -> Result<Person, AppError> {
    let id: UserId = new_id(ctx.now);
    let account = NewAccount {
        id,
        email: new.email,
        first_name: new.first_name,
        last_name: new.last_name,
        password_hash,
        is_master: false,
    };
    if !user::insert(tx, account, ctx.now).await? {
        return Err(Conflict::AddedMeanwhile.into());
    }
    let place = NewPlace {
        organization: scope.organization_id(),
        user: id,
        role: new.role,
        invited: Some((scope.user_id(), ctx.now)),
    };
    let before = admission::step(ctx, tx, place, MembershipStep::Admit).await?;
    let entry = admission::entry(AuditAction::MemberAdded, &place, before, new.role);
    audit::record(ctx, tx, scope.organization_id(), entry).await?;
    let registered = audit::registered(id, json!({ "organization": scope.organization_id() }));
    audit::record_on_platform(ctx, tx, registered).await?;
    let person = PeopleStore::new(scope, tx).person(id).await?;
    person.ok_or(AppError::Internal)
}
