//! Approving, rejecting, suspending and reactivating organizations; plans and features.

use sea_orm::{ActiveModelTrait, EntityTrait, QueryOrder, Set};
use serde_json::{Value, json};
use tutta::server::entity::{audit_entry, job, organization};

use crate::app::{Api, App, at_once};
use crate::both_databases;
use crate::builders::{Organization, Person};

/// An organization of Ada's that waits for approval.
async fn waiting(app: &App) -> (Person, Organization) {
    let ada = app.person("ada@example.com").await;
    let acme = app.organization("acme", &ada).await;
    set_status(app, &acme, "pending").await;
    (ada, acme)
}

async fn set_status(app: &App, organization: &Organization, status: &str) {
    let row = organization::ActiveModel {
        id: Set(organization.id.into()),
        status: Set(status.to_owned()),
        ..Default::default()
    };
    row.update(app.db()).await.expect("the organization");
}

async fn act(master: &Api<'_>, action: &str, body: Value) -> crate::app::Reply {
    let path = format!("/api/v1/platform/organizations/acme/{action}");
    master.post(&path, body).await
}

fn because() -> Value {
    json!({ "reason": "We could not reach you." })
}

/// What the audit logs say, oldest first: the action, and whether it is the platform's.
async fn audited(app: &App) -> Vec<(String, bool)> {
    let entries = audit_entry::Entity::find()
        .order_by_asc(audit_entry::Column::Sequence)
        .all(app.db())
        .await
        .expect("the logs");
    entries
        .into_iter()
        .map(|entry| (entry.action, entry.organization_id.is_none()))
        .collect()
}

async fn mails(app: &App) -> Vec<Value> {
    let jobs = job::Entity::find().all(app.db()).await.expect("the outbox");
    jobs.into_iter().map(|job| job.payload).collect()
}

both_databases!(who_waits_is_let_in_by_an_approval, async |app| {
    let (ada, acme) = waiting(app).await;
    let api = ada.api(app).await;
    let refused = api.within("acme").get("/api/tickets").await.expect(403);
    assert!(
        refused.body.contains("waiting for approval"),
        "{}",
        refused.body
    );
    let master = app.master("root@example.com").await.api(app).await;

    let list = "/api/v1/platform/organizations?status=pending";
    assert_eq!(master.get(list).await.expect(200).json()["count"], 1);
    let approved = act(&master, "approve", json!({})).await.expect(200).json();
    assert_eq!(approved["status"], "active");
    assert_eq!(master.get(list).await.expect(200).json()["count"], 0);
    api.within("acme").get("/api/tickets").await.expect(200);

    let mails = mails(app).await;
    assert_eq!(mails.len(), 1);
    assert_eq!(
        mails[0],
        json!({ "mail": "organization_reviewed", "organization": acme.id, "owner": ada.id })
    );
    let mut audited = audited(app).await;
    audited.sort();
    let both = [
        ("organization_approved", false),
        ("organization_approved", true),
    ];
    assert_eq!(
        audited,
        both.map(|(action, platform)| (action.to_owned(), platform))
    );
});

both_databases!(of_two_approvals_at_once_one_is_told_so, async |app| {
    waiting(app).await;
    let master = app.master("root@example.com").await.api(app).await;
    let path = "/api/v1/platform/organizations/acme/approve";
    let requests = (0..4).map(|_| master.request("POST", path));
    let replies = at_once(requests.collect()).await;
    let mut statuses: Vec<_> = replies.iter().map(|reply| reply.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409, 409, 409]);
    assert_eq!((mails(app).await.len(), audited(app).await.len()), (1, 2));
});

both_databases!(a_rejection_says_why_and_frees_the_name, async |app| {
    let (ada, acme) = waiting(app).await;
    let api = ada.api(app).await;
    let master = app.master("root@example.com").await.api(app).await;
    act(&master, "reject", json!({})).await.expect(422);
    act(&master, "reject", json!({ "reason": " " }))
        .await
        .expect(422);
    let rejected = act(&master, "reject", because()).await.expect(200).json();
    assert_eq!(rejected["status"], "deleted");
    assert_eq!(rejected["name"], "acme");
    assert_eq!(rejected["status_reason"], "We could not reach you.");
    act(&master, "approve", json!({})).await.expect(404);

    api.within("acme").get("/api/tickets").await.expect(404);
    let me = api.get("/api/me").await.expect(200).json();
    assert_eq!(
        (&me["primary_org"], &me["organizations"]),
        (&json!(null), &json!([]))
    );
    let again = json!({ "name": "acme" });
    let opened = master
        .post("/api/v1/platform/organizations", again)
        .await
        .expect(201)
        .json();
    assert_eq!(opened["slug"], "acme");
    assert_ne!(opened["id"], json!(acme.id));
    let deleted = master
        .get("/api/v1/platform/organizations?status=deleted")
        .await
        .expect(200)
        .json();
    assert_eq!(deleted["results"][0]["id"], json!(acme.id));
    assert_eq!(mails(app).await.len(), 1);
});

both_databases!(a_suspension_closes_everything_at_once, async |app| {
    let ada = app.person("ada@example.com").await;
    app.organization("acme", &ada).await;
    let (api, browser) = (ada.api(app).await, ada.browser(app).await);
    let master = app.master("root@example.com").await.api(app).await;
    browser.get("/o/acme").await.expect(200);
    act(&master, "suspend", because()).await.expect(200);
    act(&master, "suspend", because()).await.expect(409);
    let refused = api.within("acme").get("/api/tickets").await.expect(403);
    assert!(refused.body.contains("suspended"), "{}", refused.body);
    browser.get("/o/acme").await.expect(403);
    app.pass(chrono::Duration::seconds(1));
    let active = act(&master, "reactivate", json!({}))
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&active["status"], &active["status_reason"]),
        (&json!("active"), &json!(null))
    );
    browser.get("/o/acme").await.expect(200);
    assert_eq!((mails(app).await.len(), audited(app).await.len()), (2, 4));
});

both_databases!(plan_and_features_are_set_and_recorded, async |app| {
    let ada = app.person("ada@example.com").await;
    app.organization("acme", &ada).await;
    let master = app.master("root@example.com").await.api(app).await;
    let path = "/api/v1/platform/organizations/acme";
    let body = json!({ "plan": "professional", "features": { "live_chat": true, "sla": false } });
    let changed = master.patch(path, body.clone()).await.expect(200).json();
    assert_eq!(
        (&changed["plan"], &changed["features"]),
        (&body["plan"], &body["features"])
    );
    master.patch(path, body).await.expect(200);
    let actions: Vec<_> = audited(app).await;
    assert_eq!(actions.len(), 4, "what stays is not recorded: {actions:?}");
    for wrong in [
        json!({ "plan": "gold" }),
        json!({ "features": { "Live Chat": true } }),
        json!({ "name": "Mine" }),
    ] {
        master.patch(path, wrong).await.expect(422);
    }
});
