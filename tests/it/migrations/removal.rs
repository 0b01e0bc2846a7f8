//! Removing an organization for good takes all that is its own, and nothing else.

use super::world::{attachment, now, on_migrated_databases, tenant};
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, PaginatorTrait, Set};
use tutta::server::entity::{audit_entry, comment, group, organization, ticket, user};
use uuid::Uuid;

#[tokio::test]
async fn an_organization_takes_its_rows_with_it() {
    on_migrated_databases(async |db| {
        let acme = tenant(db, "acme").await.expect("acme");
        tenant(db, "globex").await.expect("globex");
        let mut file = attachment(&acme);
        file.comment_id = Set(Some(acme.comment));
        file.insert(db).await.expect("a file");
        db.execute_unprepared("UPDATE tickets SET assignee_id = created_by")
            .await
            .expect("assigned");
        db.execute_unprepared("UPDATE groups SET manager_id = (SELECT created_by FROM tickets WHERE group_id = groups.id)")
            .await
            .expect("managed");

        let removed = organization::Entity::delete_by_id(acme.organization);
        removed.exec(db).await.expect("removed");

        assert_eq!(user::Entity::find().count(db).await, Ok(2));
        assert_eq!(group::Entity::find().count(db).await, Ok(1));
        assert_eq!(ticket::Entity::find().count(db).await, Ok(1));
        assert_eq!(comment::Entity::find().count(db).await, Ok(1));
    })
    .await;
}

#[tokio::test]
async fn an_organization_with_audit_entries_stays() {
    on_migrated_databases(async |db| {
        let acme = tenant(db, "acme").await.expect("acme");
        let entry = audit_entry::ActiveModel {
            id: Set(Uuid::now_v7()),
            organization_id: Set(Some(acme.organization)),
            action: Set("organization.created".into()),
            record_kind: Set("organization".into()),
            record_id: Set(acme.organization),
            created_at: Set(now()),
            ..Default::default()
        };
        entry.insert(db).await.expect("an entry");
        let removed = organization::Entity::delete_by_id(acme.organization);
        removed.exec(db).await.expect_err("has history");
    })
    .await;
}
