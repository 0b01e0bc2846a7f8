//! Organizations, users, and the memberships that join them: what everything else hangs on.

use crate::schema::*;

/// Creates organizations, users, departments and memberships.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// Whole or not at all, on both databases.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_organizations_and_users(manager).await?;
        manager.create_table(organization_slugs()).await?;
        manager.create_table(departments()).await?;
        manager.create_table(memberships()).await?;
        unique_name(manager, "organizations", &[]).await?;
        unique_name(manager, "departments", &["organization_id"]).await?;
        create_indexes(
            manager,
            [
                index("organizations", "status", &["status", "created_at", "id"]),
                index("organization_slugs", "organization", &["organization_id"]),
                index("users", "created", &["created_at", "id"]),
                index("memberships", "user", &["user_id", "status"]),
                index("memberships", "role", &["organization_id", "role"]),
                index("memberships", "status", &["organization_id", "status"]),
                index(
                    "memberships",
                    "department",
                    &["organization_id", "department_id"],
                ),
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(
            manager,
            &["memberships", "departments", "organization_slugs"],
        )
        .await?;
        // Users point here too. PostgreSQL drops that reference with the table; SQLite empties it.
        manager
            .drop_table(Table::drop().table("organizations").cascade().take())
            .await?;
        drop_tables(manager, &["users"]).await
    }
}

/// Organizations and users point at each other. SQLite takes a reference to a table that is yet to come
/// but cannot add one later; PostgreSQL is the other way round.
async fn create_organizations_and_users(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut created_by = reference("organizations", "created_by", "users");
    let mut organizations = organizations();
    match manager.get_database_backend() {
        sea_orm::DbBackend::Sqlite => {
            organizations.foreign_key(&mut created_by);
            manager.create_table(organizations).await?;
            manager.create_table(users()).await
        }
        _ => {
            manager.create_table(organizations).await?;
            manager.create_table(users()).await?;
            manager.create_foreign_key(created_by).await
        }
    }
}

fn organizations() -> TableCreateStatement {
    let name = "organizations";
    table(name)
        .col(text("name"))
        .col(text("slug"))
        .col(text_null("domain"))
        .col(uuid("created_by"))
        .col(text("status"))
        .col(text("plan").default("free"))
        .col(json_binary("features").default("{}"))
        .col(json_binary("settings").default("{}"))
        .col(text_null("logo_url"))
        .col(text("primary_color").default("#4F46E5"))
        .col(boolean("setup_completed").default(false))
        .col(text("setup_step").default("profile"))
        .col(text("invite_code"))
        .col(boolean("allow_email_domain_join").default(false))
        .col(json_binary("allowed_email_domains").default("[]"))
        .col(big_integer("ticket_sequence").default(0))
        .col(time("created_at"))
        .col(time("updated_at"))
        .col(time_null("deleted_at"))
        .index(&mut unique(name, "slug", &["slug"]))
        .index(&mut unique(name, "invite_code", &["invite_code"]))
        .check(one_of(
            name,
            "status",
            &["pending", "active", "suspended", "deleted"],
        ))
        .check(one_of(
            name,
            "plan",
            &["free", "starter", "professional", "enterprise"],
        ))
        .check(check(
            name,
            "primary_color",
            Expr::expr(Func::char_length(Expr::col("primary_color"))).eq(7),
        ))
        .take()
}

fn users() -> TableCreateStatement {
    let name = "users";
    table(name)
        .col(text("email"))
        .col(time_null("email_verified_at"))
        .col(text_null("password_hash"))
        .col(text("first_name").default(""))
        .col(text("last_name").default(""))
        .col(boolean("is_master").default(false))
        .col(text("status"))
        .col(text_null("phone"))
        .col(text("timezone").default("UTC"))
        .col(text("language").default("en"))
        .col(text_null("avatar_url"))
        .col(uuid_null("primary_organization_id"))
        .col(boolean("onboarding_completed").default(false))
        .col(text("onboarding_step").default("profile"))
        .col(time_null("last_active_at"))
        .col(time_null("password_changed_at"))
        .col(integer("failed_login_attempts").default(0))
        .col(time_null("locked_until"))
        .col(time("created_at"))
        .col(time("updated_at"))
        .index(&mut unique(name, "email", &["email"]))
        .foreign_key(
            reference(name, "primary_organization_id", "organizations")
                .on_delete(ForeignKeyAction::SetNull),
        )
        .check(check(
            name,
            "email",
            Expr::col("email").eq(Func::lower(Expr::col("email"))),
        ))
        .check(one_of(
            name,
            "status",
            &["pending", "active", "suspended", "deactivated"],
        ))
        .check(one_of(
            name,
            "onboarding_step",
            &["profile", "organization", "done"],
        ))
        .take()
}

/// The slugs an organization had before, so that old links still find it.
fn organization_slugs() -> TableCreateStatement {
    let name = "organization_slugs";
    Table::create()
        .table(name)
        .col(text("slug"))
        .col(uuid("organization_id"))
        .primary_key(&mut primary_key(name, &["slug"]))
        .foreign_key(
            reference(name, "organization_id", "organizations")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .take()
}

fn departments() -> TableCreateStatement {
    let name = "departments";
    tenant_table(name)
        .col(text("name"))
        .col(time("created_at"))
        .col(time("updated_at"))
        .index(&mut unique_in_tenant(name))
        .take()
}

/// Nobody references a membership by its own id: what points at a member says which user in which
/// organization.
fn memberships() -> TableCreateStatement {
    let name = "memberships";
    tenant_table(name)
        .col(uuid("user_id"))
        .col(text("role"))
        .col(text("status"))
        .col(uuid_null("invited_by"))
        .col(time_null("invited_at"))
        .col(time_null("joined_at"))
        .col(uuid_null("department_id"))
        .col(time("created_at"))
        .col(time("updated_at"))
        .index(&mut unique(name, "user", &["organization_id", "user_id"]))
        .foreign_key(&mut reference(name, "user_id", "users"))
        .foreign_key(reference(name, "invited_by", "users").on_delete(ForeignKeyAction::SetNull))
        .foreign_key(&mut tenant_reference(name, "department_id", "departments"))
        .check(one_of(name, "role", &ROLES))
        .check(one_of(
            name,
            "status",
            &["invited", "pending", "active", "suspended", "removed"],
        ))
        .take()
}
