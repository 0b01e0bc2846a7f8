//! How what is inserted in bulk becomes rows.

use chrono::{DateTime, Utc};
use sea_orm::{DbErr, NotSet, Set};
use serde_json::json;
use uuid::Uuid;

use super::rows::{
    AttachmentRow, CommentRow, EventRow, GroupRow, MemberRow, OrganizationRow, PersonRow, TicketRow,
};
use crate::model::organization::{MembershipStatus, OrganizationStatus};
use crate::model::user::UserStatus;
use crate::model::{GroupId, MembershipId, UserId};
use crate::server::entity::{
    attachment, comment, group, group_membership, membership, organization, ticket, ticket_event,
    user,
};
use crate::server::store::event;

impl PersonRow {
    pub(super) fn into_model(self) -> user::ActiveModel {
        let ready = self.password_hash.is_some();
        let at = ready.then_some(self.created_at);
        let status = if ready {
            UserStatus::Active
        } else {
            UserStatus::Pending
        };
        user::ActiveModel {
            id: Set(self.id.into()),
            email: Set(self.email.into()),
            email_verified_at: Set(at),
            password_hash: Set(self.password_hash),
            first_name: Set(self.first_name),
            last_name: Set(self.last_name),
            is_master: Set(self.is_master),
            status: Set(status.to_string()),
            primary_organization_id: Set(self.primary_organization.map(Uuid::from)),
            onboarding_completed: Set(ready),
            onboarding_step: Set(if ready { "done" } else { "profile" }.to_owned()),
            password_changed_at: Set(at),
            created_at: Set(self.created_at),
            updated_at: Set(self.created_at),
            ..Default::default()
        }
    }
}

impl OrganizationRow {
    pub(super) fn into_model(self) -> organization::ActiveModel {
        let ready = self.status == OrganizationStatus::Active;
        let domains: Vec<&String> = self.email_domain.iter().collect();
        organization::ActiveModel {
            id: Set(self.id.into()),
            name: Set(self.name.into()),
            slug: Set(self.slug.into()),
            allow_email_domain_join: Set(!domains.is_empty()),
            allowed_email_domains: Set(json!(domains)),
            domain: Set(self.email_domain),
            created_by: Set(self.created_by.into()),
            status: Set(self.status.to_string()),
            plan: Set(self.plan.to_owned()),
            features: Set(json!({})),
            settings: Set(self.settings),
            logo_url: Set(None),
            primary_color: Set(self.primary_color.to_owned()),
            setup_completed: Set(ready),
            setup_step: Set(if ready { "done" } else { "profile" }.to_owned()),
            invite_code: Set(self.invite_code),
            ticket_sequence: Set(0),
            created_at: Set(self.created_at),
            updated_at: Set(self.created_at),
            deleted_at: Set(None),
            status_reason: Set(None),
        }
    }
}

impl MemberRow {
    pub(super) fn into_model(self, id: MembershipId, organization: Uuid) -> membership::Model {
        membership::Model {
            id: id.into(),
            organization_id: organization,
            user_id: self.user.into(),
            role: self.role.to_string(),
            status: self.status.to_string(),
            invited_by: None,
            invited_at: None,
            joined_at: (self.status == MembershipStatus::Active).then_some(self.since),
            department_id: None,
            created_at: self.since,
            updated_at: self.since,
        }
    }
}

impl GroupRow {
    pub(super) fn into_model(self, organization: Uuid) -> group::Model {
        group::Model {
            id: self.id.into(),
            organization_id: organization,
            name: self.name,
            description: self.description,
            department_id: None,
            manager_id: self.manager.map(Uuid::from),
            created_at: self.created_at,
            updated_at: self.created_at,
        }
    }
}

pub(super) fn group_place(
    id: Uuid,
    organization: Uuid,
    (group, user): (GroupId, UserId),
    since: DateTime<Utc>,
) -> group_membership::Model {
    group_membership::Model {
        id,
        organization_id: organization,
        group_id: group.into(),
        user_id: user.into(),
        created_at: since,
    }
}

impl TicketRow {
    pub(super) fn into_model(self, organization: Uuid) -> ticket::ActiveModel {
        ticket::ActiveModel {
            id: Set(self.id.into()),
            organization_id: Set(organization),
            number: Set(self.number),
            subject: Set(self.subject.into()),
            description: Set(self.description.into()),
            status: Set(self.status as i16),
            priority: Set(self.priority as i16),
            group_id: Set(self.group.map(Uuid::from)),
            created_by: Set(self.created_by.into()),
            assignee_id: Set(self.assignee.map(Uuid::from)),
            tags: Set(json!(self.tags)),
            resolution: Set(self.resolution),
            first_response_at: Set(self.first_response_at),
            resolved_at: Set(self.resolved_at),
            closed_at: Set(self.closed_at),
            first_response_due_at: NotSet,
            resolution_due_at: NotSet,
            external_id: Set(self.external_id),
            version: Set(self.version),
            created_at: Set(self.created_at),
            updated_at: Set(self.updated_at),
            deleted_at: NotSet,
        }
    }
}

impl CommentRow {
    pub(super) fn into_model(self, organization: Uuid) -> comment::Model {
        comment::Model {
            id: self.id.into(),
            organization_id: organization,
            ticket_id: self.ticket.into(),
            author_id: self.author.into(),
            body: self.body.into(),
            visibility: self.visibility.to_string(),
            is_resolution: self.is_resolution,
            created_at: self.created_at,
            edited_at: None,
        }
    }
}

impl EventRow {
    pub(super) fn into_model(self, organization: Uuid) -> Result<ticket_event::Model, DbErr> {
        let (kind, data) = event::to_stored(&self.happening)?;
        Ok(ticket_event::Model {
            id: self.id.into(),
            organization_id: organization,
            ticket_id: self.ticket.into(),
            actor_id: self.actor.map(Uuid::from),
            kind,
            data,
            created_at: self.at,
        })
    }
}

impl AttachmentRow {
    pub(super) fn into_model(self, organization: Uuid) -> attachment::Model {
        attachment::Model {
            id: self.file.id.into(),
            organization_id: organization,
            ticket_id: self.ticket.into(),
            comment_id: self.comment.map(Uuid::from),
            uploader_id: self.uploader.into(),
            file_name: self.file.file_name,
            content_type: self.file.content_type,
            size: self.file.size,
            sha256: self.file.sha256,
            storage_key: self.file.storage_key,
            created_at: self.created_at,
        }
    }
}
