//! What the filters of the ticket list read: the tags of tickets in a table of their own, so that the tickets with a tag
//! are found without reading the others, and the tickets of a group in the order of the list.
//!
//! A ticket's row keeps its tags, in one piece, to be read with it; triggers hold this table to it, whoever writes.

use crate::schema::*;
use sea_orm::DbBackend;

/// Creates the table with its triggers, files the tags there are, and indexes the groups' tickets.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// Whole or not at all, on both databases: no ticket may change between the triggers and the tags of all tickets.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let backend = manager.get_database_backend();
        manager.create_table(ticket_tags(backend)).await?;
        let of_ticket = index("ticket_tags", "ticket", &["organization_id", "ticket_id"]);
        create_indexes(manager, [of_ticket, by_group()]).await?;
        run(manager, &POSTGRES_UP, &SQLITE_UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &POSTGRES_DOWN, &SQLITE_DOWN).await?;
        let by_group = Index::drop()
            .name("ix_tickets_group_created")
            .table("tickets")
            .to_owned();
        manager.drop_index(by_group).await?;
        drop_tables(manager, &["ticket_tags"]).await
    }
}

/// The tickets of a group, whoever holds them, in the order of the list.
fn by_group() -> IndexCreateStatement {
    let columns = ["organization_id", "group_id", "created_at", "id"];
    index("tickets", "group_created", &columns)
        .and_where(Expr::col("deleted_at").is_null())
        .take()
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

fn ticket_tags(backend: DbBackend) -> TableCreateStatement {
    let name = "ticket_tags";
    let mut table = Table::create()
        .table(name)
        .col(uuid("organization_id"))
        .col(text("tag"))
        .col(uuid("ticket_id"))
        .primary_key(&mut primary_key(
            name,
            &["organization_id", "tag", "ticket_id"],
        ))
        .foreign_key(
            reference(name, "organization_id", "organizations")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .foreign_key(
            tenant_reference(name, "ticket_id", "tickets").on_delete(ForeignKeyAction::Cascade),
        )
        .take();
    if backend == DbBackend::Sqlite {
        table.extra("WITHOUT ROWID");
    }
    table
}

const POSTGRES_UP: [&str; 4] = [
    "CREATE FUNCTION file_ticket_tags() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF TG_OP = 'UPDATE' THEN
        DELETE FROM ticket_tags WHERE organization_id = OLD.organization_id AND ticket_id = OLD.id;
      END IF;
      INSERT INTO ticket_tags (organization_id, tag, ticket_id)
        SELECT DISTINCT NEW.organization_id, tag, NEW.id FROM jsonb_array_elements_text(NEW.tags) AS tag;
      RETURN NULL;
    END $$",
    "CREATE TRIGGER tr_tickets_tagged AFTER INSERT ON tickets FOR EACH ROW
      WHEN (NEW.tags <> '[]') EXECUTE FUNCTION file_ticket_tags()",
    "CREATE TRIGGER tr_tickets_retagged AFTER UPDATE OF tags ON tickets FOR EACH ROW
      WHEN (NEW.tags <> OLD.tags) EXECUTE FUNCTION file_ticket_tags()",
    "INSERT INTO ticket_tags (organization_id, tag, ticket_id)
      SELECT DISTINCT t.organization_id, tag, t.id FROM tickets t
      CROSS JOIN LATERAL jsonb_array_elements_text(t.tags) AS tag",
];

const POSTGRES_DOWN: [&str; 3] = [
    "DROP TRIGGER tr_tickets_retagged ON tickets",
    "DROP TRIGGER tr_tickets_tagged ON tickets",
    "DROP FUNCTION file_ticket_tags()",
];

const SQLITE_UP: [&str; 3] = [
    "CREATE TRIGGER tr_tickets_tagged AFTER INSERT ON tickets WHEN new.tags <> '[]' BEGIN
      INSERT INTO ticket_tags (organization_id, tag, ticket_id)
        SELECT DISTINCT new.organization_id, tag.value, new.id FROM json_each(new.tags) tag;
    END",
    "CREATE TRIGGER tr_tickets_retagged AFTER UPDATE OF tags ON tickets WHEN new.tags <> old.tags BEGIN
      DELETE FROM ticket_tags WHERE organization_id = old.organization_id AND ticket_id = old.id;
      INSERT INTO ticket_tags (organization_id, tag, ticket_id)
        SELECT DISTINCT new.organization_id, tag.value, new.id FROM json_each(new.tags) tag;
    END",
    "INSERT INTO ticket_tags (organization_id, tag, ticket_id)
      SELECT DISTINCT t.organization_id, tag.value, t.id FROM tickets t CROSS JOIN json_each(t.tags) tag",
];

const SQLITE_DOWN: [&str; 2] = [
    "DROP TRIGGER tr_tickets_retagged",
    "DROP TRIGGER tr_tickets_tagged",
];
