//! A person's first steps.

use serde_json::{Value, json};

use crate::app::Browser;
use crate::both_databases;

async fn step(browser: &Browser<'_>) -> (Value, Value) {
    let me = browser.call("/fn/me", &[]).await.expect(200).json();
    (
        me["onboarding_step"].clone(),
        me["onboarding_completed"].clone(),
    )
}

both_databases!(
    the_steps_lead_from_the_profile_to_an_organization,
    async |app| {
        let browser = app.person("ada@example.com").await.browser(app).await;
        assert_eq!(step(&browser).await, (json!("profile"), json!(false)));
        let page = browser.get("/welcome").await.expect(200);
        assert!(page.body.contains("Welcome to Tutta"));
        let profile = [
            ("first_name", "Ada"),
            ("timezone", "Europe/Berlin"),
            ("language", "en"),
        ];
        let reply = browser
            .post("/welcome", "/fn/welcome/profile", &profile)
            .await
            .expect(303);
        assert_eq!(reply.header("location"), "/welcome");
        assert_eq!(step(&browser).await, (json!("organization"), json!(false)));
        let nothing = [("organization_name", " "), ("organization_code", "")];
        let function = "/fn/welcome/organization";
        browser
            .post("/welcome", function, &nothing)
            .await
            .expect(422);
        let name = [("organization_name", "Acme")];
        browser.post("/welcome", function, &name).await.expect(303);
        assert_eq!(step(&browser).await, (json!("done"), json!(true)));
        let page = browser.get("/welcome").await.expect(200);
        assert!(page.body.contains("waits for approval"), "{}", page.body);
    }
);

both_databases!(every_step_can_be_left_out, async |app| {
    let browser = app.person("ada@example.com").await.browser(app).await;
    let skip = "/fn/welcome/skip";
    for (left, next) in [
        ("profile", "organization"),
        ("profile", "organization"),
        ("organization", "done"),
    ] {
        browser
            .post("/welcome", skip, &[("step", left)])
            .await
            .expect(303);
        assert_eq!(step(&browser).await.0, json!(next));
    }
    browser
        .call(skip, &[("step", "everything")])
        .await
        .expect(400);
    browser.call(skip, &[("step", "profile")]).await.expect(200);
    assert_eq!(step(&browser).await, (json!("done"), json!(true)));
});

both_databases!(whoever_is_in_an_organization_needs_no_other, async |app| {
    let ada = app.person("ada@example.com").await;
    app.organization("acme", &ada).await;
    let browser = ada.browser(app).await;
    browser
        .post("/welcome", "/fn/welcome/skip", &[("step", "profile")])
        .await
        .expect(303);
    assert_eq!(step(&browser).await, (json!("done"), json!(true)));
});

both_databases!(who_belongs_nowhere_is_led_to_them, async |app| {
    let browser = app.person("ada@example.com").await.browser(app).await;
    let reply = browser.get("/").await.expect(302);
    assert_eq!(reply.header("location"), "/welcome");
    for step in ["profile", "organization"] {
        browser
            .call("/fn/welcome/skip", &[("step", step)])
            .await
            .expect(200);
    }
    let reply = browser.get("/").await.expect(302);
    assert_eq!(reply.header("location"), "/organizations");
    assert_eq!(
        app.browser().get("/welcome").await.header("location"),
        "/sign-in?next=/welcome"
    );
});
