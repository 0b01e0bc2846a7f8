//! A file while it arrives: written on in pieces, measured, and known by its first bytes.

use bytes::Bytes;
use object_store::{MultipartUpload, WriteMultipart};
use sha2::{Digest, Sha256};

use super::unavailable;
use crate::model::AppError;
use crate::model::attachment::Upload;

/// Pieces of this size are sent on; S3 takes no smaller ones.
const PIECE: usize = 5 * 1024 * 1024;

/// Pieces on their way at once; what arrives faster waits.
const PIECES_AT_ONCE: usize = 2;

/// What a file is can be told by so many of its first bytes.
const TELLING: usize = 8 * 1024;

/// A file that is being written. Dropped in the middle, what was written is not there.
pub struct Writing {
    upload: WriteMultipart,
    digest: Sha256,
    head: Vec<u8>,
    size: u64,
    most: u64,
}

/// What a file turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrived {
    /// By its first bytes.
    pub content_type: &'static str,
    /// In bytes.
    pub size: u64,
    /// The SHA-256 digest.
    pub sha256: Vec<u8>,
}

impl Writing {
    pub(super) fn new(upload: Box<dyn MultipartUpload>, most: u64) -> Self {
        Self {
            upload: WriteMultipart::new_with_chunk_size(upload, PIECE),
            digest: Sha256::new(),
            head: Vec::new(),
            size: 0,
            most,
        }
    }

    /// Writes the next bytes; waits while the store is slower than they come.
    ///
    /// # Errors
    /// `StorageUnavailable`; `Invalid` under `file` once there are more than may be.
    pub async fn write(&mut self, bytes: Bytes) -> Result<(), AppError> {
        self.size += bytes.len() as u64;
        if self.size > self.most {
            return Err(too_large(self.most));
        }
        self.digest.update(&bytes);
        let missing = TELLING.saturating_sub(self.head.len()).min(bytes.len());
        self.head.extend_from_slice(&bytes[..missing]);
        let room = self.upload.wait_for_capacity(PIECES_AT_ONCE).await;
        room.map_err(unavailable)?;
        self.upload.put(bytes);
        Ok(())
    }

    /// All of it is there.
    ///
    /// # Errors
    /// `StorageUnavailable`; nothing of the file is left then.
    pub async fn finish(self) -> Result<Arrived, AppError> {
        self.upload.finish().await.map_err(unavailable)?;
        Ok(Arrived {
            content_type: content_type(&self.head),
            size: self.size,
            sha256: self.digest.finalize().to_vec(),
        })
    }

    /// Takes back what was written; answers whether nothing of it is left.
    pub async fn abort(self) -> bool {
        match self.upload.abort().await {
            Ok(()) => true,
            Err(error) => {
                tracing::warn!(%error, "an upload that broke off is left for the clean-up");
                false
            }
        }
    }
}

fn too_large(most: u64) -> AppError {
    let mib = most / (1024 * 1024);
    AppError::invalid(
        Upload::INPUT,
        format!("This file is larger than {mib} MiB. Attach a smaller one, or share it by a link."),
    )
}

/// What a file is by its first bytes, whatever it is called.
#[must_use]
pub fn content_type(head: &[u8]) -> &'static str {
    match infer::get(head) {
        Some(kind) => kind.mime_type(),
        None if is_text(head) => "text/plain",
        None => "application/octet-stream",
    }
}

/// Text in UTF-8, the last character of which may be cut.
fn is_text(head: &[u8]) -> bool {
    let is_whole = match std::str::from_utf8(head) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    };
    is_whole && !head.contains(&0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_known_by_what_they_hold() {
        let cases: [(&[u8], &str); 6] = [
            (b"\x89PNG\r\n\x1a\n0000", "image/png"),
            (b"%PDF-1.7", "application/pdf"),
            (b"<!DOCTYPE html><script>", "text/html"),
            ("Störung".as_bytes(), "text/plain"),
            (&"Störung".as_bytes()[..3], "text/plain"),
            (b"\x00\x01\x02", "application/octet-stream"),
        ];
        for (head, kind) in cases {
            assert_eq!(content_type(head), kind);
        }
    }
}
