//! Refresh tokens: each use replaces one, racing uses are forgiven for ten seconds, reuse ends the session.

use std::collections::BTreeSet;

use chrono::Duration;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};
use serde_json::json;
use tutta::server::entity::audit_entry;

use crate::app::{App, Reply, at_once};
use crate::both_databases;
use crate::builders::PASSWORD;

async fn refresh(app: &App, token: &str) -> Reply {
    app.api()
        .post("/api/token/refresh", json!({ "refresh": token }))
        .await
}

async fn next(app: &App, token: &str) -> (String, String) {
    let pair = refresh(app, token).await.expect(200).json();
    let text = |name: &str| pair[name].as_str().expect("a token").to_owned();
    (text("access"), text("refresh"))
}

async fn is_signed_in(app: &App, access: &str) -> bool {
    app.api().with_token(access).get("/api/me").await.status == 200
}

both_databases!(every_use_gives_another_token, async |app| {
    app.person("ada@example.com").await;
    let (_, mut token) = app.api().tokens("ada@example.com", PASSWORD).await;
    let mut seen = BTreeSet::from([token.clone()]);
    for _ in 0..5 {
        app.pass(Duration::minutes(20));
        let (access, successor) = next(app, &token).await;
        assert!(is_signed_in(app, &access).await);
        assert!(seen.insert(successor.clone()), "a token came back");
        token = successor;
    }
});

both_databases!(a_racing_request_gets_the_same_successor, async |app| {
    app.person("ada@example.com").await;
    let (_, first) = app.api().tokens("ada@example.com", PASSWORD).await;
    let (_, second) = next(app, &first).await;
    app.pass(Duration::seconds(10));
    let (access, again) = next(app, &first).await;
    assert_eq!(again, second);
    assert!(is_signed_in(app, &access).await);
    let (_, third) = next(app, &second).await;
    assert_ne!(third, second);
});

both_databases!(twenty_at_once_all_go_on_with_one_successor, async |app| {
    app.person("ada@example.com").await;
    let (_, token) = app.api().tokens("ada@example.com", PASSWORD).await;
    app.pass(Duration::minutes(20));
    let body = json!({ "refresh": token });
    let requests = (0..20)
        .map(|_| app.request("POST", "/api/token/refresh").json(&body))
        .collect();
    let mut successors = BTreeSet::new();
    for reply in at_once(requests).await {
        let pair = reply.expect(200).json();
        assert!(is_signed_in(app, pair["access"].as_str().expect("access")).await);
        successors.insert(pair["refresh"].as_str().expect("refresh").to_owned());
    }
    assert_eq!(successors.len(), 1, "siblings: {successors:?}");
    for successor in successors {
        next(app, &successor).await;
    }
});

both_databases!(
    a_token_used_again_later_ends_the_whole_session,
    async |app| {
        app.person("ada@example.com").await;
        let (_, first) = app.api().tokens("ada@example.com", PASSWORD).await;
        let (access, second) = next(app, &first).await;
        app.pass(Duration::seconds(10) + Duration::milliseconds(1));
        assert_eq!(refresh(app, &first).await.expect(401).code(), "signed_out");
        assert_eq!(refresh(app, &second).await.expect(401).code(), "signed_out");
        assert!(
            !is_signed_in(app, &access).await,
            "the thief's access token too"
        );
        assert_eq!(refresh(app, &first).await.status, 401);
        let told = audit_entry::Entity::find()
            .filter(audit_entry::Column::Action.eq("token_reused"))
            .all(app.db())
            .await
            .expect("the log");
        assert_eq!(told.len(), 1, "once, however often it comes back");
    }
);

both_databases!(
    another_session_of_the_same_person_is_left_alone,
    async |app| {
        app.person("ada@example.com").await;
        let (other, _) = app.api().tokens("ada@example.com", PASSWORD).await;
        let (_, first) = app.api().tokens("ada@example.com", PASSWORD).await;
        next(app, &first).await;
        app.pass(Duration::seconds(11));
        refresh(app, &first).await.expect(401);
        assert!(is_signed_in(app, &other).await);
    }
);

both_databases!(
    a_token_ends_after_seven_days_and_each_use_starts_them_anew,
    async |app| {
        app.person("ada@example.com").await;
        let (_, first) = app.api().tokens("ada@example.com", PASSWORD).await;
        app.pass(Duration::days(6));
        let (_, second) = next(app, &first).await;
        app.pass(Duration::days(7) - Duration::seconds(1));
        let (_, third) = next(app, &second).await;
        app.pass(Duration::days(7));
        refresh(app, &third).await.expect(401);
    }
);

both_databases!(nobody_goes_on_who_may_not_sign_in, async |app| {
    let ada = app.person("ada@example.com").await;
    let (_, token) = app.api().tokens("ada@example.com", PASSWORD).await;
    let successor = next(app, &token).await.1;
    ada.change(app, |row| row.status = Set("suspended".to_owned()))
        .await;
    refresh(app, &token).await.expect(401);
    refresh(app, &successor).await.expect(401);
});

both_databases!(what_is_no_token_of_ours_is_refused, async |app| {
    app.person("ada@example.com").await;
    let (access, _) = app.api().tokens("ada@example.com", PASSWORD).await;
    for token in ["", "x", &access, &"A".repeat(43), &"A".repeat(100_000)] {
        refresh(app, token).await.expect(401);
    }
});

both_databases!(logging_out_ends_the_session_with_every_token, async |app| {
    app.person("ada@example.com").await;
    for by_an_old_token in [false, true] {
        let (access, first) = app.api().tokens("ada@example.com", PASSWORD).await;
        let (_, second) = next(app, &first).await;
        let token = if by_an_old_token { &first } else { &second };
        let answer = app
            .api()
            .post("/api/v1/auth/logout", json!({ "refresh_token": token }))
            .await;
        assert_eq!(
            answer.expect(200).json()["message"],
            "Logged out successfully"
        );
        assert!(!is_signed_in(app, &access).await);
        refresh(app, &first).await.expect(401);
        refresh(app, &second).await.expect(401);
    }
    let (access, _) = app.api().tokens("ada@example.com", PASSWORD).await;
    let api = app.api().with_token(&access);
    api.post("/api/v1/auth/logout", json!({})).await.expect(200);
    api.get("/api/me").await.expect(401);
    app.api()
        .post("/api/v1/auth/logout", json!({ "refresh_token": "unknown" }))
        .await
        .expect(200);
});

both_databases!(
    verifying_tells_what_works_and_uses_nothing_up,
    async |app| {
        app.person("ada@example.com").await;
        let (access, first) = app.api().tokens("ada@example.com", PASSWORD).await;
        let verify = async |token: &str| {
            app.api()
                .post("/api/token/verify", json!({ "token": token }))
                .await
        };
        for _ in 0..2 {
            assert_eq!(verify(&access).await.expect(200).body, "{}");
            assert_eq!(verify(&first).await.expect(200).body, "{}");
        }
        let (_, second) = next(app, &first).await;
        verify(&first).await.expect(401);
        verify(&second).await.expect(200);
        verify("nonsense").await.expect(401);
        app.pass(Duration::minutes(15));
        verify(&access).await.expect(401);
    }
);
