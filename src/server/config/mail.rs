//! `[mail]`: how mail leaves.

use std::path::PathBuf;

use lettre::message::Mailbox;
use secrecy::SecretString;
use serde::Deserialize;
use url::{Host, Url};

use super::{ConfigError, ServerConfig};

/// `[mail]`.
#[derive(Debug, Clone)]
pub struct MailConfig {
    /// The SMTP server; `None` writes mail to the folder `outbox` below the data folder.
    pub smtp: Option<SmtpConfig>,
    /// Whom mail is from, such as `Tutta <help@example.com>`.
    pub from: Mailbox,
    /// Whether new accounts must prove their address; by default where mail is configured.
    pub verify_addresses: bool,
}

/// An SMTP server.
#[derive(Debug, Clone)]
pub struct SmtpConfig {
    /// Its name, which its certificate must have.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is kept from others' eyes.
    pub security: SmtpSecurity,
    /// User and password.
    pub credentials: Option<(String, SecretString)>,
    /// A certificate to trust besides the machine's, in PEM.
    pub ca_certificate: Option<Vec<u8>>,
}

/// How the connection to an SMTP server is kept from others' eyes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SmtpSecurity {
    /// TLS from the first byte (`smtps://`).
    Tls,
    /// STARTTLS, and nothing is sent without it (`smtp://`).
    StartTls,
    /// None (`smtp://...?tls=none`).
    None,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct MailTable {
    smtp_url: Option<String>,
    ca_file: Option<PathBuf>,
    from: Option<String>,
    verify_addresses: Option<bool>,
}

impl MailTable {
    pub(super) fn check(self, server: &ServerConfig) -> Result<MailConfig, ConfigError> {
        let url = self.smtp_url.filter(|url| !url.is_empty());
        let ca_certificate = match self.ca_file {
            Some(file) => Some(std::fs::read(&file).map_err(|error| {
                ConfigError(format!(
                    "mail.ca_file {}: {error}. Name a file in PEM that can be read.",
                    file.display()
                ))
            })?),
            None => None,
        };
        let smtp = match url {
            Some(url) => Some(SmtpConfig {
                ca_certificate,
                ..smtp(&url)?
            }),
            None => None,
        };
        let from = self.from.unwrap_or_else(|| default_from(server));
        Ok(MailConfig {
            verify_addresses: self.verify_addresses.unwrap_or(smtp.is_some()),
            smtp,
            from: from.parse().map_err(|_| {
                ConfigError(format!(
                    "mail.from is \"{from}\", which is no address. Write it like Tutta <help@example.com>, or leave it out."
                ))
            })?,
        })
    }
}

/// The address is never repeated: it may hold a password.
fn smtp(raw: &str) -> Result<SmtpConfig, ConfigError> {
    let wrong = |why: &str| {
        ConfigError(format!(
            "mail.smtp_url {why}. Use smtps://user:password@host (TLS), smtp://user:password@host (STARTTLS), \
             or smtp://host?tls=none for a server that speaks neither. Percent-encode what is special in the password."
        ))
    };
    let url = Url::parse(raw).map_err(|_| wrong("cannot be read"))?;
    let host = match url.host() {
        Some(Host::Domain(name)) if !name.is_empty() => name.to_owned(),
        Some(Host::Ipv4(address)) => address.to_string(),
        Some(Host::Ipv6(address)) => address.to_string(),
        _ => return Err(wrong("names no server")),
    };
    let said = url.query_pairs().collect::<Vec<_>>();
    let said: Vec<_> = said
        .iter()
        .map(|(name, value)| (&**name, &**value))
        .collect();
    let (security, port) = match (url.scheme(), said.as_slice()) {
        ("smtps", []) => (SmtpSecurity::Tls, 465),
        ("smtp", [] | [("tls", "required")]) => (SmtpSecurity::StartTls, 587),
        ("smtp", [("tls", "none")]) => (SmtpSecurity::None, 25),
        ("smtp" | "smtps", _) => return Err(wrong("says something after the ? that is not known")),
        _ => return Err(wrong("says neither smtps:// nor smtp://")),
    };
    let credentials = match (url.username(), url.password()) {
        ("", None) => None,
        (user, Some(password)) if !user.is_empty() => {
            Some((decoded(user), decoded(password).into()))
        }
        _ => {
            return Err(wrong(
                "names a user without a password, or the other way round",
            ));
        }
    };
    Ok(SmtpConfig {
        host,
        port: url.port().unwrap_or(port),
        security,
        credentials,
        ca_certificate: None,
    })
}

/// Percent-decodes; what means something in a form stands for itself here.
fn decoded(raw: &str) -> String {
    let raw = raw
        .replace('+', "%2B")
        .replace('&', "%26")
        .replace('=', "%3D");
    let decoded = form_urlencoded::parse(raw.as_bytes()).next();
    decoded.map_or(String::new(), |(value, _)| value.into_owned())
}

/// `no-reply` at the host people know, or at this machine where they know none.
fn default_from(server: &ServerConfig) -> String {
    let url = Url::parse(&server.public_url).ok();
    let host = url.as_ref().and_then(|url| match url.host() {
        Some(Host::Domain(name)) => Some(name),
        _ => None,
    });
    format!("Tutta <no-reply@{}>", host.unwrap_or("localhost"))
}
