//! The pages of the logs, and the program's own word on them.

use std::process::Stdio;

use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};
use serde_json::json;
use tokio::process::Command;
use tutta::model::audit::{AuditAction, AuditRecord};
use tutta::server::entity::{audit_entry, user};
use tutta::server::store::audit::{Chain, Entry};
use uuid::Uuid;

use super::world::{World, role_changed, settings_changed};
use crate::both_databases;

both_databases!(the_page_tells_the_story, async |app| {
    let world = World::open(app).await;
    let browser = world.ada.browser(app).await;
    let page = browser.get("/o/acme/admin/audit").await.expect(200).body;
    assert!(
        page.contains("Nothing recorded yet"),
        "it says what it is for"
    );
    app.record(
        world.chain(),
        &world.ada,
        role_changed(&world.bo, "agent", "supervisor"),
    )
    .await;
    let changed = settings_changed(
        world.acme.id,
        json!({ "name": "<b>Acme</b>" }),
        json!({ "name": "Acme" }),
    );
    app.record(world.chain(), &world.ada, changed).await;
    let page = browser.get("/o/acme/admin/audit").await.expect(200).body;
    for words in [
        "Changed a role: bo",
        "Role: Agent → Supervisor",
        "&lt;b&gt;Acme&lt;/b&gt; → Acme",
        "192.0.2.7",
    ] {
        assert!(page.contains(words), "{words}");
    }
    assert!(page.contains("/api/v1/organizations/acme/audit.csv"));
    let page = browser
        .get("/o/acme/admin/audit?action=settings_changed")
        .await
        .expect(200)
        .body;
    assert!(!page.contains("Agent → Supervisor"));
    assert!(
        page.contains("audit.csv?action=settings_changed"),
        "the file is what is shown"
    );
    let page = browser
        .get("/o/acme/admin/audit?person=nobody@x.example")
        .await
        .expect(200)
        .body;
    assert!(page.contains("No entry matches"));
    world
        .bo
        .browser(app)
        .await
        .get("/o/acme/admin/audit")
        .await
        .expect(403);
});

both_databases!(what_was_changed_is_told_in_words, async |app| {
    let world = World::open(app).await;
    let kathmandu = |row: &mut user::ActiveModel| row.timezone = Set("Asia/Kathmandu".to_owned());
    world.ada.change(app, kathmandu).await;
    let domains = settings_changed(
        world.acme.id,
        json!({ "allowed_email_domains": ["acme.example"] }),
        json!({ "allowed_email_domains": [] }),
    );
    let approved = Entry {
        action: AuditAction::JoinApproved,
        kind: AuditRecord::JoinRequest,
        record: Uuid::nil(),
        before: Some(json!({ "status": "pending" })),
        after: Some(json!({ "status": "approved", "user": world.bo.id, "role": "member" })),
    };
    let invited = Entry {
        action: AuditAction::InvitationSent,
        kind: AuditRecord::Invitation,
        record: Uuid::nil(),
        before: None,
        after: Some(json!({
            "group": { "id": Uuid::nil(), "name": "Support" },
            "expires_at": "2026-11-27T20:00:00Z",
        })),
    };
    for entry in [domains, approved, invited] {
        app.record(world.chain(), &world.ada, entry).await;
    }
    let browser = world.ada.browser(app).await;
    let page = browser.get("/o/acme/admin/audit").await.expect(200).body;
    for words in [
        "E-mail domains: acme.example → none",
        "Approved a join request: bo",
        "Status: Waiting → Approved",
        "Role: Member",
        "Group: Support",
        "Ends: 28 Nov 2026, 01:45 UTC+5:45",
    ] {
        assert!(page.contains(words), "{words}");
    }
    let ids = [Uuid::nil(), world.bo.id.into()].map(|id: Uuid| id.to_string());
    assert!(
        ids.iter().all(|id| !page.contains(id)),
        "ids are for machines"
    );
});

both_databases!(the_platforms_page_is_for_master_users, async |app| {
    let world = World::open(app).await;
    app.record(
        Chain::Platform,
        &world.eve,
        role_changed(&world.bo, "agent", "owner"),
    )
    .await;
    world
        .ada
        .browser(app)
        .await
        .get("/platform/audit")
        .await
        .expect(404);
    world.eve.change(app, |row| row.is_master = Set(true)).await;
    let page = world
        .eve
        .browser(app)
        .await
        .get("/platform/audit")
        .await
        .expect(200)
        .body;
    assert!(page.contains("Changed a role: bo"));
});

async fn verify(database_url: &str, arguments: &[&str]) -> (bool, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let output = Command::new(env!("CARGO_BIN_EXE_tutta"))
        .args(["audit", "verify"])
        .args(arguments)
        .current_dir(folder.path())
        .env("DATABASE_URL", database_url)
        .stdin(Stdio::null())
        .output()
        .await
        .expect("the program");
    let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    (output.status.success(), said)
}

both_databases!(the_program_says_which_log_is_broken, async |app| {
    let world = World::open(app).await;
    app.record(
        world.chain(),
        &world.ada,
        role_changed(&world.bo, "agent", "admin"),
    )
    .await;
    let (ok, said) = verify(app.database_url(), &[]).await;
    assert!(
        ok && said.contains("ok     acme: 1 entry") && said.contains("globex: nothing"),
        "{said}"
    );

    let row = audit_entry::Entity::find()
        .one(app.db())
        .await
        .expect("a query")
        .expect("an entry");
    let mut row = row.into_active_model();
    row.ip = Set(None);
    row.update(app.db()).await.expect("tampering");
    let (ok, said) = verify(app.database_url(), &[]).await;
    assert!(
        !ok && said.contains("BROKEN acme: entry 1 was edited"),
        "{said}"
    );
    let (ok, said) = verify(app.database_url(), &["--organization", "acme"]).await;
    assert!(!ok && said.contains("entry 1"), "{said}");
    let (ok, said) = verify(app.database_url(), &["--organization", "globex"]).await;
    assert!(ok && said.contains("globex"), "{said}");
    let (ok, said) = verify(app.database_url(), &["--organization", "nowhere"]).await;
    assert!(!ok && said.contains("no organization"), "{said}");
});
