//! Rotation: every use of a refresh token replaces it by the next, and a used one that comes back later ends the
//! whole session, since then either side may be a thief.
//!
//! A browser sends many requests at once with the same token. The successor is derived from its predecessor, so
//! all of them get the same one: there are never two living tokens of a session, and within the grace nobody is
//! signed out for racing.

use chrono::{DateTime, Duration, Utc};
use sea_orm::DatabaseConnection;

use super::super::context::Origin;
use super::super::db;
use super::super::store::audit::{self, By, Chain, Entry};
use super::super::store::session::{self as store, Link};
use super::session::{REFRESH_LIFETIME, StartedSession, Worth, judge, new_link};
use super::{Auth, keys};
use crate::model::AppError;
use crate::model::audit::{AuditAction, AuditRecord};

/// How long a used token still yields its successor.
pub const GRACE: Duration = Duration::seconds(10);

/// What became of a refresh token that was used.
pub enum Rotation {
    /// The session goes on with these tokens.
    Next(StartedSession),
    /// The account is locked for now; nothing was changed.
    Locked,
    /// The session has ended, now or before.
    Ended,
}

/// What is to be done with a link.
enum Step {
    /// It is the newest: replace it.
    Rotate,
    /// It was replaced just now by a racing request: hand out the same successor.
    Repeat(DateTime<Utc>),
    /// It was replaced long ago: somebody has a copy.
    Reuse,
    /// It is over.
    Refuse,
}

fn step(link: &Link, now: DateTime<Utc>) -> Step {
    match link.rotated_at {
        _ if link.revoked_at.is_some() => Step::Refuse,
        Some(rotated_at) if now - rotated_at <= GRACE => Step::Repeat(rotated_at),
        Some(_) => Step::Reuse,
        None if link.expires_at <= now => Step::Refuse,
        None => Step::Rotate,
    }
}

fn worth(link: &Link, now: DateTime<Utc>) -> Worth {
    judge(Some(link.session), &link.standing, now)
}

impl Auth {
    /// Uses a refresh token.
    ///
    /// # Errors
    /// `Internal`.
    pub async fn rotate(
        &self,
        db: &DatabaseConnection,
        refresh: &str,
        origin: &Origin,
        now: DateTime<Utc>,
    ) -> Result<Rotation, AppError> {
        let hash = keys::fingerprint(refresh);
        let Some(link) = store::link(db, &hash).await? else {
            return Ok(Rotation::Ended);
        };
        match step(&link, now) {
            Step::Rotate => self.replace(db, &hash, refresh, origin, now).await,
            Step::Repeat(rotated_at) => self.go_on(&link, refresh, rotated_at, now),
            Step::Reuse => end_reused(db, &link, origin, now).await,
            Step::Refuse => Ok(Rotation::Ended),
        }
    }

    /// Takes the turn to replace a link, or learns that another request just did.
    async fn replace(
        &self,
        db: &DatabaseConnection,
        hash: &[u8],
        refresh: &str,
        origin: &Origin,
        now: DateTime<Utc>,
    ) -> Result<Rotation, AppError> {
        let tx = db::begin_write(db).await?;
        let Some(link) = store::link_locked(&tx, hash).await? else {
            return Ok(Rotation::Ended);
        };
        match step(&link, now) {
            Step::Rotate if matches!(worth(&link, now), Worth::Alive(_)) => {
                let successor = self.keys.successor(refresh);
                let next = new_link(link.standing.user, link.session, &successor, origin, now);
                store::replace_link(&tx, &link, next).await?;
                tx.commit().await?;
                self.go_on(&link, refresh, now, now)
            }
            Step::Rotate => self.go_on(&link, refresh, now, now),
            Step::Repeat(rotated_at) => self.go_on(&link, refresh, rotated_at, now),
            Step::Reuse | Step::Refuse => Ok(Rotation::Ended),
        }
    }

    fn go_on(
        &self,
        link: &Link,
        refresh: &str,
        rotated_at: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<Rotation, AppError> {
        match worth(link, now) {
            Worth::Alive(signed_in) => {
                let successor = self.keys.successor(refresh);
                let expires_at = rotated_at + REFRESH_LIFETIME;
                self.tokens(signed_in, link.session, successor, expires_at, now)
                    .map(Rotation::Next)
            }
            Worth::Locked => Ok(Rotation::Locked),
            Worth::Dead => Ok(Rotation::Ended),
        }
    }
}

/// Ends the session, and says so in the platform's log: it was nobody's wish, and its person should be able to ask why.
async fn end_reused(
    db: &DatabaseConnection,
    link: &Link,
    origin: &Origin,
    now: DateTime<Utc>,
) -> Result<Rotation, AppError> {
    if link.standing.revoked_at.is_some() {
        return Ok(Rotation::Ended);
    }
    let (user, session) = (link.standing.user, link.session);
    tracing::warn!(%user, %session, "a used refresh token came back: session ended");
    let tx = db::begin_write(db).await?;
    store::revoke(&tx, session, now).await?;
    let by = By {
        actor: None,
        ip: origin.ip.as_deref(),
        at: now,
    };
    let entry = Entry {
        action: AuditAction::TokenReused,
        kind: AuditRecord::User,
        record: user.into(),
        before: None,
        after: None,
    };
    audit::append(&tx, Chain::Platform, &by, entry).await?;
    tx.commit().await?;
    Ok(Rotation::Ended)
}
