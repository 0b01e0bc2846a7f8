//! The ticket list, the dashboards and, on PostgreSQL, the list of people read indexes, and sort nothing.

use super::world::on_migrated_databases;
use sea_orm::{ConnectionTrait, DbBackend, Statement, TransactionTrait};

/// What SQLite plans stands for both: the indexes are the same, and PostgreSQL's plan on empty tables
/// says nothing.
#[tokio::test]
async fn every_order_and_filter_of_the_ticket_list_has_its_index() {
    let cases = [
        ("", "created_at DESC, id DESC", "ix_tickets_created"),
        ("", "updated_at DESC, id DESC", "ix_tickets_updated"),
        ("", "status, created_at, id", "ix_tickets_status"),
        (
            "",
            "priority DESC, created_at DESC, id DESC",
            "ix_tickets_priority",
        ),
        (
            "AND status = 0",
            "created_at DESC, id DESC",
            "ix_tickets_status",
        ),
        ("AND priority = 3", "created_at, id", "ix_tickets_priority"),
        (
            "AND assignee_id = x'01'",
            "created_at DESC, id DESC",
            "ix_tickets_assignee",
        ),
        (
            "AND created_by = x'01'",
            "created_at DESC, id DESC",
            "ix_tickets_created_by",
        ),
        (
            "AND group_id = x'01' AND assignee_id IS NULL",
            "created_at DESC, id DESC",
            "ix_tickets_group",
        ),
        (
            "AND group_id = x'01'",
            "created_at DESC, id DESC",
            "ix_tickets_group_created",
        ),
        (
            "AND group_id IS NOT NULL AND group_id IN (x'01')",
            "created_at DESC, id DESC",
            "ix_tickets_group_created",
        ),
        (
            "AND assignee_id IS NOT NULL AND assignee_id IN (x'01')",
            "created_at DESC, id DESC",
            "ix_tickets_assignee",
        ),
        (
            "AND status IN (0)",
            "created_at DESC, id DESC",
            "ix_tickets_status",
        ),
        (
            "AND created_at >= '2026'",
            "created_at DESC, id DESC",
            "ix_tickets_created",
        ),
        (
            "AND updated_at >= '2026'",
            "updated_at DESC, id DESC",
            "ix_tickets_updated",
        ),
        (
            "AND resolved_at >= '2026'",
            "resolved_at",
            "ix_tickets_resolved",
        ),
    ];
    on_migrated_databases(async |db| {
        if db.get_database_backend() != DbBackend::Sqlite {
            return;
        }
        let tx = db.begin().await.expect("a transaction");
        // Explaining alone does not look whether the schema has changed since the connection read it.
        tx.execute_unprepared("SELECT 1 FROM tickets")
            .await
            .expect("a look");
        for (filter, order, index) in cases {
            let query = format!(
                "EXPLAIN QUERY PLAN SELECT * FROM tickets WHERE organization_id = x'00' \
                 AND deleted_at IS NULL {filter} ORDER BY {order} LIMIT 50"
            );
            let rows = tx
                .query_all_raw(Statement::from_string(DbBackend::Sqlite, &query))
                .await;
            let plan: Vec<String> = rows
                .expect(&query)
                .iter()
                .map(|row| row.try_get("", "detail").expect("a plan"))
                .collect();
            let plan = plan.join("; ");
            assert!(
                plan.contains(&format!("INDEX {index} (")),
                "{query}\n{plan}"
            );
            assert!(!plan.contains("TEMP B-TREE"), "{query}\n{plan}");
        }
    })
    .await;
}

#[tokio::test]
async fn people_come_in_the_order_of_their_names_from_an_index_on_postgresql() {
    on_migrated_databases(async |db| {
        if db.get_database_backend() != DbBackend::Postgres {
            return;
        }
        let tx = db.begin().await.expect("a transaction");
        // Sorting nothing is cheaper than any index.
        tx.execute_unprepared("SET LOCAL enable_sort = off")
            .await
            .expect("a setting");
        let query = "EXPLAIN SELECT u.id FROM memberships m JOIN users u ON u.id = m.user_id \
             WHERE m.organization_id = '00000000-0000-7000-8000-000000000000' \
             ORDER BY u.first_name, u.last_name, u.id LIMIT 51";
        let rows = tx
            .query_all_raw(Statement::from_string(DbBackend::Postgres, query))
            .await
            .expect(query);
        let line = |row: &sea_orm::QueryResult| row.try_get::<String>("", "QUERY PLAN");
        let plan: Vec<_> = rows.iter().map(|row| line(row).expect("a plan")).collect();
        assert!(plan.concat().contains("using ix_users_name"), "{plan:?}");
    })
    .await;
}
