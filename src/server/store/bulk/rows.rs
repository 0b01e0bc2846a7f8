//! What is inserted in bulk, in the words of the model.

use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::model::comment::{CommentBody, Visibility};
use crate::model::event::Happening;
use crate::model::organization::{MembershipStatus, OrganizationName, OrganizationStatus, Slug};
use crate::model::ticket::{Description, Priority, Subject, Tags, TicketStatus};
use crate::model::user::Email;
use crate::model::{CommentId, EventId, GroupId, OrganizationId, Role, TicketId, UserId};
use crate::server::store::upload::WholeUpload;

/// A person. With a password they are active, verified and through their first steps; without one they wait
/// (`pending`) to be invited.
#[derive(Debug, Clone)]
pub struct PersonRow {
    /// The person.
    pub id: UserId,
    /// Their address.
    pub email: Email,
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// Whether they run the platform.
    pub is_master: bool,
    /// argon2id in PHC format.
    pub password_hash: Option<String>,
    /// Where they land; must exist already.
    pub primary_organization: Option<OrganizationId>,
    /// Since when.
    pub created_at: DateTime<Utc>,
}

/// An organization.
#[derive(Debug, Clone)]
pub struct OrganizationRow {
    /// The tenant.
    pub id: OrganizationId,
    /// Its name.
    pub name: OrganizationName,
    /// What its pages are under.
    pub slug: Slug,
    /// Where it is in its life.
    pub status: OrganizationStatus,
    /// `free`, `starter`, `professional` or `enterprise`.
    pub plan: &'static str,
    /// Accent colour, `#RRGGBB`.
    pub primary_color: &'static str,
    /// Its settings, an object.
    pub settings: Value,
    /// The domain whose people may ask to join; none: nobody's.
    pub email_domain: Option<String>,
    /// Unique and not to be guessed.
    pub invite_code: String,
    /// Who opened it.
    pub created_by: UserId,
    /// When.
    pub created_at: DateTime<Utc>,
}

/// A person's place in the organization.
#[derive(Debug, Clone)]
pub struct MemberRow {
    /// The person.
    pub user: UserId,
    /// What they are there.
    pub role: Role,
    /// Whether that holds already.
    pub status: MembershipStatus,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// A group.
#[derive(Debug, Clone)]
pub struct GroupRow {
    /// The group.
    pub id: GroupId,
    /// Its name, unique in the organization whatever the letter case.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Who manages it; a member of the organization.
    pub manager: Option<UserId>,
    /// Since when.
    pub created_at: DateTime<Utc>,
}

/// A ticket, with its whole history in the times.
#[derive(Debug, Clone)]
pub struct TicketRow {
    /// The ticket.
    pub id: TicketId,
    /// Taken from the organization's sequence.
    pub number: i64,
    /// What it is about.
    pub subject: Subject,
    /// Markdown.
    pub description: Description,
    /// Where it is in its life.
    pub status: TicketStatus,
    /// How much it presses.
    pub priority: Priority,
    /// Who works it.
    pub group: Option<GroupId>,
    /// Who asks.
    pub created_by: UserId,
    /// Who holds it; only in a group.
    pub assignee: Option<UserId>,
    /// Labels.
    pub tags: Tags,
    /// What it was closed with.
    pub resolution: Option<String>,
    /// First answered.
    pub first_response_at: Option<DateTime<Utc>>,
    /// First resolved.
    pub resolved_at: Option<DateTime<Utc>>,
    /// Closed; set if and only if the status says so.
    pub closed_at: Option<DateTime<Utc>>,
    /// What another system knows it by, unique in the organization.
    pub external_id: Option<String>,
    /// Grows with each change.
    pub version: i32,
    /// Filed.
    pub created_at: DateTime<Utc>,
    /// Last changed.
    pub updated_at: DateTime<Utc>,
}

/// A comment or an internal note.
#[derive(Debug, Clone)]
pub struct CommentRow {
    /// The comment.
    pub id: CommentId,
    /// What it is on.
    pub ticket: TicketId,
    /// Who wrote it.
    pub author: UserId,
    /// Markdown.
    pub body: CommentBody,
    /// Who reads it.
    pub visibility: Visibility,
    /// Whether it closed the ticket.
    pub is_resolution: bool,
    /// When.
    pub created_at: DateTime<Utc>,
}

/// An entry of a ticket's timeline.
#[derive(Debug, Clone)]
pub struct EventRow {
    /// The entry.
    pub id: EventId,
    /// What it happened to.
    pub ticket: TicketId,
    /// Who did it; `None` for the system.
    pub actor: Option<UserId>,
    /// What.
    pub happening: Happening,
    /// When.
    pub at: DateTime<Utc>,
}

/// A file, the bytes of which are stored already.
#[derive(Debug, Clone)]
pub struct AttachmentRow {
    /// What it is on.
    pub ticket: TicketId,
    /// The comment it came with, one of the same ticket.
    pub comment: Option<CommentId>,
    /// Who added it.
    pub uploader: UserId,
    /// The file.
    pub file: WholeUpload,
    /// When.
    pub created_at: DateTime<Utc>,
}
