//! The tables as SeaORM sees them, one file each.
//!
//! Nothing of the application is known here: ids are plain UUIDs, enumerations their words (numbers, for a
//! ticket's status and priority). The store converts. The database checks what the types do not.

pub mod account_token;
pub mod attachment;
pub mod audit_entry;
pub mod audit_head;
pub mod comment;
pub mod department;
pub mod group;
pub mod group_membership;
pub mod invitation;
pub mod job;
pub mod join_request;
pub mod membership;
pub mod notification;
pub mod notification_preference;
pub mod organization;
pub mod organization_logo;
pub mod organization_slug;
pub mod personal_access_token;
pub mod rate_limit;
pub mod refresh_token;
pub mod session;
pub mod support_access;
pub mod ticket;
pub mod ticket_change;
pub mod ticket_event;
pub mod ticket_flow;
pub mod ticket_load;
pub mod ticket_tag;
pub mod upload;
pub mod user;
