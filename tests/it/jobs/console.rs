//! Master users see what was given up and why, and try it again.

use sea_orm::ActiveValue::Set;
use serde_json::json;
use tutta::server::job::{self as jobs, BACK_OFF};
use tutta::server::mail::Mail;

use crate::app::App;
use crate::both_databases;
use crate::builders::Person;

const JOBS: &str = "/api/v1/platform/jobs";

/// A master user, and a mail to her that was given up because the outbox is no folder.
async fn given_up(app: &App) -> Person {
    let grace = app.person("grace@tutta.example").await;
    grace.change(app, |row| row.is_master = Set(true)).await;
    let outbox = app.state.config.server.data_dir.join("outbox");
    std::fs::write(&outbox, "").expect("a file");
    app.enqueue(&Mail::PasswordChanged { user: grace.id }).await;
    for wait in BACK_OFF {
        jobs::run_due(&app.state).await.expect("a worker");
        app.pass(wait);
    }
    jobs::run_due(&app.state).await.expect("a worker");
    std::fs::remove_file(outbox).expect("away");
    grace
}

both_databases!(
    what_was_given_up_is_shown_with_its_reason_and_tried_again,
    async |app| {
        let grace = given_up(app).await;
        let browser = grace.browser(app).await;
        let page = browser.get("/platform/jobs").await.expect(200).body;
        for words in [
            "mail: password changed",
            "the outbox: ",
            "Try again",
            "No SMTP server is configured",
        ] {
            assert!(page.contains(words), "{words}");
        }
        let api = grace.api(app).await;
        let listed = api.get(JOBS).await.expect(200).json();
        assert_eq!(
            (&listed["counts"]["dead"], &listed["dead"][0]["attempts"]),
            (&json!(1), &json!(6))
        );
        let id = listed["dead"][0]["id"].as_str().expect("an id").to_owned();

        browser
            .post("/platform/jobs", "/fn/platform/retry_job", &[("id", &id)])
            .await
            .expect(303);
        assert_eq!(app.mails_to(&grace.email).await.len(), 1);
        let page = browser.get("/platform/jobs").await.expect(200).body;
        assert!(page.contains("Nothing was given up"), "{page}");
        api.post(&format!("{JOBS}/{id}/retry"), json!({}))
            .await
            .expect(404);
        let log = api
            .get("/api/v1/platform/audit?action=job_retried")
            .await
            .expect(200)
            .json();
        assert_eq!(log["results"][0]["record_id"], json!(id));
    }
);

both_databases!(nobody_else_sees_or_retries_anything, async |app| {
    let grace = given_up(app).await;
    let listed = grace.api(app).await.get(JOBS).await.expect(200).json();
    let retry = format!(
        "{JOBS}/{}/retry",
        listed["dead"][0]["id"].as_str().expect("an id")
    );
    let ada = app.person("ada@example.com").await;
    let api = ada.api(app).await;
    api.get(JOBS).await.expect(404);
    api.post(&retry, json!({})).await.expect(404);
    ada.browser(app)
        .await
        .get("/platform/jobs")
        .await
        .expect(404);
    app.api().post(&retry, json!({})).await.expect(401);
    grace
        .api(app)
        .await
        .post(&retry, json!({}))
        .await
        .expect(204);
    assert_eq!(app.mails().await.len(), 1);
});
