//! Mail, from the outbox: a service writes down what to say to whom in the transaction of its change; the worker
//! loads what the mail is about, renders it and sends it.
//!
//! No secret stands in the outbox. A link's token is derived again when the mail is rendered
//! ([`crate::server::auth::Auth::link_token`]).

mod compose;
mod letter;
pub mod links;
mod render;
mod transport;

pub use transport::{Mailer, OUTBOX};

use chrono::{DateTime, Utc};
use sea_orm::DatabaseTransaction;
use serde::{Deserialize, Serialize};

use super::job::Failure;
use super::state::AppState;
use super::store::job::{self, Claimed};
use crate::model::{
    AccountTokenId, AppError, InvitationId, JoinRequestId, OrganizationId, SupportAccessId, UserId,
};

/// The kind of the jobs that send mail.
pub const JOB: &str = "mail";

/// What to say to whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "mail", rename_all = "snake_case")]
pub enum Mail {
    /// To the invited address: the link of the invitation.
    Invitation {
        /// The tenant.
        organization: OrganizationId,
        /// Which one.
        invitation: InvitationId,
    },
    /// To a new account: the link that proves the address.
    VerifyEmail {
        /// Which link.
        token: AccountTokenId,
    },
    /// To whoever has the address: the link that sets a new password.
    ResetPassword {
        /// Which link.
        token: AccountTokenId,
    },
    /// To the holder of an account: somebody tried to register with this address.
    AlreadyRegistered {
        /// The holder.
        user: UserId,
    },
    /// To the holder of an account: the password was changed.
    PasswordChanged {
        /// The holder.
        user: UserId,
    },
    /// To a reviewer: somebody wants to join.
    JoinRequestReceived {
        /// The tenant.
        organization: OrganizationId,
        /// Which request.
        request: JoinRequestId,
        /// The reviewer.
        reviewer: UserId,
    },
    /// To whoever asked to join: the answer, with the note.
    JoinRequestAnswered {
        /// The tenant.
        organization: OrganizationId,
        /// Which request.
        request: JoinRequestId,
    },
    /// To a master user: an organization waits for approval.
    OrganizationWaits {
        /// Which organization.
        organization: OrganizationId,
        /// The master user.
        master: UserId,
    },
    /// To an owner: the organization was approved, rejected, suspended or reactivated, and why.
    OrganizationReviewed {
        /// Which organization.
        organization: OrganizationId,
        /// The owner.
        owner: UserId,
    },
    /// To an admin: a master user began to look in.
    SupportAccessOpened {
        /// The tenant.
        organization: OrganizationId,
        /// Which look.
        access: SupportAccessId,
        /// The admin.
        admin: UserId,
    },
}

/// Writes a mail into the outbox. `key` tells repeated requests of the same mail apart from new ones, such as
/// `invitation/{id}/{times sent}`.
///
/// # Errors
/// `Internal`.
pub async fn enqueue(
    tx: &DatabaseTransaction,
    mail: &Mail,
    key: &str,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let payload = serde_json::to_value(mail)
        .map_err(|error| super::error::internal("a mail cannot be written down", error))?;
    job::enqueue(tx, JOB, payload, &format!("mail/{key}"), now).await?;
    Ok(())
}

/// Sends the mail of a job. What is not to be said any more (the invitation was revoked, the link used) is left unsaid.
pub(super) async fn deliver(state: &AppState, claimed: &Claimed) -> Result<(), Failure> {
    let mail: Mail = serde_json::from_value(claimed.payload.clone())
        .map_err(|error| Failure::new(format_args!("the mail cannot be read: {error}")))?;
    match compose::compose(state, &mail).await? {
        Some(letter) => {
            let message = render::message(state, claimed.id, &letter).map_err(Failure::new)?;
            state.mailer.send(claimed.id, message).await
        }
        None => {
            tracing::debug!(job = %claimed.id, "nothing to say any more");
            Ok(())
        }
    }
}
