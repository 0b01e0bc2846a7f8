//! The pages' forms without script: plain posts, and pages that keep what was typed.

use serde_json::json;

use super::world::{Acme, path};
use crate::both_databases;

both_databases!(
    a_ticket_is_filed_answered_and_closed_by_plain_posts,
    async |app| {
        let acme = Acme::open(app).await;
        let requester = acme.requester.browser(app).await;
        let group = acme.support.id.to_string();
        let fields = [
            ("slug", "acme"),
            ("subject", "The printer is on fire"),
            ("description", "Since **noon**."),
            ("priority", "high"),
            ("group", group.as_str()),
            ("tags", "printer, fire"),
        ];
        let filed = requester
            .post("/o/acme/tickets/new", "/fn/tickets/create", &fields)
            .await
            .expect(303);
        assert_eq!(filed.header("location"), "/o/acme/tickets/1");
        let page = requester.get("/o/acme/tickets/1").await.expect(200);
        assert!(page.body.contains("<strong>noon</strong>"));

        let supervisor = acme.supervisor.browser(app).await;
        let agent_id = acme.agent.id.to_string();
        let assign = [
            ("slug", "acme"),
            ("number", "1"),
            ("version", "1"),
            ("assignee", agent_id.as_str()),
        ];
        supervisor
            .post("/o/acme/tickets/1", "/fn/tickets/assign", &assign)
            .await
            .expect(303);

        let agent = acme.agent.browser(app).await;
        let reply = [
            ("slug", "acme"),
            ("number", "1"),
            ("body", "On my way."),
            ("visibility", "public"),
        ];
        agent
            .post("/o/acme/tickets/1", "/fn/tickets/comment", &reply)
            .await
            .expect(303);
        let close = [("slug", "acme"), ("number", "1"), ("comment", "Put out.")];
        agent
            .post("/o/acme/tickets/1", "/fn/tickets/close", &close)
            .await
            .expect(303);
        let page = requester.get("/o/acme/tickets/1").await.expect(200);
        for part in ["On my way.", "Put out.", "Closed"] {
            assert!(page.body.contains(part), "{part}");
        }
    }
);

both_databases!(a_refused_form_keeps_what_was_typed, async |app| {
    let acme = Acme::open(app).await;
    let requester = acme.requester.browser(app).await;
    let fields = [
        ("slug", "acme"),
        ("subject", " "),
        ("description", "Everything I know about it"),
        ("priority", "normal"),
        ("group", ""),
        ("tags", ""),
    ];
    let page = requester
        .post("/o/acme/tickets/new", "/fn/tickets/create", &fields)
        .await
        .expect(422);
    for part in [
        "Everything I know about it",
        "Say in a few words what this is about.",
    ] {
        assert!(page.body.contains(part), "{part}");
    }
});

both_databases!(a_stale_edit_keeps_what_was_typed, async |app| {
    let acme = Acme::open(app).await;
    let ticket = acme.assigned(app).await;
    let path = format!("/o/acme/tickets/{}/edit", ticket.number);
    let number = ticket.number.to_string();
    let edit = |version, subject, description| {
        [
            ("slug", "acme"),
            ("number", number.as_str()),
            ("version", version),
            ("subject", subject),
            ("description", description),
            ("tags", ""),
        ]
    };
    let one = acme.supervisor.browser(app).await;
    let two = acme.owner.browser(app).await;
    one.post(
        &path,
        "/fn/tickets/edit",
        &edit("1", "Theirs", "Their text"),
    )
    .await
    .expect(303);
    let page = two
        .post(
            &path,
            "/fn/tickets/edit",
            &edit("1", "Mine", "My long text"),
        )
        .await
        .expect(409);
    for part in ["Mine", "My long text", "Theirs", "Their text"] {
        assert!(page.body.contains(part), "{part}");
    }
    two.post(
        &path,
        "/fn/tickets/edit",
        &edit("2", "Mine", "My long text"),
    )
    .await
    .expect(303);
});

both_databases!(
    the_requester_is_offered_to_reopen_with_the_same_words,
    async |app| {
        let acme = Acme::open(app).await;
        let ticket = acme.assigned(app).await;
        let path = format!("/o/acme/tickets/{}", ticket.number);
        let number = ticket.number.to_string();
        let agent = acme.agent.browser(app).await;
        let close = [
            ("slug", "acme"),
            ("number", number.as_str()),
            ("comment", "Done."),
        ];
        agent
            .post(&path, "/fn/tickets/close", &close)
            .await
            .expect(303);

        let requester = acme.requester.browser(app).await;
        let words = [
            ("slug", "acme"),
            ("number", number.as_str()),
            ("body", "It burns again!"),
            ("visibility", "public"),
        ];
        let page = requester
            .post(&path, "/fn/tickets/comment", &words)
            .await
            .expect(409);
        assert!(page.body.contains("It burns again!") && page.body.contains("/fn/tickets/reopen"));
        let reopen = [
            ("slug", "acme"),
            ("number", number.as_str()),
            ("comment", "It burns again!"),
        ];
        requester
            .post(&path, "/fn/tickets/reopen", &reopen)
            .await
            .expect(303);
        assert!(
            requester
                .get(&path)
                .await
                .expect(200)
                .body
                .contains("It burns again!")
        );
    }
);

both_databases!(
    whoever_gives_a_ticket_out_of_their_sight_is_led_to_the_list,
    async |app| {
        let acme = Acme::open(app).await;
        let ticket = acme.assigned(app).await;
        let page = format!("/o/acme/tickets/{}", ticket.number);
        let (number, billing) = (ticket.number.to_string(), acme.billing.id.to_string());
        let agent = acme.agent.browser(app).await;
        let change = |version: &'static str, group: &str| {
            [
                ("slug", "acme".to_owned()),
                ("number", number.clone()),
                ("version", version.to_owned()),
                ("group", group.to_owned()),
            ]
        };
        let stays = change("1", "");
        let stays: Vec<_> = stays
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let reply = agent
            .post(&page, "/fn/tickets/properties", &stays)
            .await
            .expect(303);
        assert_eq!(reply.header("location"), page);
        let leaves = change("1", &billing);
        let leaves: Vec<_> = leaves
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let reply = agent
            .post(&page, "/fn/tickets/properties", &leaves)
            .await
            .expect(303);
        assert_eq!(reply.header("location"), "/o/acme/tickets");
        agent.get(&page).await.expect(404);
    }
);

both_databases!(
    what_was_typed_is_kept_also_where_its_form_is_gone,
    async |app| {
        let acme = Acme::open(app).await;
        let ticket = acme.assigned(app).await;
        let number = ticket.number.to_string();
        let page = format!("/o/acme/tickets/{number}");
        let typed = "Half an hour's work.";
        let form = |name: &'static str| {
            [
                ("slug", "acme"),
                ("number", number.as_str()),
                ("version", "1"),
                ("visibility", "public"),
                ("subject", "The printer"),
                ("tags", ""),
                (name, typed),
            ]
        };
        let supervisor = acme.supervisor.api(app).await;
        let assign = format!("/api/tickets/{number}/assign");

        let agent = acme.agent.browser(app).await;
        supervisor
            .post(&assign, json!({ "assignee": acme.manager.id }))
            .await
            .expect(200);
        let refused = agent
            .post(&page, "/fn/tickets/close", &form("comment"))
            .await
            .expect(403);
        assert!(refused.body.contains(typed), "the dialog is not there");
        assert!(
            refused
                .body
                .contains("Only the person a ticket is assigned to")
        );

        supervisor
            .post(&assign, json!({ "assignee": null }))
            .await
            .expect(200);
        let hidden = agent
            .post(&page, "/fn/tickets/comment", &form("body"))
            .await
            .expect(404);
        assert!(hidden.body.contains(typed), "nor is the ticket");

        let requester = acme.requester.browser(app).await;
        let close = json!({ "comment": "Out." });
        supervisor
            .post(&assign, json!({ "assignee": acme.agent.id }))
            .await
            .expect(200);
        acme.agent
            .api(app)
            .await
            .post(&format!("/api/tickets/{number}/close"), close)
            .await
            .expect(200);
        let closed = requester
            .post(
                &format!("{page}/edit"),
                "/fn/tickets/edit",
                &form("description"),
            )
            .await
            .expect(403);
        assert!(closed.body.contains(typed), "nor may it be edited");
    }
);

both_databases!(what_leads_on_from_a_ticket_keeps_its_list, async |app| {
    let acme = Acme::open(app).await;
    let ticket = acme.assigned(app).await;
    let number = ticket.number.to_string();
    let of_list = ("list", "q=a%20b&mine=true");
    let page = format!("/o/acme/tickets/{number}?list=q%3Da%2520b%26mine%3Dtrue");
    let owner = acme.owner.browser(app).await;
    let edit = [
        ("slug", "acme"),
        ("number", &number),
        ("version", "1"),
        ("subject", "Anew"),
        ("description", ""),
        ("tags", ""),
        of_list,
    ];
    let edited = owner.post("/", "/fn/tickets/edit", &edit).await.expect(303);
    assert_eq!(edited.header("location"), page);

    let api = acme.owner.api(app).await;
    let said = json!({ "body": "Loose" });
    let said = api.post(&path(&ticket, "/comments"), said).await;
    let said = said.expect(201).json();
    let comment = said["id"].as_str().expect("an id");
    let mend = [
        ("slug", "acme"),
        ("number", &number),
        ("comment", comment),
        ("body", "Lose"),
        of_list,
    ];
    let mended = owner.post("/", "/fn/tickets/edit_comment", &mend).await;
    let there = format!("{page}#comment-{comment}");
    assert_eq!(mended.expect(303).header("location"), there);

    let delete = [("slug", "acme"), ("number", &number), of_list];
    let deleted = owner.post("/", "/fn/tickets/delete", &delete).await;
    let list = "/o/acme/tickets?q=a%20b&mine=true";
    assert_eq!(deleted.expect(303).header("location"), list);
});
