//! Where somebody is signed in, and ending it.

use sea_orm::EntityTrait;
use tutta::server::entity::session;

use crate::app::App;
use crate::both_databases;
use crate::builders::PASSWORD;

const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

/// Signs in from another device, and answers its access token.
async fn elsewhere(app: &App) -> String {
    let body = serde_json::json!({ "email": "ada@example.com", "password": PASSWORD });
    let request = app
        .request("POST", "/api/token")
        .header("user-agent", FIREFOX);
    let reply = crate::app::Reply::to(request.json(&body)).await.expect(200);
    reply.json()["access"].as_str().expect("a token").to_owned()
}

async fn ids(app: &App) -> Vec<String> {
    let rows = session::Entity::find()
        .all(app.db())
        .await
        .expect("sessions");
    let agent = |row: &session::Model| row.user_agent.as_deref() == Some(FIREFOX);
    rows.iter()
        .filter(|row| agent(row))
        .map(|row| row.id.to_string())
        .collect()
}

both_databases!(one_session_is_ended_from_the_list, async |app| {
    let ada = app.person("ada@example.com").await;
    let token = elsewhere(app).await;
    let browser = ada.browser(app).await;
    let page = browser.get("/account").await.expect(200);
    assert!(page.body.contains("Firefox on Linux") && page.body.contains("This session"));
    let id = ids(app).await.remove(0);
    let end = "/fn/account/end_session";
    let grace = app.person("grace@example.com").await.browser(app).await;
    grace.call(end, &[("session", &id)]).await.expect(404);
    browser
        .post("/account", end, &[("session", &id)])
        .await
        .expect(303);
    app.api()
        .with_token(&token)
        .get("/api/me")
        .await
        .expect(401);
    browser.call(end, &[("session", &id)]).await.expect(404);
    browser.call(end, &[("session", "x")]).await.expect(404);
    let page = browser.get("/account").await.expect(200);
    assert!(!page.body.contains("Firefox on Linux"));
});

both_databases!(all_others_are_ended_at_once, async |app| {
    let ada = app.person("ada@example.com").await;
    let tokens = [elsewhere(app).await, elsewhere(app).await];
    let browser = ada.browser(app).await;
    browser
        .post("/account", "/fn/account/end_other_sessions", &[])
        .await
        .expect(303);
    for token in &tokens {
        app.api().with_token(token).get("/api/me").await.expect(401);
    }
    browser.get("/account").await.expect(200);
});

both_databases!(ending_this_session_signs_out, async |app| {
    let browser = app.person("ada@example.com").await.browser(app).await;
    let rows = session::Entity::find()
        .all(app.db())
        .await
        .expect("sessions");
    let id = rows[0].id.to_string();
    let reply = browser
        .post("/account", "/fn/account/end_session", &[("session", &id)])
        .await
        .expect(303);
    assert_eq!(
        (reply.header("location"), browser.cookie_header().as_str()),
        ("/sign-in", "")
    );
});
