//! `/api/v1/organizations`.

use serde_json::json;
use tutta::model::Role;

use crate::both_databases;

const LIST: &str = "/api/v1/organizations";

both_databases!(an_organization_reads_as_the_seed_writes_it, async |app| {
    let ada = app.person("ada@example.com").await;
    let acme = app.organization("acme", &ada).await;
    let max = app.member(&acme, "max@acme.example", Role::Member).await;
    let api = ada.api(app).await;
    let read = api
        .get("/api/v1/organizations/acme/")
        .await
        .expect(200)
        .json();
    let fields: Vec<_> = read
        .as_object()
        .expect("an object")
        .keys()
        .cloned()
        .collect();
    let mut expected = [
        "id",
        "name",
        "slug",
        "domain",
        "status",
        "plan",
        "logo_url",
        "primary_color",
        "member_count",
        "my_role",
        "invite_code",
        "allow_email_domain_join",
        "setup_completed",
        "created_at",
    ];
    expected.sort_unstable();
    assert_eq!(fields, expected);
    assert_eq!(
        (
            &read["my_role"],
            &read["member_count"],
            &read["invite_code"]
        ),
        (&json!("owner"), &json!(2), &json!(acme.id.to_string()))
    );
    let api = max.api(app).await;
    let read = api
        .get("/api/v1/organizations/acme")
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&read["my_role"], &read["invite_code"]),
        (&json!("member"), &json!(null))
    );
    let mine = api.get(LIST).await.expect(200).json();
    assert_eq!(mine.as_array().map(Vec::len), Some(1));
    assert_eq!(mine[0]["invite_code"], json!(null));
    let stranger = app.person("eve@example.com").await.api(app).await;
    assert_eq!(stranger.get(LIST).await.expect(200).json(), json!([]));
    app.api().get(LIST).await.expect(401);
});

both_databases!(a_new_code_replaces_the_old_one, async |app| {
    let ada = app.person("ada@example.com").await;
    let acme = app.organization("acme", &ada).await;
    let api = ada.api(app).await;
    let path = "/api/v1/organizations/acme/rotate-invite-code";
    let code = api.post(path, json!({})).await.expect(200).json()["invite_code"].to_string();
    assert_ne!(code, json!(acme.id.to_string()).to_string());
    let next = api.post(path, json!({})).await.expect(200).json()["invite_code"].to_string();
    assert_ne!(next, code);
    let admin = app
        .member(&acme, "sue@acme.example", Role::Supervisor)
        .await;
    admin.api(app).await.post(path, json!({})).await.expect(403);
});

both_databases!(unknown_and_wrong_fields_are_named, async |app| {
    let ada = app.person("ada@example.com").await;
    app.organization("acme", &ada).await;
    let api = ada.api(app).await;
    for (body, field) in [
        (json!({ "plan": "enterprise" }), "plan"),
        (json!({ "status": "active" }), "status"),
        (json!({ "primary_color": "red" }), "primary_color"),
        (json!({ "domain": "nowhere" }), "domain"),
        (
            json!({ "allowed_email_domains": ["gmail.com"] }),
            "allowed_email_domains",
        ),
        (
            json!({ "allow_email_domain_join": true }),
            "allowed_email_domains",
        ),
    ] {
        let reply = api
            .patch("/api/v1/organizations/acme", body)
            .await
            .expect(422)
            .json();
        assert!(
            reply["error"]["fields"][field].is_string(),
            "{field}: {reply}"
        );
    }
    let change = json!({ "domain": "acme.example", "default_join_role": null });
    let changed = api
        .patch("/api/v1/organizations/acme", change)
        .await
        .expect(200)
        .json();
    assert_eq!(changed["domain"], "acme.example");
    let cleared = json!({ "domain": null });
    let cleared = api
        .patch("/api/v1/organizations/acme", cleared)
        .await
        .expect(200)
        .json();
    assert_eq!(cleared["domain"], json!(null));
});

both_databases!(one_more_waits_for_approval, async |app| {
    let ada = app.person("ada@example.com").await;
    let api = ada.api(app).await;
    let opened = api
        .post(LIST, json!({ "name": "Acme" }))
        .await
        .expect(201)
        .json();
    assert_eq!(
        (
            &opened["status"],
            &opened["my_role"],
            &opened["invite_code"]
        ),
        (&json!("pending"), &json!("owner"), &json!(null))
    );
    api.within("acme").get("/api/tickets").await.expect(403);
    let taken = api
        .post(LIST, json!({ "name": "ACME" }))
        .await
        .expect(422)
        .json();
    assert!(taken["error"]["fields"]["name"].is_string());
});

both_databases!(
    only_master_users_open_them_where_the_configuration_says_so,
    |config| config.signup.organizations = tutta::server::config::OrganizationSignup::MasterOnly,
    async |app| {
        let ada = app.person("ada@example.com").await.api(app).await;
        ada.post(LIST, json!({ "name": "Acme" })).await.expect(403);
        let root = app.master("root@example.com").await.api(app).await;
        let opened = root.post(LIST, json!({ "name": "Acme" })).await.expect(201);
        assert_eq!(opened.json()["status"], "active");
    }
);
