//! The console in a browser without script.

use crate::both_databases;

both_databases!(
    a_master_user_without_an_organization_lands_there,
    async |app| {
        let root = app.master("root@example.com").await;
        let browser = root.browser(app).await;
        assert_eq!(
            browser.get("/").await.expect(302).header("location"),
            "/platform"
        );
        let page = browser.get("/platform").await.expect(200);
        assert!(page.body.contains("No organization yet"), "{}", page.body);

        let opened = browser
            .post(
                "/platform",
                "/fn/platform/open_organization",
                &[("name", "Acme")],
            )
            .await
            .expect(303);
        let file = opened.header("location").to_owned();
        assert!(file.starts_with("/platform/organizations/"), "{file}");
        assert!(
            browser
                .get(&file)
                .await
                .expect(200)
                .body
                .contains("Suspend this organization?")
        );
        assert_eq!(
            browser.get("/").await.expect(302).header("location"),
            "/o/acme"
        );
        let home = browser.get("/o/acme").await.expect(200);
        assert!(
            home.body.contains("Platform console"),
            "the menu leads there"
        );
        let taken = browser
            .post(
                "/platform",
                "/fn/platform/open_organization",
                &[("name", "ACME")],
            )
            .await
            .expect(422);
        assert!(
            taken.body.contains("of this name already"),
            "{}",
            taken.body
        );
    }
);

both_databases!(forms_suspend_and_reactivate, async |app| {
    let ada = app.person("ada@example.com").await;
    let acme = app.organization("acme", &ada).await;
    let browser = app.master("root@example.com").await.browser(app).await;
    let page = format!("/platform/organizations/{}", acme.id);
    let id = acme.id.to_string();
    let review = async |action: &str, reason: &str| {
        let fields = [("id", id.as_str()), ("action", action), ("reason", reason)];
        browser.post(&page, "/fn/platform/review", &fields).await
    };
    let refused = review("suspend", "").await.expect(422);
    assert!(refused.body.contains("Say why"), "{}", refused.body);
    review("suspend", "Unpaid bills").await.expect(303);
    let shown = browser.get(&page).await.expect(200);
    assert!(shown.body.contains("Unpaid bills"), "{}", shown.body);
    let wrong = review("approve", "").await.expect(409);
    assert!(wrong.body.contains("not possible"), "{}", wrong.body);
    review("reactivate", "").await.expect(303);
    let fields = [
        ("id", id.as_str()),
        ("plan", "starter"),
        ("features", "live_chat"),
    ];
    browser
        .post(&page, "/fn/platform/change_plan", &fields)
        .await
        .expect(303);
    let shown = browser.get(&page).await.expect(200);
    assert!(shown.body.contains("value=\"live_chat\""), "{}", shown.body);
});

both_databases!(the_page_of_an_account_shows_where_it_belongs, async |app| {
    let ada = app.person("ada@example.com").await;
    app.organization("acme", &ada).await;
    let browser = app.master("root@example.com").await.browser(app).await;
    let page = format!("/platform/users/{}", ada.id);
    let shown = browser.get(&page).await.expect(200);
    assert!(
        shown.body.contains("acme") && shown.body.contains("Owner"),
        "{}",
        shown.body
    );
    let id = ada.id.to_string();
    let fields = [("id", id.as_str()), ("action", "suspend")];
    browser
        .post(&page, "/fn/platform/change_user", &fields)
        .await
        .expect(303);
    let shown = browser
        .get("/platform/users?status=suspended")
        .await
        .expect(200);
    assert!(shown.body.contains("ada@example.com"), "{}", shown.body);
    browser.get("/platform/users/nobody").await.expect(404);
    browser
        .get(&format!("/platform/organizations/{}", ada.id))
        .await
        .expect(404);
});
