//! Deleting an organization: after its name was typed, for everybody at once, and its name is free.

use sea_orm::EntityTrait;
use serde_json::json;
use tutta::model::Role;
use tutta::server::entity::{audit_entry, organization};

use crate::both_databases;
use crate::builders::PASSWORD;
use crate::people::world::{log, standing, token};

const PAGE: &str = "/o/acme/admin/settings";

both_databases!(an_owner_deletes_it_by_typing_its_name, async |app| {
    let ada = app.person("ada@example.com").await;
    let acme = app.organization("acme", &ada).await;
    let max = app.member(&acme, "max@acme.example", Role::Member).await;
    let (browser, api) = (ada.browser(app).await, max.api(app).await);
    let delete = async |typed: &str| {
        let fields = [("slug", "acme"), ("confirmation", typed)];
        browser.post(PAGE, "/fn/organization/delete", &fields).await
    };
    let refused = delete("Acme").await.expect(422);
    assert!(
        refused.body.contains("Type the name as it is written"),
        "{}",
        refused.body
    );
    let gone = delete(" acme ").await.expect(303);
    assert_eq!(gone.header("location"), "/");
    browser.get("/o/acme").await.expect(404);
    api.within("acme").get("/api/tickets").await.expect(404);
    api.get("/api/tickets").await.expect(404);
    assert_eq!(
        api.get("/api/me").await.expect(200).json()["organizations"],
        json!([])
    );
    assert_eq!(
        browser.get("/").await.expect(302).header("location"),
        "/welcome"
    );

    let row = organization::Entity::find()
        .one(app.db())
        .await
        .expect("a query")
        .expect("its row stays");
    assert_eq!(
        (row.status.as_str(), row.deleted_at.is_some()),
        ("deleted", true)
    );
    assert_ne!(row.invite_code, acme.id.to_string(), "its code is dead");
    let entries = audit_entry::Entity::find()
        .all(app.db())
        .await
        .expect("the logs");
    assert_eq!(entries.len(), 2, "in both logs");
    let other = app.master("root@example.com").await.api(app).await;
    let again = json!({ "name": "acme" });
    let opened = other
        .post("/api/v1/organizations", again)
        .await
        .expect(201)
        .json();
    assert_eq!(opened["slug"], "acme");
});

both_databases!(
    whoever_waited_there_is_told_and_waits_no_more,
    async |app| {
        let ada = app.person("ada@example.com").await;
        let acme = app.organization("acme", &ada).await;
        let (owner, bob) = (ada.api(app).await, app.person("bob@example.com").await);
        let waiting = bob.api(app).await;
        let ask = "/api/v1/organizations/acme/request_join";
        waiting
            .post(ask, json!({ "message": "Let me in." }))
            .await
            .expect(200);
        let invite = json!({ "email": "grace@navy.example", "role": "agent" });
        let sent = owner
            .post("/api/v1/organizations/acme/invite", invite)
            .await;
        let link = token(app, &sent.expect(201).json());

        owner.delete("/api/v1/organizations/acme").await.expect(204);
        assert_eq!(
            log(app, &acme).await,
            [
                "join_requested",
                "invitation_sent",
                "invitation_revoked",
                "join_rejected",
                "organization_deleted"
            ]
        );
        let removed = Some(("member".to_owned(), "removed".to_owned()));
        assert_eq!(standing(app, &acme, &bob).await, removed);
        let page = bob
            .browser(app)
            .await
            .get("/organizations")
            .await
            .expect(200);
        assert!(
            page.body.contains("The organization was closed.") && !page.body.contains("(deleted")
        );
        let answer = app.newest_mail_to(&bob.email).await;
        assert_eq!(answer.subject, "Your request to join acme");
        assert!(answer.text.contains("> The organization was closed."));
        let accept = json!({ "token": link, "password": PASSWORD });
        let reply = app.api().post("/api/v1/invitations/accept", accept).await;
        assert!(reply.expect(409).body.contains("taken back"));
        assert!(app.mails_to("grace@navy.example").await.is_empty());
    }
);

both_databases!(only_an_owner_does, async |app| {
    let ada = app.person("ada@example.com").await;
    let acme = app.organization("acme", &ada).await;
    let admin = app.member(&acme, "admin@acme.example", Role::Admin).await;
    let api = admin.api(app).await;
    api.delete("/api/v1/organizations/acme").await.expect(403);
    let page = admin.browser(app).await.get(PAGE).await.expect(200);
    assert!(!page.body.contains("Delete this organization?"));
    let owner = ada.api(app).await;
    owner.delete("/api/v1/organizations/acme").await.expect(204);
    owner.delete("/api/v1/organizations/acme").await.expect(404);
});
