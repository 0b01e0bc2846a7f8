//! Tickets and what hangs on them: comments, attachments and the timeline.

use crate::schema::*;

/// Creates tickets, comments, attachments and ticket events.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// Whole or not at all, on both databases.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(tickets()).await?;
        create_indexes(manager, ticket_indexes()).await?;
        manager.create_table(comments()).await?;
        manager.create_table(attachments()).await?;
        manager.create_table(ticket_events()).await?;
        let in_ticket = ["organization_id", "ticket_id", "created_at", "id"];
        create_indexes(
            manager,
            [
                index("comments", "ticket", &in_ticket),
                index("attachments", "ticket", &in_ticket),
                index("ticket_events", "ticket", &in_ticket),
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(
            manager,
            &["ticket_events", "attachments", "comments", "tickets"],
        )
        .await
    }
}

/// Status and priority are small numbers in their natural order (0 open, 1 pending, 2 on hold,
/// 3 resolved, 4 closed; 0 low, 1 normal, 2 high, 3 urgent), so that sorting by them is an index scan.
///
/// A group that tickets point at, deleted ones included, cannot be deleted: the service un-sets it first.
fn tickets() -> TableCreateStatement {
    let name = "tickets";
    let mut statement = tenant_table(name);
    ticket_columns(&mut statement);
    statement
        .index(&mut unique_in_tenant(name))
        .index(&mut unique(name, "number", &["organization_id", "number"]))
        .index(&mut unique(
            name,
            "external_id",
            &["organization_id", "external_id"],
        ))
        .foreign_key(&mut tenant_reference(name, "group_id", "groups"))
        .foreign_key(&mut member_reference(name, "created_by"))
        .foreign_key(&mut member_reference(name, "assignee_id"))
        .check(check(name, "status", Expr::col("status").between(0, 4)))
        .check(check(name, "priority", Expr::col("priority").between(0, 3)))
        .check(check(
            name,
            "assignee_group",
            Expr::col("assignee_id")
                .is_null()
                .or(Expr::col("group_id").is_not_null()),
        ))
        .check(check(
            name,
            "closed_at",
            Expr::col("status")
                .ne(4)
                .or(Expr::col("closed_at").is_not_null()),
        ))
        .take()
}

fn ticket_columns(statement: &mut TableCreateStatement) {
    statement
        .col(big_integer("number"))
        .col(text("subject"))
        .col(text("description").default(""))
        .col(small_integer("status").default(0))
        .col(small_integer("priority").default(1))
        .col(uuid_null("group_id"))
        .col(uuid("created_by"))
        .col(uuid_null("assignee_id"))
        .col(json_binary("tags").default("[]"))
        .col(text_null("resolution"))
        .col(time_null("first_response_at"))
        .col(time_null("resolved_at"))
        .col(time_null("closed_at"))
        .col(time_null("first_response_due_at"))
        .col(time_null("resolution_due_at"))
        .col(text_null("external_id"))
        .col(integer("version").default(1))
        .col(time("created_at"))
        .col(time("updated_at"))
        .col(time_null("deleted_at"));
}

/// One index per order and filter of the list; the dashboards' counts read the same ones. The id
/// comes last so that a page's cursor is a place in the index. Deleted tickets are in their own.
fn ticket_indexes() -> [IndexCreateStatement; 9] {
    let live = |what: &str, columns: &[&'static str]| {
        index("tickets", what, columns)
            .and_where(Expr::col("deleted_at").is_null())
            .take()
    };
    let org = "organization_id";
    [
        live("created", &[org, "created_at", "id"]),
        live("updated", &[org, "updated_at", "id"]),
        live("status", &[org, "status", "created_at", "id"]),
        live("priority", &[org, "priority", "created_at", "id"]),
        live("assignee", &[org, "assignee_id", "created_at", "id"]),
        live("created_by", &[org, "created_by", "created_at", "id"]),
        live(
            "group",
            &[org, "group_id", "assignee_id", "created_at", "id"],
        ),
        live("resolved", &[org, "resolved_at"])
            .and_where(Expr::col("resolved_at").is_not_null())
            .take(),
        // All tickets are counted by their last number, less these few.
        index("tickets", "deleted", &[org])
            .and_where(Expr::col("deleted_at").is_not_null())
            .take(),
    ]
}

fn comments() -> TableCreateStatement {
    let name = "comments";
    tenant_table(name)
        .col(uuid("ticket_id"))
        .col(uuid("author_id"))
        .col(text("body"))
        .col(text("visibility"))
        .col(boolean("is_resolution").default(false))
        .col(time("created_at"))
        .col(time_null("edited_at"))
        .index(&mut unique(
            name,
            "tenant",
            &["organization_id", "ticket_id", "id"],
        ))
        .foreign_key(
            tenant_reference(name, "ticket_id", "tickets").on_delete(ForeignKeyAction::Cascade),
        )
        .foreign_key(&mut member_reference(name, "author_id"))
        .check(one_of(name, "visibility", &["public", "internal"]))
        .take()
}

/// The reference to the comment includes the ticket: a file inherits who may see it from both, so a
/// file of one ticket must not hang on a comment of another.
fn attachments() -> TableCreateStatement {
    let name = "attachments";
    tenant_table(name)
        .col(uuid("ticket_id"))
        .col(uuid_null("comment_id"))
        .col(uuid("uploader_id"))
        .col(text("file_name"))
        .col(text("content_type"))
        .col(big_integer("size"))
        .col(binary_len("sha256", DIGEST))
        .col(text("storage_key"))
        .col(time("created_at"))
        .foreign_key(
            tenant_reference(name, "ticket_id", "tickets").on_delete(ForeignKeyAction::Cascade),
        )
        .foreign_key(
            ForeignKey::create()
                .name("fk_attachments_comment")
                .from(name, ("organization_id", "ticket_id", "comment_id"))
                .to("comments", ("organization_id", "ticket_id", "id"))
                .on_delete(ForeignKeyAction::Cascade),
        )
        .foreign_key(&mut member_reference(name, "uploader_id"))
        .check(check(name, "size", Expr::col("size").gte(0)))
        .take()
}

/// No actor: the system did it.
fn ticket_events() -> TableCreateStatement {
    let name = "ticket_events";
    tenant_table(name)
        .col(uuid("ticket_id"))
        .col(uuid_null("actor_id"))
        .col(text("kind"))
        .col(json_binary("data").default("{}"))
        .col(time("created_at"))
        .foreign_key(
            tenant_reference(name, "ticket_id", "tickets").on_delete(ForeignKeyAction::Cascade),
        )
        .foreign_key(&mut member_reference(name, "actor_id"))
        .check(one_of(name, "kind", &EVENT_KINDS))
        .take()
}

const EVENT_KINDS: [&str; 16] = [
    "created",
    "assigned",
    "unassigned",
    "status_changed",
    "priority_changed",
    "group_changed",
    "subject_changed",
    "description_changed",
    "tags_changed",
    "commented",
    "noted",
    "closed",
    "reopened",
    "deleted",
    "attachment_added",
    "attachment_removed",
];
