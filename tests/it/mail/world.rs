//! What mail is about, written straight into the tables, and the outbox.

use chrono::Duration;
use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use tutta::model::{AccountTokenId, InvitationId, JoinRequestId};
use tutta::server::db;
use tutta::server::entity::{account_token, invitation, join_request};
use tutta::server::mail::{self, Mail};
use uuid::Uuid;

use crate::app::App;
use crate::builders::{Organization, Person};

impl App {
    /// Writes a mail into the outbox.
    pub async fn enqueue(&self, mail: &Mail) {
        let key = Uuid::now_v7().to_string();
        let tx = db::begin_write(self.db()).await.expect("a transaction");
        mail::enqueue(&tx, mail, &key, self.now())
            .await
            .expect("a job");
        tx.commit().await.expect("commit");
    }

    /// An invitation of `email` as an agent.
    pub async fn invitation_row(
        &self,
        organization: &Organization,
        by: &Person,
        email: &str,
        change: impl FnOnce(&mut invitation::ActiveModel),
    ) -> InvitationId {
        let id = Uuid::now_v7();
        let mut row = invitation::ActiveModel {
            id: Set(id),
            organization_id: Set(organization.id.into()),
            token_hash: Set(id.as_bytes().repeat(2)),
            email: Set(email.to_owned()),
            first_name: Set(String::new()),
            last_name: Set(String::new()),
            role: Set("agent".to_owned()),
            group_id: Set(None),
            expires_at: Set(self.now() + Duration::days(7)),
            invited_by: Set(by.id.into()),
            accepted_at: Set(None),
            revoked_at: Set(None),
            created_at: Set(self.now()),
        };
        change(&mut row);
        row.insert(self.db()).await.expect("an invitation");
        id.into()
    }

    /// A link to an account that works for an hour.
    pub async fn account_token_row(&self, person: &Person, purpose: &str) -> AccountTokenId {
        let id = Uuid::now_v7();
        let row = account_token::ActiveModel {
            id: Set(id),
            user_id: Set(person.id.into()),
            purpose: Set(purpose.to_owned()),
            token_hash: Set(id.as_bytes().repeat(2)),
            expires_at: Set(self.now() + Duration::hours(1)),
            used_at: Set(None),
            created_at: Set(self.now()),
        };
        row.insert(self.db()).await.expect("a link");
        id.into()
    }

    /// A join request.
    pub async fn join_request_row(
        &self,
        organization: &Organization,
        person: &Person,
        change: impl FnOnce(&mut join_request::ActiveModel),
    ) -> JoinRequestId {
        let id = Uuid::now_v7();
        let mut row = join_request::ActiveModel {
            id: Set(id),
            organization_id: Set(organization.id.into()),
            user_id: Set(person.id.into()),
            request_type: Set("manual_request".to_owned()),
            status: Set("pending".to_owned()),
            invite_code: Set(None),
            message: Set(None),
            reviewed_by: Set(None),
            reviewed_at: Set(None),
            review_note: Set(None),
            created_at: Set(self.now()),
        };
        change(&mut row);
        row.insert(self.db()).await.expect("a request");
        id.into()
    }
}
