//! The conversation of a ticket: public comments and internal notes.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Reference;
use super::ids::{CommentId, UploadId, UserId};
use super::text_enum::text_enum;

text_enum! {
    /// Who reads a comment.
    pub enum Visibility {
        /// Everybody who sees the ticket.
        Public = "public", "Public reply";
        /// Everybody who sees the ticket and works here (spec §3).
        Internal = "internal", "Internal note";
    }
}

/// Markdown as it is kept: trimmed, with plain line ends, at most 65,536 characters.
///
/// # Errors
/// A sentence that says how long it may be, or that it holds characters no text holds.
pub fn markdown(raw: &str) -> Result<String, String> {
    let text = raw.replace("\r\n", "\n").trim().to_owned();
    if text
        .chars()
        .any(|c| c.is_control() && !matches!(c, '\n' | '\t'))
    {
        return Err("Leave out control characters.".to_owned());
    }
    if text.chars().count() > 65_536 {
        return Err("Use at most 65,536 characters.".to_owned());
    }
    Ok(text)
}

/// A comment's Markdown: 1 to 65,536 characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "String", into = "String")]
#[schema(min_length = 1, max_length = 65536, examples("We have put it out."))]
pub struct CommentBody(String);

impl CommentBody {
    /// # Errors
    /// A sentence that says how long a comment may be.
    pub fn parse(raw: &str) -> Result<Self, String> {
        match markdown(raw)? {
            body if body.is_empty() => Err("Write something first.".to_owned()),
            body => Ok(Self(body)),
        }
    }

    /// The Markdown source.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for CommentBody {
    type Error = String;

    fn try_from(raw: String) -> Result<Self, String> {
        Self::parse(&raw)
    }
}

impl From<CommentBody> for String {
    fn from(body: CommentBody) -> Self {
        body.0
    }
}

/// A comment to be written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewComment {
    /// Markdown.
    pub body: CommentBody,
    /// Who will read it.
    pub visibility: Visibility,
    /// Files of the author that go with it.
    pub attachments: Vec<UploadId>,
}

/// A comment as read (spec §5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Comment {
    /// The comment.
    pub id: CommentId,
    /// Who wrote it.
    pub author: Reference<UserId>,
    /// Markdown.
    pub body: String,
    /// Who reads it.
    pub visibility: Visibility,
    /// Whether it is what the ticket was closed with.
    pub is_resolution: bool,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// When its author last edited it.
    #[schema(required)]
    pub edited_at: Option<DateTime<Utc>>,
}

impl Comment {
    /// How long its author may edit it.
    pub const EDITABLE_FOR: TimeDelta = TimeDelta::minutes(15);

    /// Whether it was sent so lately that its author may still edit it.
    #[must_use]
    pub fn is_fresh(&self, now: DateTime<Utc>) -> bool {
        now - self.created_at <= Self::EDITABLE_FOR
    }
}
