//! Changing one's password.

use serde_json::json;

use super::outbox::kinds;
use crate::both_databases;
use crate::builders::PASSWORD;

const CHANGE: &str = "/fn/account/password";
const NEW: &str = "another good long pass phrase";

both_databases!(every_other_session_ends, async |app| {
    let ada = app.person("ada@example.com").await;
    let (browser, api) = (ada.browser(app).await, ada.api(app).await);
    let (_, refresh) = app.api().tokens("ada@example.com", PASSWORD).await;
    let fields = [("current_password", PASSWORD), ("password", NEW)];
    browser.post("/account", CHANGE, &fields).await.expect(303);
    api.get("/api/me").await.expect(401);
    app.api()
        .post("/api/token/refresh", json!({ "refresh": refresh }))
        .await
        .expect(401);
    browser.get("/account").await.expect(200);
    app.api().signed_in("ada@example.com", NEW).await;
    let old = json!({ "email": "ada@example.com", "password": PASSWORD });
    app.api().post("/api/token", old).await.expect(401);
    assert_eq!(kinds(app).await, ["password_changed"]);
});

both_databases!(the_present_password_is_asked_for, async |app| {
    let ada = app.person("ada@example.com").await;
    let browser = ada.browser(app).await;
    for (current, new, field) in [
        ("certainly not it", NEW, "current_password"),
        ("", NEW, "current_password"),
        (PASSWORD, PASSWORD, "password"),
        (PASSWORD, "short", "password"),
        (PASSWORD, "ada@example.com", "password"),
    ] {
        let fields = [("current_password", current), ("password", new)];
        let refused = browser.call(CHANGE, &fields).await.expect(422);
        assert!(
            refused.json()["invalid"][field].is_string(),
            "{}",
            refused.body
        );
    }
    let fields = [("current_password", "certainly not it"), ("password", NEW)];
    let page = browser.post("/account", CHANGE, &fields).await.expect(422);
    assert!(!page.body.contains(NEW) && !page.body.contains("certainly not it"));
    app.api().signed_in("ada@example.com", PASSWORD).await;
});

both_databases!(
    guessing_the_present_password_is_limited,
    |config| config.limits.generosity = 1,
    async |app| {
        let browser = app.person("ada@example.com").await.browser(app).await;
        let fields = [("current_password", "certainly not it"), ("password", NEW)];
        for _ in 0..5 {
            browser.call(CHANGE, &fields).await.expect(422);
        }
        browser.call(CHANGE, &fields).await.expect(429);
    }
);
