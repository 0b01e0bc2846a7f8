//! Sessions: starting one, going on with its tokens, checking it at every request, ending it (spec §4).

use chrono::{DateTime, Duration, Utc};
use sea_orm::{ConnectionTrait, DatabaseConnection};

use super::super::clock::new_id;
use super::super::context::Origin;
use super::super::db;
use super::super::locale::Locale;
use super::super::store::session::{self, NewLink, NewSession, Standing};
use super::{Auth, keys, random_token};
use crate::model::user::UserStatus;
use crate::model::{AppError, SessionId, UserId};

pub use super::token::ACCESS_LIFETIME;

/// How long a refresh token is good; each use starts it anew.
pub const REFRESH_LIFETIME: Duration = Duration::days(7);

/// Who is signed in, as checked for this request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignedIn {
    /// The person.
    pub user: UserId,
    /// The session they asked from; none for a program with a personal access token.
    pub session: Option<SessionId>,
    /// Whether they run the platform.
    pub is_master: bool,
    /// Whether their address is proven.
    pub is_verified: bool,
    /// How they read time.
    pub locale: Locale,
}

/// The tokens of a session that was started or goes on.
pub struct StartedSession {
    /// The JWT.
    pub access: String,
    /// The next refresh token.
    pub refresh: String,
    /// When the access token ends.
    pub access_expires_at: DateTime<Utc>,
    /// When the refresh token ends.
    pub refresh_expires_at: DateTime<Utc>,
    /// Whose session it is.
    pub signed_in: SignedIn,
}

/// What a session is worth at this moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worth {
    /// It works.
    Alive(SignedIn),
    /// The account is locked for now; the session outlasts the lock.
    Locked,
    /// It has ended.
    Dead,
}

impl Worth {
    /// # Errors
    /// `SignedOut` unless it is alive.
    pub fn alive(self) -> Result<SignedIn, AppError> {
        match self {
            Self::Alive(signed_in) => Ok(signed_in),
            Self::Locked | Self::Dead => Err(AppError::SignedOut),
        }
    }
}

/// Judges a session, or a token that has none, by what the database says of it and of its user.
pub(super) fn judge(session: Option<SessionId>, standing: &Standing, now: DateTime<Utc>) -> Worth {
    let has_ended = standing.revoked_at.is_some() || standing.expires_at <= now;
    if has_ended || standing.user_status != UserStatus::Active {
        return Worth::Dead;
    }
    if standing.locked_until.is_some_and(|until| until > now) {
        return Worth::Locked;
    }
    Worth::Alive(SignedIn {
        user: standing.user,
        session,
        // The platform is for people, not for programs.
        is_master: standing.is_master && session.is_some(),
        is_verified: standing.is_verified,
        locale: Locale::read(&standing.timezone, &standing.language),
    })
}

impl Auth {
    /// Starts a session for somebody whose password was just checked.
    ///
    /// # Errors
    /// `Internal`.
    pub async fn start(
        &self,
        db: &impl ConnectionTrait,
        user: UserId,
        is_master: bool,
        origin: &Origin,
        now: DateTime<Utc>,
    ) -> Result<StartedSession, AppError> {
        let refresh = random_token();
        let session: SessionId = new_id(now);
        let expires_at = now + REFRESH_LIFETIME;
        let Origin { ip, user_agent } = origin.clone();
        let new = NewSession {
            id: session,
            user,
            now,
            expires_at,
            ip,
            user_agent,
        };
        session::insert(db, new).await?;
        session::insert_link(db, new_link(user, session, &refresh, origin, now)).await?;
        self.tokens(
            SignedIn {
                user,
                session: Some(session),
                is_master,
                is_verified: false,
                locale: Locale::default(),
            },
            session,
            refresh,
            expires_at,
            now,
        )
    }

    /// Both tokens of a session that is alive.
    pub(super) fn tokens(
        &self,
        signed_in: SignedIn,
        session: SessionId,
        refresh: String,
        refresh_expires_at: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<StartedSession, AppError> {
        Ok(StartedSession {
            access: self.sign_access(signed_in.user, session, now)?,
            refresh,
            access_expires_at: now + ACCESS_LIFETIME,
            refresh_expires_at,
            signed_in,
        })
    }

    /// What an access token is worth now; one query.
    ///
    /// # Errors
    /// `Internal`.
    pub async fn check(
        &self,
        db: &DatabaseConnection,
        access: &str,
        now: DateTime<Utc>,
    ) -> Result<Worth, AppError> {
        let Some((user, session)) = self.read_access(access, now) else {
            return Ok(Worth::Dead);
        };
        let standing = session::standing(db, session)
            .await?
            .filter(|standing| standing.user == user);
        Ok(standing.map_or(Worth::Dead, |standing| judge(Some(session), &standing, now)))
    }

    /// What a refresh token is worth now, without using it.
    ///
    /// # Errors
    /// `Internal`.
    pub async fn check_refresh(
        &self,
        db: &DatabaseConnection,
        refresh: &str,
        now: DateTime<Utc>,
    ) -> Result<Worth, AppError> {
        let link = session::link(db, &keys::fingerprint(refresh)).await?;
        Ok(link
            .filter(|link| {
                link.rotated_at.is_none() && link.revoked_at.is_none() && link.expires_at > now
            })
            .map_or(Worth::Dead, |link| {
                judge(Some(link.session), &link.standing, now)
            }))
    }

    /// Ends the session that a refresh token belongs to, whatever the token's age; a foreign token ends nothing.
    ///
    /// # Errors
    /// `Internal`.
    pub async fn end_by_refresh(
        &self,
        db: &DatabaseConnection,
        refresh: &str,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        if let Some(link) = session::link(db, &keys::fingerprint(refresh)).await? {
            end(db, link.session, now).await?;
        }
        Ok(())
    }
}

/// A refresh token as it is stored.
pub(super) fn new_link(
    user: UserId,
    session: SessionId,
    refresh: &str,
    origin: &Origin,
    now: DateTime<Utc>,
) -> NewLink {
    let Origin { ip, user_agent } = origin.clone();
    NewLink {
        id: new_id(now),
        user,
        session,
        token_hash: keys::fingerprint(refresh),
        now,
        expires_at: now + REFRESH_LIFETIME,
        ip,
        user_agent,
    }
}

/// Ends a session with all its tokens.
///
/// # Errors
/// `Internal`.
pub async fn end(
    db: &DatabaseConnection,
    session: SessionId,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let tx = db::begin_write(db).await?;
    session::revoke(&tx, session, now).await?;
    tx.commit().await?;
    Ok(())
}
