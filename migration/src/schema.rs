//! The vocabulary the steps are written in: keys, references and checks that are named the same way
//! everywhere, because the application tells errors apart by constraint name.
//!
//! Names: `pk_{table}`, `uq_{table}_{what}`, `fk_{table}_{column without _id}`, `ck_{table}_{what}`,
//! `ix_{table}_{what}`.
//!
//! No column defaults to the database's clock: times come from the application, and SQLite's own
//! `CURRENT_TIMESTAMP` is written in another format that would not sort among them.

pub(crate) use sea_orm_migration::prelude::*;
pub(crate) use sea_orm_migration::schema::{
    big_integer, big_integer_null, binary_len, binary_len_null, boolean, integer, json_binary,
    json_binary_null, small_integer, text, text_null, timestamp_with_time_zone as time,
    timestamp_with_time_zone_null as time_null, uuid, uuid_null,
};

/// The length in bytes of a SHA-256 digest.
pub(crate) const DIGEST: u32 = 32;

/// What a membership, and an invitation to one, can be.
pub(crate) const ROLES: [&str; 5] = ["owner", "admin", "supervisor", "agent", "member"];

/// A table whose rows have an id of their own.
pub(crate) fn table(name: &'static str) -> TableCreateStatement {
    Table::create()
        .table(name)
        .col(uuid("id"))
        .primary_key(&mut primary_key(name, &["id"]))
        .take()
}

/// A table whose rows have an id of their own and belong to an organization, and go with it.
///
/// Every such table references the organization directly, also where a composite reference implies it:
/// removing an organization then reaches all its rows at once, before any `NO ACTION` reference between
/// two of them is looked at.
pub(crate) fn tenant_table(name: &'static str) -> TableCreateStatement {
    table(name)
        .col(uuid("organization_id"))
        .foreign_key(
            reference(name, "organization_id", "organizations")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .take()
}

/// The primary key of a table.
pub(crate) fn primary_key(table: &str, columns: &[&'static str]) -> IndexCreateStatement {
    index_of(format!("pk_{table}"), columns).primary().take()
}

/// A unique constraint, to stand inside a table's definition.
pub(crate) fn unique(table: &str, what: &str, columns: &[&'static str]) -> IndexCreateStatement {
    index_of(format!("uq_{table}_{what}"), columns)
        .unique()
        .take()
}

/// What composite references of other tables point at: the tenant and the row.
pub(crate) fn unique_in_tenant(table: &str) -> IndexCreateStatement {
    unique(table, "tenant", &["organization_id", "id"])
}

/// An index on a table that exists.
pub(crate) fn index(
    table: &'static str,
    what: &str,
    columns: &[&'static str],
) -> IndexCreateStatement {
    index_of(format!("ix_{table}_{what}"), columns)
        .table(table)
        .take()
}

fn index_of(name: String, columns: &[&'static str]) -> IndexCreateStatement {
    let mut statement = Index::create().name(name).take();
    for column in columns {
        statement.col(*column);
    }
    statement
}

/// A reference to a row that belongs to no tenant, by its id.
pub(crate) fn reference(
    table: &'static str,
    column: &'static str,
    target: &'static str,
) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(reference_name(table, column))
        .from(table, column)
        .to(target, "id")
        .take()
}

/// A reference to another row of the same tenant.
///
/// It does nothing on deletion unless told otherwise; `SET NULL` is no choice here, it would also empty
/// the `organization_id` of the row that points.
pub(crate) fn tenant_reference(
    table: &'static str,
    column: &'static str,
    target: &'static str,
) -> ForeignKeyCreateStatement {
    composite(table, column, target, "id")
}

/// A reference to a person as a member of the same tenant: the column holds the user's id.
pub(crate) fn member_reference(
    table: &'static str,
    column: &'static str,
) -> ForeignKeyCreateStatement {
    composite(table, column, "memberships", "user_id")
}

fn composite(
    table: &'static str,
    column: &'static str,
    target: &'static str,
    target_column: &'static str,
) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(reference_name(table, column))
        .from(table, ("organization_id", column))
        .to(target, ("organization_id", target_column))
        .take()
}

fn reference_name(table: &str, column: &str) -> String {
    format!("fk_{table}_{}", column.trim_end_matches("_id"))
}

/// A check that a text column holds one of the words of its enumeration.
pub(crate) fn one_of(table: &str, column: &'static str, words: &[&'static str]) -> Check {
    check(
        table,
        column,
        Expr::col(column).is_in(words.iter().copied()),
    )
}

/// A check, named after what it is about.
pub(crate) fn check(table: &str, what: &str, holds: Expr) -> Check {
    Check::named(format!("ck_{table}_{what}"), holds)
}

/// A unique index on a name within `scope` (columns, may be empty), whatever the letter case.
///
/// Raw because the schema builder cannot index an expression on SQLite; both databases read this text.
pub(crate) async fn unique_name(
    manager: &SchemaManager<'_>,
    table: &str,
    scope: &[&str],
) -> Result<(), DbErr> {
    let scope: String = scope
        .iter()
        .map(|column| format!("\"{column}\", "))
        .collect();
    let sql =
        format!("CREATE UNIQUE INDEX \"uq_{table}_name\" ON \"{table}\" ({scope}lower(\"name\"))");
    manager
        .get_connection()
        .execute_unprepared(&sql)
        .await
        .map(|_| ())
}

/// Creates the indexes, in order.
pub(crate) async fn create_indexes<const N: usize>(
    manager: &SchemaManager<'_>,
    indexes: [IndexCreateStatement; N],
) -> Result<(), DbErr> {
    for statement in indexes {
        manager.create_index(statement).await?;
    }
    Ok(())
}

/// Drops the tables, in order: what points goes before what it points at.
pub(crate) async fn drop_tables(
    manager: &SchemaManager<'_>,
    tables: &[&'static str],
) -> Result<(), DbErr> {
    for name in tables {
        manager
            .drop_table(Table::drop().table(*name).take())
            .await?;
    }
    Ok(())
}
