//! The ways in: sessions and their refresh tokens, requests to join, invitations, and rate limits.

use crate::schema::*;

/// Creates sessions, refresh tokens, join requests, invitations and rate limits.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// Whole or not at all, on both databases.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(sessions()).await?;
        manager.create_table(refresh_tokens()).await?;
        manager.create_table(join_requests()).await?;
        manager.create_table(invitations()).await?;
        manager.create_table(rate_limits()).await?;
        manager.create_index(one_pending_join_request()).await?;
        create_indexes(
            manager,
            [
                index("sessions", "user", &["user_id", "revoked_at"]),
                index("sessions", "expires", &["expires_at"]),
                index("refresh_tokens", "family", &["family"]),
                index("refresh_tokens", "user", &["user_id", "revoked_at"]),
                index("refresh_tokens", "expires", &["expires_at"]),
                index(
                    "join_requests",
                    "status",
                    &["organization_id", "status", "created_at", "id"],
                ),
                index("join_requests", "user", &["user_id", "status"]),
                index("invitations", "email", &["organization_id", "email"]),
                index("invitations", "group", &["organization_id", "group_id"]),
                index(
                    "invitations",
                    "created",
                    &["organization_id", "created_at", "id"],
                ),
                index("rate_limits", "window", &["window_started_at"]),
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(
            manager,
            &[
                "rate_limits",
                "invitations",
                "join_requests",
                "refresh_tokens",
                "sessions",
            ],
        )
        .await
    }
}

/// What a person sees in the list of their sessions, and ends; refresh tokens are its links.
fn sessions() -> TableCreateStatement {
    let name = "sessions";
    table(name)
        .col(uuid("user_id"))
        .col(time("created_at"))
        .col(time("last_seen_at"))
        .col(time("expires_at"))
        .col(time_null("revoked_at"))
        .col(text_null("user_agent"))
        .col(text_null("ip"))
        .foreign_key(reference(name, "user_id", "users").on_delete(ForeignKeyAction::Cascade))
        .take()
}

/// `replaced_by` is no foreign key: expired links are purged oldest first, and a reference would make
/// each deletion look for its predecessor.
fn refresh_tokens() -> TableCreateStatement {
    let name = "refresh_tokens";
    table(name)
        .col(uuid("user_id"))
        .col(binary_len("token_hash", DIGEST))
        .col(uuid("family"))
        .col(time("expires_at"))
        .col(time("created_at"))
        .col(time_null("rotated_at"))
        .col(time_null("revoked_at"))
        .col(uuid_null("replaced_by"))
        .col(text_null("user_agent"))
        .col(text_null("ip"))
        .index(&mut unique(name, "token_hash", &["token_hash"]))
        .foreign_key(reference(name, "user_id", "users").on_delete(ForeignKeyAction::Cascade))
        .foreign_key(reference(name, "family", "sessions").on_delete(ForeignKeyAction::Cascade))
        .take()
}

/// The asking user is not a member yet, so this points at the user alone.
fn join_requests() -> TableCreateStatement {
    let name = "join_requests";
    tenant_table(name)
        .col(uuid("user_id"))
        .col(text("request_type"))
        .col(text("status"))
        .col(text_null("invite_code"))
        .col(text_null("message"))
        .col(uuid_null("reviewed_by"))
        .col(time_null("reviewed_at"))
        .col(text_null("review_note"))
        .col(time("created_at"))
        .foreign_key(reference(name, "user_id", "users").on_delete(ForeignKeyAction::Cascade))
        .foreign_key(reference(name, "reviewed_by", "users").on_delete(ForeignKeyAction::SetNull))
        .check(one_of(
            name,
            "request_type",
            &["invite_code", "email_domain", "manual_request", "sso_auto"],
        ))
        .check(one_of(name, "status", &["pending", "approved", "rejected"]))
        .take()
}

/// At most one pending request per organization and user; answered ones may pile up.
fn one_pending_join_request() -> IndexCreateStatement {
    Index::create()
        .name("uq_join_requests_pending")
        .table("join_requests")
        .col("organization_id")
        .col("user_id")
        .unique()
        .and_where(Expr::col("status").eq("pending"))
        .take()
}

/// Only the token's hash is stored: who reads the database cannot accept an invitation.
fn invitations() -> TableCreateStatement {
    let name = "invitations";
    tenant_table(name)
        .col(binary_len("token_hash", DIGEST))
        .col(text("email"))
        .col(text("role"))
        .col(uuid_null("group_id"))
        .col(time("expires_at"))
        .col(uuid("invited_by"))
        .col(time_null("accepted_at"))
        .col(time_null("revoked_at"))
        .col(time("created_at"))
        .index(&mut unique(name, "token_hash", &["token_hash"]))
        .foreign_key(&mut tenant_reference(name, "group_id", "groups"))
        .foreign_key(&mut reference(name, "invited_by", "users"))
        .check(check(
            name,
            "email",
            Expr::col("email").eq(Func::lower(Expr::col("email"))),
        ))
        .check(one_of(name, "role", &ROLES))
        .take()
}

/// One row per address or account and kind of request, so that limits hold across processes.
fn rate_limits() -> TableCreateStatement {
    let name = "rate_limits";
    Table::create()
        .table(name)
        .col(text("key"))
        .col(time("window_started_at"))
        .col(integer("hits").default(0))
        .primary_key(&mut primary_key(name, &["key"]))
        .take()
}
