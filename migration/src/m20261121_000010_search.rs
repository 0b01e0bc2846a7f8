//! Full-text search over tickets and what is said in them (ADR 20).
//!
//! PostgreSQL keeps the words in a generated column of each table, with a GIN index. SQLite keeps them in an FTS5 table
//! without a copy of the texts, and triggers hold it to the tables. In both the tenant is one of the words, so a search
//! reads its own organization's entries alone.

use sea_orm_migration::sea_orm::DbBackend;

use crate::schema::*;

/// Makes tickets and comments searchable, those that are there too.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// Whole or not at all, on both databases.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &POSTGRES_UP, &SQLITE_UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &POSTGRES_DOWN, &SQLITE_DOWN).await
    }
}

async fn run(manager: &SchemaManager<'_>, postgres: &[&str], sqlite: &[&str]) -> Result<(), DbErr> {
    let statements = match manager.get_database_backend() {
        DbBackend::Postgres => postgres,
        _ => sqlite,
    };
    for statement in statements {
        manager
            .get_connection()
            .execute_unprepared(statement)
            .await?;
    }
    Ok(())
}

/// `tutta_letters` leaves letters without their marks, in lower case: "Ärger" is found by "arger". `tutta_words` also
/// parts words at every sign, so that "invoice-4711" holds 4711 and not less than nothing.
const POSTGRES_UP: [&str; 6] = [
    r"CREATE FUNCTION tutta_letters(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
      lower(regexp_replace(normalize(words, NFKD), '[\u0300-\u036f]', '', 'g'))",
    r"CREATE FUNCTION tutta_words(words text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
      to_tsvector('simple'::regconfig, regexp_replace(tutta_letters(words), '[!-/:-@[-`{-~]+', ' ', 'g'))",
    r#"ALTER TABLE "tickets" ADD COLUMN "words" tsvector GENERATED ALWAYS AS (
      array_to_tsvector(ARRAY['@' || "organization_id"::text])
      || setweight(tutta_words("subject"), 'A')
      || tutta_words("description" || ' ' || coalesce("resolution", ''))
    ) STORED"#,
    r#"ALTER TABLE "comments" ADD COLUMN "words" tsvector GENERATED ALWAYS AS (
      array_to_tsvector(ARRAY['@' || "organization_id"::text])
      || tutta_words("body")
    ) STORED"#,
    r#"CREATE INDEX "ix_tickets_words" ON "tickets" USING gin ("words")"#,
    r#"CREATE INDEX "ix_comments_words" ON "comments" USING gin ("words")"#,
];

const POSTGRES_DOWN: [&str; 4] = [
    r#"ALTER TABLE "comments" DROP COLUMN "words""#,
    r#"ALTER TABLE "tickets" DROP COLUMN "words""#,
    "DROP FUNCTION tutta_words(text)",
    "DROP FUNCTION tutta_letters(text)",
];

/// `search_documents` gives every text its number: SQLite's own numbers of rows may change.
const SQLITE_UP: [&str; 11] = [
    r#"CREATE TABLE "search_documents" (
      "id" integer NOT NULL CONSTRAINT "pk_search_documents" PRIMARY KEY,
      "organization_id" uuid_text NOT NULL,
      "ticket_id" uuid_text NOT NULL,
      "comment_id" uuid_text,
      "is_internal" boolean NOT NULL,
      CONSTRAINT "fk_search_documents_organization" FOREIGN KEY ("organization_id")
        REFERENCES "organizations" ("id") ON DELETE CASCADE,
      CONSTRAINT "fk_search_documents_ticket" FOREIGN KEY ("organization_id", "ticket_id")
        REFERENCES "tickets" ("organization_id", "id") ON DELETE CASCADE,
      CONSTRAINT "fk_search_documents_comment" FOREIGN KEY ("organization_id", "ticket_id", "comment_id")
        REFERENCES "comments" ("organization_id", "ticket_id", "id") ON DELETE CASCADE
    )"#,
    r#"CREATE INDEX "ix_search_documents_text" ON "search_documents" ("organization_id", "ticket_id", "comment_id")"#,
    r#"CREATE VIRTUAL TABLE "search_words" USING fts5(
      tenant, subject, body,
      content='', contentless_delete=1, prefix='2 3', tokenize='unicode61 remove_diacritics 2'
    )"#,
    r#"CREATE TRIGGER "tr_tickets_filed" AFTER INSERT ON "tickets" BEGIN
      INSERT INTO "search_documents" ("organization_id", "ticket_id", "is_internal")
        VALUES (new."organization_id", new."id", 0);
      INSERT INTO "search_words" (rowid, tenant, subject, body) VALUES (last_insert_rowid(),
        hex(new."organization_id"), new."subject", new."description" || ' ' || coalesce(new."resolution", ''));
    END"#,
    r#"CREATE TRIGGER "tr_tickets_rewritten" AFTER UPDATE OF "subject", "description", "resolution" ON "tickets" BEGIN
      UPDATE "search_words" SET tenant = hex(new."organization_id"), subject = new."subject",
        body = new."description" || ' ' || coalesce(new."resolution", '')
      WHERE rowid = (SELECT "id" FROM "search_documents" WHERE "organization_id" = new."organization_id"
        AND "ticket_id" = new."id" AND "comment_id" IS NULL);
    END"#,
    r#"CREATE TRIGGER "tr_comments_written" AFTER INSERT ON "comments" BEGIN
      INSERT INTO "search_documents" ("organization_id", "ticket_id", "comment_id", "is_internal")
        VALUES (new."organization_id", new."ticket_id", new."id", new."visibility" = 'internal');
      INSERT INTO "search_words" (rowid, tenant, subject, body)
        VALUES (last_insert_rowid(), hex(new."organization_id"), '', new."body");
    END"#,
    r#"CREATE TRIGGER "tr_comments_rewritten" AFTER UPDATE OF "body" ON "comments" BEGIN
      UPDATE "search_words" SET tenant = hex(new."organization_id"), subject = '', body = new."body"
      WHERE rowid = (SELECT "id" FROM "search_documents" WHERE "organization_id" = new."organization_id"
        AND "ticket_id" = new."ticket_id" AND "comment_id" = new."id");
    END"#,
    r#"CREATE TRIGGER "tr_search_documents_removed" AFTER DELETE ON "search_documents" BEGIN
      DELETE FROM "search_words" WHERE rowid = old."id";
    END"#,
    r#"INSERT INTO "search_documents" ("organization_id", "ticket_id", "comment_id", "is_internal")
      SELECT "organization_id", "id", NULL, 0 FROM "tickets"
      UNION ALL SELECT "organization_id", "ticket_id", "id", "visibility" = 'internal' FROM "comments""#,
    r#"INSERT INTO "search_words" (rowid, tenant, subject, body)
      SELECT d."id", hex(t."organization_id"), t."subject", t."description" || ' ' || coalesce(t."resolution", '')
      FROM "search_documents" d JOIN "tickets" t ON t."id" = d."ticket_id" WHERE d."comment_id" IS NULL"#,
    r#"INSERT INTO "search_words" (rowid, tenant, subject, body)
      SELECT d."id", hex(c."organization_id"), '', c."body"
      FROM "search_documents" d JOIN "comments" c ON c."id" = d."comment_id""#,
];

const SQLITE_DOWN: [&str; 6] = [
    r#"DROP TRIGGER "tr_comments_rewritten""#,
    r#"DROP TRIGGER "tr_comments_written""#,
    r#"DROP TRIGGER "tr_tickets_rewritten""#,
    r#"DROP TRIGGER "tr_tickets_filed""#,
    r#"DROP TABLE "search_documents""#,
    r#"DROP TABLE "search_words""#,
];
