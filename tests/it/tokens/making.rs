//! Making a token, seeing it once, and revoking it.

use chrono::Duration;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use tutta::model::personal_token::TokenScope::{ProfileRead, TicketsRead};
use tutta::server::auth::Auth;
use tutta::server::entity::audit_entry;

use crate::app::{App, Browser, Reply};
use crate::both_databases;

const CREATE: &str = "/fn/account/create_token";
const REVOKE: &str = "/fn/account/revoke_token";

const REPORT: [(&str, &str); 4] = [
    ("name", "Nightly report"),
    ("scopes[]", "profile:read"),
    ("scopes[]", "tickets:read"),
    ("lifetime", "30"),
];

/// The token that a page shows, if it shows one.
fn shown(page: &Reply) -> Option<String> {
    let start = page.body.find("value='tutta_pat_")? + "value='".len();
    let rest = &page.body[start..];
    Some(rest[..rest.find('\'')?].to_owned())
}

/// What the audit log of the platform says of this action.
async fn logged(app: &App, action: &str) -> Vec<audit_entry::Model> {
    let entries = audit_entry::Entity::find().filter(audit_entry::Column::Action.eq(action));
    entries.all(app.db()).await.expect("the log")
}

both_databases!(a_token_is_shown_once_and_works, async |app| {
    let ada = app.person("ada@example.com").await;
    let browser = ada.browser(app).await;
    let made = browser.post("/account", CREATE, &REPORT).await.expect(303);
    assert_eq!(made.header("location"), "/account");
    let page = browser.get("/account").await.expect(200);
    let token = shown(&page).expect("the new token");
    assert_eq!(token.len(), "tutta_pat_".len() + 43, "256 bits");
    let again = browser.get("/account").await.expect(200);
    assert!(!again.body.contains(&token) && again.body.contains("Nightly report"));
    assert!(
        again.body.contains(&token[token.len() - 4..]),
        "it is told from others"
    );
    app.api()
        .with_token(&token)
        .get("/api/me")
        .await
        .expect(200);

    let row = &app.stored_tokens().await[0];
    assert_eq!(row.token_hash, Auth::link_hash(&token));
    assert_eq!(row.scopes, "profile:read tickets:read");
    assert_eq!(row.expires_at, app.now() + Duration::days(30));
    let entry = logged(app, "access_token_created").await.remove(0);
    assert_eq!(
        (entry.record_id, entry.actor_id),
        (row.id, Some(ada.id.into()))
    );
    let after = entry.after.expect("what it is").to_string();
    assert!(after.contains("Nightly report") && !after.contains(&token));
});

both_databases!(with_script_it_is_shown_once_as_well, async |app| {
    let browser = app.person("ada@example.com").await.browser(app).await;
    let made = browser.call(CREATE, &REPORT).await.expect(200);
    assert!(!made.body.contains("tutta_pat_"));
    let view = "/fn/account/view";
    let first = browser.call(view, &[]).await.expect(200).json();
    assert!(
        first["new_token"]
            .as_str()
            .expect("a token")
            .starts_with("tutta_pat_")
    );
    let second = browser.call(view, &[]).await.expect(200).json();
    assert!(second["new_token"].is_null());
});

both_databases!(who_signs_in_after_them_does_not_see_it, async |app| {
    let ada = app.person("ada@example.com").await.browser(app).await;
    ada.call(CREATE, &REPORT).await.expect(200);
    let max = app.person("max@example.com").await.browser(app).await;
    max.set_cookie(
        "tutta_new_token",
        &ada.cookie("tutta_new_token").expect("on its way"),
    );
    let page = max.get("/account").await.expect(200);
    assert_eq!(shown(&page), None);
    assert_eq!(max.cookie("tutta_new_token"), None);
});

both_databases!(a_refused_form_keeps_what_was_typed, async |app| {
    let browser = app.person("ada@example.com").await.browser(app).await;
    let wrong = [
        ("name", "Nightly report"),
        ("lifetime", "day"),
        ("day", "2026-11-17"),
    ];
    let page = browser.post("/account", CREATE, &wrong).await.expect(422);
    assert!(page.body.contains("Tick what it may be used for."));
    assert!(page.body.contains("value=\"Nightly report\""));
    let scope = ("scopes[]", "tickets:read");
    for (day, is_right) in [
        ("2026-11-17", false),
        ("2026-11-18", true),
        ("2027-11-18", true),
        ("2027-11-20", false),
        ("262142-12-31", false),
        ("9999-12-31", false),
    ] {
        let fields = [scope, ("name", "Report"), ("lifetime", "day"), ("day", day)];
        let reply = browser.call(CREATE, &fields).await;
        assert_eq!(reply.status == 200, is_right, "{day}: {}", reply.body);
    }
});

both_databases!(the_last_day_ends_where_its_holder_is, async |app| {
    let ada = app.person("ada@example.com").await;
    ada.change(app, |row| {
        row.timezone = sea_orm::Set("Asia/Kathmandu".to_owned())
    })
    .await;
    let fields = [
        ("scopes[]", "tickets:read"),
        ("name", "Report"),
        ("lifetime", "day"),
        ("day", "2026-12-24"),
    ];
    ada.browser(app)
        .await
        .call(CREATE, &fields)
        .await
        .expect(200);
    let ends = app.stored_tokens().await[0].expires_at;
    assert_eq!(ends.to_rfc3339(), "2026-12-24T18:15:00+00:00");
});

async fn revoke(browser: &Browser<'_>, id: uuid::Uuid) -> Reply {
    browser.call(REVOKE, &[("id", &id.to_string())]).await
}

both_databases!(a_revoked_token_is_dead_at_once, async |app| {
    let ada = app.person("ada@example.com").await;
    let (token, other) = (
        app.token(&ada, &[ProfileRead]).await,
        app.token(&ada, &[ProfileRead]).await,
    );
    let browser = ada.browser(app).await;
    let stranger = app.person("max@example.com").await.browser(app).await;
    revoke(&stranger, token.id).await.expect(404);
    let api = app.api().with_token(&token.secret);
    api.get("/api/me").await.expect(200);
    let id = token.id.to_string();
    browser
        .post("/account", REVOKE, &[("id", &id)])
        .await
        .expect(303);
    api.get("/api/me").await.expect(401);
    app.api()
        .with_token(&other.secret)
        .get("/api/me")
        .await
        .expect(200);
    revoke(&browser, token.id).await.expect(404);
    browser.call(REVOKE, &[("id", "x")]).await.expect(404);
    let entries = logged(app, "access_token_revoked").await;
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[0].record_id, token.id);
});

both_databases!(nobody_has_more_than_fifty, async |app| {
    let ada = app.person("ada@example.com").await;
    let mut last = None;
    for _ in 0..50 {
        last = Some(app.token(&ada, &[TicketsRead]).await.id);
    }
    let browser = ada.browser(app).await;
    let refused = browser.call(CREATE, &REPORT).await.expect(422);
    assert!(refused.body.contains("You have 50 tokens."));
    revoke(&browser, last.expect("one")).await.expect(200);
    browser.call(CREATE, &REPORT).await.expect(200);
});

both_databases!(tokens_go_with_the_account, async |app| {
    let ada = app.person("ada@example.com").await;
    let api = app
        .api()
        .with_token(&app.token(&ada, &[ProfileRead]).await.secret);
    let password = [("password_now", crate::builders::PASSWORD)];
    let browser = ada.browser(app).await;
    browser
        .call("/fn/account/delete", &password)
        .await
        .expect(200);
    api.get("/api/me").await.expect(401);
    assert!(
        app.stored_tokens().await.is_empty(),
        "their names may tell who it was"
    );
});

both_databases!(the_page_tells_which_end_soon_and_which_ended, async |app| {
    let ada = app.person("ada@example.com").await;
    app.token(&ada, &[TicketsRead]).await;
    let browser = ada.browser(app).await;
    let page = browser.get("/account").await.expect(200);
    assert!(!page.body.contains("Ends soon") && page.body.contains("never used"));
    app.pass(Duration::days(23));
    let browser = ada.browser(app).await;
    assert!(browser.get("/account").await.body.contains("Ends soon"));
    app.pass(Duration::days(7));
    let browser = ada.browser(app).await;
    let page = browser.get("/account").await.expect(200);
    assert!(page.body.contains("Ended") && !page.body.contains("Ends soon"));
});
