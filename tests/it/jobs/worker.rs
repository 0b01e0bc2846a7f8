//! Jobs are done at least once, by one worker at a time, and given up only after many tries.

use std::time::{Duration as StdDuration, Instant};

use chrono::Duration;
use sea_orm::EntityTrait;
use tutta::server::entity::job;
use tutta::server::job::{self as jobs, BACK_OFF, LEASE, Worker};
use tutta::server::mail::{self, Mail};
use tutta::server::{db, store};

use crate::app::App;
use crate::both_databases;
use crate::builders::Person;

async fn rows(app: &App) -> Vec<job::Model> {
    let all = job::Entity::find().all(app.db()).await.expect("the jobs");
    all.into_iter()
        .filter(|job| job.kind == mail::JOB)
        .collect()
}

async fn enqueue(app: &App, person: &Person, key: &str) {
    let tx = db::begin_write(app.db()).await.expect("a transaction");
    let mail = Mail::PasswordChanged { user: person.id };
    mail::enqueue(&tx, &mail, key, app.now())
        .await
        .expect("a job");
    tx.commit().await.expect("commit");
}

both_databases!(
    a_mail_asked_for_twice_is_sent_once_and_its_file_is_the_owners,
    async |app| {
        let ada = app.person("ada@example.com").await;
        enqueue(app, &ada, "once").await;
        enqueue(app, &ada, "once").await;
        assert_eq!(app.mails().await.len(), 1);
        enqueue(app, &ada, "once").await;
        assert_eq!(app.mails().await.len(), 1);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let outbox = app.state.config.server.data_dir.join("outbox");
            let file = std::fs::read_dir(&outbox)
                .expect("the outbox")
                .flatten()
                .next()
                .expect("a file");
            assert_eq!(
                file.metadata().expect("metadata").permissions().mode() & 0o777,
                0o600
            );
            assert_eq!(
                outbox.metadata().expect("metadata").permissions().mode() & 0o777,
                0o700
            );
        }
    }
);

both_databases!(what_is_rolled_back_is_never_sent, async |app| {
    let ada = app.person("ada@example.com").await;
    let tx = db::begin_write(app.db()).await.expect("a transaction");
    let mail = Mail::PasswordChanged { user: ada.id };
    mail::enqueue(&tx, &mail, "never", app.now())
        .await
        .expect("a job");
    tx.rollback().await.expect("rollback");
    assert!(app.mails().await.is_empty());
});

both_databases!(
    workers_at_once_share_the_work_and_do_nothing_twice,
    async |app| {
        let ada = app.person("ada@example.com").await;
        for number in 0..40 {
            enqueue(app, &ada, &number.to_string()).await;
        }
        let work = || jobs::run_due(&app.state);
        let begun: usize = futures::future::join_all([work(), work(), work(), work()])
            .await
            .into_iter()
            .map(|begun| begun.expect("a worker"))
            .sum();
        assert_eq!(begun, 40);
        for row in rows(app).await {
            assert!(
                row.attempts == 1 && row.finished_at.is_some() && row.locked_by.is_none(),
                "{row:?}"
            );
        }
        assert_eq!(app.mails().await.len(), 40);
    }
);

/// Claims everything for a worker that will never come back.
async fn claim_and_die(app: &App) {
    let tx = db::begin_write(app.db()).await.expect("a transaction");
    let now = app.now();
    let claimed = store::job::claim(&tx, "dead", 100, now, now + LEASE)
        .await
        .expect("a claim");
    assert_eq!(claimed.len(), 1);
    tx.commit().await.expect("commit");
}

both_databases!(the_work_of_a_killed_process_is_taken_again, async |app| {
    let ada = app.person("ada@example.com").await;
    enqueue(app, &ada, "one").await;
    claim_and_die(app).await;
    app.pass(LEASE - Duration::seconds(1));
    assert!(
        app.mails().await.is_empty(),
        "the dead worker still holds it"
    );
    app.pass(Duration::seconds(1));
    assert_eq!(app.mails().await.len(), 1);
    assert_eq!(rows(app).await[0].attempts, 2);
});

both_databases!(work_that_kills_every_process_is_given_up, async |app| {
    let ada = app.person("ada@example.com").await;
    enqueue(app, &ada, "one").await;
    for _ in 0..=BACK_OFF.len() {
        claim_and_die(app).await;
        app.pass(LEASE);
    }
    assert!(app.mails().await.is_empty());
    let row = &rows(app).await[0];
    assert!(row.dead_at.is_some() && row.last_error.is_some(), "{row:?}");
});

both_databases!(
    a_failing_job_waits_longer_each_time_and_then_is_given_up,
    async |app| {
        let ada = app.person("ada@example.com").await;
        // A file where the folder should be.
        let outbox = app.state.config.server.data_dir.join("outbox");
        std::fs::write(&outbox, "").expect("a file");
        enqueue(app, &ada, "one").await;
        let run = async || jobs::run_due(&app.state).await.expect("a worker");
        for wait in BACK_OFF {
            assert_eq!(run().await, 1);
            app.pass(wait - Duration::seconds(1));
            assert_eq!(run().await, 0, "not before {wait}");
            app.pass(Duration::seconds(1));
        }
        assert_eq!(run().await, 1);
        let row = &rows(app).await[0];
        assert!(row.dead_at.is_some() && row.attempts == 6, "{row:?}");
        assert!(
            row.last_error
                .as_deref()
                .is_some_and(|error| error.contains("outbox")),
            "{row:?}"
        );
        app.pass(Duration::days(30));
        std::fs::remove_file(&outbox).expect("away");
        assert!(app.mails().await.is_empty(), "given up is given up");
    }
);

both_databases!(
    a_job_of_an_unknown_kind_waits_for_a_server_that_knows_it,
    async |app| {
        let payload = serde_json::json!({});
        store::job::enqueue(app.db(), "from the future", payload, "one", app.now())
            .await
            .expect("a job");
        assert_eq!(jobs::run_due(&app.state).await.expect("a worker"), 1);
        let all = job::Entity::find().all(app.db()).await.expect("the jobs");
        assert!(
            all[0].dead_at.is_none() && all[0].last_error.is_some(),
            "{all:?}"
        );
    }
);

both_databases!(a_worker_told_to_stop_leaves_nothing_behind, async |app| {
    let ada = app.person("ada@example.com").await;
    for number in 0..30 {
        enqueue(app, &ada, &number.to_string()).await;
    }
    let start = Instant::now();
    Worker::start(app.state.clone())
        .stop(StdDuration::from_secs(9))
        .await;
    assert!(start.elapsed() < StdDuration::from_secs(9));
    for row in rows(app).await {
        assert!(row.locked_by.is_none(), "{row:?}");
        assert_eq!(row.attempts == 1, row.finished_at.is_some(), "{row:?}");
    }
    assert_eq!(app.mails().await.len(), 30);
});

both_databases!(what_is_given_back_was_never_begun, async |app| {
    let ada = app.person("ada@example.com").await;
    enqueue(app, &ada, "one").await;
    claim_and_die(app).await;
    assert_eq!(
        store::job::give_back(app.db(), "dead")
            .await
            .expect("given"),
        1
    );
    assert_eq!(app.mails().await.len(), 1);
    assert_eq!(rows(app).await[0].attempts, 1);
});
