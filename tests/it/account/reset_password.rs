//! A new password by mail.

use chrono::Duration;
use sea_orm::Set;
use serde_json::json;
use tutta::server::auth::Link;

use super::outbox::{kinds, tokens};
use crate::app::{App, at_once};
use crate::both_databases;
use crate::builders::PASSWORD;

const ASK: &str = "/fn/account/forgot_password";
const RESET: &str = "/fn/account/reset_password";
const NEW: &str = "another good long pass phrase";

async fn ask(app: &App) -> String {
    let fields = [("email", " Ada@example.com ")];
    let reply = app
        .browser()
        .post("/reset-password", ASK, &fields)
        .await
        .expect(303);
    app.pass(Duration::seconds(1));
    assert_eq!(reply.header("location"), "/reset-password?sent=1");
    tokens(app, Link::ResetPassword)
        .await
        .pop()
        .expect("a link")
}

both_databases!(
    the_link_sets_a_new_password_and_ends_every_session,
    async |app| {
        let ada = app.person("ada@example.com").await;
        let (api, browser) = (ada.api(app).await, ada.browser(app).await);
        let token = ask(app).await;
        let page = format!("/reset-password?token={token}");
        let guest = app.browser();
        assert!(
            guest
                .get(&page)
                .await
                .expect(200)
                .body
                .contains("ada@example.com")
        );
        let weak = [("token", token.as_str()), ("password", "ada@example.com")];
        let refused = guest.post(&page, RESET, &weak).await.expect(422);
        assert!(refused.body.contains("easy to guess"), "{}", refused.body);
        let fields = [("token", token.as_str()), ("password", NEW)];
        let reply = guest.post(&page, RESET, &fields).await.expect(303);
        assert_eq!(reply.header("location"), "/sign-in?said=password");
        api.get("/api/me").await.expect(401);
        assert_eq!(browser.call("/fn/me", &[]).await.json(), json!(null));
        app.api().signed_in("ada@example.com", NEW).await;
        let old = json!({ "email": "ada@example.com", "password": PASSWORD });
        app.api().post("/api/token", old).await.expect(401);
        guest.call(RESET, &fields).await.expect(422);
        assert!(guest.get(&page).await.body.contains("no longer works"));
        assert_eq!(kinds(app).await, ["reset_password", "password_changed"]);
    }
);

both_databases!(nobody_learns_whether_an_address_is_known, async |app| {
    app.person("ada@example.com").await;
    let gone = app.person("gone@example.com").await;
    gone.change(app, |row| row.status = Set("suspended".to_owned()))
        .await;
    let answer = async |email: &str| {
        let reply = app
            .browser()
            .post("/reset-password", ASK, &[("email", email)])
            .await
            .expect(303);
        (reply.body.clone(), reply.header("location").to_owned())
    };
    let known = answer("ada@example.com").await;
    for email in ["nobody@example.com", "gone@example.com"] {
        assert_eq!(answer(email).await, known, "{email}");
    }
    assert_eq!(kinds(app).await, ["reset_password"], "only Ada has mail");
    let wrong = [("email", "not an address")];
    app.browser()
        .post("/reset-password", ASK, &wrong)
        .await
        .expect(422);
});

both_databases!(
    a_link_ends_after_an_hour_or_with_the_next_one,
    async |app| {
        app.person("ada@example.com").await;
        let first = ask(app).await;
        let second = ask(app).await;
        let browser = app.browser();
        browser
            .call(RESET, &[("token", &first), ("password", NEW)])
            .await
            .expect(422);
        app.pass(Duration::hours(1) - Duration::seconds(1));
        browser
            .call(RESET, &[("token", &second), ("password", NEW)])
            .await
            .expect(422);
        app.api().signed_in("ada@example.com", PASSWORD).await;
    }
);

both_databases!(
    a_link_proves_an_address_but_not_the_other_way_round,
    async |app| {
        app.person("ada@example.com").await;
        let token = ask(app).await;
        let browser = app.browser();
        browser
            .call("/fn/account/verify", &[("token", &token)])
            .await
            .expect(422);
        browser
            .call(RESET, &[("token", &token), ("password", NEW)])
            .await
            .expect(200);
        browser.sign_in("ada@example.com", NEW).await;
        let page = browser.get("/verify-email").await.expect(200);
        assert!(page.body.contains("Your address is confirmed"));
    }
);

both_databases!(of_many_at_once_one_sets_it, async |app| {
    app.person("ada@example.com").await;
    let token = ask(app).await;
    let request = |number: usize| {
        let password = format!("{NEW} {number}");
        app.request("POST", RESET)
            .header("sec-fetch-site", "same-origin")
            .form(&[("token", token.clone()), ("password", password)])
    };
    let replies = at_once((0..5).map(request).collect()).await;
    let mut statuses: Vec<_> = replies.iter().map(|reply| reply.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 422, 422, 422, 422]);
});

both_databases!(a_new_password_opens_a_locked_account, async |app| {
    app.person("ada@example.com").await;
    for _ in 0..5 {
        let wrong = json!({ "email": "ada@example.com", "password": "certainly not it" });
        app.api().post("/api/token", wrong).await.expect(401);
    }
    let token = ask(app).await;
    app.browser()
        .call(RESET, &[("token", &token), ("password", NEW)])
        .await
        .expect(200);
    app.api().signed_in("ada@example.com", NEW).await;
});

both_databases!(
    asking_again_and_again_is_refused,
    |config| config.limits.generosity = 1,
    async |app| {
        for _ in 0..5 {
            let fields = [("email", "nobody@example.com")];
            app.browser().call(ASK, &fields).await.expect(200);
        }
        let fields = [("email", "NOBODY@example.com")];
        let reply = app.browser().call(ASK, &fields).await.expect(429);
        assert!(!reply.header("retry-after").is_empty());
    }
);
