//! The real program, to be killed and started again.

use std::process::Stdio;
use std::sync::Arc;

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

/// The program on a database of its own.
pub struct Program {
    url: String,
    environment: Vec<(&'static str, String)>,
    folder: tempfile::TempDir,
}

/// The program, serving.
pub struct Server {
    process: Child,
    pub client: Arc<Client>,
    /// Kept open: the program may go on writing.
    _output: Lines<BufReader<ChildStdout>>,
}

/// What talks to it.
pub struct Client {
    address: String,
    pub http: reqwest::Client,
}

impl Program {
    pub fn on(url: String) -> Self {
        Self {
            url,
            environment: Vec::new(),
            folder: tempfile::tempdir().expect("a folder"),
        }
    }

    /// The same with a setting.
    pub fn with(mut self, name: &'static str, value: String) -> Self {
        self.environment.push((name, value));
        self
    }

    pub fn command(&self, subcommand: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tutta"));
        command
            .arg(subcommand)
            .current_dir(self.folder.path())
            .env("DATABASE_URL", &self.url)
            .env("PORT", "0")
            .env("SECRET_KEY", "a key that outlives the kill, for tests")
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .stdout(Stdio::null())
            .kill_on_drop(true);
        command
    }

    /// Starts it on a free port and waits until it says where it listens.
    pub async fn start(&self) -> Server {
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

impl Server {
    /// The most bytes it had in memory so far.
    pub fn most_memory(&self) -> u64 {
        let id = self.process.id().expect("a process");
        let status = std::fs::read_to_string(format!("/proc/{id}/status")).expect("its status");
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = peak.and_then(|peak| peak.trim().strip_suffix(" kB")?.parse::<u64>().ok());
        kib.expect("a number") * 1024
    }

    /// Ends it as a power cut would.
    pub async fn kill(mut self) {
        self.process.kill().await.expect("a kill");
    }
}

impl Client {
    /// The address of a path.
    pub fn address(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub async fn get(&self, path: &str, token: &str) -> Option<reqwest::Response> {
        self.http
            .get(self.address(path))
            .bearer_auth(token)
            .send()
            .await
            .ok()
    }

    pub async fn post(&self, path: &str, token: &str, body: &Value) -> Option<Value> {
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

    /// Signs in.
    pub async fn token(&self, email: &str, password: &str) -> String {
        let body = json!({ "email": email, "password": password });
        let tokens = self.post("/api/token", "", &body).await.expect("a session");
        tokens["access"].as_str().expect("a token").to_owned()
    }
}
