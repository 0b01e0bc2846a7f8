//! Suspending, reactivating and unlocking accounts; making master users, and taking that away.

use sea_orm::DatabaseTransaction;
use serde_json::{Value, json};

use crate::model::audit::{AuditAction, AuditRecord};
use crate::model::error::Conflict;
use crate::model::platform::{PlatformUser, UserChange};
use crate::model::user::UserStatus;
use crate::model::{AppError, UserId};
use crate::server::context::RequestContext;
use crate::server::platform::PlatformScope;
use crate::server::service::audit::{self, Entry};
use crate::server::store::platform::user::{self, AccountRecord, Patch};
use crate::server::store::user::lock_set_up;

/// Changes an account; what is so already stays so, and is not recorded.
///
/// # Errors
/// `Conflict` where the account's status does not allow it,
/// and for the last active master user, also when two are changed at once.
pub async fn change_user(
    ctx: &RequestContext,
    scope: &PlatformScope,
    id: UserId,
    change: UserChange,
) -> Result<PlatformUser, AppError> {
    let tx = scope.begin_write(ctx.db()).await?;
    // The one lock of whoever makes or unmakes master users: who counts them must be alone.
    lock_set_up(&tx).await?;
    let account = user::find_for_update(scope, &tx, id)
        .await?
        .ok_or(AppError::NotFound)?;
    if let Some(patch) = plan(change, &account)? {
        if loses_a_master(&patch, &account.user)
            && user::count_other_masters(scope, &tx, id).await? == 0
        {
            return Err(Conflict::LastMaster.into());
        }
        user::change(scope, &tx, id, patch, ctx.now).await?;
        let after = find(scope, &tx, id).await?;
        let entry = Entry {
            action: action(change),
            kind: AuditRecord::User,
            record: id.into(),
            before: Some(state(&account.user)),
            after: Some(state(&after)),
        };
        audit::record_on_platform(ctx, &tx, entry).await?;
    }
    let after = find(scope, &tx, id).await?;
    tx.commit().await?;
    Ok(after)
}

async fn find(
    scope: &PlatformScope,
    tx: &DatabaseTransaction,
    id: UserId,
) -> Result<PlatformUser, AppError> {
    user::find(scope, tx, id).await?.ok_or(AppError::NotFound)
}

/// What has to be written; nothing where it is so already.
fn plan(change: UserChange, account: &AccountRecord) -> Result<Option<Patch>, Conflict> {
    let user = &account.user;
    let wrong_status = || Conflict::WrongStatus {
        status: user.status.label().to_owned(),
    };
    Ok(match (change, user.status) {
        (UserChange::Suspend, UserStatus::Active | UserStatus::Pending) => {
            Some(Patch::Status(UserStatus::Suspended))
        }
        (UserChange::Reactivate, UserStatus::Suspended) => Some(Patch::Status(
            // Somebody who never set a password still waits for their invitation.
            if account.has_password {
                UserStatus::Active
            } else {
                UserStatus::Pending
            },
        )),
        (UserChange::Suspend, UserStatus::Suspended)
        | (UserChange::Reactivate, UserStatus::Active) => None,
        (UserChange::Unlock, _) => user.locked_until.is_some().then_some(Patch::Unlocked),
        (UserChange::GrantMaster, UserStatus::Active) => {
            (!user.is_master_user).then_some(Patch::Master(true))
        }
        (UserChange::RevokeMaster, _) => user.is_master_user.then_some(Patch::Master(false)),
        (UserChange::Suspend | UserChange::Reactivate | UserChange::GrantMaster, _) => {
            return Err(wrong_status());
        }
    })
}

/// Whether an active master user is one no more.
fn loses_a_master(patch: &Patch, user: &PlatformUser) -> bool {
    let is_one = user.is_master_user && user.status == UserStatus::Active;
    is_one && matches!(patch, Patch::Master(false) | Patch::Status(_))
}

const fn action(change: UserChange) -> AuditAction {
    match change {
        UserChange::Suspend => AuditAction::UserSuspended,
        UserChange::Reactivate => AuditAction::UserReactivated,
        UserChange::Unlock => AuditAction::UserUnlocked,
        UserChange::GrantMaster => AuditAction::MasterGranted,
        UserChange::RevokeMaster => AuditAction::MasterRevoked,
    }
}

/// What the audit log keeps of an account.
fn state(user: &PlatformUser) -> Value {
    json!({
        "email": user.email,
        "status": user.status,
        "is_master": user.is_master_user,
        "locked_until": user.locked_until,
    })
}
