//! The program itself, as an operator meets it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::builders::PASSWORD;

/// The program in a folder of its own, without any configuration.
fn tutta(folder: &TempDir, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tutta"));
    command
        .args(arguments)
        .current_dir(folder.path())
        .env_clear();
    command
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

fn run(command: &mut Command) -> (bool, String) {
    let Output {
        status,
        stdout,
        stderr,
    } = command.output().expect("the program runs");
    (
        status.success(),
        String::from_utf8_lossy(&[stdout, stderr].concat()).into_owned(),
    )
}

/// A running server, killed if the test fails.
struct Server {
    process: Child,
    output: BufReader<std::process::ChildStdout>,
}

impl Server {
    fn start(folder: &TempDir) -> Self {
        let mut command = tutta(folder, &[]);
        let mut process = command
            .env("PORT", "0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a server");
        let output = BufReader::new(process.stdout.take().expect("its output"));
        Self { process, output }
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.output.read_line(&mut line).expect("a line");
        line
    }

    /// Reads on until the server says where it listens.
    fn address(&mut self) -> String {
        loop {
            let line = self.line();
            assert!(!line.is_empty(), "the server ended");
            if let Some((_, address)) = line.split_once("listening on ") {
                return address.trim_end().trim_end_matches(')').to_owned();
            }
        }
    }

    fn terminate(&self) {
        let id = self.process.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-TERM", &id])
                .status()
                .expect("kill")
                .success()
        );
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

fn ask(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("a connection");
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
    )
    .expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    answer
}

#[test]
fn with_nothing_configured_it_serves_and_says_how_to_begin() {
    let folder = folder();
    let mut server = Server::start(&folder);
    let first = server.line();
    assert!(first.contains("/setup?token="), "{first}");
    let address = server.address();
    assert!(address.starts_with("127.0.0.1:"), "{address}");
    assert!(ask(&address, "/readyz").starts_with("HTTP/1.1 200"));
    assert!(ask(&address, "/").contains("<html") || ask(&address, "/").starts_with("HTTP/1.1 302"));
    assert!(
        folder.path().join("data/tutta.db").is_file()
            && folder.path().join("data/secret.key").is_file()
    );
}

#[test]
fn told_to_stop_it_finishes_what_it_has_begun() {
    let folder = folder();
    let mut server = Server::start(&folder);
    let address = server.address();
    let mut stream = TcpStream::connect(&address).expect("a connection");
    let body = "{\"token\": \"x\"}";
    let head = format!(
        "POST /api/token/verify HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/json\r\n"
    );
    write!(
        stream,
        "{head}Expect: 100-continue\r\nContent-Length: {}\r\n\r\n",
        body.len(),
    )
    .expect("half a request");
    // It says so once it waits for the other half.
    let mut go_on = [0; "HTTP/1.1 100 Continue\r\n\r\n".len()];
    stream.read_exact(&mut go_on).expect("100 Continue");
    server.terminate();
    while TcpStream::connect(&address).is_ok() {
        std::thread::yield_now();
    }
    assert!(
        server.process.try_wait().expect("a status").is_none(),
        "it left a request behind"
    );
    stream.write_all(body.as_bytes()).expect("the other half");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 401"), "{answer}");
    let start = Instant::now();
    assert!(server.process.wait().expect("an end").success());
    assert!(start.elapsed() < Duration::from_secs(10));
}

#[test]
fn a_master_user_is_made_once_and_with_a_good_password() {
    let folder = folder();
    let make = |email: &str, password: &str| {
        let mut command = tutta(
            &folder,
            &[
                "create-master",
                "--first-name",
                "Grace",
                "--last-name",
                "Hopper",
                "--email",
            ],
        );
        run(command.arg(email).env("TUTTA_PASSWORD", password))
    };
    for (email, password, words) in [
        (
            "grace@example.com",
            "gracehopper1906",
            "password: This is easy to guess",
        ),
        (
            "grace@example.com",
            "short",
            "password: Use at least 12 characters.",
        ),
        ("grace", PASSWORD, "email: Enter an e-mail address"),
    ] {
        let (ok, said) = make(email, password);
        assert!(!ok && said.contains(words), "{said}");
        assert!(
            !said.contains(password) || password == "short",
            "the password was printed: {said}"
        );
    }
    let (ok, said) = make("grace@example.com", PASSWORD);
    assert!(
        ok && said.contains("grace@example.com is a master user now"),
        "{said}"
    );
    let (ok, said) = make("Grace@example.com", PASSWORD);
    assert!(!ok && said.contains("already"), "{said}");
    assert!(
        !Server::start(&folder).line().contains("/setup"),
        "there is one already"
    );
}

#[test]
fn the_check_says_what_is_wrong_and_how_to_mend_it() {
    let folder = folder();
    let check = || run(&mut tutta(&folder, &["check"]));
    let (ok, said) = check();
    assert!(
        !ok && said.contains("tutta migrate") && said.contains("LEPTOS_SITE_ROOT"),
        "{said}"
    );
    assert!(run(&mut tutta(&folder, &["migrate"])).0);
    std::fs::create_dir_all(folder.path().join("target/site/pkg")).expect("a site");
    let (ok, said) = check();
    assert!(ok && !said.contains("WRONG"), "{said}");

    let (ok, said) = run(
        tutta(&folder, &["check"]).env("DATABASE_URL", "postgres://nobody@127.0.0.1:1/nothing")
    );
    assert!(
        !ok && said.contains("WRONG  database") && said.contains("DATABASE_URL"),
        "{said}"
    );
    let (ok, said) = run(tutta(&folder, &["check"]).env("TUTTA__SERVER__PROT", "1"));
    assert!(!ok && said.contains("prot"), "{said}");
    let (ok, said) = run(&mut tutta(&folder, &["--config", "nowhere.toml", "check"]));
    assert!(!ok && said.contains("nowhere.toml"), "{said}");
}

#[cfg(unix)]
#[test]
fn the_check_notices_a_key_that_others_can_read() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    run(&mut tutta(&folder, &["migrate"]));
    let key = folder.path().join("data/secret.key");
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).expect("permissions");
    let (ok, said) = run(&mut tutta(&folder, &["check"]));
    assert!(!ok && said.contains("chmod 600"), "{said}");
}

#[test]
fn it_prints_the_description_of_its_api_and_leaves_nothing_behind() {
    let folder = folder();
    let (is_well, printed) = run(&mut tutta(&folder, &["openapi"]));
    assert!(is_well, "{printed}");
    assert_eq!(printed, tutta::server::rest::openapi::document().text);
    let left = std::fs::read_dir(folder.path()).expect("the folder");
    assert_eq!(left.count(), 0);
}
