//! A killed server loses nothing it acknowledged: the real program, `kill -9` in the middle of writes, and a
//! start that finds every ticket whose filing was answered.

use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};
use tokio::task::JoinSet;

use crate::app::TestDatabase;

const WRITERS: usize = 8;
const ACKNOWLEDGED_BEFORE_THE_KILL: usize = 120;
const REQUESTER: &str = "marta.kowalska@baltic-castings.example";
const PASSWORD: &str = "tutta-demo-2026!";

/// The program on a database of its own.
struct Program {
    url: String,
    folder: tempfile::TempDir,
}

/// The program, serving.
struct Server {
    process: Child,
    client: Arc<Client>,
    /// Kept open: the program may go on writing.
    _output: Lines<BufReader<ChildStdout>>,
}

/// What talks to it.
struct Client {
    address: String,
    http: reqwest::Client,
}

impl Program {
    fn on(url: String) -> Self {
        Self {
            url,
            folder: tempfile::tempdir().expect("a folder"),
        }
    }

    fn command(&self, subcommand: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tutta"));
        command
            .arg(subcommand)
            .current_dir(self.folder.path())
            .env("DATABASE_URL", &self.url)
            .env("PORT", "0")
            .env("SECRET_KEY", "a key that outlives the kill, for tests")
            .stdout(Stdio::null())
            .kill_on_drop(true);
        command
    }

    /// Starts it on a free port and waits until it says where it listens.
    async fn start(&self) -> Server {
        let mut process = self
            .command("serve")
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program");
        let output = process.stdout.take().expect("its output");
        let mut lines = BufReader::new(output).lines();
        let address = loop {
            let line = lines.next_line().await.expect("a line");
            let line = line.expect("a server that stays");
            if let Some((_, address)) = line.split_once("listening on ") {
                break address.trim_end_matches(')').to_owned();
            }
        };
        let client = Arc::new(Client {
            address,
            http: reqwest::Client::new(),
        });
        Server {
            process,
            client,
            _output: lines,
        }
    }
}

impl Client {
    fn address(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    async fn get(&self, path: &str, token: &str) -> Option<reqwest::Response> {
        self.http
            .get(self.address(path))
            .bearer_auth(token)
            .send()
            .await
            .ok()
    }

    async fn post(&self, path: &str, token: &str, body: &Value) -> Option<Value> {
        let reply = self
            .http
            .post(self.address(path))
            .bearer_auth(token)
            .json(body)
            .send()
            .await
            .ok()?;
        if reply.status().is_success() {
            reply.json().await.ok()
        } else {
            None
        }
    }

    async fn token(&self) -> String {
        let body = json!({ "email": REQUESTER, "password": PASSWORD });
        let tokens = self.post("/api/token", "", &body).await.expect("a session");
        tokens["access"].as_str().expect("a token").to_owned()
    }
}

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
    let mut server = program.start().await;
    let client = Arc::clone(&server.client);
    let token = client.token().await;

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
    server.process.kill().await.expect("a kill");
    let mut numbers = writers.join_all().await.concat();
    numbers.sort_unstable();

    let mut server = program.start().await;
    let client = Arc::clone(&server.client);
    let token = client.token().await;
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
    server.process.kill().await.expect("a kill");
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
