//! Who one is, and where one lands.

use sea_orm::{ActiveModelTrait, Set};
use serde_json::{Value, json};
use tutta::model::Role;
use tutta::server::entity::organization;
use uuid::Uuid;

use crate::app::App;
use crate::both_databases;
use crate::builders::Organization;

async fn set_status(app: &App, organization: &Organization, status: &str) {
    let row = organization::ActiveModel {
        id: Set(organization.id.into()),
        status: Set(status.to_owned()),
        ..Default::default()
    };
    row.update(app.db()).await.expect("the organization");
}

both_databases!(me_has_the_fields_of_the_specification, async |app| {
    let ada = app.person("ada@example.com").await;
    let acme = app.organization("acme", &ada).await;
    let me = ada.api(app).await.get("/api/me").await.expect(200).json();
    let mut fields: Vec<_> = me
        .as_object()
        .expect("an object")
        .keys()
        .map(String::as_str)
        .collect();
    fields.sort_unstable();
    let expected = [
        "avatar_url",
        "created_at",
        "email",
        "first_name",
        "id",
        "is_master_user",
        "language",
        "last_name",
        "onboarding_completed",
        "onboarding_step",
        "organizations",
        "primary_org",
        "primary_org_role",
        "status",
        "timezone",
        "user_type",
    ];
    assert_eq!(fields, expected);
    assert_eq!(me["primary_org"], json!(acme.id));
    assert_eq!(
        (&me["primary_org_role"], &me["user_type"]),
        (&json!("owner"), &json!("org_admin"))
    );
    let mine = json!([{ "id": acme.id, "name": "acme", "slug": "acme", "role": "owner", "status": "active" }]);
    assert_eq!(me["organizations"], mine);
    assert!(
        me["created_at"]
            .as_str()
            .is_some_and(|time| time.ends_with('Z'))
    );
});

both_databases!(the_user_type_follows_the_role, async |app| {
    let owner = app.person("owner@example.com").await;
    let acme = app.organization("acme", &owner).await;
    for (role, user_type) in [
        (Role::Admin, "org_admin"),
        (Role::Supervisor, "manager"),
        (Role::Agent, "learner"),
        (Role::Member, "learner"),
    ] {
        let person = app
            .member(&acme, &format!("{role}@example.com"), role)
            .await;
        let me = person
            .api(app)
            .await
            .get("/api/me")
            .await
            .expect(200)
            .json();
        assert_eq!(me["user_type"], user_type, "{role}");
    }
    let master = app.person("master@example.com").await;
    master.change(app, |row| row.is_master = Set(true)).await;
    assert_eq!(
        master.api(app).await.get("/api/me").await.json()["user_type"],
        "master"
    );
});

both_databases!(an_organization_that_waits_shows_as_waiting, async |app| {
    let ada = app.person("ada@example.com").await;
    let acme = app.organization("acme", &ada).await;
    let api = ada.api(app).await;
    for (status, shown) in [
        ("pending", json!("pending")),
        ("suspended", json!("suspended")),
        ("deleted", Value::Null),
    ] {
        set_status(app, &acme, status).await;
        let me = api.get("/api/me").await.expect(200).json();
        assert_eq!(me["organizations"][0]["status"], shown, "{status}");
        assert_eq!(me["primary_org_role"], Value::Null, "{status}");
    }
});

both_databases!(one_lands_where_one_chooses, async |app| {
    let ada = app.person("ada@example.com").await;
    let acme = app.organization("acme", &ada).await;
    let globex = app.organization("globex", &ada).await;
    let api = ada.api(app).await;
    assert_eq!(
        api.get("/api/me").await.json()["primary_org"],
        json!(globex.id)
    );
    let body = json!({ "organization_id": acme.id });
    let switched = api
        .post("/api/v1/auth/switch-org", body)
        .await
        .expect(200)
        .json();
    assert_eq!(switched["user"]["primary_org"], json!(acme.id));

    let browser = ada.browser(app).await;
    let reply = browser
        .call("/fn/switch_organization", &[("slug", "globex")])
        .await
        .expect(200);
    assert_eq!(reply.header("location"), "/o/globex");
    assert_eq!(
        api.get("/api/me").await.json()["primary_org"],
        json!(globex.id)
    );
});

both_databases!(one_cannot_land_where_one_does_not_belong, async |app| {
    let (ada, eve) = (
        app.person("ada@example.com").await,
        app.person("eve@example.com").await,
    );
    let acme = app.organization("acme", &ada).await;
    let own = app.organization("globex", &eve).await;
    let api = eve.api(app).await;
    let switch = async |id: Value| {
        api.post("/api/v1/auth/switch-org", json!({ "organization_id": id }))
            .await
    };
    assert_eq!(
        switch(json!(acme.id)).await.expect(403).json()["error"]["message"],
        "Not a member of this organization"
    );
    switch(json!(Uuid::now_v7())).await.expect(404);
    switch(json!("acme")).await.expect(422);
    set_status(app, &own, "suspended").await;
    switch(json!(own.id)).await.expect(403);
    let browser = eve.browser(app).await;
    for slug in ["acme", "nowhere", "Not A Slug"] {
        browser
            .call("/fn/switch_organization", &[("slug", slug)])
            .await
            .expect(404);
    }
});

both_databases!(
    un_scoped_addresses_act_on_the_primary_organization_or_the_one_named,
    async |app| {
        let ada = app.person("ada@example.com").await;
        let acme = app.organization("acme", &ada).await;
        let globex = app.organization("globex", &ada).await;
        app.group(&acme, "Of acme", None, &[]).await;
        app.group(&globex, "Of globex", None, &[]).await;
        let api = ada.api(app).await;
        assert_eq!(
            api.get("/api/groups").await.expect(200).json()[0]["name"],
            "Of globex"
        );
        assert_eq!(
            api.within("acme")
                .get("/api/groups")
                .await
                .expect(200)
                .json()[0]["name"],
            "Of acme"
        );
        api.within("nowhere").get("/api/groups").await.expect(404);
        api.within("Not A Slug")
            .get("/api/groups")
            .await
            .expect(404);
        let nobody = app.person("nobody@example.com").await;
        nobody.api(app).await.get("/api/groups").await.expect(404);
        nobody
            .api(app)
            .await
            .within("acme")
            .get("/api/groups")
            .await
            .expect(404);
    }
);
