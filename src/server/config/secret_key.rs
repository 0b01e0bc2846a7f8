//! The secret key: given, or made once and kept in a file that only the server's user reads.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use secrecy::{ExposeSecret, SecretString};

use super::ConfigError;

/// Fewest characters of a secret key.
const SHORTEST: usize = 32;

/// The key given, else the one in `secret.key` of the data folder, made if need be.
pub(super) fn resolve(
    given: Option<SecretString>,
    data_dir: &Path,
) -> Result<SecretString, ConfigError> {
    let file = data_dir.join("secret.key");
    let (key, name) = match given {
        Some(key) => (key, "auth.secret_key (SECRET_KEY)".to_owned()),
        None => (
            read_or_make(&file).map_err(|error| unusable(&file, &error))?,
            file.display().to_string(),
        ),
    };
    if key.expose_secret().len() < SHORTEST {
        return Err(ConfigError(format!(
            "{name} is too short. Use at least {SHORTEST} random characters, for example from: openssl rand -base64 48"
        )));
    }
    Ok(key)
}

fn unusable(file: &Path, error: &io::Error) -> ConfigError {
    ConfigError(format!(
        "{}: {error}. Let the server's user write to that folder, or set SECRET_KEY to at least {SHORTEST} random characters.",
        file.display()
    ))
}

fn read_or_make(file: &Path) -> io::Result<SecretString> {
    match fs::read_to_string(file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            make(file)?;
            fs::read_to_string(file)
        }
        read => read,
    }
    .map(|key| key.trim().into())
}

/// Writes beside, then links into place: another process starting now sees a whole key or none, and the first
/// one stays.
fn make(file: &Path) -> io::Result<()> {
    let folder = file.parent().unwrap_or(Path::new("."));
    make_private_folder(folder)?;
    let beside = folder.join(format!(".secret.key.{}", uuid::Uuid::now_v7().simple()));
    let key = BASE64_URL_SAFE_NO_PAD.encode(rand::random::<[u8; 48]>());
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut handle = options.open(&beside)?;
    handle.write_all(key.as_bytes())?;
    handle.sync_all()?;
    let linked = fs::hard_link(&beside, file);
    fs::remove_file(&beside)?;
    match linked {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

/// Makes a folder that only the server's user may look into, where there is none yet.
pub fn make_private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}
