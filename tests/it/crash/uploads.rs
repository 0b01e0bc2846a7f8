//! What a file costs the program that takes it in.

use std::time::Duration;

use futures::stream;
use reqwest::Body;
use reqwest::multipart::{Form, Part};

use super::program::Program;

const PIECE: usize = 1 << 20;

/// A file of so many MiB, as it is read from a disk.
fn file(mebibytes: usize) -> Form {
    let pieces = stream::iter((0..mebibytes).map(|_| Ok::<_, std::io::Error>(vec![7_u8; PIECE])));
    let part = Part::stream(Body::wrap_stream(pieces)).file_name("large.bin");
    Form::new().part("file", part)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_is_never_whole_in_memory() {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite://{}?mode=rwc", folder.path().join("t.db").display());
    let program = Program::on(url).with("TUTTA__STORAGE__MAX_FILE_MIB", "300".to_owned());
    let filled = program.command("demo").status().await.expect("the demo");
    assert!(filled.success());
    let server = program.start().await;
    let owner = "olivia.hart@acme-robotics.example";
    let token = server.client.token(owner, "tutta-demo-2026!").await;
    let send = async |mebibytes| {
        let reply = server
            .client
            .http
            .post(server.client.address("/api/tickets/1/attachments"))
            .bearer_auth(&token)
            .multipart(file(mebibytes))
            .timeout(Duration::from_secs(120))
            .send()
            .await
            .expect("an answer");
        assert_eq!(reply.status(), 201);
    };
    send(30).await;
    let before = server.most_memory();
    send(250).await;
    let grown = server.most_memory().saturating_sub(before);
    assert!(grown < 50 << 20, "{} MiB for 250", grown >> 20);
    server.kill().await;
}
