//! Opening organizations: names and slugs that are free, the owner, the audit logs.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;
use tutta::server::entity::{audit_entry, organization};

use crate::app::at_once;
use crate::both_databases;

const ORGANIZATIONS: &str = "/api/v1/platform/organizations";

both_databases!(a_master_user_opens_an_active_one_and_owns_it, async |app| {
    let master = app.master("root@example.com").await.api(app).await;
    let opened = master
        .post(ORGANIZATIONS, json!({ "name": " Acme,  Inc. " }))
        .await
        .expect(201)
        .json();
    for (field, value) in [
        ("name", json!("Acme, Inc.")),
        ("slug", json!("acme-inc")),
        ("status", json!("active")),
        ("plan", json!("free")),
        ("features", json!({})),
        ("member_count", json!(1)),
    ] {
        assert_eq!(opened[field], value, "{field}");
    }
    let me = master.get("/api/me").await.expect(200).json();
    assert_eq!(me["primary_org"], opened["id"]);
    assert_eq!(me["organizations"][0]["role"], "owner");
    master.get("/api/tickets").await.expect(200);
});

both_databases!(a_name_is_given_once_and_a_slug_is_numbered, async |app| {
    let master = app.master("root@example.com").await.api(app).await;
    let open = async |name: &str| master.post(ORGANIZATIONS, json!({ "name": name })).await;
    open("Acme").await.expect(201);
    let again = open("aCME").await.expect(422).json();
    assert!(again["error"]["fields"]["name"].is_string(), "{again}");
    for (name, slug) in [
        ("Acme!", "acme-2"),
        ("ACME?", "acme-3"),
        ("株式会社", "organization"),
        ("Discover", "discover-2"),
    ] {
        assert_eq!(open(name).await.expect(201).json()["slug"], slug);
    }
    for wrong in [
        json!({}),
        json!({ "name": " " }),
        json!({ "name": "X", "plan": "free" }),
    ] {
        master.post(ORGANIZATIONS, wrong).await.expect(422);
    }
});

both_databases!(of_many_at_once_each_gets_its_own_slug, async |app| {
    let master = app.master("root@example.com").await.api(app).await;
    let request = |name: String| {
        master
            .request("POST", ORGANIZATIONS)
            .json(&json!({ "name": name }))
    };
    let names = (0..6).map(|number| format!("Acme{}", "!".repeat(number)));
    let replies = at_once(names.map(request).collect()).await;
    let mut slugs: Vec<_> = replies
        .into_iter()
        .map(|reply| reply.expect(201).json()["slug"].to_string())
        .collect();
    slugs.sort();
    slugs.dedup();
    assert_eq!(slugs.len(), 6, "{slugs:?}");

    let same = (0..4).map(|_| request("Globex".to_owned()));
    let replies = at_once(same.collect()).await;
    let mut statuses: Vec<_> = replies.iter().map(|reply| reply.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 422, 422, 422]);
});

both_databases!(it_is_recorded_in_both_logs, async |app| {
    let root = app.master("root@example.com").await;
    let master = root.api(app).await;
    master
        .post(ORGANIZATIONS, json!({ "name": "Acme" }))
        .await
        .expect(201);
    let acme = organization::Entity::find()
        .one(app.db())
        .await
        .expect("a query")
        .expect("Acme");
    let entries = audit_entry::Entity::find()
        .filter(audit_entry::Column::Action.eq("organization_created"))
        .order_by_asc(audit_entry::Column::OrganizationId)
        .all(app.db())
        .await
        .expect("the logs");
    assert_eq!(entries.len(), 2);
    for entry in entries {
        assert!([None, Some(acme.id)].contains(&entry.organization_id));
        assert_eq!(
            (entry.record_id, entry.actor_id),
            (acme.id, Some(root.id.into()))
        );
        let said = entry.after.expect("what it is now").to_string();
        assert!(!said.contains(&acme.invite_code), "the code is a secret");
    }
});

both_databases!(others_learn_nothing, async |app| {
    let ada = app.person("ada@example.com").await;
    app.organization("acme", &ada).await;
    let api = ada.api(app).await;
    for path in [
        ORGANIZATIONS,
        "/api/v1/platform/organizations/acme",
        "/api/v1/platform/users",
        "/api/v1/platform/stats",
    ] {
        api.get(path).await.expect(404);
        app.api().get(path).await.expect(401);
    }
    api.post(ORGANIZATIONS, json!({ "name": "Mine" }))
        .await
        .expect(404);
});
