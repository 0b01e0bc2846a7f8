//! Opening the database: SQLite in one file, or PostgreSQL.

use std::time::Duration;

use migration::MigratorTrait;
use sea_orm::{
    AccessMode, ConnectOptions, Database, DatabaseConnection, DatabaseTransaction, DbBackend,
    DbErr, IsolationLevel, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};

/// How long a SQLite writer waits for the one before it.
const SQLITE_BUSY_TIMEOUT: Duration = Duration::from_secs(10);

/// Opens a pool on `url` (`sqlite://path?mode=rwc` or `postgres://...`).
///
/// SQLite runs in WAL mode with `synchronous = NORMAL`: a killed process loses no acknowledged write, and
/// readers never wait for the writer.
///
/// # Errors
/// When the database cannot be reached or the address is wrong.
pub async fn connect(url: &str, max_connections: u32) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(max_connections)
        .min_connections(1)
        .acquire_timeout(Duration::from_secs(10))
        .test_before_acquire_if_idle_for(Duration::from_secs(30))
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(|sqlite| {
            sqlite
                .foreign_keys(true)
                .busy_timeout(SQLITE_BUSY_TIMEOUT)
                .pragma("journal_mode", "WAL")
                .pragma("synchronous", "NORMAL")
                .pragma("temp_store", "MEMORY")
                .pragma("cache_size", "-8000")
                .optimize_on_close(true, 400)
        })
        // It would compile plans that look dear; ours stop at a page, before that pays.
        .map_sqlx_postgres_opts(|postgres| postgres.options([("jit", "off")]));
    Database::connect(options).await
}

/// Brings the schema up to date.
///
/// # Errors
/// When a step fails; steps before it stay applied.
pub async fn migrate(db: &DatabaseConnection) -> Result<(), DbErr> {
    migration::Migrator::up(db, None).await
}

/// Whether the schema is up to date.
///
/// # Errors
/// When the database does not answer.
pub async fn is_migrated(db: &DatabaseConnection) -> Result<bool, DbErr> {
    Ok(migration::Migrator::get_pending_migrations(db)
        .await?
        .is_empty())
}

/// Begins a transaction that will write. On SQLite it takes the write lock at once: one that reads first
/// and writes later would fail with SQLITE_BUSY_SNAPSHOT instead of waiting for its turn.
///
/// # Errors
/// When no connection or lock is to be had in time.
pub async fn begin_write(db: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    db.begin_with_options(TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    })
    .await
}

/// Begins a transaction that only reads: one consistent view.
///
/// # Errors
/// When no connection is to be had in time.
pub async fn begin_read(db: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    let options = match db.get_database_backend() {
        DbBackend::Postgres => TransactionOptions {
            isolation_level: Some(IsolationLevel::RepeatableRead),
            access_mode: Some(AccessMode::ReadOnly),
            ..TransactionOptions::default()
        },
        _ => TransactionOptions::default(),
    };
    db.begin_with_options(options).await
}
