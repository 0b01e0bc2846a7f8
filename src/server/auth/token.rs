//! Access tokens: short-lived JWTs (HS256) that name the person and the session, and nothing else.

use chrono::{DateTime, Duration, Utc};
use jsonwebtoken::{Algorithm, Header, Validation};
use serde::{Deserialize, Serialize};

use super::super::error::internal;
use super::Auth;
use crate::model::{AppError, SessionId, UserId};

/// How long an access token is good.
pub const ACCESS_LIFETIME: Duration = Duration::minutes(15);

const KIND: &str = "access";

#[derive(Serialize, Deserialize)]
struct Claims {
    sub: UserId,
    sid: SessionId,
    iat: i64,
    exp: i64,
    typ: String,
}

impl Auth {
    /// Signs an access token that ends at `now` + 15 minutes.
    pub(super) fn sign_access(
        &self,
        user: UserId,
        session: SessionId,
        now: DateTime<Utc>,
    ) -> Result<String, AppError> {
        let claims = Claims {
            sub: user,
            sid: session,
            iat: now.timestamp(),
            exp: (now + ACCESS_LIFETIME).timestamp(),
            typ: KIND.to_owned(),
        };
        jsonwebtoken::encode(
            &Header::new(Algorithm::HS256),
            &claims,
            &self.keys.sign_access,
        )
        .map_err(|error| internal("an access token could not be signed", error))
    }

    /// The person and session of a genuine access token that has not ended.
    pub(super) fn read_access(
        &self,
        token: &str,
        now: DateTime<Utc>,
    ) -> Option<(UserId, SessionId)> {
        let mut rules = Validation::new(Algorithm::HS256);
        rules.validate_exp = false; // the server's clock decides below, so that tests can move it
        rules.validate_aud = false;
        let claims = jsonwebtoken::decode::<Claims>(token, &self.keys.verify_access, &rules)
            .ok()?
            .claims;
        (claims.typ == KIND && now.timestamp() < claims.exp).then_some((claims.sub, claims.sid))
    }
}
