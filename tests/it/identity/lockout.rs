//! Five wrong passwords in a row lock an account for fifteen minutes.

use chrono::Duration;
use serde_json::json;

use crate::app::{App, Reply, at_once};
use crate::both_databases;
use crate::builders::PASSWORD;

const WRONG: &str = "certainly not the password";

async fn try_with(app: &App, password: &str) -> Reply {
    let body = json!({ "email": "ada@example.com", "password": password });
    app.api().post("/api/token", body).await
}

both_databases!(
    the_fifth_failure_locks_and_the_answer_stays_the_same,
    async |app| {
        app.person("ada@example.com").await;
        let first = try_with(app, WRONG).await.expect(401).body;
        for _ in 0..4 {
            assert_eq!(try_with(app, WRONG).await.expect(401).body, first);
        }
        assert_eq!(
            try_with(app, PASSWORD).await.expect(401).body,
            first,
            "locked, and it does not show"
        );
        app.pass(Duration::minutes(15) - Duration::seconds(1));
        try_with(app, PASSWORD).await.expect(401);
        app.pass(Duration::seconds(1));
        try_with(app, PASSWORD).await.expect(200);
    }
);

both_databases!(a_right_password_starts_the_counting_anew, async |app| {
    app.person("ada@example.com").await;
    for _ in 0..2 {
        for _ in 0..4 {
            try_with(app, WRONG).await.expect(401);
        }
        try_with(app, PASSWORD).await.expect(200);
    }
});

both_databases!(failures_while_locked_do_not_prolong_the_lock, async |app| {
    app.person("ada@example.com").await;
    for _ in 0..14 {
        for _ in 0..5 {
            try_with(app, WRONG).await.expect(401);
        }
        app.pass(Duration::minutes(1));
    }
    app.pass(Duration::minutes(1));
    try_with(app, PASSWORD).await.expect(200);
});

both_databases!(after_the_lock_five_more_are_taken, async |app| {
    app.person("ada@example.com").await;
    for _ in 0..5 {
        try_with(app, WRONG).await.expect(401);
    }
    app.pass(Duration::minutes(15));
    for _ in 0..4 {
        try_with(app, WRONG).await.expect(401);
    }
    try_with(app, PASSWORD).await.expect(200);
    for _ in 0..5 {
        try_with(app, WRONG).await.expect(401);
    }
    try_with(app, PASSWORD).await.expect(401);
});

both_databases!(failures_that_race_all_count, async |app| {
    app.person("ada@example.com").await;
    let body = json!({ "email": "ada@example.com", "password": WRONG });
    let requests = (0..5)
        .map(|_| app.request("POST", "/api/token").json(&body))
        .collect();
    for reply in at_once(requests).await {
        reply.expect(401);
    }
    try_with(app, PASSWORD).await.expect(401);
    app.pass(Duration::minutes(15));
    try_with(app, PASSWORD).await.expect(200);
});

both_databases!(
    a_locked_account_is_shut_out_at_once_and_its_session_outlasts_the_lock,
    async |app| {
        let ada = app.person("ada@example.com").await;
        let (api, browser) = (ada.api(app).await, ada.browser(app).await);
        for _ in 0..5 {
            try_with(app, WRONG).await.expect(401);
        }
        api.get("/api/me").await.expect(401);
        let refused = browser
            .send(app.request("GET", "/api/me"))
            .await
            .expect(401);
        assert!(refused.cookies().is_empty(), "the cookies stay");
        app.pass(Duration::minutes(15));
        browser
            .send(app.request("GET", "/api/me"))
            .await
            .expect(200);
    }
);
