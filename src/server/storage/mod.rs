//! Where the bytes of files are: a folder of this machine, or a bucket of an S3-compatible service.
//!
//! Bytes go through in pieces, both ways; a file is never whole in memory.

mod arrival;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::http::Method;
use bytes::Bytes;
use futures::stream::BoxStream;
use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::signer::Signer;
use object_store::{
    Attribute, ClientOptions, Error, ObjectStore, ObjectStoreExt, PutMultipartOptions, RetryConfig,
};
use secrecy::ExposeSecret;

pub use self::arrival::{Arrived, Writing, content_type};
use super::config::{S3Config, StorageConfig, StoragePlace, make_private_folder};
use super::error::internal;
use crate::model::AppError;

/// How long a link to a bucket works: as long as a browser needs to follow it.
const LINKS_WORK: Duration = Duration::from_secs(60);

/// An answer that takes longer counts as none.
const LONGEST_ANSWER: Duration = Duration::from_secs(20);

/// The store of files.
pub struct Storage {
    store: Arc<dyn ObjectStore>,
    place: Place,
    /// What every key begins with.
    prefix: String,
    most_bytes: u64,
}

enum Place {
    Folder(PathBuf),
    /// Files are saved from the bucket itself, by links that work for a moment.
    Bucket(Arc<AmazonS3>),
}

impl Storage {
    /// The store that the configuration names. A folder is made, a bucket is not asked yet.
    ///
    /// # Errors
    /// When the folder cannot be made, or what is said of the bucket makes no sense.
    pub fn new(config: &StorageConfig) -> anyhow::Result<Self> {
        let mut prefix = String::new();
        let (store, place): (Arc<dyn ObjectStore>, _) = match &config.place {
            StoragePlace::Folder(folder) => {
                make_private_folder(folder)?;
                let store = LocalFileSystem::new_with_prefix(folder)?.with_fsync(true);
                (Arc::new(store), Place::Folder(folder.clone()))
            }
            StoragePlace::S3(s3) => {
                if !s3.prefix.is_empty() {
                    prefix = format!("{}/", s3.prefix);
                }
                let bucket = Arc::new(bucket(s3)?);
                let store: Arc<dyn ObjectStore> = bucket.clone();
                (store, Place::Bucket(bucket))
            }
        };
        Ok(Self {
            store,
            place,
            prefix,
            most_bytes: config.most_bytes,
        })
    }

    /// Most bytes of one file.
    #[must_use]
    pub const fn most_bytes(&self) -> u64 {
        self.most_bytes
    }

    /// Begins to write a file that will be saved under this name.
    ///
    /// # Errors
    /// `StorageUnavailable`.
    pub async fn write(&self, key: &str, file_name: &str) -> Result<Writing, AppError> {
        let mut options = PutMultipartOptions::default();
        if let Place::Bucket(_) = self.place {
            let attributes = [
                (Attribute::ContentDisposition, disposition(file_name)),
                (
                    Attribute::ContentType,
                    "application/octet-stream".to_owned(),
                ),
            ];
            options.attributes = attributes.into_iter().collect();
        }
        let upload = self
            .store
            .put_multipart_opts(&self.path(key), options)
            .await;
        Ok(Writing::new(upload.map_err(unavailable)?, self.most_bytes))
    }

    /// The bytes of a file, in pieces.
    ///
    /// # Errors
    /// `StorageUnavailable`, also where the file is not where it was put.
    pub async fn read(
        &self,
        key: &str,
    ) -> Result<BoxStream<'static, Result<Bytes, object_store::Error>>, AppError> {
        let found = self.store.get(&self.path(key)).await.map_err(unavailable)?;
        Ok(found.into_stream())
    }

    /// An address that a browser saves the file from by itself; none for a folder.
    ///
    /// # Errors
    /// `StorageUnavailable`.
    pub async fn link(&self, key: &str) -> Result<Option<String>, AppError> {
        match &self.place {
            Place::Folder(_) => Ok(None),
            Place::Bucket(bucket) => {
                let path = self.path(key);
                let url = bucket.signed_url(Method::GET, &path, LINKS_WORK).await;
                Ok(Some(url.map_err(unavailable)?.into()))
            }
        }
    }

    /// Takes a file out, also one of which only a part has arrived, or that is out already.
    ///
    /// # Errors
    /// `StorageUnavailable`.
    pub async fn delete(&self, key: &str) -> Result<(), AppError> {
        match self.store.delete(&self.path(key)).await {
            Ok(()) | Err(Error::NotFound { .. }) => {}
            Err(error) => return Err(unavailable(error)),
        }
        if let Place::Folder(folder) = &self.place {
            let parts = remove_parts(&folder.join(key)).await;
            parts.map_err(|error| internal("what is left of an upload stays", error))?;
        }
        Ok(())
    }

    /// Writes a file, reads it back and takes it out.
    ///
    /// # Errors
    /// What is wrong, in the store's own words.
    pub async fn check(&self) -> Result<String, object_store::Error> {
        let probe = self.path(".check");
        self.store.put(&probe, "Tutta".into()).await?;
        self.store.get(&probe).await?.bytes().await?;
        self.store.delete(&probe).await?;
        Ok(match &self.place {
            Place::Folder(folder) => format!("{} can be written", folder.display()),
            Place::Bucket(_) => "the bucket can be written".to_owned(),
        })
    }
}

impl Storage {
    fn path(&self, key: &str) -> Path {
        Path::from(format!("{}{key}", self.prefix))
    }
}

fn bucket(s3: &S3Config) -> object_store::Result<AmazonS3> {
    let retry = RetryConfig {
        max_retries: 2,
        retry_timeout: LONGEST_ANSWER,
        ..RetryConfig::default()
    };
    let mut builder = AmazonS3Builder::new()
        .with_bucket_name(&s3.bucket)
        .with_region(&s3.region)
        .with_retry(retry)
        .with_client_options(ClientOptions::new().with_connect_timeout(LONGEST_ANSWER / 4));
    if let Some(endpoint) = &s3.endpoint {
        builder = builder
            .with_endpoint(endpoint.as_str().trim_end_matches('/'))
            .with_allow_http(endpoint.scheme() == "http");
    }
    if let Some((key, secret)) = &s3.credentials {
        builder = builder
            .with_access_key_id(key)
            .with_secret_access_key(secret.expose_secret());
    }
    builder.build()
}

/// Files that a server wrote when it was stopped stand beside the place they were meant for, with a mark after the name.
async fn remove_parts(file: &std::path::Path) -> std::io::Result<()> {
    let (Some(folder), Some(name)) = (file.parent(), file.file_name()) else {
        return Ok(());
    };
    let mark = format!("{}#", name.to_string_lossy());
    let mut entries = match tokio::fs::read_dir(folder).await {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    while let Some(entry) = entries.next_entry().await? {
        if entry.file_name().to_string_lossy().starts_with(&mark) {
            tokio::fs::remove_file(entry.path()).await?;
        }
    }
    Ok(())
}

/// `Content-Disposition` of a file that is saved, never opened (RFC 6266, with the name as RFC 8187 writes it).
#[must_use]
pub fn disposition(file_name: &str) -> String {
    let plain: String = file_name
        .chars()
        .map(|c| match c {
            ' '..='~' if !matches!(c, '"' | '\\' | '%') => c,
            _ => '_',
        })
        .collect();
    let mut encoded = String::new();
    for byte in file_name.bytes() {
        if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

/// Logged once, here, with its cause; the message outside says what still works.
#[expect(clippy::needless_pass_by_value, reason = "it is what `map_err` gives")]
pub fn unavailable(error: Error) -> AppError {
    tracing::error!(%error, "the store of files refused");
    AppError::StorageUnavailable
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_saved_file_keeps_its_name_whatever_it_is_written_in() {
        assert_eq!(
            disposition("Störung \"1\".png"),
            "attachment; filename=\"St_rung _1_.png\"; filename*=UTF-8''St%C3%B6rung%20%221%22.png"
        );
    }
}
