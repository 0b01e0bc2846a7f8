//! What a token opens: the REST API, in its holder's name, for as long as both stand.

use chrono::Duration;
use sea_orm::Set;
use serde_json::json;
use tutta::model::Role;
use tutta::model::personal_token::TokenScope::{
    OrganizationAdmin, OrganizationRead, ProfileRead, TicketsRead, TicketsWrite,
};

use crate::app::{Api, App};
use crate::both_databases;
use crate::builders::{NewTicket, PASSWORD};
use crate::tickets::world::{Acme, path};

const INVALID: &str = "Bearer error=\"invalid_token\"";

/// Insists that a token signs nobody in.
async fn expect_dead(api: &Api<'_>) {
    let refused = api.get("/api/me").await.expect(401);
    assert_eq!(refused.code(), "signed_out");
    assert_eq!(refused.header("www-authenticate"), INVALID);
}

both_databases!(a_token_does_what_its_holder_may_and_no_more, async |app| {
    let acme = Acme::open(app).await;
    let ticket = acme.assigned(app).await;
    let of_another = app
        .ticket(&acme.organization, NewTicket::by(&acme.owner))
        .await;
    let all = [
        ProfileRead,
        TicketsRead,
        TicketsWrite,
        OrganizationRead,
        OrganizationAdmin,
    ];
    let token = app.token(&acme.agent, &all).await.secret;
    let api = app.api().with_token(&token);
    assert_eq!(
        api.get("/api/me").await.expect(200).json()["email"],
        acme.agent.email.as_str()
    );
    assert_eq!(api.get("/api/tickets").await.expect(200).json()["count"], 1);
    let note = json!({ "body": "From a program." });
    api.post(&path(&ticket, "/comments"), note)
        .await
        .expect(201);
    api.get(&path(&of_another, "")).await.expect(404);
    api.get("/api/org-admin/users").await.expect(403);
    let group = json!({ "name": "Mine" });
    api.post("/api/org-admin/groups", group).await.expect(403);
    api.within("globex").get("/api/tickets").await.expect(404);
});

both_databases!(a_role_that_was_lost_is_lost_to_tokens_too, async |app| {
    let ada = app.person("ada@example.com").await;
    let acme = app.organization("acme", &ada).await;
    let max = app.member(&acme, "max@acme.example", Role::Admin).await;
    let api = app
        .api()
        .with_token(&app.token(&max, &[OrganizationRead]).await.secret);
    api.get("/api/org-admin/users").await.expect(200);
    app.set_membership(&acme, &max, "suspended").await;
    api.get("/api/org-admin/users").await.expect(404);
});

both_databases!(a_token_ends_when_its_time_is_over, async |app| {
    let ada = app.person("ada@example.com").await;
    let api = app
        .api()
        .with_token(&app.token(&ada, &[ProfileRead]).await.secret);
    app.pass(Duration::days(30) - Duration::seconds(1));
    api.get("/api/me").await.expect(200);
    app.pass(Duration::seconds(1));
    expect_dead(&api).await;
});

both_databases!(nobody_comes_in_who_may_not_sign_in, async |app| {
    let ada = app.person("ada@example.com").await;
    let api = app
        .api()
        .with_token(&app.token(&ada, &[ProfileRead]).await.secret);
    for status in ["pending", "suspended", "deactivated"] {
        ada.change(app, |row| row.status = Set(status.to_owned()))
            .await;
        expect_dead(&api).await;
    }
    let until = app.now() + Duration::minutes(15);
    ada.change(app, |row| {
        row.status = Set("active".to_owned());
        row.locked_until = Set(Some(until));
    })
    .await;
    expect_dead(&api).await;
    app.pass(Duration::minutes(15));
    api.get("/api/me").await.expect(200);
});

both_databases!(what_only_looks_like_a_token_is_refused, async |app| {
    let ada = app.person("ada@example.com").await;
    let token = app.token(&ada, &[ProfileRead]).await.secret;
    for wrong in [
        "tutta_pat_",
        "tutta_pat_x",
        &token[..token.len() - 1],
        &format!("{token}x"),
    ] {
        expect_dead(&app.api().with_token(wrong)).await;
    }
    let refused = app.api().get("/api/me").await.expect(401);
    assert_eq!(
        refused.header("www-authenticate"),
        "Bearer",
        "nothing was shown"
    );
});

both_databases!(a_new_password_leaves_tokens_as_they_are, async |app| {
    let ada = app.person("ada@example.com").await;
    let api = app
        .api()
        .with_token(&app.token(&ada, &[ProfileRead]).await.secret);
    let secret = "nine grey geese above the harbour";
    let fields = [("current_password", PASSWORD), ("password", secret)];
    let browser = ada.browser(app).await;
    browser
        .call("/fn/account/password", &fields)
        .await
        .expect(200);
    api.get("/api/me").await.expect(200);
});

both_databases!(pages_and_server_functions_know_no_tokens, async |app| {
    let acme = Acme::open(app).await;
    let token = app
        .token(&acme.owner, &[ProfileRead, TicketsRead, TicketsWrite])
        .await
        .secret;
    let browser = app.browser();
    let page = app.request("GET", "/o/acme/tickets").bearer_auth(&token);
    let reply = browser.send(page).await.expect(302);
    assert!(reply.header("location").starts_with("/sign-in"));
    let call = app.request("POST", "/fn/account/view").bearer_auth(&token);
    browser.send(call.form(&[("", "")])).await.expect(401);
    for (address, body) in [
        ("/api/token/refresh", json!({ "refresh": token })),
        ("/api/token/verify", json!({ "token": token })),
    ] {
        app.api().post(address, body).await.expect(401);
    }
    assert!(browser.cookie_header().is_empty());
});

both_databases!(a_token_is_asked_for_before_the_cookies, async |app| {
    let (ada, max) = (
        app.person("ada@example.com").await,
        app.person("max@example.com").await,
    );
    let browser = ada.browser(app).await;
    let with = |token: &str| app.request("GET", "/api/me").bearer_auth(token);
    let token = app.token(&max, &[ProfileRead]).await.secret;
    let me = browser.send(with(&token)).await.expect(200).json();
    assert_eq!(me["email"], max.email.as_str());
    browser.send(with("tutta_pat_x")).await.expect(401);
});

both_databases!(the_platform_and_support_are_for_people, async |app| {
    let ada = app.person("ada@example.com").await;
    let acme = app.organization("acme", &ada).await;
    let root = app.master("root@example.com").await;
    let master = root.api(app).await;
    let allow = json!({ "allow_support_access": true });
    ada.api(app)
        .await
        .patch("/api/v1/organizations/acme", allow)
        .await
        .expect(200);
    let look = json!({ "reason": "Ticket 4711 of ours", "hours": 1 });
    let open = "/api/v1/platform/organizations/acme/support-access";
    master.post(open, look).await.expect(201);
    master
        .within(&acme.slug)
        .get("/api/tickets")
        .await
        .expect(200);
    let api = app
        .api()
        .with_token(&app.token(&root, &[TicketsRead]).await.secret);
    api.within(&acme.slug).get("/api/tickets").await.expect(404);
    api.get("/api/v1/platform/users").await.expect(403);
});

both_databases!(programs_are_not_told_what_lets_people_in, async |app| {
    let ada = app.person("ada@example.com").await;
    app.organization("acme", &ada).await;
    let scopes = [ProfileRead, OrganizationRead, OrganizationAdmin];
    let api = app.api().with_token(&app.token(&ada, &scopes).await.secret);
    let one = "/api/v1/organizations/acme";
    let all = api.get("/api/v1/organizations").await.expect(200).json();
    let read = api.get(one).await.expect(200).json();
    let change = json!({ "name": "Acme" });
    let changed = api.patch(one, change).await.expect(200).json();
    for told in [&all[0], &read, &changed] {
        assert!(told["invite_code"].is_null(), "{told}");
    }
    let person = ada.api(app).await.get(one).await.expect(200).json();
    assert!(person["invite_code"].is_string());
});

async fn last_used(app: &App) -> Option<chrono::DateTime<chrono::Utc>> {
    app.stored_tokens().await[0].last_used_at
}

both_databases!(its_use_is_noted_once_an_hour, async |app| {
    let ada = app.person("ada@example.com").await;
    let token = app.token(&ada, &[ProfileRead]).await.secret;
    let api = app.api().with_token(&token);
    assert_eq!(last_used(app).await, None);
    api.get("/api/me").await.expect(200);
    let first = app.now();
    assert_eq!(last_used(app).await, Some(first));
    app.pass(Duration::minutes(59));
    api.get("/api/me").await.expect(200);
    assert_eq!(last_used(app).await, Some(first));
    app.pass(Duration::minutes(1));
    api.get("/api/me").await.expect(200);
    assert_eq!(last_used(app).await, Some(app.now()));
});
