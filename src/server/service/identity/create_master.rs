//! Making a master user: from the command line at any time, from `/setup` while there is none.

use sea_orm::DatabaseTransaction;

use crate::model::error::Conflict;
use crate::model::user::{Email, NewPassword, parse_name};
use crate::model::{AppError, FieldErrors, UserId};
use crate::server::auth::password::check_strength;
use crate::server::clock::new_id;
use crate::server::db;
use crate::server::state::AppState;
use crate::server::store::user::{self, NewAccount};

/// A master user as typed.
pub struct NewMaster {
    /// Their address.
    pub email: String,
    /// Given name; may be empty.
    pub first_name: String,
    /// Family name; may be empty.
    pub last_name: String,
    /// The password, in the clear.
    pub password: String,
}

/// The same, read and found good.
pub(super) struct Checked {
    email: Email,
    first_name: String,
    last_name: String,
    password: NewPassword,
}

impl NewMaster {
    pub(super) fn check(self) -> Result<Checked, FieldErrors> {
        let mut errors = FieldErrors::default();
        let first_name = errors.take("first_name", parse_name(&self.first_name));
        let last_name = errors.take("last_name", parse_name(&self.last_name));
        let strong = NewPassword::parse(&self.password).and_then(|password| {
            check_strength(&password, &[&self.first_name, &self.last_name, &self.email])?;
            Ok(password)
        });
        let password = errors.take("password", strong);
        let email = errors.take("email", Email::parse(&self.email));
        match (email, first_name, last_name, password) {
            (Some(email), Some(first_name), Some(last_name), Some(password)) => Ok(Checked {
                email,
                first_name,
                last_name,
                password,
            }),
            _ => Err(errors),
        }
    }
}

/// Makes a master user.
///
/// # Errors
/// `Invalid`, or `Conflict` where the address is in use.
pub async fn create_master(state: &AppState, person: NewMaster) -> Result<UserId, AppError> {
    let person = person.check()?;
    let hash = state.auth.passwords().hash(&person.password).await?;
    let tx = db::begin_write(&state.db).await?;
    let id = insert(state, &tx, person, hash).await?;
    tx.commit().await?;
    Ok(id)
}

pub(super) async fn insert(
    state: &AppState,
    tx: &DatabaseTransaction,
    person: Checked,
    password_hash: String,
) -> Result<UserId, AppError> {
    let now = state.clock.now();
    let id: UserId = new_id(now);
    let account = NewAccount {
        id,
        email: person.email,
        first_name: person.first_name,
        last_name: person.last_name,
        password_hash,
        is_master: true,
    };
    if user::insert(tx, account, now).await? {
        tracing::info!(user = %id, "a master user was made");
        Ok(id)
    } else {
        Err(Conflict::Taken {
            what: "e-mail address".to_owned(),
        }
        .into())
    }
}

impl Checked {
    pub(super) fn password(&self) -> &NewPassword {
        &self.password
    }
}
