//! The numbers of an organization's tickets, kept while the tickets change (ADR 19).
//!
//! Triggers note every change of what is counted in `ticket_changes`, so no way of writing a ticket can forget it: the
//! ticket as it was with weight -1, as it is with weight 1. The application folds these notes into the two tables of
//! sums; notes and sums together are always true. A note is only ever inserted, so writers of different tickets never
//! wait for each other's numbers.

use crate::schema::*;
use sea_orm::DbBackend;

/// Creates notes, sums and triggers, and notes the tickets there are.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// Whole or not at all, on both databases: no ticket may change between the triggers and the notes of all tickets.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let backend = manager.get_database_backend();
        manager.create_table(changes(backend)).await?;
        let of_organization = index("ticket_changes", "organization", &["organization_id"]);
        create_indexes(manager, [of_organization]).await?;
        manager.create_table(loads(backend)).await?;
        manager.create_table(flows(backend)).await?;
        let db = manager.get_connection();
        for statement in triggers(backend) {
            db.execute_unprepared(&statement).await?;
        }
        let all = format!("{} FROM tickets t WHERE {}", note(1, "t"), counted("t"));
        db.execute_unprepared(&all).await.map(|_| ())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        for (what, _) in EVENTS {
            let of_table = match manager.get_database_backend() {
                DbBackend::Postgres => " ON tickets",
                _ => "",
            };
            db.execute_unprepared(&format!("DROP TRIGGER tr_tickets_{what}{of_table}"))
                .await?;
        }
        if manager.get_database_backend() == DbBackend::Postgres {
            db.execute_unprepared("DROP FUNCTION note_ticket_change()")
                .await?;
        }
        drop_tables(manager, &["ticket_flows", "ticket_loads", "ticket_changes"]).await
    }
}

/// The columns that are counted, but for `deleted_at`.
const COUNTED: [&str; 7] = [
    "group_id",
    "assignee_id",
    "status",
    "priority",
    "created_at",
    "first_response_at",
    "resolved_at",
];

/// What happens to a ticket, and the notes it leaves.
const EVENTS: [(&str, &[(i16, &str)]); 3] = [
    ("insert", &[(1, "NEW")]),
    ("update", &[(-1, "OLD"), (1, "NEW")]),
    ("delete", &[(-1, "OLD")]),
];

/// What a ticket counted as, or counts as from now on.
fn changes(backend: DbBackend) -> TableCreateStatement {
    let name = "ticket_changes";
    let mut table = Table::create().table(name).take();
    // SQLite numbers rows by itself, but only a column of exactly this type.
    match backend {
        DbBackend::Sqlite => table.col(integer("id").primary_key()),
        _ => table
            .col(big_integer("id").auto_increment())
            .primary_key(&mut primary_key(name, &["id"])),
    };
    table
        .col(uuid("organization_id"))
        .foreign_key(&mut of_organization(name))
        .col(small_integer("weight"))
        .col(uuid_null("group_id"))
        .col(uuid_null("assignee_id"))
        .col(small_integer("status"))
        .col(small_integer("priority"))
        .col(time("created_at"))
        .col(time_null("first_response_at"))
        .col(time_null("resolved_at"))
        .check(check(name, "weight", Expr::col("weight").is_in([-1, 1])))
        .take()
}

/// Tickets as they are. All zeros stand for no group and for nobody: a key cannot hold a null.
fn loads(backend: DbBackend) -> TableCreateStatement {
    let key = [
        "organization_id",
        "group_id",
        "assignee_id",
        "status",
        "priority",
    ];
    sums("ticket_loads", &key, backend)
        .col(uuid("assignee_id"))
        .col(small_integer("status"))
        .col(small_integer("priority"))
        .take()
}

/// What happened to tickets in the blocks of time of each grain, and how long it took.
fn flows(backend: DbBackend) -> TableCreateStatement {
    let key = [
        "organization_id",
        "figure",
        "group_id",
        "grain",
        "block",
        "bin",
    ];
    sums("ticket_flows", &key, backend)
        .col(small_integer("figure"))
        .col(small_integer("grain"))
        .col(integer("block"))
        .col(small_integer("bin"))
        .take()
}

/// A table of sums; its rows are read in the order of their key.
fn sums(name: &'static str, key: &[&'static str], backend: DbBackend) -> TableCreateStatement {
    let mut table = Table::create()
        .table(name)
        .col(uuid("organization_id"))
        .foreign_key(&mut of_organization(name))
        .col(uuid("group_id"))
        .col(big_integer("tickets"))
        .primary_key(&mut primary_key(name, key))
        .take();
    if backend == DbBackend::Sqlite {
        table.extra("WITHOUT ROWID");
    }
    table
}

fn of_organization(name: &'static str) -> ForeignKeyCreateStatement {
    reference(name, "organization_id", "organizations")
        .on_delete(ForeignKeyAction::Cascade)
        .take()
}

/// The beginning of a statement that notes `row`, a ticket.
fn note(weight: i16, row: &str) -> String {
    let columns = COUNTED.join(", ");
    let values = COUNTED.map(|column| format!("{row}.{column}")).join(", ");
    format!(
        "INSERT INTO ticket_changes (organization_id, weight, {columns}) SELECT {row}.organization_id, {weight}, {values}"
    )
}

fn counted(row: &str) -> String {
    format!("{row}.deleted_at IS NULL")
}

/// Both databases say the same in their own words. An organization that is removed takes its tickets with it, and
/// nothing is to be noted of those.
fn triggers(backend: DbBackend) -> Vec<String> {
    let body = |notes: &[(i16, &str)]| -> String {
        notes
            .iter()
            .map(|(weight, row)| {
                format!(
                    "{} WHERE {} AND EXISTS (SELECT 1 FROM organizations WHERE id = {row}.organization_id);\n",
                    note(*weight, row),
                    counted(row)
                )
            })
            .collect()
    };
    let watched = format!("{}, deleted_at", COUNTED.join(", "));
    let head = |what: &str| {
        let event = match what {
            "update" => format!("UPDATE OF {watched}"),
            other => other.to_uppercase(),
        };
        format!("CREATE TRIGGER tr_tickets_{what} AFTER {event} ON tickets FOR EACH ROW")
    };
    match backend {
        DbBackend::Postgres => {
            let cases: String = EVENTS
                .iter()
                .map(|(what, notes)| {
                    let what = what.to_uppercase();
                    format!("IF TG_OP = '{what}' THEN\n{}END IF;\n", body(notes))
                })
                .collect();
            let function = format!(
                "CREATE FUNCTION note_ticket_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN\n{cases}RETURN NULL;\nEND $$"
            );
            let trigger = |(what, _): &(&str, _)| {
                format!("{} EXECUTE FUNCTION note_ticket_change()", head(what))
            };
            std::iter::once(function)
                .chain(EVENTS.iter().map(trigger))
                .collect()
        }
        _ => EVENTS
            .iter()
            .map(|(what, notes)| format!("{} BEGIN\n{}END", head(what), body(notes)))
            .collect(),
    }
}
