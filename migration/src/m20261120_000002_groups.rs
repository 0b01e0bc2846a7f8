//! Groups, the teams that work tickets, and who is in them.

use crate::schema::*;

/// Creates groups and their members.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// Whole or not at all, on both databases.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(groups()).await?;
        manager.create_table(group_memberships()).await?;
        unique_name(manager, "groups", &["organization_id"]).await?;
        create_indexes(
            manager,
            [
                index("groups", "manager", &["organization_id", "manager_id"]),
                index(
                    "groups",
                    "department",
                    &["organization_id", "department_id"],
                ),
                index("group_memberships", "user", &["organization_id", "user_id"]),
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["group_memberships", "groups"]).await
    }
}

fn groups() -> TableCreateStatement {
    let name = "groups";
    tenant_table(name)
        .col(text("name"))
        .col(text("description").default(""))
        .col(uuid_null("department_id"))
        .col(uuid_null("manager_id"))
        .col(time("created_at"))
        .col(time("updated_at"))
        .index(&mut unique_in_tenant(name))
        .foreign_key(&mut tenant_reference(name, "department_id", "departments"))
        .foreign_key(&mut member_reference(name, "manager_id"))
        .take()
}

/// A person is in a group through their membership of the organization, and leaves it with that.
fn group_memberships() -> TableCreateStatement {
    let name = "group_memberships";
    tenant_table(name)
        .col(uuid("group_id"))
        .col(uuid("user_id"))
        .col(time("created_at"))
        .index(&mut unique(
            name,
            "user",
            &["organization_id", "group_id", "user_id"],
        ))
        .foreign_key(
            tenant_reference(name, "group_id", "groups").on_delete(ForeignKeyAction::Cascade),
        )
        .foreign_key(member_reference(name, "user_id").on_delete(ForeignKeyAction::Cascade))
        .take()
}
