//! Opening an account: where it leads, what is refused, and what nobody learns.

use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};
use tutta::server::entity::{audit_entry, user};

use super::outbox::kinds;
use crate::app::{App, at_once};
use crate::both_databases;
use crate::builders::PASSWORD;

pub fn body(extra: &Value) -> Value {
    let mut body = json!({
        "email": "ada@example.com",
        "password": PASSWORD,
        "first_name": "Ada",
        "last_name": "Lovelace",
    });
    let fields = body.as_object_mut().expect("an object");
    for (name, value) in extra.as_object().expect("an object") {
        fields.insert(name.clone(), value.clone());
    }
    body
}

pub async fn accounts(app: &App) -> u64 {
    user::Entity::find().count(app.db()).await.expect("a count")
}

both_databases!(
    whoever_opens_an_organization_waits_for_approval,
    async |app| {
        let master = app.person("master@example.com").await;
        master
            .change(app, |row| row.is_master = sea_orm::Set(true))
            .await;
        let answer = app
            .api()
            .post(
                "/api/register/",
                body(&json!({ "organization_name": "Acme, Inc." })),
            )
            .await
            .expect(201)
            .json();
        let user = &answer["user"];
        assert_eq!(
            (
                &user["email"],
                &user["first_name"],
                &user["onboarding_step"]
            ),
            (&json!("ada@example.com"), &json!("Ada"), &json!("profile"))
        );
        assert_eq!(
            (
                &user["organizations"][0]["name"],
                &user["organizations"][0]["role"],
                &user["organizations"][0]["status"]
            ),
            (&json!("Acme, Inc."), &json!("owner"), &json!("pending"))
        );
        let api = app
            .api()
            .with_token(answer["access"].as_str().expect("a token"));
        api.get("/api/me").await.expect(200);
        api.within("acme-inc").get("/api/tickets").await.expect(403);
        assert_eq!(kinds(app).await, ["organization_waits"]);
        let refresh = json!({ "refresh": answer["refresh"] });
        app.api()
            .post("/api/token/refresh", refresh)
            .await
            .expect(200);
    }
);

both_databases!(
    where_organizations_are_open_it_works_at_once,
    |config| config.signup.organizations = tutta::server::config::OrganizationSignup::Open,
    async |app| {
        let answer = app
            .api()
            .post(
                "/api/register",
                body(&json!({ "organization_name": "Acme" })),
            )
            .await
            .expect(201)
            .json();
        assert_eq!(answer["user"]["user_type"], "org_admin");
        let api = app
            .api()
            .with_token(answer["access"].as_str().expect("a token"));
        api.within("acme").get("/api/tickets").await.expect(200);
    }
);

both_databases!(
    where_only_masters_open_organizations_it_is_said,
    |config| {
        config.signup.organizations = tutta::server::config::OrganizationSignup::MasterOnly;
        config.signup.enabled = false;
    },
    async |app| {
        let named = body(&json!({ "organization_name": "Acme" }));
        let refused = app.api().post("/api/register", named).await.expect(403);
        assert!(
            refused.body.contains("platform's operators"),
            "{}",
            refused.body
        );
        let alone = app
            .api()
            .post("/api/signup", body(&json!({})))
            .await
            .expect(403);
        assert!(alone.body.contains("invite code"), "{}", alone.body);
        let page = app.browser().get("/signup").await.expect(200);
        assert!(!page.body.contains("organization_name"));
        assert!(page.body.contains("organization_code"));
        assert_eq!(accounts(app).await, 0);
    }
);

both_databases!(a_code_leads_into_its_organization, async |app| {
    let owner = app.person("owner@example.com").await;
    let acme = app.organization("acme", &owner).await;
    let code = acme.id.to_string();
    let answer = app
        .api()
        .post(
            "/api/register",
            body(&json!({ "organization_code": code, "role": "learner" })),
        )
        .await
        .expect(201)
        .json();
    assert_eq!(answer["user"]["primary_org_role"], "member");
    assert_eq!(answer["user"]["organizations"][0]["slug"], "acme");
    for (field, extra) in [
        (
            "role",
            json!({ "organization_code": code, "role": "admin" }),
        ),
        (
            "organization_code",
            json!({ "organization_code": "no such code" }),
        ),
        (
            "organization_code",
            json!({ "organization_code": code, "organization_name": "Other" }),
        ),
    ] {
        let mut body = body(&extra);
        body["email"] = json!("grace@example.com");
        let refused = app.api().post("/api/register", body).await.expect(422);
        assert!(
            refused.json()["error"]["fields"][field].is_string(),
            "{}",
            refused.body
        );
    }
    assert_eq!(accounts(app).await, 2, "nobody is half there");
});

both_databases!(what_is_wrong_is_said_by_field, async |app| {
    for (field, extra) in [
        ("email", json!({ "email": "ada" })),
        ("password", json!({ "password": "short" })),
        ("password", json!({ "password": "ada lovelace example" })),
        ("is_master", json!({ "is_master": true })),
    ] {
        let refused = app
            .api()
            .post("/api/register", body(&extra))
            .await
            .expect(422);
        assert!(
            refused.json()["error"]["fields"][field].is_string(),
            "{}",
            refused.body
        );
    }
    app.api()
        .post("/api/signup", body(&json!({ "organization_name": "Acme" })))
        .await
        .expect(422);
    assert_eq!(accounts(app).await, 0);
});

both_databases!(
    a_taken_name_is_said_and_nothing_is_half_there,
    async |app| {
        let owner = app.person("owner@example.com").await;
        app.organization("acme", &owner).await;
        let refused = app
            .api()
            .post(
                "/api/register",
                body(&json!({ "organization_name": "ACME" })),
            )
            .await
            .expect(422);
        assert!(refused.json()["error"]["fields"]["organization_name"].is_string());
        assert_eq!(accounts(app).await, 1);
    }
);

both_databases!(
    the_form_signs_in_and_leads_to_the_first_steps,
    async |app| {
        let browser = app.browser();
        let page = browser.get("/signup?code=x7").await.expect(200);
        assert!(
            page.body.contains("value=\"x7\""),
            "the code of the link is lost"
        );
        let fields = [
            ("email", "ada@example.com"),
            ("password", "short"),
            ("organization_name", "Acme"),
        ];
        let refused = browser
            .post("/signup", "/fn/account/sign_up", &fields)
            .await
            .expect(422);
        assert!(refused.body.contains("value=\"Acme\"") && refused.body.contains("at least 12"));
        let fields = [
            ("email", "ada@example.com"),
            ("password", PASSWORD),
            ("organization_name", "Acme"),
        ];
        let reply = browser
            .post("/signup", "/fn/account/sign_up", &fields)
            .await
            .expect(303);
        assert_eq!(reply.header("location"), "/welcome");
        let me = browser.call("/fn/me", &[]).await.expect(200).json();
        assert_eq!(me["email"], "ada@example.com");
    }
);

both_databases!(
    whoever_is_signed_in_is_told_so_and_a_sign_up_ends_their_session,
    async |app| {
        let owner = app.person("owner@example.com").await;
        let acme = app.organization("acme", &owner).await;
        let bob = app.person("bob@example.com").await;
        let browser = bob.browser(app).await;
        let before = browser.cookie_header();
        let page = browser.get("/signup?code=x7").await.expect(200).body;
        assert!(page.contains("signed in as bob@example.com") && page.contains("value=\"x7\""));
        assert!(page.contains("/fn/sign_out") && !page.contains("/fn/account/sign_up"));
        let code = [("organization_code", acme.id.to_string())];
        let code = code.each_ref().map(|(name, value)| (*name, value.as_str()));
        let joined = browser
            .post("/signup?code=x7", "/fn/joining/by_code", &code)
            .await;
        assert_eq!(joined.expect(303).header("location"), "/o/acme");

        let fields = [("email", "ada@example.com"), ("password", PASSWORD)];
        browser
            .call("/fn/account/sign_up", &fields)
            .await
            .expect(200);
        let me = browser.call("/fn/me", &[]).await.expect(200).json();
        assert_eq!(me["email"], "ada@example.com");
        let earlier = app.request("POST", "/fn/me").header("cookie", before);
        let earlier = app
            .browser()
            .send(earlier.header("sec-fetch-site", "same-origin"))
            .await;
        assert_eq!(
            earlier.expect(200).json(),
            json!(null),
            "Bob's session is over"
        );
    }
);

both_databases!(of_many_with_one_address_one_gets_in, async |app| {
    let request = || app.request("POST", "/api/signup").json(&body(&json!({})));
    let replies = at_once((0..6).map(|_| request()).collect()).await;
    let mut statuses: Vec<_> = replies.iter().map(|reply| reply.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 422, 422, 422, 422, 422]);
    assert_eq!(accounts(app).await, 1);
});

both_databases!(
    too_many_sign_ups_are_refused,
    |config| config.limits.generosity = 1,
    async |app| {
        for number in 0..60 {
            let body = body(&json!({ "email": format!("ada{number}@example.com") }));
            app.api().post("/api/signup", body).await.expect(201);
        }
        let reply = app
            .api()
            .post("/api/signup", body(&json!({})))
            .await
            .expect(429);
        assert!(!reply.header("retry-after").is_empty());
    }
);

both_databases!(the_platforms_log_tells_of_it, async |app| {
    app.api()
        .post("/api/signup", body(&json!({})))
        .await
        .expect(201);
    let entries = audit_entry::Entity::find()
        .all(app.db())
        .await
        .expect("entries");
    let [entry] = entries.as_slice() else {
        panic!("{entries:?}");
    };
    assert_eq!(entry.action, "user_registered");
    assert_eq!(
        entry.actor_id,
        Some(entry.record_id),
        "they did it themselves"
    );
    assert!(
        !entry
            .after
            .as_ref()
            .expect("what is new")
            .to_string()
            .contains("ada")
    );
});
