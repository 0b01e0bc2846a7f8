//! A row of one tenant cannot point at another's, even by a bug.

use super::world::{Tenant, attachment, comment, on_migrated_databases, tenant, ticket};
use sea_orm::{ActiveModelTrait, DatabaseConnection, DbErr, EntityTrait, Set, SqlErr};
use tutta::server::entity::{self, group_membership, ticket_event};
use uuid::Uuid;

#[tokio::test]
async fn a_ticket_cannot_name_another_tenants_group_or_people() {
    on_both_tenants(async |db, acme, globex| {
        let own = || ticket(acme.organization, acme.person, 2);

        let mut foreign = own();
        foreign.group_id = Set(Some(globex.group));
        refused(foreign.insert(db).await);

        let mut foreign = own();
        foreign.group_id = Set(Some(acme.group));
        foreign.assignee_id = Set(Some(globex.person));
        refused(foreign.insert(db).await);

        let mut foreign = own();
        foreign.created_by = Set(globex.person);
        refused(foreign.insert(db).await);

        let mut fine = own();
        fine.group_id = Set(Some(acme.group));
        fine.assignee_id = Set(Some(acme.person));
        fine.insert(db).await.expect("one's own");
    })
    .await;
}

#[tokio::test]
async fn a_ticket_cannot_move_to_another_tenants_group() {
    on_both_tenants(async |db, acme, globex| {
        let stored = entity::ticket::Entity::find_by_id(acme.ticket);
        let stored = stored.one(db).await.expect("read").expect("there");
        let mut moved: entity::ticket::ActiveModel = stored.into();
        moved.group_id = Set(Some(globex.group));
        refused(moved.update(db).await);
    })
    .await;
}

#[tokio::test]
async fn what_hangs_on_a_ticket_is_of_its_tenant() {
    on_both_tenants(async |db, acme, globex| {
        refused(
            comment(acme.organization, globex.ticket, acme.person)
                .insert(db)
                .await,
        );
        refused(
            comment(acme.organization, acme.ticket, globex.person)
                .insert(db)
                .await,
        );

        let mut foreign = attachment(acme);
        foreign.ticket_id = Set(globex.ticket);
        refused(foreign.insert(db).await);

        let event = ticket_event::ActiveModel {
            id: Set(Uuid::now_v7()),
            organization_id: Set(acme.organization),
            ticket_id: Set(globex.ticket),
            kind: Set("created".into()),
            created_at: Set(super::world::now()),
            ..Default::default()
        };
        refused(event.insert(db).await);
    })
    .await;
}

#[tokio::test]
async fn a_file_of_one_ticket_cannot_hang_on_a_comment_of_another() {
    on_both_tenants(async |db, acme, globex| {
        let mut foreign = attachment(acme);
        foreign.comment_id = Set(Some(globex.comment));
        refused(foreign.insert(db).await);

        let other = ticket(acme.organization, acme.person, 2).insert(db).await;
        let mut misplaced = attachment(acme);
        misplaced.ticket_id = Set(other.expect("another ticket").id);
        misplaced.comment_id = Set(Some(acme.comment));
        refused(misplaced.insert(db).await);

        let mut fine = attachment(acme);
        fine.comment_id = Set(Some(acme.comment));
        fine.insert(db).await.expect("one's own");
    })
    .await;
}

#[tokio::test]
async fn a_group_has_members_and_a_manager_of_its_tenant() {
    on_both_tenants(async |db, acme, globex| {
        let stranger = |organization, group, user| group_membership::ActiveModel {
            id: Set(Uuid::now_v7()),
            organization_id: Set(organization),
            group_id: Set(group),
            user_id: Set(user),
            created_at: Set(super::world::now()),
        };
        refused(
            stranger(acme.organization, acme.group, globex.person)
                .insert(db)
                .await,
        );
        refused(
            stranger(acme.organization, globex.group, acme.person)
                .insert(db)
                .await,
        );

        let mut managed = super::world::group(acme.organization, "Sales");
        managed.manager_id = Set(Some(globex.person));
        refused(managed.insert(db).await);
    })
    .await;
}

async fn on_both_tenants(test: impl AsyncFn(&DatabaseConnection, &Tenant, &Tenant)) {
    on_migrated_databases(async |db| {
        let acme = tenant(db, "acme").await.expect("acme");
        let globex = tenant(db, "globex").await.expect("globex");
        test(db, &acme, &globex).await;
    })
    .await;
}

#[track_caller]
fn refused<T: std::fmt::Debug>(result: Result<T, DbErr>) {
    let error = result.expect_err("the database must refuse this");
    let kind = error.sql_err();
    assert!(
        matches!(kind, Some(SqlErr::ForeignKeyConstraintViolation(_))),
        "{error}"
    );
}
