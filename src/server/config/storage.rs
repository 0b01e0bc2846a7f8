//! `[storage]`: where the files of tickets are kept.

use std::path::{Path, PathBuf};

use secrecy::SecretString;
use serde::Deserialize;
use url::Url;

use super::ConfigError;

/// `[storage]`.
#[derive(Debug, Clone)]
pub struct StorageConfig {
    /// Where files are kept.
    pub place: StoragePlace,
    /// Most bytes of one file.
    pub most_bytes: u64,
}

/// Where files are kept.
#[derive(Debug, Clone)]
pub enum StoragePlace {
    /// In a folder of this machine.
    Folder(PathBuf),
    /// In a bucket of an S3-compatible service.
    S3(S3Config),
}

/// A bucket of an S3-compatible service.
#[derive(Debug, Clone)]
pub struct S3Config {
    /// The bucket.
    pub bucket: String,
    /// What every key begins with; empty for the whole bucket.
    pub prefix: String,
    /// The service's address where it is not Amazon's. People's browsers save files from there.
    pub endpoint: Option<Url>,
    /// The region.
    pub region: String,
    /// Key and secret; without them, those of the machine's role are asked for.
    pub credentials: Option<(String, SecretString)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct StorageTable {
    max_file_mib: u64,
    s3_url: Option<String>,
    s3_endpoint: Option<String>,
    s3_region: String,
    s3_access_key_id: Option<String>,
    s3_secret_access_key: Option<String>,
}

impl Default for StorageTable {
    fn default() -> Self {
        Self {
            max_file_mib: 25,
            s3_url: None,
            s3_endpoint: None,
            s3_region: "us-east-1".to_owned(),
            s3_access_key_id: None,
            s3_secret_access_key: None,
        }
    }
}

impl StorageTable {
    pub(super) fn check(self, data_dir: &Path) -> Result<StorageConfig, ConfigError> {
        if !(1..=1024).contains(&self.max_file_mib) {
            return Err(ConfigError::new(
                "storage.max_file_mib is not between 1 and 1024. 25 is the default.",
            ));
        }
        let most_bytes = self.max_file_mib * 1024 * 1024;
        let place = match self.s3_url.clone().filter(|url| !url.is_empty()) {
            Some(url) => StoragePlace::S3(self.s3(&url)?),
            None => StoragePlace::Folder(data_dir.join("attachments")),
        };
        Ok(StorageConfig { place, most_bytes })
    }

    fn s3(self, url: &str) -> Result<S3Config, ConfigError> {
        let (bucket, prefix) = url
            .strip_prefix("s3://")
            .map(|rest| rest.split_once('/').unwrap_or((rest, "")))
            .filter(|(bucket, _)| !bucket.is_empty())
            .ok_or_else(|| {
                ConfigError(format!(
                    "storage.s3_url is \"{url}\". Write it as s3://bucket or s3://bucket/folder."
                ))
            })?;
        let credentials = match (self.s3_access_key_id, self.s3_secret_access_key) {
            (Some(key), Some(secret)) => Some((key, secret.into())),
            (None, None) => None,
            _ => {
                return Err(ConfigError::new(
                    "storage.s3_access_key_id and storage.s3_secret_access_key go together. \
                     Set both, or neither where the machine's role gives access.",
                ));
            }
        };
        let endpoint = self.s3_endpoint.filter(|url| !url.is_empty());
        Ok(S3Config {
            bucket: bucket.to_owned(),
            prefix: prefix.trim_matches('/').to_owned(),
            endpoint: endpoint.map(|url| endpoint_of(&url)).transpose()?,
            region: self.s3_region,
            credentials,
        })
    }
}

fn endpoint_of(raw: &str) -> Result<Url, ConfigError> {
    let url = Url::parse(raw).ok();
    url.filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
        .ok_or_else(|| {
            ConfigError(format!(
                "storage.s3_endpoint is \"{raw}\". Write it like https://s3.example.com, or leave it out for Amazon's."
            ))
        })
}
