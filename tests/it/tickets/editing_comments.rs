//! `PATCH /api/tickets/{id}/comments/{comment_id}`, and its page.

use chrono::Duration;
use serde_json::{Value, json};

use super::world::{Acme, path};
use crate::app::App;
use crate::both_databases;
use crate::builders::{Person, Ticket};

async fn write(app: &App, author: &Person, ticket: &Ticket, visibility: &str) -> Value {
    let body = json!({ "body": "The gasket is lose.", "visibility": visibility });
    let api = author.api(app).await;
    let reply = api.post(&path(ticket, "/comments"), body).await;
    reply.expect(201).json()
}

fn place(ticket: &Ticket, comment: &Value) -> String {
    let id = comment["id"].as_str().expect("an id");
    path(ticket, &format!("/comments/{id}"))
}

both_databases!(an_author_mends_a_comment_for_fifteen_minutes, async |app| {
    let acme = Acme::open(app).await;
    let ticket = acme.assigned(app).await;
    let comment = write(app, &acme.agent, &ticket, "public").await;
    assert_eq!(comment["edited_at"], Value::Null);
    app.pass(Duration::minutes(15));
    let agent = acme.agent.api(app).await;
    let mended = json!({ "body": "The gasket is loose." });
    let edited = agent.patch(&place(&ticket, &comment), mended.clone()).await;
    let edited = edited.expect(200).json();
    assert_eq!(edited["body"], "The gasket is loose.");
    assert_ne!(edited["edited_at"], Value::Null);
    assert_eq!(edited["created_at"], comment["created_at"]);

    let requester = acme.requester.browser(app).await;
    let page = format!("/o/acme/tickets/{}", ticket.number);
    let shown = requester.get(&page).await.expect(200).body;
    assert!(shown.contains("(edited"), "everybody sees that it was");
    assert!(!shown.contains("is lose."));

    app.pass(Duration::seconds(1));
    let late = acme.agent.api(app).await;
    let late = late.patch(&place(&ticket, &comment), mended).await;
    assert!(late.expect(403).body.contains("15 minutes"));
});

both_databases!(nobody_edits_what_others_wrote, async |app| {
    let acme = Acme::open(app).await;
    let ticket = acme.assigned(app).await;
    let public = write(app, &acme.agent, &ticket, "public").await;
    let note = write(app, &acme.agent, &ticket, "internal").await;
    let edit = json!({ "body": "Something else." });
    for (person, comment, status) in [
        (&acme.owner, &public, 403),
        (&acme.requester, &public, 403),
        (&acme.requester, &note, 404),
        (&acme.other, &public, 404),
    ] {
        let api = person.api(app).await;
        let reply = api.patch(&place(&ticket, comment), edit.clone()).await;
        assert_eq!(reply.status, status, "{}", person.email);
    }
});

both_databases!(an_edited_resolution_is_the_tickets_too, async |app| {
    let acme = Acme::open(app).await;
    let ticket = acme.assigned(app).await;
    let agent = acme.agent.api(app).await;
    let resolution = json!({ "comment": "Tightend." });
    let closed = agent.post(&path(&ticket, "/close"), resolution).await;
    closed.expect(200);
    let comments = agent.get(&path(&ticket, "/comments")).await.json();
    let place = place(&ticket, &comments["results"][0]);
    let mended = agent.patch(&place, json!({ "body": "Tightened." })).await;
    mended.expect(200);
    let ticket = agent.get(&path(&ticket, "")).await.json();
    assert_eq!(ticket["resolution"], "Tightened.");
});

both_databases!(what_is_mended_is_found_by_its_new_words, async |app| {
    let acme = Acme::open(app).await;
    let ticket = acme.assigned(app).await;
    let comment = write(app, &acme.agent, &ticket, "public").await;
    let agent = acme.agent.api(app).await;
    let edit = json!({ "body": "The manometer is broken." });
    agent
        .patch(&place(&ticket, &comment), edit)
        .await
        .expect(200);
    for (word, found) in [("manometer", 1), ("gasket", 0)] {
        let list = agent.get(&format!("/api/tickets?q={word}")).await;
        assert_eq!(list.json()["count"], found, "{word}");
    }
});

both_databases!(the_page_saves_or_says_why_not, async |app| {
    let acme = Acme::open(app).await;
    let ticket = acme.assigned(app).await;
    let comment = write(app, &acme.agent, &ticket, "internal").await;
    let id = comment["id"].as_str().expect("an id");
    let page = format!("/o/acme/tickets/{}/comments/{id}/edit", ticket.number);
    let browser = acme.agent.browser(app).await;
    let shown = browser.get(&page).await.expect(200).body;
    assert!(shown.contains("The gasket is lose."), "{shown}");
    let number = ticket.number.to_string();
    let post = async |body: &str| {
        let fields = [
            ("slug", "acme"),
            ("number", &number),
            ("comment", id),
            ("body", body),
        ];
        browser
            .post(&page, "/fn/tickets/edit_comment", &fields)
            .await
    };
    let refused = post(" ").await.expect(422).body;
    assert!(refused.contains("Write something first."));
    let saved = post("The gasket is loose.").await.expect(303);
    let to = format!("/o/acme/tickets/{number}#comment-{id}");
    assert_eq!(saved.header("location"), to);
    app.pass(Duration::minutes(16));
    let late = browser.get(&page).await.expect(200).body;
    assert!(late.contains("15 minutes"), "{late}");
});
