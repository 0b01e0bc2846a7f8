//! `POST /api/tickets/{id}/close` and `.../reopen`.

use serde_json::{Value, json};

use super::world::{Acme, path};
use crate::app::Reply;
use crate::both_databases;

both_databases!(only_the_assignee_closes, async |app| {
    let acme = Acme::open(app).await;
    let ticket = acme.assigned(app).await;
    let body = json!({ "comment": "Put **out**." });
    for person in [
        &acme.owner,
        &acme.supervisor,
        &acme.manager,
        &acme.requester,
    ] {
        person
            .api(app)
            .await
            .post(&path(&ticket, "/close"), body.clone())
            .await
            .expect(403);
    }
    acme.other
        .api(app)
        .await
        .post(&path(&ticket, "/close"), body.clone())
        .await
        .expect(404);

    let closed = acme
        .agent
        .api(app)
        .await
        .post(&path(&ticket, "/close"), body.clone())
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&closed["status"], &closed["resolution"]),
        (&json!("closed"), &json!("Put **out**."))
    );
    for time in ["first_response_at", "resolved_at", "closed_at"] {
        assert!(closed[time].is_string(), "{time}");
    }
    acme.agent
        .api(app)
        .await
        .post(&path(&ticket, "/close"), body)
        .await
        .expect(409);

    let comments = acme
        .requester
        .api(app)
        .await
        .get(&path(&ticket, "/comments"))
        .await
        .expect(200)
        .json();
    assert_eq!(
        comments["results"][0]["is_resolution"], true,
        "the requester reads the resolution"
    );
});

both_databases!(closing_needs_a_resolution, async |app| {
    let acme = Acme::open(app).await;
    let ticket = acme.assigned(app).await;
    let reply = acme
        .agent
        .api(app)
        .await
        .post(&path(&ticket, "/close"), json!({ "comment": " " }))
        .await;
    assert!(reply.expect(422).json()["error"]["fields"]["comment"].is_string());
});

both_databases!(reopening_clears_what_closing_set, async |app| {
    let acme = Acme::open(app).await;
    let ticket = acme.assigned(app).await;
    let agent = acme.agent.api(app).await;
    agent
        .post(&path(&ticket, "/reopen"), json!({}))
        .await
        .expect(409);
    agent
        .post(&path(&ticket, "/close"), json!({ "comment": "Done." }))
        .await
        .expect(200);
    acme.manager
        .api(app)
        .await
        .post(&path(&ticket, "/reopen"), json!({}))
        .await
        .expect(403);

    let body = json!({ "comment": "It burns again." });
    let opened = acme
        .requester
        .api(app)
        .await
        .post(&path(&ticket, "/reopen"), body)
        .await
        .expect(200)
        .json();
    assert_eq!(opened["status"], "open");
    assert_eq!(
        opened["resolution"], "Done.",
        "the last resolution stays readable"
    );
    for cleared in ["resolved_at", "closed_at"] {
        assert_eq!(opened[cleared], Value::Null, "{cleared}");
    }
    let comments = agent
        .get(&path(&ticket, "/comments"))
        .await
        .expect(200)
        .json();
    assert_eq!(comments["count"], 2, "nothing of the conversation is lost");
});

both_databases!(reopening_without_a_body_works, async |app| {
    let acme = Acme::open(app).await;
    let ticket = acme.assigned(app).await;
    let agent = acme.agent.api(app).await;
    agent
        .post(&path(&ticket, "/close"), json!({ "comment": "Done." }))
        .await
        .expect(200);
    let request = agent.request("POST", &path(&ticket, "/reopen"));
    Reply::to(request).await.expect(200);
});
