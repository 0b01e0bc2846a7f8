//! How mail leaves: to an SMTP server, or, where none is configured, into a folder.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::{Error, PoolConfig};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use secrecy::ExposeSecret;

use crate::model::JobId;
use crate::server::config::{Config, SmtpConfig, SmtpSecurity};
use crate::server::job::Failure;

/// The folder below the data folder where mail goes that no SMTP server takes.
pub const OUTBOX: &str = "outbox";

/// How long one step of a conversation with the server may take.
const SMTP_TIMEOUT: Duration = Duration::from_secs(20);

/// Sends mail.
pub enum Mailer {
    /// To a server.
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    /// Into a folder, one file each.
    Outbox(PathBuf),
}

impl Mailer {
    /// A mailer as configured; nothing is connected to yet.
    ///
    /// # Errors
    /// When a certificate cannot be read.
    pub fn new(config: &Config) -> Result<Self, Error> {
        match &config.mail.smtp {
            Some(smtp) => Ok(Self::Smtp(transport(smtp)?)),
            None => Ok(Self::Outbox(config.server.data_dir.join(OUTBOX))),
        }
    }

    /// Sends a mail. The job's id names its file, so that one sent twice is there once.
    pub(super) async fn send(&self, job: JobId, message: Message) -> Result<(), Failure> {
        match self {
            Self::Smtp(transport) => {
                transport.send(message).await.map_err(failure)?;
            }
            Self::Outbox(folder) => {
                let (folder, file) = (folder.clone(), format!("{job}.eml"));
                let written = tokio::task::spawn_blocking(move || {
                    write(&folder, &file, &message.formatted())
                });
                written
                    .await
                    .map_err(Failure::new)?
                    .map_err(|error| Failure::new(format_args!("the outbox: {error}")))?;
            }
        }
        Ok(())
    }

    /// Connects to the server and says good-bye, or tells where mail goes.
    ///
    /// # Errors
    /// Why the server cannot be used.
    pub async fn check(&self) -> Result<String, String> {
        match self {
            Self::Smtp(transport) => match transport.test_connection().await {
                Ok(true) => Ok("the SMTP server answers".to_owned()),
                Ok(false) => Err("the SMTP server does not answer as one".to_owned()),
                Err(error) => Err(explained(&error)),
            },
            Self::Outbox(folder) => Ok(format!(
                "no SMTP server is configured; mail is written to {}",
                folder.display()
            )),
        }
    }
}

fn transport(smtp: &SmtpConfig) -> Result<AsyncSmtpTransport<Tokio1Executor>, Error> {
    let parameters = || {
        let mut parameters = TlsParameters::builder(smtp.host.clone());
        if let Some(pem) = &smtp.ca_certificate {
            parameters = parameters.add_root_certificate(Certificate::from_pem(pem)?);
        }
        parameters.build()
    };
    let tls = match smtp.security {
        SmtpSecurity::Tls => Tls::Wrapper(parameters()?),
        SmtpSecurity::StartTls => Tls::Required(parameters()?),
        SmtpSecurity::None => Tls::None,
    };
    let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&smtp.host)
        .port(smtp.port)
        .tls(tls)
        .timeout(Some(SMTP_TIMEOUT))
        .pool_config(PoolConfig::new().max_size(4));
    if let Some((user, password)) = &smtp.credentials {
        builder = builder.credentials(Credentials::new(
            user.clone(),
            password.expose_secret().to_owned(),
        ));
    }
    Ok(builder.build())
}

fn failure(error: Error) -> Failure {
    Failure::new(explained(&error))
}

/// The error with what is behind it. lettre's errors hold what the server said, never the credentials.
fn explained(error: &Error) -> String {
    let mut said = error.to_string();
    let mut cause = std::error::Error::source(error).and_then(std::error::Error::source);
    while let Some(behind) = cause {
        said = format!("{said}: {behind}");
        cause = behind.source();
    }
    said
}

/// Writes the file for the server's user alone, whole or not at all.
fn write(folder: &Path, file: &str, bytes: &[u8]) -> std::io::Result<()> {
    crate::server::config::make_private_folder(folder)?;
    let draft = folder.join(format!(".{file}.{}", std::process::id()));
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut open = options.open(&draft)?;
    open.write_all(bytes)?;
    open.sync_all()?;
    std::fs::rename(&draft, folder.join(file))
}
