//! The keys, each derived from the secret key for one purpose, so that none can stand in for another.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use hmac::digest::Key;
use hmac::{Hmac, KeyInit, Mac};
use jsonwebtoken::{DecodingKey, EncodingKey};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};

type HmacSha256 = Hmac<Sha256>;

/// What access tokens are signed with and refresh tokens are derived with.
pub(super) struct Keys {
    pub(super) sign_access: EncodingKey,
    pub(super) verify_access: DecodingKey,
    /// Keyed once, cloned for each use.
    refresh: HmacSha256,
    /// The same, for links sent by mail.
    links: HmacSha256,
}

/// What a link sent by mail is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// Joining an organization.
    Invitation,
    /// Proving an address.
    VerifyEmail,
    /// Setting a new password.
    ResetPassword,
}

impl Keys {
    pub(super) fn derive(secret: &SecretString) -> Self {
        let access = purpose(secret, b"tutta access token v1");
        Self {
            sign_access: EncodingKey::from_secret(&access),
            verify_access: DecodingKey::from_secret(&access),
            refresh: keyed(&purpose(secret, b"tutta refresh token v1")),
            links: keyed(&purpose(secret, b"tutta mail link v1")),
        }
    }

    /// The one token of a link; see [`super::Auth::link_token`].
    pub(super) fn link(&self, link: Link, id: uuid::Uuid) -> String {
        let mut mac = self.links.clone();
        let kind: u8 = match link {
            Link::Invitation => 1,
            Link::VerifyEmail => 2,
            Link::ResetPassword => 3,
        };
        mac.update(&[kind]);
        mac.update(id.as_bytes());
        BASE64_URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
    }

    /// The one token that follows `predecessor`. Being derived, racing requests all get the same one, and
    /// nothing but its hash need be stored.
    pub(super) fn successor(&self, predecessor: &str) -> String {
        let mut mac = self.refresh.clone();
        mac.update(predecessor.as_bytes());
        BASE64_URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
    }
}

/// What is stored of a refresh token: whoever reads the database cannot use it.
pub(super) fn fingerprint(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

fn purpose(secret: &SecretString, label: &[u8]) -> [u8; 32] {
    let mut mac = keyed(secret.expose_secret().as_bytes());
    mac.update(label);
    mac.finalize().into_bytes().into()
}

/// HMAC with the key's digest, which always fits.
fn keyed(key: &[u8]) -> HmacSha256 {
    let digest = Sha256::digest(key);
    let mut block = Key::<HmacSha256>::default();
    block[..digest.len()].copy_from_slice(&digest);
    HmacSha256::new(&block)
}
