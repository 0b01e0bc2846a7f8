//! A migrated database for one test: a SQLite file, or a PostgreSQL database copied from a migrated template.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Write;
use std::path::Path;
use std::sync::Once;

use sea_orm::{ConnectionTrait, DatabaseConnection};
use tutta::server::db;
use uuid::Uuid;

/// Guards the making of the template: any number that nothing else uses.
const TEMPLATE_LOCK: i64 = 0x7475_7474_6102;

static SKIPPED: Once = Once::new();

/// A database that lives as long as a test.
pub enum TestDatabase {
    Sqlite { folder: tempfile::TempDir },
    Postgresql { server: String, name: String },
}

impl TestDatabase {
    pub async fn sqlite() -> Self {
        let database = Self::Sqlite {
            folder: tempfile::tempdir().expect("a folder"),
        };
        let connection = database.connect().await;
        db::migrate(&connection).await.expect("migrations");
        connection.close().await.expect("close");
        database
    }

    pub async fn postgresql() -> Option<Self> {
        let Ok(server) = std::env::var("TUTTA_TEST_POSTGRES") else {
            SKIPPED.call_once(say_skipped);
            return None;
        };
        let server = server.trim_end_matches('/').to_owned();
        let template = template(&server).await;
        let name = format!("tutta_it_{}", Uuid::now_v7().simple());
        let admin = admin(&server).await;
        let create = format!("CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy");
        admin
            .execute_unprepared(&create)
            .await
            .expect("a copy of the template");
        admin.close().await.expect("close");
        Some(Self::Postgresql { server, name })
    }

    pub async fn connect(&self) -> DatabaseConnection {
        let url = self.url();
        db::connect(&url, 8).await.expect(&url)
    }

    /// Its address, for a program of its own.
    pub fn url(&self) -> String {
        match self {
            Self::Sqlite { folder } => {
                format!(
                    "sqlite://{}?mode=rwc",
                    folder.path().join("tutta.db").display()
                )
            }
            Self::Postgresql { server, name } => format!("{server}/{name}"),
        }
    }

    pub async fn remove(self) {
        if let Self::Postgresql { server, name } = self {
            let admin = admin(&server).await;
            admin
                .execute_unprepared(&format!("DROP DATABASE {name} WITH (FORCE)"))
                .await
                .expect("drop");
            admin.close().await.expect("close");
        }
    }
}

async fn admin(server: &str) -> DatabaseConnection {
    db::connect(&format!("{server}/postgres"), 1)
        .await
        .expect("the PostgreSQL server of TUTTA_TEST_POSTGRES")
}

/// The migrated template, named after the migrations it holds; made by whichever process comes first.
async fn template(server: &str) -> String {
    let name = format!("tutta_template_{:016x}", fingerprint_of_migrations());
    let admin = admin(server).await;
    admin
        .execute_unprepared(&format!("SELECT pg_advisory_lock({TEMPLATE_LOCK})"))
        .await
        .expect("the lock");
    if !exists(&admin, &name).await {
        let draft = format!("tutta_draft_{}", Uuid::now_v7().simple());
        admin
            .execute_unprepared(&format!("CREATE DATABASE {draft}"))
            .await
            .expect("a draft");
        let connection = db::connect(&format!("{server}/{draft}"), 1)
            .await
            .expect("the draft");
        db::migrate(&connection).await.expect("migrations");
        connection.close().await.expect("close");
        admin
            .execute_unprepared(&format!("ALTER DATABASE {draft} RENAME TO {name}"))
            .await
            .expect("the template");
    }
    admin.close().await.expect("close");
    name
}

async fn exists(admin: &DatabaseConnection, name: &str) -> bool {
    let query = format!("SELECT 1 FROM pg_database WHERE datname = '{name}'");
    let statement = sea_orm::Statement::from_string(sea_orm::DbBackend::Postgres, query);
    admin
        .query_one_raw(statement)
        .await
        .expect("pg_database")
        .is_some()
}

fn fingerprint_of_migrations() -> u64 {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migration/src");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("migrations")
        .flatten()
        .map(|file| file.path())
        .collect();
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        std::fs::read(&file).expect("a migration").hash(&mut hasher);
    }
    hasher.finish()
}

/// Past the harness, which keeps what a passing test prints to itself.
fn say_skipped() {
    let line = "\n*** SKIPPED ON POSTGRESQL: TUTTA_TEST_POSTGRES is not set ***\n\n";
    std::io::stderr()
        .write_all(line.as_bytes())
        .expect("stderr");
}
