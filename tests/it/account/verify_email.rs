//! Proving an address.

use chrono::Duration;
use sea_orm::EntityTrait;
use serde_json::json;
use tutta::server::auth::Link;
use tutta::server::entity::user;

use super::outbox::tokens;
use crate::app::{App, at_once};
use crate::both_databases;
use crate::builders::PASSWORD;

const VERIFY: &str = "/fn/account/verify";

async fn sign_up(app: &App) -> String {
    let body = json!({ "email": "ada@example.com", "password": PASSWORD });
    app.api().post("/api/signup", body).await.expect(202);
    app.pass(Duration::seconds(1));
    tokens(app, Link::VerifyEmail).await.pop().expect("a link")
}

async fn is_verified(app: &App) -> bool {
    let row = user::Entity::find().one(app.db()).await.expect("a person");
    row.expect("a person").email_verified_at.is_some()
}

both_databases!(
    the_link_proves_the_address_once,
    |config| config.mail.verify_addresses = true,
    async |app| {
        let token = sign_up(app).await;
        let browser = app.browser();
        let page = format!("/verify-email?token={token}");
        let shown = browser.get(&page).await.expect(200);
        assert!(shown.body.contains("ada@example.com"), "{}", shown.body);
        assert!(!is_verified(app).await, "looking at it proves nothing");
        let reply = browser
            .post(&page, VERIFY, &[("token", &token)])
            .await
            .expect(303);
        assert_eq!(reply.header("location"), "/sign-in?said=verified");
        assert!(is_verified(app).await);
        let again = browser
            .post(&page, VERIFY, &[("token", &token)])
            .await
            .expect(422);
        assert!(again.body.contains("no longer works"));
        let said = browser.get("/sign-in?said=verified").await.expect(200);
        assert!(said.body.contains("Your address is confirmed"));
    }
);

both_databases!(
    whoever_is_not_verified_signs_in_and_sees_what_to_do,
    |config| config.mail.verify_addresses = true,
    async |app| {
        let first = sign_up(app).await;
        let browser = app.browser();
        browser.sign_in("ada@example.com", PASSWORD).await;
        let page = browser.get("/verify-email").await.expect(200);
        assert!(page.body.contains("ada@example.com"));
        let reply = browser
            .post("/verify-email", "/fn/account/verify_again", &[])
            .await
            .expect(303);
        assert_eq!(reply.header("location"), "/verify-email");
        let page = browser.get("/verify-email").await.expect(200);
        assert!(page.body.contains("Check your mail"));
        let links = tokens(app, Link::VerifyEmail).await;
        let [old, new] = links.as_slice() else {
            panic!("{links:?}");
        };
        assert_eq!(old, &first);
        browser.call(VERIFY, &[("token", old)]).await.expect(422);
        let reply = browser.call(VERIFY, &[("token", new)]).await.expect(200);
        assert_eq!(reply.header("location"), "/");
        browser
            .call("/fn/account/verify_again", &[])
            .await
            .expect(200);
        assert_eq!(
            tokens(app, Link::VerifyEmail).await.len(),
            2,
            "nothing is left to prove"
        );
    }
);

both_databases!(
    a_link_ends_after_a_day,
    |config| config.mail.verify_addresses = true,
    async |app| {
        let token = sign_up(app).await;
        app.pass(Duration::hours(24) - Duration::seconds(2));
        let page = format!("/verify-email?token={token}");
        assert!(
            app.browser()
                .get(&page)
                .await
                .body
                .contains("ada@example.com")
        );
        app.pass(Duration::seconds(1));
        app.browser()
            .call(VERIFY, &[("token", &token)])
            .await
            .expect(422);
        let page = app.browser().get(&page).await.expect(200);
        assert!(page.body.contains("no longer works") && !page.body.contains("ada@"));
        for wrong in ["", "x", &token[1..]] {
            app.browser()
                .call(VERIFY, &[("token", wrong)])
                .await
                .expect(422);
        }
    }
);

both_databases!(
    of_many_at_once_one_proves_it,
    |config| config.mail.verify_addresses = true,
    async |app| {
        let token = sign_up(app).await;
        let request = || {
            app.request("POST", VERIFY)
                .header("sec-fetch-site", "same-origin")
                .form(&[("token", &token)])
        };
        let replies = at_once((0..5).map(|_| request()).collect()).await;
        let mut statuses: Vec<_> = replies.iter().map(|reply| reply.status).collect();
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 422, 422, 422, 422]);
    }
);
