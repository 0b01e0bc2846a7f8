//! Files on their way: what breaks off, what is too large, what nobody sends, and what is not theirs.

use std::path::PathBuf;

use chrono::Duration;
use reqwest::multipart::{Form, Part};
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::json;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tutta::server::entity::upload;
use tutta::server::job::{clean_up, run_due};

use super::attachments::{add, form};
use super::world::{Acme, path};
use crate::app::{App, Browser};
use crate::both_databases;

/// Sends a file ahead of its form; answers the form's field.
async fn ahead(app: &App, browser: &Browser<'_>, name: &str) -> String {
    let request = app
        .request("POST", "/o/acme/uploads")
        .header("sec-fetch-site", "same-origin")
        .multipart(form(name, b"some bytes"));
    let reply = browser.send(request).await.expect(201);
    reply.json()["field"].as_str().expect("a field").to_owned()
}

/// All files below the storage's folder.
fn stored(app: &App) -> Vec<PathBuf> {
    fn walk(folder: PathBuf, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            match entry.path() {
                path if path.is_dir() => walk(path, found),
                path => found.push(path),
            }
        }
    }
    let mut found = Vec::new();
    walk(app.site().join("attachments"), &mut found);
    found
}

async fn waiting(app: &App) -> u64 {
    upload::Entity::find()
        .count(app.db())
        .await
        .expect("a count")
}

async fn clean(app: &App) {
    clean_up::schedule(&app.state).await.expect("a schedule");
    run_due(&app.state).await.expect("a worker");
}

both_databases!(
    files_that_nobody_sends_are_taken_out_after_a_day,
    async |app| {
        let acme = Acme::open(app).await;
        let ticket = acme.assigned(app).await;
        let browser = acme.requester.browser(app).await;
        ahead(app, &browser, "forgotten.txt").await;
        let requester = acme.requester.api(app).await;
        add(&requester, &ticket, None, form("kept.txt", b"kept"))
            .await
            .expect(201);
        let taken = add(&requester, &ticket, None, form("taken.txt", b"taken")).await;
        let id = taken.json()[0]["id"].as_str().expect("an id").to_owned();
        requester
            .delete(&path(&ticket, &format!("/attachments/{id}")))
            .await
            .expect(204);
        assert_eq!(stored(app).len(), 3);

        app.pass(Duration::hours(23));
        clean(app).await;
        assert_eq!(stored(app).len(), 2, "what was taken away is gone");
        app.pass(Duration::hours(2));
        clean(app).await;
        assert_eq!(
            (stored(app).len(), waiting(app).await),
            (1, 0),
            "what is attached stays"
        );
    }
);

both_databases!(what_waits_too_long_is_not_attached_any_more, async |app| {
    let acme = Acme::open(app).await;
    let ticket = acme.assigned(app).await;
    let browser = acme.requester.browser(app).await;
    let field = ahead(app, &browser, "late.txt").await;
    app.pass(Duration::hours(23));
    let browser = acme.requester.browser(app).await;
    let number = ticket.number.to_string();
    let fields = [
        ("slug", "acme"),
        ("number", &number),
        ("body", "See the file."),
        ("visibility", "public"),
        ("attachments[]", &field),
    ];
    let refused = browser
        .post(
            &format!("/o/acme/tickets/{number}"),
            "/fn/tickets/comment",
            &fields,
        )
        .await
        .expect(422)
        .body;
    let (_, after) = refused.split_once("</file-field>").expect("the field");
    let (beside, _) = after.split_once("</form>").expect("its form");
    assert!(
        beside.contains("field-error") && beside.contains("Attach it again."),
        "it is told beside the field: {beside}"
    );
    assert!(refused.contains("See the file."), "what was typed stays");
});

both_databases!(nobody_attaches_what_somebody_else_uploaded, async |app| {
    let acme = Acme::open(app).await;
    let ticket = acme.assigned(app).await;
    let field = ahead(app, &acme.agent.browser(app).await, "note.txt").await;
    let browser = acme.requester.browser(app).await;
    let number = ticket.number.to_string();
    let fields = [
        ("slug", "acme"),
        ("number", &number),
        ("body", "Mine now?"),
        ("visibility", "public"),
        ("attachments[]", &field),
    ];
    browser
        .call("/fn/tickets/comment", &fields)
        .await
        .expect(422);
    let comments = acme.owner.api(app).await;
    let comments = comments.get(&path(&ticket, "/comments")).await.json();
    assert_eq!(comments["count"], 0, "the comment waits for its files");
});

both_databases!(a_file_goes_with_one_message, async |app| {
    let acme = Acme::open(app).await;
    let ticket = acme.assigned(app).await;
    let browser = acme.requester.browser(app).await;
    let field = ahead(app, &browser, "once.txt").await;
    let number = ticket.number.to_string();
    let fields = [
        ("slug", "acme"),
        ("number", &number),
        ("body", "Twice."),
        ("visibility", "public"),
        ("attachments[]", &field),
    ];
    let send = || browser.call("/fn/tickets/comment", &fields);
    let (one, two) = tokio::join!(send(), send());
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 422]);
});

both_databases!(
    too_large_a_file_is_refused_and_leaves_nothing,
    async |app| {
        let acme = Acme::open(app).await;
        let ticket = acme.assigned(app).await;
        let requester = acme.requester.api(app).await;
        let large = vec![7; 1024 * 1024 + 1];
        let refused = add(&requester, &ticket, None, form("large.bin", &large)).await;
        let refused = refused.expect(422).json();
        let message = refused["error"]["fields"]["file"]
            .as_str()
            .expect("a message");
        assert!(message.contains("larger than 1 MiB"), "{message}");
        let many = (0..11).fold(Form::new(), |form, at| {
            form.part("file", Part::bytes(vec![1]).file_name(format!("{at}.bin")))
        });
        add(&requester, &ticket, None, many).await.expect(422);
        let none = requester.request("POST", &path(&ticket, "/attachments"));
        let none = none.json(&json!({ "file": "a.txt" }));
        crate::app::Reply::to(none).await.expect(415);
        let listed = requester.get(&path(&ticket, "/attachments")).await.json();
        assert_eq!(listed["count"], 0);
    }
);

both_databases!(
    an_upload_cut_off_in_the_middle_leaves_nothing,
    async |app| {
        let acme = Acme::open(app).await;
        let ticket = acme.assigned(app).await;
        let (token, _) = app
            .api()
            .tokens(&acme.requester.email, crate::builders::PASSWORD)
            .await;
        let mut line = TcpStream::connect(app.host()).await.expect("a connection");
        let head = format!(
            "POST {} HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {token}\r\n\
         Content-Type: multipart/form-data; boundary=edge\r\nContent-Length: 900000\r\n\r\n\
         --edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"half.bin\"\r\n\r\n",
            path(&ticket, "/attachments"),
            app.host()
        );
        line.write_all(head.as_bytes()).await.expect("the head");
        line.write_all(&[7; 100_000]).await.expect("some bytes");
        line.flush().await.expect("on their way");
        until(async || waiting(app).await == 1).await;
        drop(line);
        until(async || waiting(app).await == 0).await;
        assert_eq!(stored(app), Vec::<PathBuf>::new());
    }
);

/// Waits for what comes to be by itself.
async fn until(holds: impl AsyncFn() -> bool) {
    let wait = async {
        while !holds().await {
            tokio::task::yield_now().await;
        }
    };
    let waited = tokio::time::timeout(std::time::Duration::from_secs(30), wait).await;
    waited.expect("it never came to be");
}
