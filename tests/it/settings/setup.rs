//! The first steps of a new organization.

use sea_orm::EntityTrait;
use tutta::model::Role;
use tutta::server::entity::{audit_entry, group, organization};

use crate::app::{App, Browser, Reply};
use crate::both_databases;

const PAGE: &str = "/o/acme/setup";

async fn stored(app: &App) -> (String, bool) {
    let row = organization::Entity::find()
        .one(app.db())
        .await
        .expect("a query")
        .expect("Acme");
    (row.setup_step, row.setup_completed)
}

async fn go(browser: &Browser<'_>, step: &str) -> Reply {
    let fields = [("slug", "acme"), ("step", step)];
    browser.post(PAGE, "/fn/setup/go", &fields).await
}

both_databases!(an_owner_goes_through_the_steps, async |app| {
    let ada = app.person("ada@example.com").await;
    app.organization("acme", &ada).await;
    let browser = ada.browser(app).await;
    let home = browser.get("/o/acme").await.expect(200);
    assert!(home.body.contains("/o/acme/setup"), "home offers the steps");
    let first = browser.get(PAGE).await.expect(200);
    assert!(first.body.contains("Save and go on"), "{}", first.body);

    let fields = [
        ("slug", "acme"),
        ("name", "Acme Inc."),
        ("primary_color", "#112233"),
    ];
    browser
        .post(PAGE, "/fn/setup/profile", &fields)
        .await
        .expect(303);
    assert_eq!(stored(app).await, ("people".to_owned(), false));
    let second = browser.get(PAGE).await.expect(200);
    assert!(
        second.body.contains("/o/acme/admin/invitations"),
        "{}",
        second.body
    );
    go(&browser, "group").await.expect(303);
    let third = browser.get(PAGE).await.expect(200);
    assert!(third.body.contains("Create the group"), "{}", third.body);

    let me = ada.id.to_string();
    let group = async |name: &str, manager: &str| {
        let fields = [("slug", "acme"), ("name", name), ("manager", manager)];
        browser.post(PAGE, "/fn/setup/group", &fields).await
    };
    group("", &me).await.expect(422);
    let stranger = app.person("eve@example.com").await;
    let refused = group("Support", &stranger.id.to_string()).await.expect(422);
    assert!(refused.body.contains("active member"), "{}", refused.body);
    let done = group("Support", &me).await.expect(303);
    assert_eq!(done.header("location"), "/o/acme");
    assert_eq!(stored(app).await, ("done".to_owned(), true));
    let groups = group::Entity::find()
        .all(app.db())
        .await
        .expect("the groups");
    assert_eq!(groups.len(), 1);
    assert_eq!(
        (groups[0].name.as_str(), groups[0].manager_id),
        ("Support", Some(ada.id.into()))
    );
    let home = browser.get("/o/acme").await.expect(200);
    assert!(
        !home.body.contains("/o/acme/setup"),
        "nothing is left to do"
    );
    let log = audit_entry::Entity::find()
        .all(app.db())
        .await
        .expect("the log");
    assert!(log.iter().any(|entry| entry.action == "group_created"));
});

both_databases!(steps_are_skipped_and_gone_back_to, async |app| {
    let ada = app.person("ada@example.com").await;
    app.organization("acme", &ada).await;
    let browser = ada.browser(app).await;
    for (step, completed) in [
        ("people", false),
        ("profile", false),
        ("done", true),
        ("group", true),
    ] {
        go(&browser, step).await.expect(303);
        assert_eq!(stored(app).await, (step.to_owned(), completed));
    }
    go(&browser, "moon").await.expect(422);
});

both_databases!(others_are_not_asked, async |app| {
    let ada = app.person("ada@example.com").await;
    let acme = app.organization("acme", &ada).await;
    let max = app
        .member(&acme, "max@acme.example", Role::Supervisor)
        .await;
    let browser = max.browser(app).await;
    let home = browser.get("/o/acme").await.expect(200);
    assert!(!home.body.contains("/o/acme/setup"), "{}", home.body);
    browser.get(PAGE).await.expect(403);
    go(&browser, "done").await.expect(403);
});
