//! Support access: off by default, for a reason and a time, read-only, and over the moment somebody says so.

use chrono::Duration;
use sea_orm::{EntityTrait, QueryOrder};
use serde_json::{Value, json};
use tutta::model::Role;
use tutta::server::entity::{audit_entry, job};

use crate::app::{Api, App, Reply, at_once};
use crate::both_databases;
use crate::builders::{NewTicket, Organization, Person};

const ACCESS: &str = "/api/v1/platform/organizations/acme/support-access";

struct World {
    ada: Person,
    acme: Organization,
    root: Person,
}

/// Acme with a ticket, and a master user who has nothing to do with it.
async fn world(app: &App) -> World {
    let ada = app.person("ada@example.com").await;
    let acme = app.organization("acme", &ada).await;
    let secret = NewTicket {
        subject: "The secret of Acme",
        ..NewTicket::by(&ada)
    };
    app.ticket(&acme, secret).await;
    let root = app.master("root@example.com").await;
    World { ada, acme, root }
}

async fn allow(app: &App, world: &World, allowed: bool) {
    let api = world.ada.api(app).await;
    let body = json!({ "allow_support_access": allowed });
    api.patch("/api/v1/organizations/acme", body)
        .await
        .expect(200);
}

async fn open(master: &Api<'_>, hours: u8) -> Reply {
    let body = json!({ "reason": "Ticket 4711 of ours", "hours": hours });
    master.post(ACCESS, body).await
}

async fn logged(app: &App, action: &str) -> usize {
    let entries = audit_entry::Entity::find()
        .order_by_asc(audit_entry::Column::Sequence)
        .all(app.db())
        .await
        .expect("the logs");
    entries
        .iter()
        .filter(|entry| entry.action == action)
        .count()
}

both_databases!(it_is_off_until_the_organization_allows_it, async |app| {
    let world = world(app).await;
    let api = world.root.api(app).await;
    let refused = open(&api, 1).await.expect(409);
    assert!(
        refused.body.contains("does not allow support access"),
        "{}",
        refused.body
    );
    allow(app, &world, true).await;
    api.within("acme").get("/api/tickets").await.expect(404);
    for wrong in [
        json!({ "reason": " ", "hours": 1 }),
        json!({ "reason": "x", "hours": 2 }),
        json!({ "hours": 1 }),
    ] {
        api.post(ACCESS, wrong).await.expect(422);
    }
    open(&api, 4).await.expect(201);
    open(&api, 4).await.expect(409);
    let list = api
        .within("acme")
        .get("/api/tickets")
        .await
        .expect(200)
        .json();
    assert_eq!(list["results"][0]["subject"], "The secret of Acme");
    let other = app.master("other@example.com").await.api(app).await;
    other.within("acme").get("/api/tickets").await.expect(404);
    let jobs = job::Entity::find().all(app.db()).await.expect("the outbox");
    let told: Vec<&Value> = jobs
        .iter()
        .map(|job| &job.payload)
        .filter(|mail| mail["mail"] == "support_access_opened")
        .collect();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0]["admin"], json!(world.ada.id));
    assert_eq!(
        logged(app, "support_access_opened").await,
        2,
        "in both logs"
    );
});

both_databases!(whoever_looks_in_changes_nothing, async |app| {
    let world = world(app).await;
    allow(app, &world, true).await;
    let api = world.root.api(app).await;
    open(&api, 1).await.expect(201);
    let within = api.within("acme");
    within.get("/api/admin/stats").await.expect(200);
    for (method, path, body) in [
        ("POST", "/api/tickets", json!({ "subject": "Mine" })),
        ("PATCH", "/api/tickets/1", json!({ "priority": "high" })),
        ("POST", "/api/tickets/1/comments", json!({ "body": "Mine" })),
        ("DELETE", "/api/tickets/1", json!({})),
        (
            "PATCH",
            "/api/v1/organizations/acme",
            json!({ "name": "Mine" }),
        ),
        ("DELETE", "/api/v1/organizations/acme", json!({})),
    ] {
        let reply = Reply::to(within.request(method, path).json(&body)).await;
        assert_eq!(reply.status, 403, "{method} {path}: {}", reply.body);
    }
    let view = within
        .get("/api/v1/organizations/acme")
        .await
        .expect(200)
        .json();
    assert_eq!(view["invite_code"], json!(null));
    let browser = world.root.browser(app).await;
    let page = browser.get("/o/acme/tickets/1").await.expect(200);
    assert!(page.body.contains("read-only"), "the banner says so");
    assert!(
        !page.body.contains("Delete this ticket?"),
        "nothing is offered"
    );
    let fields = [("slug", "acme"), ("name", "Mine")];
    let page = "/o/acme/admin/departments";
    browser
        .post(page, "/fn/departments/create", &fields)
        .await
        .expect(403);
});

both_databases!(it_ends_by_itself, async |app| {
    let world = world(app).await;
    allow(app, &world, true).await;
    let api = world.root.api(app).await;
    open(&api, 1).await.expect(201);
    app.pass(Duration::minutes(59));
    let browser = world.root.browser(app).await;
    browser.get("/o/acme").await.expect(200);
    app.pass(Duration::minutes(2));
    browser.get("/o/acme").await.expect(404);
    let again = world.root.api(app).await;
    open(&again, 1).await.expect(201);
});

both_databases!(an_admin_ends_it_at_once, async |app| {
    let world = world(app).await;
    allow(app, &world, true).await;
    let api = world.root.api(app).await;
    let look = open(&api, 24).await.expect(201).json();
    let id = look["id"].as_str().expect("an id").to_owned();
    let fields = [("slug", "acme"), ("id", id.as_str())];
    let max = app
        .member(&world.acme, "max@acme.example", Role::Member)
        .await;
    let browser = max.browser(app).await;
    browser
        .post("/o/acme", "/fn/support/end", &fields)
        .await
        .expect(403);
    let home = browser.get("/o/acme").await.expect(200);
    assert!(!home.body.contains("looking in"), "{}", home.body);

    let browser = world.ada.browser(app).await;
    let home = browser.get("/o/acme").await.expect(200);
    assert!(
        home.body.contains("Ticket 4711 of ours"),
        "the banner says why"
    );
    browser
        .post("/o/acme", "/fn/support/end", &fields)
        .await
        .expect(303);
    api.within("acme").get("/api/tickets").await.expect(404);
    browser
        .post("/o/acme", "/fn/support/end", &fields)
        .await
        .expect(404);
    assert_eq!(logged(app, "support_access_ended").await, 2, "in both logs");
});

both_databases!(switching_it_off_ends_it_too, async |app| {
    let world = world(app).await;
    allow(app, &world, true).await;
    let api = world.root.api(app).await;
    open(&api, 24).await.expect(201);
    allow(app, &world, false).await;
    api.within("acme").get("/api/tickets").await.expect(404);
    allow(app, &world, true).await;
    api.within("acme").get("/api/tickets").await.expect(404);
    assert_eq!(logged(app, "support_access_ended").await, 2);
});

both_databases!(whoever_is_no_master_any_more_is_out, async |app| {
    let world = world(app).await;
    allow(app, &world, true).await;
    let api = world.root.api(app).await;
    open(&api, 24).await.expect(201);
    let other = app.master("other@example.com").await.api(app).await;
    let path = format!("/api/v1/platform/users/{}/revoke-master", world.root.id);
    other.post(&path, json!({})).await.expect(200);
    api.within("acme").get("/api/tickets").await.expect(404);
});

both_databases!(of_many_at_once_one_is_opened, async |app| {
    let world = world(app).await;
    allow(app, &world, true).await;
    let api = world.root.api(app).await;
    let body = json!({ "reason": "x", "hours": 1 });
    let requests = (0..4).map(|_| api.request("POST", ACCESS).json(&body));
    let replies = at_once(requests.collect()).await;
    let mut statuses: Vec<_> = replies.iter().map(|reply| reply.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409, 409, 409]);
    api.delete(ACCESS).await.expect(204);
    api.delete(ACCESS).await.expect(404);
});
