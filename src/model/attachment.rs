//! Files of tickets: attachments, and uploads that no ticket has yet.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Reference;
use super::ids::{AttachmentId, CommentId, UploadId, UserId};

/// Most files that go with one message.
pub const MOST_FILES: usize = 10;

/// The types that are shown as pictures, by their names in HTTP.
const PICTURES: [&str; 4] = ["image/png", "image/jpeg", "image/gif", "image/webp"];

/// Whether a file of this type is shown as a picture; everything else is only saved.
#[must_use]
pub fn is_picture(content_type: &str) -> bool {
    PICTURES.contains(&content_type)
}

/// What a file is called: 1 to 200 characters, without folders and what cannot be seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FileName(String);

impl FileName {
    const MOST_CHARACTERS: usize = 200;

    /// The name a client gives, mended rather than refused: nobody chose it for us.
    #[must_use]
    pub fn mended(raw: &str) -> Self {
        let last = raw.rsplit(['/', '\\']).next().unwrap_or_default();
        let visible: String = last
            .chars()
            .filter(|c| !c.is_control() && !is_direction_mark(*c))
            .collect();
        let name = match visible.trim().trim_start_matches('.') {
            "" => "file",
            name => name,
        };
        let surplus = name.chars().count().saturating_sub(Self::MOST_CHARACTERS);
        // The end stays: it says what kind of file it is.
        Self(name.chars().skip(surplus).collect())
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Characters that turn the direction of writing, with which `exe.gpj` reads as a picture.
const fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A file of a ticket (spec §2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Attachment {
    /// The file.
    pub id: AttachmentId,
    /// The comment it came with; `null` for a file of the ticket itself.
    #[schema(required)]
    pub comment: Option<CommentId>,
    /// Who added it.
    pub uploader: Reference<UserId>,
    /// What it is called.
    pub file_name: String,
    /// What it is by its first bytes, whatever it is called.
    pub content_type: String,
    /// In bytes.
    pub size: i64,
    /// The SHA-256 digest of its bytes, in hexadecimal.
    pub sha256: String,
    /// When it was added.
    pub created_at: DateTime<Utc>,
}

/// A file that has arrived and waits for its message to be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Upload {
    /// What the message names it by.
    pub id: UploadId,
    /// What it is called.
    pub file_name: FileName,
}

impl Upload {
    /// The form field that takes files, under which everything wrong with them is told.
    pub const INPUT: &str = "file";

    /// The hidden form fields that say which uploads go with a message; `public/file-field.js` writes them too.
    pub const FIELD: &str = "attachments[]";

    /// As a form carries it: what is refused comes back with the names of its files.
    #[must_use]
    pub fn to_field(&self) -> String {
        format!("{}/{}", self.id, self.file_name.as_str())
    }

    /// Reads what [`Upload::to_field`] wrote.
    #[must_use]
    pub fn from_field(raw: &str) -> Option<Self> {
        let (id, name) = raw.split_once('/')?;
        Some(Self {
            id: id.parse().ok()?,
            file_name: FileName::mended(name),
        })
    }

    /// The files that a form names.
    ///
    /// # Errors
    /// A sentence that says what to do with a list that no form of ours sends.
    pub fn all_from_fields(fields: &[String]) -> Result<Vec<UploadId>, String> {
        if fields.len() > MOST_FILES {
            return Err(too_many());
        }
        let mut ids = Vec::with_capacity(fields.len());
        for field in fields {
            let upload = Self::from_field(field)
                .ok_or("This is no file that was uploaded here. Attach it again.")?;
            if !ids.contains(&upload.id) {
                ids.push(upload.id);
            }
        }
        Ok(ids)
    }
}

/// What is said where more than [`MOST_FILES`] were sent.
#[must_use]
pub fn too_many() -> String {
    format!("Attach at most {MOST_FILES} files to one message.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_keeps_what_people_read_and_loses_what_misleads_them() {
        let cases = [
            ("report.pdf", "report.pdf"),
            ("C:\\fotos\\Störung 1.png", "Störung 1.png"),
            ("../../etc/passwd", "passwd"),
            (".htaccess", "htaccess"),
            ("a\u{202e}gpj.exe", "agpj.exe"),
            ("line\r\nbreak.txt", "linebreak.txt"),
            ("  ", "file"),
            ("..", "file"),
        ];
        for (raw, name) in cases {
            assert_eq!(FileName::mended(raw).as_str(), name, "{raw:?}");
        }
        let long = FileName::mended(&format!("{}.log", "x".repeat(300)));
        assert_eq!(long.as_str().chars().count(), 200);
        assert!(long.as_str().ends_with(".log"));
    }

    #[test]
    fn an_upload_travels_in_a_form_with_its_name() {
        let upload = Upload {
            id: UploadId(uuid::Uuid::from_u128(7)),
            file_name: FileName::mended("fire.png"),
        };
        assert_eq!(Upload::from_field(&upload.to_field()), Some(upload));
        assert_eq!(Upload::from_field("nothing"), None);
    }
}
