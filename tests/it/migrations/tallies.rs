//! The notes that the database's triggers take of changed tickets, and how the sums of them are read.

use migration::{Migrator, MigratorTrait};
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DatabaseConnection, DbBackend, EntityTrait, PaginatorTrait,
    QueryOrder, Statement, TransactionTrait,
};
use tutta::server::entity::{organization, ticket_change, ticket_flow, ticket_load};
use tutta::server::store::tally;

use super::world::{on_empty_databases, on_migrated_databases, tenant, ticket};

/// The step that brings the notes, counted from the first one.
const STEP: u32 = 9;

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

/// What a database plans to do for a query, in one line.
pub async fn plan(db: &DatabaseConnection, query: &str) -> String {
    let (explain, column) = match db.get_database_backend() {
        DbBackend::Sqlite => ("EXPLAIN QUERY PLAN", "detail"),
        _ => ("EXPLAIN", "QUERY PLAN"),
    };
    let tx = db.begin().await.expect("a transaction");
    if db.get_database_backend() == DbBackend::Postgres {
        // Of empty tables all is read sooner than looked up.
        tx.execute_unprepared("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
            .await
            .expect("a setting");
    }
    // Explaining alone does not look whether the schema has changed since the connection read it.
    tx.execute_unprepared("SELECT 1 FROM tickets")
        .await
        .expect("a look");
    let explained = format!("{explain} {query}");
    let statement = Statement::from_string(db.get_database_backend(), &explained);
    let rows = tx.query_all_raw(statement).await.expect(query);
    let line = |row: &sea_orm::QueryResult| row.try_get::<String>("", column).expect("a plan");
    rows.iter().map(line).collect::<Vec<_>>().join("; ")
}

/// A span is read from the one stretch of the key where its sums stand, however long the organization has been there.
#[tokio::test]
async fn sums_are_read_from_their_key() {
    on_migrated_databases(async |db| {
        let sqlite = db.get_database_backend() == DbBackend::Sqlite;
        let id = if sqlite { "x'00'" } else { "'00000000-0000-7000-8000-000000000000'" };
        let of_figure = |figure: &str| {
            format!("f.organization_id = {id} AND f.figure {figure} AND f.group_id = {id}")
        };
        let counts = format!(
            "SELECT p.column1, (SELECT SUM(f.tickets) FROM ticket_flows f WHERE {} AND f.grain = p.column2 \
             AND f.block >= p.column3 AND f.block < p.column4) FROM (VALUES (0, 2, 1, 3), (1, 1, 7, 9)) p",
            of_figure("= 0")
        );
        let run = |grain: i16| {
            let of_figure = of_figure("IN (2, 3)");
            format!(
                "SELECT f.figure, f.bin, f.tickets FROM ticket_flows f WHERE {of_figure} AND f.grain = {grain} \
                 AND f.block >= 1 AND f.block < 9"
            )
        };
        let bins = format!(
            "SELECT f.figure, f.bin, SUM(f.tickets) FROM ({} UNION ALL {}) f GROUP BY f.figure, f.bin",
            run(2),
            run(3)
        );
        for query in [counts, bins] {
            let plan = plan(db, &query).await;
            let expected = if sqlite {
                "SEARCH f USING PRIMARY KEY (organization_id=? AND figure=? AND group_id=? AND grain=? AND block>? \
                 AND block<?)"
            } else {
                "using pk_ticket_flows"
            };
            assert!(plan.contains(expected), "{query}\n{plan}");
        }
        let loads = format!("SELECT status, tickets FROM ticket_loads WHERE organization_id = {id}");
        let notes = format!("SELECT status, weight FROM ticket_changes WHERE organization_id = {id}");
        for (query, key) in [(loads, "ticket_loads"), (notes, "ix_ticket_changes_organization")] {
            let plan = plan(db, &query).await;
            assert!(!plan.contains("SCAN") && plan.contains(key), "{query}\n{plan}");
        }
    })
    .await;
}
