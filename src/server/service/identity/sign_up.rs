//! Opening an account (spec §1, ADR 9): with an organization of one's own, with an invite code, or alone.

use sea_orm::DatabaseTransaction;
use serde_json::json;

use super::{links, reset_password, sign_out, stand_in, way_in};
use crate::model::account_form::{SignUp, WayIn};
use crate::model::{AppError, UserId};
use crate::server::auth::password::check_strength;
use crate::server::auth::rate_limit::{Limited, limit};
use crate::server::auth::session::StartedSession;
use crate::server::clock::new_id;
use crate::server::context::RequestContext;
use crate::server::db;
use crate::server::mail::{self, Mail};
use crate::server::service::audit;
use crate::server::store::account_token::{self, Purpose};
use crate::server::store::user::{self, Account, NewAccount};

/// What became of a sign-up.
pub enum SignedUp {
    /// They are in.
    In(StartedSession),
    /// A mail tells the holder of the address more; whether the account is new stays between it and them.
    MailSent,
}

/// Opens an account in a browser. The session it had before ends when it gets one of the new account.
///
/// # Errors
/// As [`sign_up`].
pub async fn in_browser(ctx: &RequestContext, person: SignUp) -> Result<SignedUp, AppError> {
    let signed_up = sign_up(ctx, person).await?;
    if matches!(signed_up, SignedUp::In(_)) {
        sign_out::sign_out(ctx).await?;
    }
    Ok(signed_up)
}

/// Opens an account. Where addresses are verified, an address that has an account already gets the same answer
/// after the same work, and its holder a mail; where they are not, it is refused (ADR 9).
///
/// # Errors
/// `Forbidden` where the way in is closed; `Invalid` for a guessable password, a taken name, an unknown code or a
/// role that is too high; `TooMany`.
pub async fn sign_up(ctx: &RequestContext, person: SignUp) -> Result<SignedUp, AppError> {
    limit(ctx, Limited::Register, Some(person.email.as_str())).await?;
    way_in::insist_on_open(ctx, &person.way_in)?;
    let own_words = [
        person.first_name.as_str(),
        &person.last_name,
        person.email.as_str(),
    ];
    check_strength(&person.password, &own_words)
        .map_err(|advice| AppError::invalid("password", advice))?;
    let hash = ctx.state.auth.passwords().hash(&person.password).await?;
    if ctx.state.config.mail.verify_addresses {
        by_mail(ctx, person, hash).await
    } else {
        at_once(ctx, person, hash).await
    }
}

/// Without verification: whoever signs up is in.
async fn at_once(ctx: &RequestContext, person: SignUp, hash: String) -> Result<SignedUp, AppError> {
    let tx = db::begin_write(ctx.db()).await?;
    let id: UserId = new_id(ctx.now);
    let (account, way_in) = account(id, person, hash);
    if !user::insert(&tx, account, ctx.now).await? {
        return Err(AppError::invalid(
            "email",
            "This address cannot be used for a new account. If it is yours, sign in or reset your password.",
        ));
    }
    let auth = &ctx.state.auth;
    let session = auth.start(&tx, id, false, &ctx.origin, ctx.now).await?;
    enter_and_record(ctx, &tx, id, way_in).await?;
    tx.commit().await?;
    Ok(SignedUp::In(session))
}

/// With verification: the same steps for a new address and for one that has an account; for the latter under
/// another name, and taken back.
async fn by_mail(
    ctx: &RequestContext,
    mut person: SignUp,
    hash: String,
) -> Result<SignedUp, AppError> {
    let tx = db::begin_write(ctx.db()).await?;
    let id: UserId = new_id(ctx.now);
    let email = person.email.clone();
    let holder = user::find_account(&tx, &email).await?;
    if holder.is_some() {
        person.email = stand_in::address(id)?;
    }
    let (account, way_in) = account(id, person, hash);
    let is_new = user::insert(&tx, account, ctx.now).await? && holder.is_none();
    if !is_new && holder.is_none() {
        // Somebody else was quicker with the same address: their mail is on its way.
        return Ok(SignedUp::MailSent);
    }
    let token = links::issue(ctx, &tx, id, Purpose::VerifyEmail).await?;
    let mail = Mail::VerifyEmail { token };
    mail::enqueue(&tx, &mail, &format!("verify_email/{token}"), ctx.now).await?;
    enter_and_record(ctx, &tx, id, way_in).await?;
    match holder {
        None => tx.commit().await?,
        Some(holder) => {
            tx.rollback().await?;
            tell_holder(ctx, &holder).await?;
        }
    }
    Ok(SignedUp::MailSent)
}

/// Tells somebody who has an account that their address was used; at most once an hour. Whoever has yet to claim
/// theirs gets the link to do so: what was typed at the sign-up proves nothing, so its password is not taken.
async fn tell_holder(ctx: &RequestContext, holder: &Account) -> Result<(), AppError> {
    let (tx, user) = (db::begin_write(ctx.db()).await?, holder.id);
    if holder.is_unclaimed() {
        if !account_token::is_sent(&tx, user, Purpose::ResetPassword, ctx.now).await? {
            reset_password::send(ctx, &tx, user).await?;
        }
    } else {
        let hour = ctx.now.format("%Y-%m-%dT%H");
        let key = format!("already_registered/{user}/{hour}");
        mail::enqueue(&tx, &Mail::AlreadyRegistered { user }, &key, ctx.now).await?;
    }
    tx.commit().await?;
    Ok(())
}

fn account(id: UserId, person: SignUp, password_hash: String) -> (NewAccount, WayIn) {
    let account = NewAccount {
        id,
        email: person.email,
        first_name: person.first_name,
        last_name: person.last_name,
        password_hash,
        is_master: false,
    };
    (account, person.way_in)
}

async fn enter_and_record(
    ctx: &RequestContext,
    tx: &DatabaseTransaction,
    user: UserId,
    way_in: WayIn,
) -> Result<(), AppError> {
    let ctx = ctx.acting_as(user);
    let word = match way_in {
        WayIn::Open(_) => "organization_name",
        WayIn::Join { .. } => "organization_code",
        WayIn::Alone => "alone",
    };
    let entered = way_in::enter(&ctx, tx, user, way_in).await?;
    let organization = entered.map(|(organization, _)| organization);
    let entry = audit::registered(user, json!({ "by": word, "organization": organization }));
    audit::record_on_platform(&ctx, tx, entry).await
}
