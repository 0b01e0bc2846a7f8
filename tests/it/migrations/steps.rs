//! Every step goes up, down and up again, also on a database that holds something.

use super::world::{on_empty_databases, on_migrated_databases, tenant};
use migration::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};

const TABLES: [&str; 30] = [
    "account_tokens",
    "attachments",
    "audit_entries",
    "audit_heads",
    "comments",
    "departments",
    "group_memberships",
    "groups",
    "invitations",
    "jobs",
    "join_requests",
    "memberships",
    "notification_preferences",
    "notifications",
    "organization_logos",
    "organization_slugs",
    "organizations",
    "personal_access_tokens",
    "rate_limits",
    "refresh_tokens",
    "sessions",
    "support_accesses",
    "ticket_changes",
    "ticket_events",
    "ticket_flows",
    "ticket_loads",
    "ticket_tags",
    "tickets",
    "uploads",
    "users",
];

/// What SQLite searches by; PostgreSQL keeps that in columns.
const SQLITE_TABLES: [&str; 7] = [
    "search_documents",
    "search_terms",
    "search_words",
    "search_words_config",
    "search_words_data",
    "search_words_docsize",
    "search_words_idx",
];

fn expected(db: &DatabaseConnection) -> Vec<&'static str> {
    let mut tables = TABLES.to_vec();
    if db.get_database_backend() == DbBackend::Sqlite {
        tables.extend(SQLITE_TABLES);
    }
    tables.sort_unstable();
    tables
}

#[tokio::test]
async fn all_steps_go_up_and_down_and_up() {
    on_empty_databases(async |db| {
        Migrator::up(db, None).await.expect("up");
        assert_eq!(tables(db).await, expected(db));
        let first = schema(db).await;

        Migrator::down(db, None).await.expect("down");
        assert_eq!(tables(db).await, [""; 0]);

        Migrator::up(db, None).await.expect("up again");
        assert_eq!(schema(db).await, first);
    })
    .await;
}

#[tokio::test]
async fn each_step_goes_down_and_up_alone() {
    on_migrated_databases(async |db| {
        let full = schema(db).await;
        for depth in 1..=Migrator::migrations().len() as u32 {
            for _ in 0..depth {
                Migrator::down(db, Some(1)).await.expect("down");
            }
            for _ in 0..depth {
                Migrator::up(db, Some(1)).await.expect("up");
            }
            assert_eq!(schema(db).await, full, "{depth} steps down and up");
        }
    })
    .await;
}

#[tokio::test]
async fn a_database_that_holds_something_goes_down_too() {
    on_migrated_databases(async |db| {
        tenant(db, "acme").await.expect("acme");
        let circle = "UPDATE users SET primary_organization_id = (SELECT id FROM organizations)";
        db.execute_unprepared(circle).await.expect("a circle");
        Migrator::down(db, None).await.expect("down");
        assert_eq!(tables(db).await, [""; 0]);
    })
    .await;
}

/// The application tells errors apart by constraint name: none may be left to the database to make up.
#[tokio::test]
async fn every_constraint_and_index_has_a_name_of_ours() {
    on_migrated_databases(async |db| {
        let names = match db.get_database_backend() {
            DbBackend::Sqlite => {
                "SELECT name FROM sqlite_schema WHERE type = 'index' \
                 AND name NOT LIKE 'sqlite_autoindex_%' AND tbl_name <> 'seaql_migrations'"
            }
            _ => {
                "SELECT conname::text AS name FROM pg_constraint \
                 WHERE connamespace = 'public'::regnamespace AND contype <> 'n' \
                 AND conrelid <> 'seaql_migrations'::regclass \
                 UNION SELECT indexname::text FROM pg_indexes \
                 WHERE schemaname = 'public' AND tablename <> 'seaql_migrations'"
            }
        };
        let names = strings(db, names).await;
        assert!(names.len() > 20, "{names:?}");
        for name in names {
            let ours = ["pk_", "uq_", "fk_", "ck_", "ix_"];
            assert!(ours.iter().any(|kind| name.starts_with(kind)), "{name}");
        }
    })
    .await;
}

async fn tables(db: &DatabaseConnection) -> Vec<String> {
    let query = match db.get_database_backend() {
        DbBackend::Sqlite => {
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'seaql_migrations' \
             AND name NOT LIKE 'sqlite_%' ORDER BY name"
        }
        _ => {
            "SELECT tablename::text AS name FROM pg_tables WHERE schemaname = 'public' \
             AND tablename <> 'seaql_migrations' ORDER BY tablename COLLATE \"C\""
        }
    };
    strings(db, query).await
}

/// All definitions as the database tells them, in a fixed order.
async fn schema(db: &DatabaseConnection) -> Vec<String> {
    let query = match db.get_database_backend() {
        DbBackend::Sqlite => {
            "SELECT sql AS name FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name"
        }
        _ => {
            "SELECT format('%s.%s %s %s %s', table_name, column_name, data_type, is_nullable, \
                    column_default) AS name \
             FROM information_schema.columns WHERE table_schema = 'public' \
             UNION SELECT conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint \
             WHERE connamespace = 'public'::regnamespace \
             UNION SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1"
        }
    };
    strings(db, query).await
}

async fn strings(db: &DatabaseConnection, query: &str) -> Vec<String> {
    let statement = Statement::from_string(db.get_database_backend(), query);
    let rows = db.query_all_raw(statement).await.expect(query);
    rows.iter()
        .map(|row| row.try_get("", "name").expect("a name"))
        .collect()
}
