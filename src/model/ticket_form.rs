//! What the ticket forms send, and how it becomes typed: the same parser in the browser and on the server.

use super::attachment::Upload;
use super::comment::{CommentBody, NewComment, Visibility};
use super::ticket::{Description, NewTicket, Subject, Tags, TicketChange};
use super::{FieldErrors, UploadId};

/// The form that files a ticket.
#[derive(Debug, Clone, Default)]
pub struct NewTicketFields {
    /// Text.
    pub subject: String,
    /// Markdown.
    pub description: String,
    /// A priority's name; empty for normal.
    pub priority: String,
    /// A group's id, or empty.
    pub group: String,
    /// The id of one of its people, or empty.
    pub assignee: String,
    /// Separated by commas.
    pub tags: String,
    /// What to show before it is filed: nothing, or [`Self::PEOPLE`].
    pub show: String,
}

impl NewTicketFields {
    /// The people of the group that was chosen, which script shows by itself.
    pub const PEOPLE: &str = "people";

    /// # Errors
    /// A message for each wrong field, or what is to be done next.
    pub fn parse(&self) -> Result<NewTicket, FieldErrors> {
        let mut errors = FieldErrors::default();
        if self.show == Self::PEOPLE {
            let next = if self.group.is_empty() {
                "Choose a group first; a ticket is assigned to one of its group's people."
            } else {
                "Now choose one of its people, or nobody yet."
            };
            return Err(FieldErrors::one("group", next));
        }
        let subject = errors.take("subject", Subject::parse(&self.subject));
        let description = errors.take("description", Description::parse(&self.description));
        let priority = errors.take("priority", given(&self.priority));
        let group = errors.take("group", given(&self.group));
        let assignee = errors.take("assignee", given(&self.assignee));
        let tags = errors.take("tags", Tags::parse(self.tags.split(',')));
        match (subject, description, priority, group.zip(assignee), tags) {
            (
                Some(subject),
                Some(description),
                Some(priority),
                Some((group, assignee)),
                Some(tags),
            ) => Ok(NewTicket {
                subject,
                description,
                priority: priority.unwrap_or(super::ticket::Priority::Normal),
                group,
                assignee,
                tags,
            }),
            _ => Err(errors),
        }
    }
}

/// The form that edits a ticket's text.
#[derive(Debug, Clone, Default)]
pub struct EditFields {
    /// The version it was made from.
    pub version: i32,
    /// Text.
    pub subject: String,
    /// Markdown.
    pub description: String,
    /// Separated by commas.
    pub tags: String,
}

impl EditFields {
    /// # Errors
    /// A message for each wrong field.
    pub fn parse(&self) -> Result<TicketChange, FieldErrors> {
        let mut errors = FieldErrors::default();
        let change = TicketChange {
            subject: errors.take("subject", Subject::parse(&self.subject)),
            description: errors.take("description", Description::parse(&self.description)),
            tags: errors.take("tags", Tags::parse(self.tags.split(','))),
            version: Some(self.version),
            ..TicketChange::default()
        };
        errors.done(change)
    }
}

/// The form of a ticket's properties; an empty field leaves its property as it is.
#[derive(Debug, Clone, Default)]
pub struct PropertyFields {
    /// The version it was made from.
    pub version: i32,
    /// A working status' name.
    pub status: String,
    /// A priority's name.
    pub priority: String,
    /// A group's id, or `none`.
    pub group: String,
}

impl PropertyFields {
    /// # Errors
    /// A message for each wrong field.
    pub fn parse(&self) -> Result<TicketChange, FieldErrors> {
        let mut errors = FieldErrors::default();
        let group = match self.group.trim() {
            "none" => Ok(Some(None)),
            id => given(id).map(|group| group.map(Some)),
        };
        let change = TicketChange {
            status: errors.take("status", given(&self.status)).flatten(),
            priority: errors.take("priority", given(&self.priority)).flatten(),
            group: errors.take("group", group).flatten(),
            version: Some(self.version),
            ..TicketChange::default()
        };
        errors.done(change)
    }
}

/// The form of a ticket's tags.
#[derive(Debug, Clone, Default)]
pub struct TagFields {
    /// The version it was made from.
    pub version: i32,
    /// Separated by commas.
    pub tags: String,
}

impl TagFields {
    /// # Errors
    /// A message where one is no tag, or there are too many.
    pub fn parse(&self) -> Result<TicketChange, FieldErrors> {
        let tags = Tags::parse(self.tags.split(','));
        Ok(TicketChange {
            tags: Some(tags.map_err(|message| FieldErrors::one("tags", message))?),
            version: Some(self.version),
            ..TicketChange::default()
        })
    }
}

/// The form that assigns a ticket.
#[derive(Debug, Clone, Default)]
pub struct AssignFields {
    /// The version it was made from.
    pub version: i32,
    /// A person's id, or empty for nobody.
    pub assignee: String,
}

impl AssignFields {
    /// # Errors
    /// A message where the person is none.
    pub fn parse(&self) -> Result<TicketChange, FieldErrors> {
        let assignee =
            given(&self.assignee).map_err(|message| FieldErrors::one("assignee", message))?;
        Ok(TicketChange {
            assignee: Some(assignee),
            version: Some(self.version),
            ..TicketChange::default()
        })
    }
}

/// The reply form.
#[derive(Debug, Clone, Default)]
pub struct CommentFields {
    /// Markdown.
    pub body: String,
    /// `public` or `internal`; empty for public.
    pub visibility: String,
    /// Uploads, as [`Upload::to_field`] writes them.
    pub attachments: Vec<String>,
}

impl CommentFields {
    /// # Errors
    /// A message for each wrong field.
    pub fn parse(&self) -> Result<NewComment, FieldErrors> {
        let mut errors = FieldErrors::default();
        let body = errors.take("body", CommentBody::parse(&self.body));
        let visibility = errors.take("visibility", given(&self.visibility));
        let attachments = errors.take(Upload::INPUT, Upload::all_from_fields(&self.attachments));
        match (body, visibility, attachments) {
            (Some(body), Some(visibility), Some(attachments)) => Ok(NewComment {
                body,
                visibility: visibility.unwrap_or(Visibility::Public),
                attachments,
            }),
            _ => Err(errors),
        }
    }
}

/// The form that opens a ticket again.
#[derive(Debug, Clone, Default)]
pub struct ReopenFields {
    /// Markdown, or empty.
    pub comment: String,
    /// Uploads, as [`Upload::to_field`] writes them; they go with the comment.
    pub attachments: Vec<String>,
}

impl ReopenFields {
    /// # Errors
    /// A message for each wrong field.
    pub fn parse(&self) -> Result<Option<NewComment>, FieldErrors> {
        if self.comment.trim().is_empty() {
            return Ok(None);
        }
        let mut errors = FieldErrors::default();
        let body = errors.take("comment", CommentBody::parse(&self.comment));
        let attachments = errors.take(Upload::INPUT, Upload::all_from_fields(&self.attachments));
        match (body, attachments) {
            (Some(body), Some(attachments)) => Ok(Some(NewComment {
                body,
                visibility: Visibility::Public,
                attachments,
            })),
            _ => Err(errors),
        }
    }
}

/// A comment that must be there.
///
/// # Errors
/// The message under `field`.
pub fn parse_body(field: &str, raw: &str) -> Result<CommentBody, FieldErrors> {
    CommentBody::parse(raw).map_err(|message| FieldErrors::one(field, message))
}

/// The uploads that a form names.
///
/// # Errors
/// The message under [`Upload::INPUT`].
pub fn parse_uploads(raw: &[String]) -> Result<Vec<UploadId>, FieldErrors> {
    Upload::all_from_fields(raw).map_err(|message| FieldErrors::one(Upload::INPUT, message))
}

/// What an optional field holds; `None` where it is empty.
fn given<T: std::str::FromStr<Err = String>>(raw: &str) -> Result<Option<T>, String> {
    let raw = raw.trim();
    if raw.is_empty() {
        Ok(None)
    } else {
        raw.parse().map(Some)
    }
}
