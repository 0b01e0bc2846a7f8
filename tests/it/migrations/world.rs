//! Fresh databases, and the smallest tenant a ticket can live in.

use migration::{Migrator, MigratorTrait};
use sea_orm::prelude::DateTimeUtc;
use sea_orm::{
    ActiveModelTrait, ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbErr, Set,
};
use serde_json::json;
use std::io::Write;
use std::sync::Once;
use tutta::server::entity::{
    attachment, comment, group, group_membership, membership, organization, ticket, user,
};
use uuid::Uuid;

static SKIPPED: Once = Once::new();

/// A moment; which one does not matter here. PostgreSQL keeps microseconds, so it has no finer parts.
pub fn now() -> DateTimeUtc {
    DateTimeUtc::from_timestamp_micros(1_795_000_000_123_456).expect("a moment")
}

/// Runs `test` on an empty database of each kind.
pub async fn on_empty_databases(test: impl AsyncFn(&DatabaseConnection)) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("tutta.db");
    let sqlite = connect(&format!("sqlite://{}?mode=rwc", file.display())).await;
    test(&sqlite).await;
    sqlite.close().await.expect("close");

    let Ok(server) = std::env::var("TUTTA_TEST_POSTGRES") else {
        return SKIPPED.call_once(say_skipped);
    };
    let server = server.trim_end_matches('/');
    let name = format!("tutta_migrations_{}", Uuid::now_v7().simple());
    let admin = connect(&format!("{server}/postgres")).await;
    let create = format!("CREATE DATABASE {name}");
    admin.execute_unprepared(&create).await.expect("create");
    let postgres = connect(&format!("{server}/{name}")).await;
    test(&postgres).await;
    postgres.close().await.expect("close");
    let drop = format!("DROP DATABASE {name} WITH (FORCE)");
    admin.execute_unprepared(&drop).await.expect("drop");
}

/// Past the harness, which keeps what a passing test prints to itself.
fn say_skipped() {
    let line = "\n*** SKIPPED ON POSTGRESQL: TUTTA_TEST_POSTGRES is not set ***\n\n";
    std::io::stderr()
        .write_all(line.as_bytes())
        .expect("stderr");
}

/// Runs `test` on a migrated database of each kind.
pub async fn on_migrated_databases(test: impl AsyncFn(&DatabaseConnection)) {
    on_empty_databases(async |db| {
        Migrator::up(db, None).await.expect("up");
        test(db).await;
    })
    .await;
}

async fn connect(url: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url);
    options.max_connections(3).sqlx_logging(false);
    Database::connect(options).await.expect(url)
}

/// An organization with one person, who is in its one group and filed its one ticket there.
pub struct Tenant {
    pub organization: Uuid,
    pub person: Uuid,
    pub group: Uuid,
    pub ticket: Uuid,
    pub comment: Uuid,
}

/// Writes a tenant called `name`.
pub async fn tenant(db: &DatabaseConnection, name: &str) -> Result<Tenant, DbErr> {
    let person = user(&format!("owner@{name}.example")).insert(db).await?.id;
    let organization = organization(name, person).insert(db).await?.id;
    membership(organization, person).insert(db).await?;
    let group = group(organization, "Support").insert(db).await?.id;
    group_membership::ActiveModel {
        id: Set(Uuid::now_v7()),
        organization_id: Set(organization),
        group_id: Set(group),
        user_id: Set(person),
        created_at: Set(now()),
    }
    .insert(db)
    .await?;
    let mut first = ticket(organization, person, 1);
    first.group_id = Set(Some(group));
    let ticket = first.insert(db).await?.id;
    let comment = comment(organization, ticket, person).insert(db).await?.id;
    Ok(Tenant {
        organization,
        person,
        group,
        ticket,
        comment,
    })
}

/// An active person.
pub fn user(email: &str) -> user::ActiveModel {
    user::ActiveModel {
        id: Set(Uuid::now_v7()),
        email: Set(email.into()),
        status: Set("active".into()),
        created_at: Set(now()),
        updated_at: Set(now()),
        ..Default::default()
    }
}

/// An active organization.
pub fn organization(name: &str, created_by: Uuid) -> organization::ActiveModel {
    organization::ActiveModel {
        id: Set(Uuid::now_v7()),
        name: Set(name.into()),
        slug: Set(format!("{name}-{}", Uuid::now_v7().simple())),
        created_by: Set(created_by),
        status: Set("active".into()),
        invite_code: Set(Uuid::now_v7().to_string()),
        created_at: Set(now()),
        updated_at: Set(now()),
        ..Default::default()
    }
}

/// An owner's membership.
pub fn membership(organization: Uuid, user: Uuid) -> membership::ActiveModel {
    membership::ActiveModel {
        id: Set(Uuid::now_v7()),
        organization_id: Set(organization),
        user_id: Set(user),
        role: Set("owner".into()),
        status: Set("active".into()),
        created_at: Set(now()),
        updated_at: Set(now()),
        ..Default::default()
    }
}

/// A group without a manager.
pub fn group(organization: Uuid, name: &str) -> group::ActiveModel {
    group::ActiveModel {
        id: Set(Uuid::now_v7()),
        organization_id: Set(organization),
        name: Set(name.into()),
        created_at: Set(now()),
        updated_at: Set(now()),
        ..Default::default()
    }
}

/// An open ticket without a group.
pub fn ticket(organization: Uuid, created_by: Uuid, number: i64) -> ticket::ActiveModel {
    ticket::ActiveModel {
        id: Set(Uuid::now_v7()),
        organization_id: Set(organization),
        number: Set(number),
        subject: Set("The printer is on fire".into()),
        created_by: Set(created_by),
        tags: Set(json!(["printer"])),
        created_at: Set(now()),
        updated_at: Set(now()),
        ..Default::default()
    }
}

/// A public comment.
pub fn comment(organization: Uuid, ticket: Uuid, author: Uuid) -> comment::ActiveModel {
    comment::ActiveModel {
        id: Set(Uuid::now_v7()),
        organization_id: Set(organization),
        ticket_id: Set(ticket),
        author_id: Set(author),
        body: Set("Have you tried water?".into()),
        visibility: Set("public".into()),
        created_at: Set(now()),
        ..Default::default()
    }
}

/// A file of a ticket.
pub fn attachment(of: &Tenant) -> attachment::ActiveModel {
    attachment::ActiveModel {
        id: Set(Uuid::now_v7()),
        organization_id: Set(of.organization),
        ticket_id: Set(of.ticket),
        uploader_id: Set(of.person),
        file_name: Set("fire.png".into()),
        content_type: Set("image/png".into()),
        size: Set(7),
        sha256: Set(vec![7; 32]),
        storage_key: Set("07/07".into()),
        created_at: Set(now()),
        ..Default::default()
    }
}
