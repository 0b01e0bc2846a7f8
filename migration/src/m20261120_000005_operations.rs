//! What runs beside the tickets: the audit log, notifications and background jobs.

use crate::schema::*;

/// Creates audit entries, notifications, their preferences and jobs.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// Whole or not at all, on both databases.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(audit_entries()).await?;
        manager.create_table(notifications()).await?;
        manager.create_table(notification_preferences()).await?;
        manager.create_table(jobs()).await?;
        create_indexes(
            manager,
            [
                index(
                    "audit_entries",
                    "created",
                    &["organization_id", "created_at", "id"],
                ),
                index(
                    "notifications",
                    "user",
                    &["organization_id", "user_id", "created_at", "id"],
                ),
                index("notifications", "unread", &["organization_id", "user_id"])
                    .and_where(Expr::col("read_at").is_null())
                    .take(),
                index("notifications", "ticket", &["organization_id", "ticket_id"]),
                index("jobs", "due", &["finished_at", "dead_at", "run_at"]),
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(
            manager,
            &[
                "jobs",
                "notification_preferences",
                "notifications",
                "audit_entries",
            ],
        )
        .await
    }
}

/// The log outlives what it tells of: an organization or a user that has entries cannot be removed from
/// the database without first deciding about them. Entries about the platform have no organization.
fn audit_entries() -> TableCreateStatement {
    let name = "audit_entries";
    table(name)
        .col(uuid_null("organization_id"))
        .col(uuid_null("actor_id"))
        .col(text("action"))
        .col(text("record_kind"))
        .col(uuid("record_id"))
        .col(json_binary_null("before"))
        .col(json_binary_null("after"))
        .col(text_null("ip"))
        .col(binary_len_null("previous_hash", DIGEST))
        .col(binary_len_null("hash", DIGEST))
        .col(ColumnDef::new("sequence").big_integer().null())
        .col(time("created_at"))
        .foreign_key(&mut reference(name, "organization_id", "organizations"))
        .foreign_key(&mut reference(name, "actor_id", "users"))
        .take()
}

fn notifications() -> TableCreateStatement {
    let name = "notifications";
    tenant_table(name)
        .col(uuid("user_id"))
        .col(text("kind"))
        .col(uuid_null("ticket_id"))
        .col(json_binary("data").default("{}"))
        .col(time_null("read_at"))
        .col(time("created_at"))
        .foreign_key(member_reference(name, "user_id").on_delete(ForeignKeyAction::Cascade))
        .foreign_key(
            tenant_reference(name, "ticket_id", "tickets").on_delete(ForeignKeyAction::Cascade),
        )
        .take()
}

/// One row per kind that a person has an opinion on; the application knows the defaults.
fn notification_preferences() -> TableCreateStatement {
    let name = "notification_preferences";
    Table::create()
        .table(name)
        .col(uuid("organization_id"))
        .col(uuid("user_id"))
        .col(text("kind"))
        .col(boolean("in_app"))
        .col(boolean("email"))
        .primary_key(&mut primary_key(
            name,
            &["organization_id", "user_id", "kind"],
        ))
        .foreign_key(
            reference(name, "organization_id", "organizations")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .foreign_key(member_reference(name, "user_id").on_delete(ForeignKeyAction::Cascade))
        .take()
}

/// The outbox: a job is written in the transaction of the change that asks for it, and runs after it.
/// It points at nothing, so that a job about something since removed still runs and finds that out.
fn jobs() -> TableCreateStatement {
    let name = "jobs";
    table(name)
        .col(text("kind"))
        .col(json_binary("payload").default("{}"))
        .col(text_null("deduplication_key"))
        .col(integer("attempts").default(0))
        .col(time("run_at"))
        .col(time_null("locked_until"))
        .col(text_null("locked_by"))
        .col(text_null("last_error"))
        .col(time_null("finished_at"))
        .col(time_null("dead_at"))
        .col(time("created_at"))
        .index(&mut unique(
            name,
            "deduplication_key",
            &["deduplication_key"],
        ))
        .take()
}
