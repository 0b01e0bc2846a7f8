//! A killed server loses nothing it acknowledged: the real program, `kill -9` in the middle of writes, and a
//! start that finds every ticket whose filing was answered.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::json;
use tokio::task::JoinSet;

use super::program::{Client, Program};
use crate::app::TestDatabase;

const WRITERS: usize = 8;
const ACKNOWLEDGED_BEFORE_THE_KILL: usize = 120;
const REQUESTER: &str = "marta.kowalska@baltic-castings.example";
const PASSWORD: &str = "tutta-demo-2026!";

/// Files tickets until the server is gone; the numbers of those it acknowledged.
async fn file_until_killed(
    client: Arc<Client>,
    token: String,
    acknowledged: Arc<AtomicUsize>,
) -> Vec<i64> {
    let mut numbers = Vec::new();
    while let Some(ticket) = client
        .post("/api/tickets", &token, &json!({ "subject": "Kept" }))
        .await
    {
        numbers.push(ticket["number"].as_i64().expect("a number"));
        acknowledged.fetch_add(1, Ordering::SeqCst);
    }
    numbers
}

async fn nothing_acknowledged_is_lost(database: TestDatabase) {
    let program = Program::on(database.url());
    assert!(
        program
            .command("demo")
            .status()
            .await
            .expect("the demo")
            .success()
    );
    let server = program.start().await;
    let client = Arc::clone(&server.client);
    let token = client.token(REQUESTER, PASSWORD).await;

    let acknowledged = Arc::new(AtomicUsize::new(0));
    let mut writers = JoinSet::new();
    for _ in 0..WRITERS {
        writers.spawn(file_until_killed(
            Arc::clone(&client),
            token.clone(),
            Arc::clone(&acknowledged),
        ));
    }
    let enough = async {
        while acknowledged.load(Ordering::SeqCst) < ACKNOWLEDGED_BEFORE_THE_KILL {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), enough)
        .await
        .expect("writes that are acknowledged");
    server.kill().await;
    let mut numbers = writers.join_all().await.concat();
    numbers.sort_unstable();

    let server = program.start().await;
    let client = Arc::clone(&server.client);
    let token = client.token(REQUESTER, PASSWORD).await;
    for number in &numbers {
        let reply = client
            .get(&format!("/api/tickets/{number}"), &token)
            .await
            .expect("an answer");
        assert_eq!(reply.status(), 200, "ticket {number} was acknowledged");
    }
    let next = client
        .post("/api/tickets", &token, &json!({ "subject": "Next" }))
        .await
        .expect("a ticket");
    let last = numbers.last().copied().unwrap_or_default();
    let unacknowledged = next["number"].as_i64().expect("a number") - last - 1;
    assert!(
        (0..=8).contains(&unacknowledged),
        "only writes in flight may be there unacknowledged: {unacknowledged}"
    );
    server.kill().await;
    database.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sqlite() {
    nothing_acknowledged_is_lost(TestDatabase::sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn postgresql() {
    if let Some(database) = TestDatabase::postgresql().await {
        nothing_acknowledged_is_lost(database).await;
    }
}
