//! What searches want after very many new texts.

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, Statement,
};

use crate::server::db::begin_write;

/// Pages of the index that are written at once; others write in between.
const STEP: i32 = 500;

/// Puts the parts of the index together that very many new texts have left behind: SQLite looks into each of them to ask
/// a text for a word, which takes six times as long after an import of a million tickets. PostgreSQL samples the texts, to
/// know how many hold a word.
///
/// # Errors
/// When the database refuses; what was put together stays so.
pub async fn settle(db: &DatabaseConnection) -> Result<(), DbErr> {
    if db.get_database_backend() == DbBackend::Postgres {
        return db
            .execute_unprepared("ANALYZE tickets, comments")
            .await
            .map(drop);
    }
    // Less than nothing takes all parts, what follows goes on with them: <https://sqlite.org/fts5.html#the_merge_command>.
    let mut pages = -STEP;
    loop {
        let tx = begin_write(db).await?;
        let before = changes(&tx).await?;
        let merge =
            format!("INSERT INTO search_words (search_words, rank) VALUES ('merge', {pages})");
        tx.execute_unprepared(&merge).await?;
        // The command itself counts as one.
        let has_ended = changes(&tx).await? - before < 2;
        tx.commit().await?;
        if has_ended {
            return Ok(());
        }
        pages = STEP;
    }
}

async fn changes(tx: &DatabaseTransaction) -> Result<i64, DbErr> {
    let select = r#"SELECT total_changes() AS "changes""#;
    let statement = Statement::from_string(DbBackend::Sqlite, select);
    let row = tx.query_one_raw(statement).await?;
    row.map_or(Ok(0), |row| row.try_get("", "changes"))
}
