//! Links sent by mail, support access, logos, and the heads of the audit chains.

use crate::schema::*;

/// Creates account tokens, support accesses, organization logos and audit heads; says why an organization stands
/// where it stands.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// Whole or not at all, on both databases.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(account_tokens()).await?;
        manager.create_table(support_accesses()).await?;
        manager.create_table(organization_logos()).await?;
        manager.create_table(audit_heads()).await?;
        let reason = Table::alter()
            .table("organizations")
            .add_column(text_null("status_reason"))
            .take();
        manager.alter_table(reason).await?;
        create_indexes(
            manager,
            [
                index("account_tokens", "user", &["user_id", "purpose"]),
                index("account_tokens", "expires", &["expires_at"]),
                index(
                    "support_accesses",
                    "user",
                    &["organization_id", "user_id", "expires_at"],
                ),
                index(
                    "audit_entries",
                    "sequence",
                    &["organization_id", "sequence"],
                )
                .unique()
                .take(),
                index(
                    "audit_entries",
                    "actor",
                    &["organization_id", "actor_id", "sequence"],
                ),
                index(
                    "audit_entries",
                    "record",
                    &["organization_id", "record_id", "sequence"],
                ),
                index(
                    "audit_entries",
                    "action",
                    &["organization_id", "action", "sequence"],
                ),
                index("organizations", "created", &["created_at", "id"]),
                index(
                    "memberships",
                    "role_status",
                    &["organization_id", "role", "status"],
                ),
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, table) in [
            ("ix_memberships_role_status", "memberships"),
            ("ix_organizations_created", "organizations"),
            ("ix_audit_entries_action", "audit_entries"),
            ("ix_audit_entries_record", "audit_entries"),
            ("ix_audit_entries_actor", "audit_entries"),
            ("ix_audit_entries_sequence", "audit_entries"),
        ] {
            manager
                .drop_index(Index::drop().name(name).table(table).to_owned())
                .await?;
        }
        let reason = Table::alter()
            .table("organizations")
            .drop_column("status_reason")
            .take();
        manager.alter_table(reason).await?;
        drop_tables(
            manager,
            &[
                "audit_heads",
                "organization_logos",
                "support_accesses",
                "account_tokens",
            ],
        )
        .await
    }
}

/// Single-use links to an account's address. Only the token's hash is stored.
fn account_tokens() -> TableCreateStatement {
    let name = "account_tokens";
    table(name)
        .col(uuid("user_id"))
        .col(text("purpose"))
        .col(binary_len("token_hash", DIGEST))
        .col(time("expires_at"))
        .col(time_null("used_at"))
        .col(time("created_at"))
        .index(&mut unique(name, "token_hash", &["token_hash"]))
        .foreign_key(reference(name, "user_id", "users").on_delete(ForeignKeyAction::Cascade))
        .check(one_of(name, "purpose", &["verify_email", "reset_password"]))
        .take()
}

/// A master user's look into an organization: for a reason, for a time, ended by its admins at any moment.
fn support_accesses() -> TableCreateStatement {
    let name = "support_accesses";
    tenant_table(name)
        .col(uuid("user_id"))
        .col(text("reason"))
        .col(time("created_at"))
        .col(time("expires_at"))
        .col(time_null("ended_at"))
        .col(uuid_null("ended_by"))
        .foreign_key(reference(name, "user_id", "users").on_delete(ForeignKeyAction::Cascade))
        .foreign_key(reference(name, "ended_by", "users").on_delete(ForeignKeyAction::SetNull))
        .take()
}

/// The picture itself, so that every instance and every backup has it.
fn organization_logos() -> TableCreateStatement {
    let name = "organization_logos";
    Table::create()
        .table(name)
        .col(uuid("organization_id"))
        .col(text("content_type"))
        .col(ColumnDef::new("bytes").blob().not_null())
        .col(binary_len("sha256", DIGEST))
        .col(time("updated_at"))
        .primary_key(&mut primary_key(name, &["organization_id"]))
        .foreign_key(
            reference(name, "organization_id", "organizations")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .take()
}

/// The newest entry of each chain, so that a removed last entry is missed too, and so that two writers of one
/// chain wait for each other. The platform's chain has the nil id.
fn audit_heads() -> TableCreateStatement {
    let name = "audit_heads";
    Table::create()
        .table(name)
        .col(uuid("chain"))
        .col(big_integer("sequence").default(0))
        .col(binary_len("hash", DIGEST))
        .primary_key(&mut primary_key(name, &["chain"]))
        .take()
}
