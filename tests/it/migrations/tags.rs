//! The table of tags, which the database holds to what tickets have, and how it is read.

use migration::{Migrator, MigratorTrait};
use sea_orm::{ActiveModelTrait, ConnectionTrait, DatabaseConnection, DbBackend, EntityTrait, Set};
use serde_json::json;
use tutta::server::entity::{organization, ticket_tag};

use super::tallies::plan;
use super::world::{Tenant, on_empty_databases, on_migrated_databases, tenant, ticket};

/// The tags of all tickets, by tag, but for that of the first ticket of a tenant.
async fn tags(db: &DatabaseConnection) -> Vec<String> {
    let rows = ticket_tag::Entity::find().all(db).await.expect("tags");
    let tags = rows.into_iter().map(|row| row.tag);
    let mut tags: Vec<_> = tags.filter(|tag| tag != "printer").collect();
    tags.sort_unstable();
    tags
}

async fn tagged(db: &DatabaseConnection, acme: &Tenant, number: i64, tags: &[&str]) {
    let mut row = ticket(acme.organization, acme.person, number);
    row.tags = Set(json!(tags));
    row.insert(db).await.expect("a ticket");
}

#[tokio::test]
async fn tags_that_were_there_before_are_filed() {
    on_empty_databases(async |db| {
        let steps = Migrator::migrations();
        let before = steps.iter().position(|step| step.name().ends_with("_tags"));
        let before = u32::try_from(before.expect("the step")).expect("few");
        Migrator::up(db, Some(before)).await.expect("up");
        let acme = tenant(db, "acme").await.expect("acme");
        tagged(db, &acme, 2, &["fire", "smoke"]).await;
        Migrator::up(db, None).await.expect("up");
        assert_eq!(tags(db).await, ["fire", "smoke"]);
    })
    .await;
}

#[tokio::test]
async fn every_change_of_a_ticket_s_tags_is_followed() {
    on_migrated_databases(async |db| {
        let acme = tenant(db, "acme").await.expect("acme");
        tagged(db, &acme, 2, &["fire", "fire", "smoke"]).await;
        assert_eq!(tags(db).await, ["fire", "smoke"]);
        for (set, expected) in [
            ("tags = '[\"smoke\", \"ärger\"]'", &["smoke", "ärger"][..]),
            ("subject = 'Out'", &["smoke", "ärger"]),
            ("tags = '[]'", &[]),
            ("tags = '[\"out\"]'", &["out"]),
        ] {
            let update = format!("UPDATE tickets SET {set} WHERE number = 2");
            db.execute_unprepared(&update).await.expect(set);
            assert_eq!(tags(db).await, expected, "{set}");
        }
        let removed = "DELETE FROM tickets WHERE number = 2";
        db.execute_unprepared(removed).await.expect("removed");
        assert_eq!(tags(db).await, [""; 0]);
    })
    .await;
}

#[tokio::test]
async fn an_organization_takes_its_tags_with_it() {
    on_migrated_databases(async |db| {
        for slug in ["acme", "globex"] {
            let tenant = tenant(db, slug).await.expect(slug);
            tagged(db, &tenant, 2, &[slug]).await;
            if slug == "globex" {
                let removed = organization::Entity::delete_by_id(tenant.organization);
                removed.exec(db).await.expect("removed");
            }
        }
        assert_eq!(tags(db).await, ["acme"]);
    })
    .await;
}

/// Tickets with a tag are found by the tag, and whether a ticket has it by the ticket: neither reads all tags.
#[tokio::test]
async fn tags_are_read_from_their_keys() {
    on_migrated_databases(async |db| {
        let is_sqlite = db.get_database_backend() == DbBackend::Sqlite;
        let id = if is_sqlite {
            "x'00'"
        } else {
            "'00000000-0000-7000-8000-000000000000'"
        };
        let has = format!(
            "SELECT t.id FROM tickets t WHERE t.organization_id = {id} AND t.deleted_at IS NULL AND t.id IN \
             (SELECT g.ticket_id FROM ticket_tags g WHERE g.organization_id = {id} AND g.tag IN ('fire')) \
             ORDER BY t.created_at DESC, t.id DESC LIMIT 26"
        );
        let has_not = format!(
            "SELECT t.id FROM tickets t WHERE t.organization_id = {id} AND t.deleted_at IS NULL AND NOT EXISTS \
             (SELECT 1 FROM ticket_tags g WHERE g.organization_id = {id} AND g.tag IN ('fire') AND g.ticket_id = t.id) \
             ORDER BY t.created_at DESC, t.id DESC LIMIT 26"
        );
        for query in [has, has_not] {
            let plan = plan(db, &query).await;
            assert!(!plan.contains("SCAN g") && !plan.contains("Seq Scan"), "{query}\n{plan}");
            assert!(!plan.contains("SCAN t "), "{query}\n{plan}");
        }
    })
    .await;
}
