//! Every entity finds its table and columns, and reads back what it wrote.

use super::world::{attachment, now, on_migrated_databases, tenant};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};
use serde_json::json;
use tutta::server::entity::*;
use uuid::Uuid;

macro_rules! all_empty_selects {
    ($db:expr, $($table:ident)*) => {
        $($table::Entity::find().all($db).await.expect(stringify!($table));)*
    };
}

#[tokio::test]
async fn every_entity_finds_its_columns() {
    on_migrated_databases(async |db| {
        tenant(db, "acme").await.expect("acme");
        all_empty_selects!(db,
            attachment audit_entry comment department group group_membership invitation job
            join_request membership notification notification_preference organization
            organization_slug personal_access_token rate_limit refresh_token session ticket
            ticket_change ticket_event ticket_flow ticket_load upload user
        );
    })
    .await;
}

#[tokio::test]
async fn every_type_reads_back_as_written() {
    on_migrated_databases(async |db| {
        let acme = tenant(db, "acme").await.expect("acme");
        let stored = ticket::Entity::find_by_id(acme.ticket).one(db).await;
        let stored = stored.expect("read").expect("there");
        assert_eq!(stored.tags, json!(["printer"]));
        assert_eq!((stored.status, stored.priority, stored.version), (0, 1, 1));
        assert_eq!(stored.created_at, now());
        assert_eq!(stored.description, "");

        let file = attachment(&acme).insert(db).await.expect("a file");
        let read = attachment::Entity::find_by_id(file.id).one(db).await;
        assert_eq!(read.expect("read").expect("there"), file);

        let organization = organization::Entity::find_by_id(acme.organization)
            .one(db)
            .await;
        let organization = organization.expect("read").expect("there");
        assert_eq!(organization.features, json!({}));
        assert_eq!(organization.allowed_email_domains, json!([]));
        assert_eq!(organization.primary_color, "#4F46E5");
        assert_eq!(organization.ticket_sequence, 0);
    })
    .await;
}

/// Inserts a whole row and compares what the database has of it.
macro_rules! comes_back {
    ($db:expr, $row:expr) => {{
        let row = $row;
        let inserted = row
            .clone()
            .into_active_model()
            .reset_all()
            .insert($db)
            .await;
        assert_eq!(inserted, Ok(row));
    }};
}

#[tokio::test]
async fn tokens_read_back_as_written() {
    on_migrated_databases(async |db| {
        let acme = tenant(db, "acme").await.expect("acme");
        let family = Uuid::now_v7();
        comes_back!(
            db,
            session::Model {
                id: family,
                user_id: acme.person,
                created_at: now(),
                last_seen_at: now(),
                expires_at: now(),
                revoked_at: None,
                user_agent: Some("curl".into()),
                ip: Some("192.0.2.1".into()),
            }
        );
        comes_back!(
            db,
            refresh_token::Model {
                id: Uuid::now_v7(),
                user_id: acme.person,
                token_hash: vec![9; 32],
                family,
                expires_at: now(),
                created_at: now(),
                rotated_at: Some(now()),
                revoked_at: None,
                replaced_by: Some(Uuid::now_v7()),
                user_agent: None,
                ip: None,
            }
        );
        comes_back!(
            db,
            personal_access_token::Model {
                id: Uuid::now_v7(),
                user_id: acme.person,
                name: "Nightly report".into(),
                token_hash: vec![5; 32],
                ending: "x7Qa".into(),
                scopes: "tickets:read tickets:write".into(),
                expires_at: now(),
                last_used_at: Some(now()),
                created_at: now(),
                revoked_at: None,
            }
        );
    })
    .await;
}

#[tokio::test]
async fn the_log_and_the_jobs_read_back_as_written() {
    on_migrated_databases(async |db| {
        let acme = tenant(db, "acme").await.expect("acme");
        comes_back!(
            db,
            audit_entry::Model {
                id: Uuid::now_v7(),
                organization_id: None,
                actor_id: Some(acme.person),
                action: "user.suspended".into(),
                record_kind: "user".into(),
                record_id: acme.person,
                before: Some(json!({"status": "active"})),
                after: None,
                ip: None,
                previous_hash: None,
                hash: Some(vec![3; 32]),
                sequence: Some(1),
                created_at: now(),
            }
        );
        comes_back!(
            db,
            job::Model {
                id: Uuid::now_v7(),
                kind: "mail".into(),
                payload: json!({"to": "owner@acme.example"}),
                deduplication_key: None,
                attempts: 0,
                run_at: now(),
                locked_until: None,
                locked_by: None,
                last_error: None,
                finished_at: None,
                dead_at: None,
                created_at: now(),
            }
        );
        comes_back!(
            db,
            notification_preference::Model {
                organization_id: acme.organization,
                user_id: acme.person,
                kind: "assigned".into(),
                in_app: true,
                email: false,
            }
        );
    })
    .await;
}
