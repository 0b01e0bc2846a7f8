//! The nouns that server and browser share, each parsed once and valid ever after.
//!
//! Nothing here knows of databases, HTTP or views.

mod text_enum;

pub mod account;
pub mod account_form;
pub mod attachment;
pub mod audit;
pub mod audit_query;
pub mod comment;
pub mod department;
pub mod directory;
pub mod error;
pub mod event;
pub mod fields;
pub mod group;
pub mod ids;
pub mod invitation;
pub mod job;
pub mod join_request;
pub mod list_query;
pub mod local_path;
pub mod membership;
pub mod organization;
pub mod organization_settings;
pub mod page;
pub mod person;
pub mod personal_token;
pub mod plan;
pub mod platform;
pub mod role;
pub mod search;
pub mod settings;
pub mod settings_form;
pub mod setup;
pub mod stats;
pub mod stats_query;
pub mod support;
pub mod text;
pub mod ticket;
pub mod ticket_condition;
pub mod ticket_filter;
pub mod ticket_form;
pub mod ticket_list;
pub mod ticket_query;
pub mod ticket_text;
pub mod user;
pub mod view;
pub mod viewer;
pub mod zone;

pub use error::AppError;
pub use fields::FieldErrors;
pub use ids::{
    AccountTokenId, AttachmentId, AuditEntryId, CommentId, DepartmentId, EventId, GroupId,
    InvitationId, JobId, JoinRequestId, MembershipId, OrganizationId, PersonalTokenId, SessionId,
    SupportAccessId, TicketId, UploadId, UserId,
};
pub use role::Role;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How one record names another when read: `{"id": .., "name": ..}` (spec §5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Reference<Id> {
    /// What it is written back as.
    pub id: Id,
    /// What a person reads.
    pub name: String,
}
