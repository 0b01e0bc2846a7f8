//! The tables of the configuration as they are written, and what makes a value of them a right one.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use config::{Environment, File, FileFormat};
use leptos::config::LeptosOptions;
use serde::Deserialize;

use super::mail::MailTable;
use super::storage::StorageTable;
use super::{
    AuthConfig, ConfigError, CorsOrigins, DatabaseConfig, LimitsConfig, LogFormat,
    OrganizationSignup, ServerConfig, SignupConfig, TrustedProxies, secret_key,
};

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Tables {
    /// `[package.metadata.leptos]`, which Leptos reads itself.
    #[serde(rename = "package")]
    _package: Option<serde::de::IgnoredAny>,
    pub(super) server: ServerTable,
    pub(super) database: DatabaseTable,
    pub(super) signup: SignupTable,
    pub(super) auth: AuthTable,
    pub(super) limits: LimitsTable,
    pub(super) mail: MailTable,
    pub(super) storage: StorageTable,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ServerTable {
    address: Option<SocketAddr>,
    port: Option<u16>,
    public_url: Option<String>,
    secure_cookies: Option<bool>,
    log_format: LogFormat,
    log_filter: String,
    data_dir: PathBuf,
    trusted_proxies: TrustedProxies,
    cors_origins: CorsOrigins,
}

impl Default for ServerTable {
    fn default() -> Self {
        Self {
            address: None,
            port: None,
            public_url: None,
            secure_cookies: None,
            log_format: LogFormat::Human,
            log_filter: "info,sqlx=warn,sea_orm_migration=warn".to_owned(),
            data_dir: PathBuf::from("data"),
            trusted_proxies: TrustedProxies::default(),
            cors_origins: CorsOrigins::default(),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct DatabaseTable {
    url: Option<String>,
    max_connections: u32,
}

impl Default for DatabaseTable {
    fn default() -> Self {
        Self {
            url: None,
            max_connections: 16,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct SignupTable {
    enabled: bool,
    organizations: OrganizationSignup,
}

impl Default for SignupTable {
    fn default() -> Self {
        Self {
            enabled: true,
            organizations: OrganizationSignup::Approval,
        }
    }
}

/// The cost that OWASP recommends for argon2id; less is refused.
const ARGON2_FLOOR: (u32, u32, u32) = (19_456, 2, 1);

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct AuthTable {
    secret_key: Option<String>,
    argon2_memory_kib: u32,
    argon2_iterations: u32,
    argon2_parallelism: u32,
}

impl Default for AuthTable {
    fn default() -> Self {
        let (argon2_memory_kib, argon2_iterations, argon2_parallelism) = ARGON2_FLOOR;
        Self {
            secret_key: None,
            argon2_memory_kib,
            argon2_iterations,
            argon2_parallelism,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct LimitsTable {
    generosity: i32,
}

impl Default for LimitsTable {
    fn default() -> Self {
        Self { generosity: 1 }
    }
}

/// Reads the text of a file and the environment.
pub(super) fn tables(
    text: &str,
    environment: &HashMap<String, String>,
) -> Result<Tables, ConfigError> {
    let own = environment
        .iter()
        .filter(|(key, _)| key.starts_with("TUTTA__"));
    let own = own
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    let mut builder = config::Config::builder()
        .add_source(File::from_str(text, FileFormat::Toml))
        .add_source(
            Environment::with_prefix("TUTTA")
                .separator("__")
                .source(Some(own)),
        );
    for (variable, key) in [
        ("DATABASE_URL", "database.url"),
        ("PORT", "server.port"),
        ("SECRET_KEY", "auth.secret_key"),
    ] {
        if let Some(value) = environment.get(variable).filter(|value| !value.is_empty()) {
            builder = builder.set_override(key, value.as_str()).map_err(explain)?;
        }
    }
    builder
        .build()
        .and_then(config::Config::try_deserialize)
        .map_err(explain)
}

#[expect(clippy::needless_pass_by_value, reason = "it is what `map_err` gives")]
fn explain(error: config::ConfigError) -> ConfigError {
    ConfigError(format!(
        "The configuration cannot be read: {error}. Correct it in Leptos.toml or in the environment."
    ))
}

impl ServerTable {
    pub(super) fn check(self, leptos: &LeptosOptions) -> Result<ServerConfig, ConfigError> {
        let mut address = self.address.unwrap_or(leptos.site_addr);
        address.set_port(self.port.unwrap_or_else(|| address.port()));
        let public_url = self
            .public_url
            .unwrap_or_else(|| format!("http://{address}"));
        let public_url = public_url.trim_end_matches('/').to_owned();
        let host = public_url
            .strip_prefix("https://")
            .or_else(|| public_url.strip_prefix("http://"));
        if host.is_none_or(|host| host.is_empty() || host.contains(['/', '?', '#', '@'])) {
            return Err(ConfigError(format!(
                "server.public_url is \"{public_url}\". Write it as people type it, without a path: https://help.example.com"
            )));
        }
        let is_https = public_url.starts_with("https://");
        Ok(ServerConfig {
            address,
            secure_cookies: self.secure_cookies.unwrap_or(is_https),
            public_url,
            log_format: self.log_format,
            log_filter: self.log_filter,
            data_dir: self.data_dir,
            trusted_proxies: self.trusted_proxies,
            cors_origins: self.cors_origins,
        })
    }
}

impl DatabaseTable {
    pub(super) fn check(self, data_dir: &Path) -> Result<DatabaseConfig, ConfigError> {
        let url = self
            .url
            .unwrap_or_else(|| format!("sqlite://{}", data_dir.join("tutta.db").display()));
        let url = match url.split_once(':') {
            Some(("sqlite", path)) if path.contains('?') => url,
            Some(("sqlite", _)) => format!("{url}?mode=rwc"),
            Some(("postgres" | "postgresql", _)) => url,
            _ => {
                return Err(ConfigError::new(
                    "database.url (DATABASE_URL) starts with neither sqlite: nor postgres:. \
                     Use sqlite://data/tutta.db or postgres://user:password@host/database.",
                ));
            }
        };
        if self.max_connections == 0 {
            return Err(ConfigError::new(
                "database.max_connections is 0. Use at least 1; 16 is the default.",
            ));
        }
        Ok(DatabaseConfig {
            url: url.into(),
            max_connections: self.max_connections,
        })
    }
}

impl AuthTable {
    pub(super) fn check(self, data_dir: &Path) -> Result<AuthConfig, ConfigError> {
        let (memory, iterations, parallelism) = ARGON2_FLOOR;
        for (key, value, floor) in [
            ("argon2_memory_kib", self.argon2_memory_kib, memory),
            ("argon2_iterations", self.argon2_iterations, iterations),
            ("argon2_parallelism", self.argon2_parallelism, parallelism),
        ] {
            if value < floor {
                return Err(ConfigError(format!(
                    "auth.{key} is {value}. Passwords need at least {floor}."
                )));
            }
        }
        Ok(AuthConfig {
            secret_key: secret_key::resolve(self.secret_key.map(Into::into), data_dir)?,
            argon2_memory_kib: self.argon2_memory_kib,
            argon2_iterations: self.argon2_iterations,
            argon2_parallelism: self.argon2_parallelism,
        })
    }
}

impl SignupTable {
    pub(super) fn check(self) -> SignupConfig {
        SignupConfig {
            enabled: self.enabled,
            organizations: self.organizations,
        }
    }
}

impl LimitsTable {
    pub(super) fn check(self) -> Result<LimitsConfig, ConfigError> {
        if self.generosity < 1 {
            return Err(ConfigError::new(
                "limits.generosity is less than 1. It multiplies the rate limits; 1 is the default.",
            ));
        }
        Ok(LimitsConfig {
            generosity: self.generosity,
        })
    }
}
