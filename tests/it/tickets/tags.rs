//! Tags: who sets them, where they show, and what they find.

use serde_json::{Value, json};

use super::world::{Acme, path};
use crate::both_databases;

fn numbers(page: &Value) -> Vec<i64> {
    let rows = page["results"].as_array().expect("rows").iter();
    rows.map(|row| row["number"].as_i64().expect("a number"))
        .collect()
}

both_databases!(tickets_are_found_by_their_tags, async |app| {
    let acme = Acme::open(app).await;
    let api = acme.supervisor.api(app).await;
    for tags in [
        json!(["printer", "fire"]),
        json!(["printer"]),
        json!(["new scanner", "ärger"]),
        json!([]),
    ] {
        let new = json!({ "subject": "Help", "tags": tags });
        api.post("/api/tickets", new).await.expect(201);
    }
    for (query, expected) in [
        ("tag=printer", vec![1, 2]),
        ("tag=%20PRINTER%20", vec![1, 2]),
        ("tag=fire,new+scanner", vec![1, 3]),
        ("tag=printer&tag=fire", vec![1]),
        ("tag_not=printer", vec![3, 4]),
        ("tag_not=fire&tag=printer", vec![2]),
        ("tag_not=fire,%C3%A4rger", vec![2, 4]),
        ("tag=smoke", vec![]),
        ("tag_not=smoke&page_size=2", vec![1, 2]),
    ] {
        let page = api
            .get(&format!("/api/tickets?ordering=number&{query}"))
            .await;
        let page = page.expect(200).json();
        assert_eq!(numbers(&page), expected, "{query}");
    }
    let owner = acme.owner.api(app).await;
    owner.delete("/api/tickets/2").await.expect(204);
    let page = api.get("/api/tickets?tag=printer").await.json();
    assert_eq!((numbers(&page), &page["count"]), (vec![1], &json!(1)));
});

both_databases!(
    who_changes_properties_or_the_text_changes_tags,
    async |app| {
        let acme = Acme::open(app).await;
        let ticket = acme.assigned(app).await;
        let agent = acme.agent.api(app).await;
        let tagged = agent
            .patch(
                &path(&ticket, ""),
                json!({ "tags": ["Fire", "fire ", "a"] }),
            )
            .await
            .expect(200)
            .json();
        assert_eq!(tagged["tags"], json!(["a", "fire"]));
        agent
            .patch(&path(&ticket, ""), json!({ "subject": "Mine" }))
            .await
            .expect(403);
        let requester = acme.requester.api(app).await;
        requester
            .patch(&path(&ticket, ""), json!({ "tags": ["mine"] }))
            .await
            .expect(200);
        acme.other
            .api(app)
            .await
            .patch(&path(&ticket, ""), json!({ "tags": [] }))
            .await
            .expect(404);
        for wrong in [json!(["a,b"]), json!(["x".repeat(41)])] {
            let change = json!({ "tags": wrong });
            let reply = agent.patch(&path(&ticket, ""), change).await;
            let error = reply.expect(422).json();
            assert!(error["error"]["fields"]["tags"].is_string(), "{error}");
        }
        agent
            .post(&path(&ticket, "/close"), json!({ "comment": "Out." }))
            .await
            .expect(200);
        requester
            .patch(&path(&ticket, ""), json!({ "tags": [] }))
            .await
            .expect(403);
        agent
            .patch(&path(&ticket, ""), json!({ "tags": ["done"] }))
            .await
            .expect(200);
    }
);

both_databases!(tags_are_set_on_the_ticket_s_page, async |app| {
    let acme = Acme::open(app).await;
    let ticket = acme.assigned(app).await;
    let number = ticket.number.to_string();
    let page = format!("/o/acme/tickets/{number}");
    let form = |version, tags| {
        [
            ("slug", "acme"),
            ("number", number.as_str()),
            ("version", version),
            ("tags", tags),
        ]
    };
    let agent = acme.agent.browser(app).await;
    agent
        .post(&page, "/fn/tickets/tag", &form("1", "Printer, on fire"))
        .await
        .expect(303);
    let read = agent.get(&page).await.expect(200);
    assert!(
        read.body.contains("href='/o/acme/tickets?tag=on%20fire'"),
        "a tag leads to the tickets that have it"
    );
    let activity = agent.get(&format!("{page}?tab=activity")).await.expect(200);
    assert!(
        activity
            .body
            .contains(" added the tags “on fire” and “printer” ")
    );
    let other = form("2", "VIP, on fire");
    agent
        .post(&page, "/fn/tickets/tag", &other)
        .await
        .expect(303);
    let activity = agent.get(&format!("{page}?tab=activity")).await.expect(200);
    assert!(
        activity
            .body
            .contains(" added the tag “vip” and removed “printer” ")
    );
    let stale = form("1", "smoke");
    let stale = agent.post(&page, "/fn/tickets/tag", &stale).await;
    assert!(stale.expect(409).body.contains("smoke"));
    let long = "x".repeat(41);
    let wrong = form("3", &long);
    let wrong = agent.post(&page, "/fn/tickets/tag", &wrong).await;
    let wrong = wrong.expect(422).body;
    assert!(wrong.contains(&long) && wrong.contains("A tag has 1 to 40 characters"));
});

both_databases!(
    suggestions_tell_of_no_ticket_that_one_does_not_see,
    async |app| {
        let acme = Acme::open(app).await;
        let owner = acme.owner.api(app).await;
        let new = json!({ "subject": "Secret", "tags": ["layoffs"] });
        owner.post("/api/tickets", new).await.expect(201);
        let requester = acme.requester.api(app).await;
        let new = json!({ "subject": "Mine", "tags": ["printer"] });
        requester.post("/api/tickets", new).await.expect(201);
        for page in [
            "/o/acme/tickets/new",
            "/o/acme/tickets/2",
            "/o/acme/tickets?filter=tag",
        ] {
            let seen = acme
                .requester
                .browser(app)
                .await
                .get(page)
                .await
                .expect(200);
            assert!(seen.body.contains("value='printer'"), "{page}");
            assert!(!seen.body.contains("layoffs"), "{page}");
            let seen = acme.owner.browser(app).await.get(page).await.expect(200);
            assert!(seen.body.contains("value='layoffs'"), "{page}");
        }
    }
);
