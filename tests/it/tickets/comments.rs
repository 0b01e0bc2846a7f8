//! `/api/tickets/{id}/comments`.

use serde_json::{Value, json};

use super::world::{Acme, path};
use crate::both_databases;

both_databases!(internal_notes_stay_internal, async |app| {
    let acme = Acme::open(app).await;
    let ticket = acme.assigned(app).await;
    let note = json!({ "body": "A difficult one.", "visibility": "internal" });
    acme.requester
        .api(app)
        .await
        .post(&path(&ticket, "/comments"), note.clone())
        .await
        .expect(403);
    let requester = acme.requester.api(app).await;
    let before = requester.get(&path(&ticket, "")).await.expect(200).body;
    app.pass(chrono::Duration::minutes(1));
    acme.agent
        .api(app)
        .await
        .post(&path(&ticket, "/comments"), note)
        .await
        .expect(201);

    let after = requester.get(&path(&ticket, "")).await.expect(200).body;
    assert_eq!(before, after, "not even the time of the last change tells");

    let seen = acme
        .requester
        .api(app)
        .await
        .get(&path(&ticket, "/comments"))
        .await
        .expect(200)
        .json();
    assert_eq!((&seen["count"], &seen["results"]), (&json!(0), &json!([])));
    let seen = acme
        .manager
        .api(app)
        .await
        .get(&path(&ticket, "/comments"))
        .await
        .expect(200)
        .json();
    assert_eq!(seen["count"], 1);

    let browser = acme.requester.browser(app).await;
    let page = browser
        .get(&format!("/o/acme/tickets/{}", ticket.number))
        .await
        .expect(200);
    assert!(
        !page.body.contains("A difficult one."),
        "neither in the page nor in what it carries along"
    );
});

both_databases!(
    the_first_response_is_the_first_public_one_by_somebody_else,
    async |app| {
        let acme = Acme::open(app).await;
        let ticket = acme.assigned(app).await;
        let first = async || {
            let ticket = acme
                .owner
                .api(app)
                .await
                .get(&path(&ticket, ""))
                .await
                .expect(200)
                .json();
            ticket["first_response_at"].clone()
        };
        let say = async |person: &crate::builders::Person, visibility: &str| {
            let body = json!({ "body": "Hm.", "visibility": visibility });
            person
                .api(app)
                .await
                .post(&path(&ticket, "/comments"), body)
                .await
                .expect(201);
            app.pass(chrono::Duration::minutes(1));
        };
        say(&acme.requester, "public").await;
        say(&acme.agent, "internal").await;
        assert_eq!(first().await, Value::Null);
        say(&acme.agent, "public").await;
        let answered = first().await;
        assert!(answered.is_string());
        say(&acme.manager, "public").await;
        assert_eq!(first().await, answered);
    }
);

both_databases!(the_requesters_word_opens_the_ticket_again, async |app| {
    let acme = Acme::open(app).await;
    let ticket = acme.assigned(app).await;
    let agent = acme.agent.api(app).await;
    let requester = acme.requester.api(app).await;
    let word = json!({ "body": "And yet it burns." });
    for waiting in ["pending", "resolved"] {
        agent
            .patch(&path(&ticket, ""), json!({ "status": waiting }))
            .await
            .expect(200);
        agent
            .post(&path(&ticket, "/comments"), word.clone())
            .await
            .expect(201);
        assert_eq!(
            agent.get(&path(&ticket, "")).await.json()["status"],
            waiting,
            "only the requester's does"
        );
        requester
            .post(&path(&ticket, "/comments"), word.clone())
            .await
            .expect(201);
        assert_eq!(agent.get(&path(&ticket, "")).await.json()["status"], "open");
    }
    agent
        .patch(&path(&ticket, ""), json!({ "status": "on_hold" }))
        .await
        .expect(200);
    requester
        .post(&path(&ticket, "/comments"), word.clone())
        .await
        .expect(201);
    assert_eq!(
        agent.get(&path(&ticket, "")).await.json()["status"],
        "on_hold"
    );

    agent
        .post(&path(&ticket, "/close"), json!({ "comment": "Done." }))
        .await
        .expect(200);
    requester
        .post(&path(&ticket, "/comments"), word)
        .await
        .expect(409);
});

both_databases!(a_comment_makes_nobodys_edit_stale, async |app| {
    let acme = Acme::open(app).await;
    let ticket = acme.assigned(app).await;
    acme.requester
        .api(app)
        .await
        .post(&path(&ticket, "/comments"), json!({ "body": "Hm." }))
        .await
        .expect(201);
    let change = json!({ "priority": "high", "version": 1 });
    acme.agent
        .api(app)
        .await
        .patch(&path(&ticket, ""), change)
        .await
        .expect(200);
});

both_databases!(the_conversation_comes_in_pages, async |app| {
    let acme = Acme::open(app).await;
    let ticket = acme.assigned(app).await;
    let api = acme.agent.api(app).await;
    for number in 0..5 {
        api.post(
            &path(&ticket, "/comments"),
            json!({ "body": format!("{number}") }),
        )
        .await
        .expect(201);
        app.pass(chrono::Duration::seconds(1));
    }
    let mut bodies = Vec::new();
    let mut next = Some(String::new());
    while let Some(cursor) = next {
        let page = api
            .get(&path(&ticket, &format!("/comments?page_size=2{cursor}")))
            .await
            .expect(200)
            .json();
        assert_eq!(page["count"], 5);
        bodies.extend(
            page["results"]
                .as_array()
                .expect("rows")
                .iter()
                .map(|row| row["body"].clone()),
        );
        next = page["next"]
            .as_str()
            .map(|cursor| format!("&cursor={cursor}"));
    }
    assert_eq!(bodies, ["0", "1", "2", "3", "4"]);
});
