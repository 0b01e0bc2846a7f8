//! `/api/tickets/{id}/attachments`, and the forms that bring files.

use chrono::Duration;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use super::world::{Acme, path};
use crate::app::{Api, App, Reply};
use crate::both_databases;
use crate::builders::{Person, Ticket};

/// The first bytes of a PNG, and some more.
pub const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n and what a picture has besides";

/// A form with one file.
pub fn form(name: &str, bytes: &[u8]) -> Form {
    let part = Part::bytes(bytes.to_vec()).file_name(name.to_owned());
    Form::new().part("file", part)
}

/// Adds a file to a ticket, and to a comment.
pub async fn add(api: &Api<'_>, ticket: &Ticket, comment: Option<&str>, form: Form) -> Reply {
    let form = match comment {
        Some(id) => form.text("comment", id.to_owned()),
        None => form,
    };
    let request = api.request("POST", &path(ticket, "/attachments"));
    Reply::to(request.multipart(form)).await
}

/// A file's bytes and headers; downloads are no text.
async fn save(api: &Api<'_>, ticket: &Ticket, file: &Value) -> reqwest::Response {
    let id = file["id"].as_str().expect("an id");
    let request = api.request("GET", &path(ticket, &format!("/attachments/{id}")));
    request.send().await.expect("an answer")
}

/// A comment with a file.
async fn comment_with_file(app: &App, author: &Person, ticket: &Ticket, visibility: &str) -> Value {
    let api = author.api(app).await;
    let body = json!({ "body": "See the file.", "visibility": visibility });
    let comment = api.post(&path(ticket, "/comments"), body).await;
    let comment = comment.expect(201).json();
    let id = comment["id"].as_str();
    let added = add(&api, ticket, id, form("log.txt", b"03:12 stop")).await;
    added.expect(201).json()[0].clone()
}

both_databases!(a_file_comes_back_as_it_was_sent, async |app| {
    let acme = Acme::open(app).await;
    let ticket = acme.assigned(app).await;
    let requester = acme.requester.api(app).await;
    let added = add(&requester, &ticket, None, form("Störung.exe", PICTURE)).await;
    let file = added.expect(201).json()[0].clone();
    assert_eq!(file["file_name"], "Störung.exe");
    assert_eq!(file["content_type"], "image/png", "by what it holds");
    assert_eq!(file["size"], PICTURE.len());
    assert_eq!(file["comment"], Value::Null);

    let agent = acme.agent.api(app).await;
    let listed = agent.get(&path(&ticket, "/attachments")).await;
    assert_eq!(listed.expect(200).json()["results"], json!([file]));
    let saved = save(&agent, &ticket, &file).await;
    assert_eq!(saved.status(), 200);
    let header = |name: &str| saved.headers()[name].to_str().expect("text").to_owned();
    assert_eq!(
        header("content-disposition"),
        "attachment; filename=\"St_rung.exe\"; filename*=UTF-8''St%C3%B6rung.exe"
    );
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert!(header("content-security-policy").contains("sandbox"));
    assert_eq!(saved.bytes().await.expect("a body"), PICTURE);

    let page = acme.agent.browser(app).await;
    let place = format!("/o/acme/tickets/{}?tab=activity", ticket.number);
    let page = page.get(&place).await.expect(200).body;
    assert!(page.contains("attached Störung.exe"), "the timeline tells");
});

both_databases!(only_what_is_a_picture_is_shown, async |app| {
    let acme = Acme::open(app).await;
    let ticket = acme.assigned(app).await;
    let requester = acme.requester.api(app).await;
    let page = b"<!DOCTYPE html><script>alert(1)</script>";
    let browser = acme.requester.browser(app).await;
    for (name, bytes, is_shown) in [("a.png", PICTURE, true), ("b.png", page, false)] {
        let added = add(&requester, &ticket, None, form(name, bytes)).await;
        let file = added.expect(201).json()[0].clone();
        let id = file["id"].as_str().expect("an id");
        let place = format!(
            "/o/acme/tickets/{}/attachments/{id}?inline=true",
            ticket.number
        );
        let shown = browser.get(&place).await.expect(200);
        assert_eq!(shown.header("content-disposition").is_empty(), is_shown);
        let tag = shown.header("etag").to_owned();
        let request = app.request("GET", &place).header("if-none-match", tag);
        browser.send(request).await.expect(304);
    }
});

both_databases!(
    files_are_read_by_those_who_read_what_they_came_with,
    async |app| {
        let acme = Acme::open(app).await;
        let ticket = acme.assigned(app).await;
        let public = comment_with_file(app, &acme.agent, &ticket, "public").await;
        let internal = comment_with_file(app, &acme.agent, &ticket, "internal").await;
        for (person, sees_public, sees_internal) in [
            (&acme.owner, true, true),
            (&acme.supervisor, true, true),
            (&acme.manager, true, true),
            (&acme.agent, true, true),
            (&acme.requester, true, false),
            (&acme.other, false, false),
        ] {
            let api = person.api(app).await;
            let listed = api.get(&path(&ticket, "/attachments")).await;
            let expected = usize::from(sees_public) + usize::from(sees_internal);
            match expected {
                0 => drop(listed.expect(404)),
                _ => assert_eq!(listed.json()["count"], expected, "{}", person.email),
            }
            for (file, is_seen) in [(&public, sees_public), (&internal, sees_internal)] {
                let status = if is_seen { 200 } else { 404 };
                let saved = save(&api, &ticket, file).await;
                assert_eq!(saved.status(), status, "{}", person.email);
                let id = file["id"].as_str().expect("an id");
                let shown = person.browser(app).await;
                let place = format!("/o/acme/tickets/{}/attachments/{id}", ticket.number);
                assert_eq!(shown.get(&place).await.status, status, "{}", person.email);
            }
            let shown = person.browser(app).await;
            let place = format!("/o/acme/tickets/{}", ticket.number);
            let body = shown.get(&place).await.body;
            let id = internal["id"].as_str().expect("an id");
            assert_eq!(body.contains(id), sees_internal, "{}", person.email);
        }
    }
);

both_databases!(a_file_is_asked_for_by_its_own_ticket_only, async |app| {
    let acme = Acme::open(app).await;
    let ticket = acme.assigned(app).await;
    let other = acme.assigned(app).await;
    let file = comment_with_file(app, &acme.agent, &ticket, "public").await;
    let api = acme.owner.api(app).await;
    assert_eq!(save(&api, &other, &file).await.status(), 404);
});

both_databases!(
    only_the_author_adds_to_a_comment_and_only_at_once,
    async |app| {
        let acme = Acme::open(app).await;
        let ticket = acme.assigned(app).await;
        let file = comment_with_file(app, &acme.agent, &ticket, "public").await;
        let comment = file["comment"].as_str();
        let owner = acme.owner.api(app).await;
        let refused = add(&owner, &ticket, comment, form("a", b"a")).await;
        refused.expect(403);
        app.pass(Duration::minutes(16));
        let agent = acme.agent.api(app).await;
        let refused = add(&agent, &ticket, comment, form("a", b"a")).await;
        refused.expect(403);
    }
);

both_databases!(
    a_file_is_taken_away_by_whoever_added_it_or_an_admin,
    async |app| {
        let acme = Acme::open(app).await;
        let ticket = acme.assigned(app).await;
        let place = |file: &Value| {
            let id = file["id"].as_str().expect("an id");
            path(&ticket, &format!("/attachments/{id}"))
        };
        for (person, status) in [
            (&acme.other, 404),
            (&acme.requester, 403),
            (&acme.supervisor, 403),
            (&acme.agent, 204),
            (&acme.owner, 204),
        ] {
            let file = comment_with_file(app, &acme.agent, &ticket, "public").await;
            let api = person.api(app).await;
            let reply = api.delete(&place(&file)).await;
            assert_eq!(reply.status, status, "{}: {}", person.email, reply.body);
            let agent = acme.agent.api(app).await;
            let left = save(&agent, &ticket, &file).await.status();
            assert_eq!(left, if status == 204 { 404 } else { 200 });
        }
    }
);

both_databases!(a_plain_form_brings_its_files_along, async |app| {
    let acme = Acme::open(app).await;
    let browser = acme.requester.browser(app).await;
    let post = async |page: &str, form: Form| {
        let request = app
            .request("POST", page)
            .header("accept", "text/html")
            .header("sec-fetch-site", "same-origin");
        browser.send(request.multipart(form)).await
    };
    let filing = |subject: &str| {
        form("photo.png", PICTURE)
            .text("_fn", "/fn/tickets/create")
            .text("slug", "acme")
            .text("subject", subject.to_owned())
            .text("description", "It smokes.")
            .text("priority", "normal")
            .text("group", "")
            .text("tags", "")
    };
    // What is refused comes back with its file, which is then sent by its name.
    let refused = post("/o/acme/tickets/new", filing(""))
        .await
        .expect(422)
        .body;
    assert!(refused.contains("It smokes."), "nothing typed is lost");
    let (_, value) = refused
        .split_once("name=\"attachments[]\" value=\"")
        .or_else(|| refused.split_once("name='attachments[]' value='"))
        .expect("the file");
    let value: String = value
        .chars()
        .take_while(|c| !matches!(c, '"' | '\''))
        .collect();
    assert!(value.ends_with("/photo.png"), "{value}");
    let again = [
        ("slug", "acme"),
        ("subject", "Smoke"),
        ("description", "It smokes."),
        ("priority", "normal"),
        ("group", ""),
        ("tags", ""),
        ("attachments[]", &value),
    ];
    let filed = browser
        .post("/o/acme/tickets/new", "/fn/tickets/create", &again)
        .await
        .expect(303);
    let page = filed.header("location").to_owned();
    let shown = browser.get(&page).await.expect(200).body;
    assert!(shown.contains("photo.png") && shown.contains("inline=true"));

    app.pass(Duration::seconds(1));
    let reply = form("log.txt", b"03:12 stop")
        .text("_fn", "/fn/tickets/comment")
        .text("slug", "acme")
        .text("number", "1")
        .text("visibility", "public")
        .text("body", "Here is the log.");
    post(&page, reply).await.expect(303);
    let api = acme.requester.api(app).await;
    let files = api.get("/api/tickets/1/attachments").await.json();
    assert_eq!(files["count"], 2);
    assert_eq!(files["results"][1]["file_name"], "log.txt");
    assert_ne!(files["results"][1]["comment"], Value::Null);
});
