//! The notes that the database's triggers take of changed tickets.

use migration::{Migrator, MigratorTrait};
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DatabaseConnection, EntityTrait, PaginatorTrait, QueryOrder,
};
use tutta::server::entity::{organization, ticket_change, ticket_flow, ticket_load};
use tutta::server::store::tally;

use super::world::{on_empty_databases, on_migrated_databases, tenant, ticket};

/// The step that brings the notes, counted from the first one.
const STEP: u32 = 8;

async fn weights(db: &DatabaseConnection) -> Vec<i16> {
    let notes = ticket_change::Entity::find().order_by_asc(ticket_change::Column::Id);
    let notes = notes.all(db).await.expect("notes");
    notes.iter().map(|note| note.weight).collect()
}

#[tokio::test]
async fn tickets_that_were_there_before_are_noted() {
    on_empty_databases(async |db| {
        Migrator::up(db, Some(STEP - 1)).await.expect("up");
        let acme = tenant(db, "acme").await.expect("acme");
        let mut deleted = ticket(acme.organization, acme.person, 2);
        deleted.deleted_at = sea_orm::Set(Some(super::world::now()));
        deleted.insert(db).await.expect("a deleted ticket");
        Migrator::up(db, None).await.expect("up");
        assert_eq!(weights(db).await, [1]);
    })
    .await;
}

#[tokio::test]
async fn every_change_of_what_is_counted_is_noted_and_no_other() {
    on_migrated_databases(async |db| {
        tenant(db, "acme").await.expect("acme");
        assert_eq!(weights(db).await, [1]);
        for (set, noted) in [
            ("subject = 'Fire!', version = 2", &[][..]),
            ("status = 3, resolved_at = updated_at", &[-1, 1]),
            ("deleted_at = updated_at", &[-1]),
            ("status = 0", &[]),
            ("deleted_at = NULL", &[1]),
        ] {
            let before = weights(db).await.len();
            let update = format!("UPDATE tickets SET {set}");
            db.execute_unprepared(&update).await.expect(set);
            assert_eq!(&weights(db).await[before..], noted, "{set}");
        }
        db.execute_unprepared(
            "DELETE FROM ticket_events; DELETE FROM comments; DELETE FROM tickets",
        )
        .await
        .expect("removed");
        assert_eq!(weights(db).await.iter().sum::<i16>(), 0);
    })
    .await;
}

#[tokio::test]
async fn an_organization_takes_its_numbers_with_it() {
    on_migrated_databases(async |db| {
        let acme = tenant(db, "acme").await.expect("acme");
        tenant(db, "globex").await.expect("globex");
        tally::fold_all(db).await.expect("folded");
        let late = ticket(acme.organization, acme.person, 2);
        late.insert(db).await.expect("a ticket");

        let removed = organization::Entity::delete_by_id(acme.organization);
        removed.exec(db).await.expect("removed");

        assert_eq!(weights(db).await, [0i16; 0]);
        assert_eq!(ticket_load::Entity::find().count(db).await, Ok(1));
        let flows = ticket_flow::Entity::find().all(db).await.expect("sums");
        assert!(!flows.is_empty());
        assert!(
            flows
                .iter()
                .all(|sum| sum.organization_id != acme.organization)
        );
    })
    .await;
}
