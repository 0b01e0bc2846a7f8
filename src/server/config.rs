//! The configuration: `Leptos.toml`, then `TUTTA__SECTION__KEY`, then `DATABASE_URL`, `PORT` and `SECRET_KEY`.
//!
//! Every value has a default that works, unknown keys are refused, and a wrong value is named together with
//! the way to mend it.

mod mail;
mod origins;
mod proxies;
mod secret_key;
mod site;
mod storage;
mod tables;

use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use leptos::config::LeptosOptions;
pub use mail::{MailConfig, SmtpConfig, SmtpSecurity};
pub use proxies::{Network, TrustedProxies};
use secrecy::SecretString;
pub use secret_key::make_private_folder;
use serde::Deserialize;

pub use self::origins::CorsOrigins;
pub use self::storage::{S3Config, StorageConfig, StoragePlace};

/// Where the configuration is looked for unless the command line says otherwise.
pub const DEFAULT_FILE: &str = "Leptos.toml";

/// What is wrong with the configuration, and how to mend it.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct ConfigError(String);

impl ConfigError {
    fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

/// The whole configuration, checked.
#[derive(Debug, Clone)]
pub struct Config {
    /// How the server listens and logs.
    pub server: ServerConfig,
    /// Where the data is.
    pub database: DatabaseConfig,
    /// Who may open accounts and organizations.
    pub signup: SignupConfig,
    /// Keys and the cost of hashing.
    pub auth: AuthConfig,
    /// How much may be tried.
    pub limits: LimitsConfig,
    /// How mail leaves.
    pub mail: MailConfig,
    /// Where files are kept.
    pub storage: StorageConfig,
    /// Where the browser's side of the program is.
    pub leptos: LeptosOptions,
}

/// `[server]`.
#[derive(Debug, Clone)]
pub struct ServerConfig {
    /// Where to listen.
    pub address: SocketAddr,
    /// How people reach the server, without a slash at the end.
    pub public_url: String,
    /// Whether cookies are `Secure` and carry the `__Host-` prefix.
    pub secure_cookies: bool,
    /// What the log looks like.
    pub log_format: LogFormat,
    /// What is logged, in the syntax of `tracing`'s `EnvFilter`.
    pub log_filter: String,
    /// Where the program keeps its files.
    pub data_dir: PathBuf,
    /// Whose word on a client's address is believed.
    pub trusted_proxies: TrustedProxies,
    /// Whose pages may call the REST API from a browser.
    pub cors_origins: CorsOrigins,
}

impl ServerConfig {
    /// Whether people reach the server over TLS.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}

/// What the log looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum LogFormat {
    /// Lines for people.
    Human,
    /// One JSON object per line.
    Json,
}

/// `[database]`.
#[derive(Debug, Clone)]
pub struct DatabaseConfig {
    /// `sqlite://path?mode=rwc` or `postgres://...`; it may hold a password.
    pub url: SecretString,
    /// Most connections held at once.
    pub max_connections: u32,
}

/// `[signup]`.
#[derive(Debug, Clone)]
pub struct SignupConfig {
    /// Whether people may open an account without naming an organization.
    pub enabled: bool,
    /// Who may open organizations (spec §1).
    pub organizations: OrganizationSignup,
}

/// Who may open organizations (spec §1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum OrganizationSignup {
    /// Only master users.
    MasterOnly,
    /// Anybody, and a master user approves.
    Approval,
    /// Anybody.
    Open,
}

impl TryFrom<String> for LogFormat {
    type Error = String;

    fn try_from(raw: String) -> Result<Self, String> {
        choose(&raw, &[("human", Self::Human), ("json", Self::Json)])
    }
}

impl TryFrom<String> for OrganizationSignup {
    type Error = String;

    fn try_from(raw: String) -> Result<Self, String> {
        let choices = [
            ("master_only", Self::MasterOnly),
            ("approval", Self::Approval),
            ("open", Self::Open),
        ];
        choose(&raw, &choices)
    }
}

fn choose<T: Copy>(raw: &str, choices: &[(&str, T)]) -> Result<T, String> {
    let found = choices.iter().find(|(name, _)| *name == raw);
    found.map(|(_, choice)| *choice).ok_or_else(|| {
        let names: Vec<_> = choices.iter().map(|(name, _)| *name).collect();
        format!("\"{raw}\" is not one of {}", names.join(", "))
    })
}

/// `[limits]`.
#[derive(Debug, Clone, Copy)]
pub struct LimitsConfig {
    /// What every rate limit is multiplied by; 1 is right for people, more for many people behind one address.
    pub generosity: i32,
}

/// `[auth]`.
#[derive(Debug, Clone)]
pub struct AuthConfig {
    /// What every key is derived from.
    pub secret_key: SecretString,
    /// Memory of one password hash, in KiB.
    pub argon2_memory_kib: u32,
    /// Passes over that memory.
    pub argon2_iterations: u32,
    /// Lanes of one password hash.
    pub argon2_parallelism: u32,
}

impl Config {
    /// Reads the file, if it is there, and the environment.
    ///
    /// # Errors
    /// What is wrong and how to mend it.
    pub fn load(file: &Path) -> Result<Self, ConfigError> {
        let text = match std::fs::read_to_string(file) {
            Ok(text) => Some(text),
            Err(error)
                if error.kind() == std::io::ErrorKind::NotFound
                    && file == Path::new(DEFAULT_FILE) =>
            {
                None
            }
            Err(error) => {
                return Err(ConfigError(format!(
                    "{}: {error}. Name a file that can be read.",
                    file.display()
                )));
            }
        };
        Self::from_sources(
            text.as_deref(),
            &std::env::vars_os().filter_map(unicode).collect(),
        )
    }

    /// Reads the text of a configuration file and an environment.
    ///
    /// # Errors
    /// What is wrong and how to mend it.
    pub fn from_sources(
        text: Option<&str>,
        environment: &HashMap<String, String>,
    ) -> Result<Self, ConfigError> {
        let tables = tables::tables(text.unwrap_or_default(), environment)?;
        let leptos = site::options(text)?;
        let server = tables.server.check(&leptos)?;
        Ok(Self {
            database: tables.database.check(&server.data_dir)?,
            signup: tables.signup.check(),
            auth: tables.auth.check(&server.data_dir)?,
            limits: tables.limits.check()?,
            mail: tables.mail.check(&server)?,
            storage: tables.storage.check(&server.data_dir)?,
            server,
            leptos,
        })
    }
}

impl Config {
    /// Makes the data folder, for the server's user alone, where there is none.
    ///
    /// # Errors
    /// When the folder above does not let us.
    pub fn make_data_dir(&self) -> std::io::Result<()> {
        secret_key::make_private_folder(&self.server.data_dir)
    }
}

fn unicode((key, value): (std::ffi::OsString, std::ffi::OsString)) -> Option<(String, String)> {
    Some((key.into_string().ok()?, value.into_string().ok()?))
}
