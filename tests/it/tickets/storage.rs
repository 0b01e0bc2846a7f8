//! The store of files: a bucket of a real S3-compatible server, one that does not answer, and a full disk.

use std::path::Path;
use std::process::Command;

use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use serde_json::Value;
use tokio::net::TcpListener;
use tutta::server::config::{S3Config, StoragePlace};

use super::attachments::{PICTURE, add, form};
use super::world::{Acme, path};
use crate::app::{App, on_sqlite};

const KEY: (&str, &str) = ("a key id", "a secret of the bucket");

/// A server on a port of its own, with the bucket `files`.
async fn s3(folder: &Path) -> String {
    std::fs::create_dir(folder.join("files")).expect("a bucket");
    let files = s3s_fs::FileSystem::new(folder).expect("a store");
    let mut service = S3ServiceBuilder::new(files);
    service.set_auth(SimpleAuth::from_single(KEY.0, KEY.1));
    let service = service.build();
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        while let Ok((line, _)) = listener.accept().await {
            let service = service.clone();
            tokio::spawn(async move {
                let http = Builder::new(TokioExecutor::new());
                let served = http.serve_connection(TokioIo::new(line), service).await;
                drop(served);
            });
        }
    });
    format!("http://{address}")
}

fn bucket(endpoint: &str, secret: &str) -> StoragePlace {
    StoragePlace::S3(S3Config {
        bucket: "files".to_owned(),
        prefix: "help".to_owned(),
        endpoint: Some(endpoint.parse().expect("an address")),
        region: "us-east-1".to_owned(),
        credentials: Some((KEY.0.to_owned(), secret.to_owned().into())),
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_are_kept_in_a_bucket_and_saved_from_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let endpoint = s3(folder.path()).await;
    let adapt = |config: &mut tutta::server::config::Config| {
        config.storage.place = bucket(&endpoint, KEY.1);
        config.storage.most_bytes = 20 << 20;
    };
    on_sqlite(adapt, kept_in_a_bucket).await;
}

async fn kept_in_a_bucket(app: &App) {
    app.state.storage.check().await.expect("it can be written");
    let acme = Acme::open(app).await;
    let ticket = acme.assigned(app).await;
    let requester = acme.requester.api(app).await;
    // More than one piece, and a picture.
    let large = vec![7_u8; 12 << 20];
    for (name, bytes) in [("a report.bin", &large[..]), ("photo.png", PICTURE)] {
        let added = add(&requester, &ticket, None, form(name, bytes)).await;
        let id = added.expect(201).json()[0]["id"]
            .as_str()
            .expect("an id")
            .to_owned();
        let place = path(&ticket, &format!("/attachments/{id}"));
        let led = requester.get(&place).await.expect(303);
        let saved = reqwest::get(led.header("location"))
            .await
            .expect("an answer");
        assert_eq!(saved.status(), 200);
        let disposition = saved.headers()["content-disposition"].to_str();
        let plain = format!("attachment; filename=\"{name}\"");
        assert!(disposition.expect("text").starts_with(&plain));
        assert!(
            saved.bytes().await.expect("a body") == bytes,
            "as it was sent"
        );
        let unsigned = led
            .header("location")
            .split('?')
            .next()
            .expect("an address")
            .to_owned();
        let refused = reqwest::get(unsigned).await.expect("an answer");
        assert_eq!(refused.status(), 403, "nobody gets in without the link");
    }
    let listed = requester.get(&path(&ticket, "/attachments")).await.json();
    let id = listed["results"][1]["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let browser = acme.requester.browser(app).await;
    let place = format!(
        "/o/acme/tickets/{}/attachments/{id}?inline=true",
        ticket.number
    );
    let shown = browser.get(&place).await.expect(200);
    assert_eq!(
        shown.header("content-type"),
        "image/png",
        "pictures come from here"
    );
    let place = path(&ticket, &format!("/attachments/{id}"));
    requester.delete(&place).await.expect(204);
    app.pass(chrono::Duration::hours(2));
    let taken_out = tutta::server::service::attachment::clean_up::clean_up(&app.state, app.now());
    assert_eq!(taken_out.await.expect("a clean-up"), 1);
}

/// A ticket filed, a file refused, and the ticket worked on all the same.
async fn answers_clearly(app: &App) {
    let acme = Acme::open(app).await;
    let ticket = acme.assigned(app).await;
    let requester = acme.requester.api(app).await;
    let refused = add(&requester, &ticket, None, form("a.txt", b"bytes")).await;
    assert_eq!(refused.expect(503).code(), "storage_unavailable");
    let browser = acme.requester.browser(app).await;
    let request = app
        .request("POST", &format!("/o/acme/tickets/{}", ticket.number))
        .header("accept", "text/html")
        .header("sec-fetch-site", "same-origin");
    let reply = form("a.txt", b"bytes")
        .text("_fn", "/fn/tickets/comment")
        .text("slug", "acme")
        .text("number", ticket.number.to_string())
        .text("visibility", "public")
        .text("body", "A long story.");
    let page = browser
        .send(request.multipart(reply))
        .await
        .expect(503)
        .body;
    assert!(page.contains("Files cannot be stored"), "{page}");
    assert!(page.contains("A long story."), "nothing typed is lost");
    let listed = requester.get(&path(&ticket, "/attachments")).await.json();
    assert_eq!(listed["results"], Value::Array(Vec::new()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_store_that_does_not_answer_loses_nothing() {
    let closed = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let endpoint = format!("http://{}", closed.local_addr().expect("an address"));
    drop(closed);
    let adapt = |config: &mut tutta::server::config::Config| {
        config.storage.place = bucket(&endpoint, KEY.1);
    };
    on_sqlite(adapt, answers_clearly).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bucket_that_does_not_let_us_in_loses_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let endpoint = s3(folder.path()).await;
    let adapt = |config: &mut tutta::server::config::Config| {
        config.storage.place = bucket(&endpoint, "the wrong secret");
    };
    on_sqlite(adapt, answers_clearly).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_folder_that_takes_nothing_loses_nothing() {
    on_sqlite(
        |_| {},
        async |app| {
            // What stands where the folders should be keeps every file out, also from a server that may write anywhere.
            let folder = app.site().join("attachments");
            std::fs::remove_dir(&folder).expect("empty");
            std::fs::write(&folder, b"").expect("in the way");
            answers_clearly(app).await;
        },
    )
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_loses_nothing() {
    on_sqlite(
        |_| {},
        async |app| {
            let folder = app.site().join("attachments");
            let Some(disk) = SmallDisk::at(&folder) else {
                eprintln!(
                    "*** SKIPPED: a full disk, since this user may not mount a small one ***"
                );
                return;
            };
            std::fs::write(folder.join("full"), vec![7; 4096]).expect("room for so much");
            answers_clearly(app).await;
            drop(disk);
        },
    )
    .await;
}

/// A disk of one page.
struct SmallDisk<'a>(&'a Path);

impl<'a> SmallDisk<'a> {
    fn at(folder: &'a Path) -> Option<Self> {
        let mut mount = Command::new("mount");
        let mount = mount
            .args(["-t", "tmpfs", "-o", "size=4k", "tmpfs"])
            .arg(folder);
        mount.status().ok()?.success().then_some(Self(folder))
    }
}

impl Drop for SmallDisk<'_> {
    fn drop(&mut self) {
        Command::new("umount").arg(self.0).status().ok();
    }
}
