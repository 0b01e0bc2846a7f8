//! What every request is checked for.

use chrono::Duration;
use sea_orm::{EntityTrait, Set};
use serde_json::json;
use tutta::server::entity::session;

use crate::app::Reply;
use crate::both_databases;
use crate::builders::PASSWORD;

both_databases!(an_access_token_ends_after_fifteen_minutes, async |app| {
    let api = app.person("ada@example.com").await.api(app).await;
    app.pass(Duration::minutes(15) - Duration::seconds(1));
    api.get("/api/me").await.expect(200);
    app.pass(Duration::seconds(1));
    let refused = api.get("/api/me").await.expect(401);
    assert_eq!(refused.code(), "signed_out");
    let challenge = "Bearer error=\"invalid_token\"";
    assert_eq!(refused.header("www-authenticate"), challenge);
});

both_databases!(a_suspended_person_loses_access_at_once, async |app| {
    let ada = app.person("ada@example.com").await;
    let api = ada.api(app).await;
    for status in ["pending", "suspended", "deactivated"] {
        ada.change(app, |row| row.status = Set(status.to_owned()))
            .await;
        api.get("/api/me").await.expect(401);
    }
    ada.change(app, |row| row.status = Set("active".to_owned()))
        .await;
    api.get("/api/me").await.expect(200);
});

both_databases!(a_forged_token_is_refused, async |app| {
    app.person("ada@example.com").await;
    let (access, refresh) = app.api().tokens("ada@example.com", PASSWORD).await;
    let (head, signature) = access.rsplit_once('.').expect("a JWT");
    let (_, claims) = head.split_once('.').expect("a JWT");
    // {"alg":"none","typ":"JWT"}
    let unsigned = format!("eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.{claims}.");
    let other = if signature.starts_with('A') { 'B' } else { 'A' };
    let tampered = format!("{head}.{other}{}", &signature[1..]);
    for token in ["", "x", "a.b.c", &unsigned, &tampered, head, &refresh] {
        app.api().with_token(token).get("/api/me").await.expect(401);
    }
    app.api().get("/api/me").await.expect(401);
});

both_databases!(
    a_wrong_bearer_token_is_not_made_good_by_cookies,
    async |app| {
        let browser = app.person("ada@example.com").await.browser(app).await;
        browser
            .send(app.request("GET", "/api/me"))
            .await
            .expect(200);
        browser
            .send(app.request("GET", "/api/me").bearer_auth("wrong"))
            .await
            .expect(401);
    }
);

both_databases!(a_stale_token_does_not_hinder_signing_in, async |app| {
    app.person("ada@example.com").await;
    let api = app.api().with_token("stale");
    let body = json!({ "email": "ada@example.com", "password": PASSWORD });
    api.post("/api/token", body).await.expect(200);
});

both_databases!(a_session_remembers_where_it_came_from, async |app| {
    app.person("ada@example.com").await;
    let body = json!({ "email": "ada@example.com", "password": PASSWORD });
    let agent = "Mozilla/5.0 ".repeat(50);
    let request = app
        .request("POST", "/api/token")
        .header("user-agent", &agent)
        .json(&body);
    Reply::to(request).await.expect(200);
    let rows = session::Entity::find()
        .all(app.db())
        .await
        .expect("sessions");
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].ip.as_deref(), Some("127.0.0.1"));
    assert_eq!(rows[0].user_agent.as_deref(), Some(&agent[..255]));
});

both_databases!(no_token_is_stored_as_it_is, async |app| {
    use tutta::server::entity::{refresh_token, user};
    app.person("ada@example.com").await;
    let (_, refresh) = app.api().tokens("ada@example.com", PASSWORD).await;
    let tokens = refresh_token::Entity::find()
        .all(app.db())
        .await
        .expect("tokens");
    assert!(
        tokens
            .iter()
            .all(|token| token.token_hash.len() == 32 && token.token_hash != refresh.as_bytes())
    );
    let people = user::Entity::find().all(app.db()).await.expect("people");
    assert!(people.iter().all(|one| {
        one.password_hash
            .as_deref()
            .is_some_and(|hash| hash.starts_with("$argon2id$"))
    }));
});
