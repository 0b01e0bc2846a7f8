//! Searching by words: who finds what, and what no search tells.

use serde_json::{Value, json};

use super::world::{Acme, path};
use crate::app::App;
use crate::both_databases;
use crate::builders::{NewTicket, Person, Ticket};

/// The numbers that the list finds for somebody.
async fn numbers(app: &App, who: &Person, q: &str) -> Vec<i64> {
    let request = who.api(app).await.request("GET", "/api/tickets");
    let reply = crate::app::Reply::to(request.query(&[("q", q)])).await;
    let found = reply.expect(200).json();
    assert_eq!(
        found["count"].as_u64(),
        found["results"].as_array().map(|rows| rows.len() as u64),
        "the count is of the same tickets"
    );
    let mut numbers: Vec<_> = rows(&found)
        .iter()
        .filter_map(|row| row["number"].as_i64())
        .collect();
    numbers.sort_unstable();
    numbers
}

fn rows(page: &Value) -> &[Value] {
    page["results"].as_array().map_or(&[], Vec::as_slice)
}

/// The page of a search, as somebody reads it.
async fn page(app: &App, who: &Person, q: &str) -> String {
    let encoded: String = form_urlencoded::byte_serialize(q.as_bytes()).collect();
    let address = format!("/o/acme/search?q={encoded}");
    who.browser(app).await.get(&address).await.expect(200).body
}

async fn say(app: &App, who: &Person, ticket: &Ticket, body: &str, visibility: &str) {
    let body = json!({ "body": body, "visibility": visibility });
    who.api(app)
        .await
        .post(&path(ticket, "/comments"), body)
        .await
        .expect(201);
}

async fn filed(app: &App, acme: &Acme, subject: &str, description: &str) -> i64 {
    let body = json!({ "subject": subject, "description": description, "group": acme.support.id });
    let filed = acme
        .requester
        .api(app)
        .await
        .post("/api/tickets", body)
        .await;
    filed.expect(201).json()["number"]
        .as_i64()
        .expect("a number")
}

both_databases!(words_are_found_wherever_they_stand, async |app| {
    let acme = Acme::open(app).await;
    let first = filed(
        app,
        &acme,
        "Der Ärger mit der Pumpe",
        "It leaks **oil**, daily",
    )
    .await;
    let second = filed(app, &acme, "Invoice 4711", "for the pump of last week").await;
    for (q, expected) in [
        ("pump", vec![first, second]),
        ("PUMPE", vec![first]),
        ("arger", vec![first]),
        ("Ärger", vec![first]),
        ("leak oi", vec![first]),
        ("pump invoice", vec![second]),
        ("ump", vec![]),
        ("invoice-4711", vec![second]),
        ("4711", vec![second]),
        ("#1", vec![1]),
        ("oil OR invoice", vec![]),
        ("\"", vec![]),
        // Signs that become others, several, or none when their letters are written apart.
        ("pump \u{301}", vec![first, second]),
        ("\u{301}", vec![]),
        ("⑴", vec![]),
        ("ﷺ", vec![]),
        ("ͺ", vec![]),
        ("' \\ : * ( ) -", vec![]),
        ("it's", vec![]),
        ("tenant", vec![]),
    ] {
        assert_eq!(numbers(app, &acme.owner, q).await, expected, "{q}");
    }
});

both_databases!(
    long_words_are_found_by_their_beginnings_however_many_begin_so,
    async |app| {
        let acme = Acme::open(app).await;
        let many: Vec<_> = (100..200).map(|n| format!("connector{n}")).collect();
        let first = filed(app, &acme, "A crate of parts", &many.join(" ")).await;
        let second = filed(app, &acme, "Connections", "broken").await;
        for (q, expected) in [
            ("connect", vec![first, second]),
            ("connector", vec![first]),
            ("connector1", vec![first]),
            ("connector15", vec![first]),
            ("connector155", vec![first]),
            ("connector155 parts", vec![first]),
            ("dam\u{336}aged connector", vec![]),
            ("CONNECTIONS", vec![second]),
            ("connect broken", vec![second]),
            ("connectors", vec![]),
            ("\"connector\" OR", vec![]),
        ] {
            assert_eq!(numbers(app, &acme.requester, q).await, expected, "{q}");
            let page = page(app, &acme.requester, q).await;
            let has_first = page.contains("A crate of parts");
            assert_eq!(has_first, expected.contains(&first), "{q}");
        }
    }
);

both_databases!(what_is_changed_is_found_as_it_is_now, async |app| {
    let acme = Acme::open(app).await;
    let ticket = acme.assigned(app).await;
    let owner = acme.owner.api(app).await;
    let change = json!({ "subject": "Boiler", "version": 1 });
    owner.patch(&path(&ticket, ""), change).await.expect(200);
    assert_eq!(numbers(app, &acme.owner, "printer").await, [] as [i64; 0]);
    assert_eq!(numbers(app, &acme.owner, "boiler").await, [ticket.number]);
    let agent = acme.agent.api(app).await;
    let close = json!({ "comment": "Exchanged the thermostat" });
    agent
        .post(&path(&ticket, "/close"), close)
        .await
        .expect(200);
    assert_eq!(
        numbers(app, &acme.owner, "thermostat").await,
        [ticket.number]
    );
    owner.delete(&path(&ticket, "")).await.expect(204);
    assert_eq!(numbers(app, &acme.owner, "boiler").await, [] as [i64; 0]);
});

both_databases!(nobody_finds_what_they_may_not_read, async |app| {
    let acme = Acme::open(app).await;
    let ticket = acme.assigned(app).await;
    say(app, &acme.agent, &ticket, "The zirconium valve", "public").await;
    say(
        app,
        &acme.agent,
        &ticket,
        "A difficult customer",
        "internal",
    )
    .await;
    let none: [i64; 0] = [];
    for who in [&acme.owner, &acme.supervisor, &acme.manager, &acme.agent] {
        assert_eq!(numbers(app, who, "zircon").await, [ticket.number]);
        assert_eq!(numbers(app, who, "difficult").await, [ticket.number]);
    }
    assert_eq!(
        numbers(app, &acme.requester, "zircon").await,
        [ticket.number]
    );
    assert_eq!(numbers(app, &acme.requester, "difficult").await, none);
    for q in ["zircon", "difficult", "#1", "printer"] {
        assert_eq!(numbers(app, &acme.other, q).await, none, "{q}");
    }
    assert!(
        page(app, &acme.agent, "difficult")
            .await
            .contains("Internal note")
    );
    let page_of_requester = page(app, &acme.requester, "difficult").await;
    assert!(page_of_requester.contains("Nothing found"));
    assert!(page(app, &acme.other, "1").await.contains("Nothing found"));
});

both_databases!(another_organization_finds_nothing_of_it, async |app| {
    let acme = Acme::open(app).await;
    acme.assigned(app).await;
    let stranger = app.person("owner@globex.example").await;
    let globex = app.organization("globex", &stranger).await;
    let own = app.ticket(&globex, NewTicket::by(&stranger)).await;
    assert_eq!(numbers(app, &stranger, "printer").await, [own.number]);
});

both_databases!(the_page_shows_where_and_the_best_first, async |app| {
    let acme = Acme::open(app).await;
    let said = filed(
        app,
        &acme,
        "Something else",
        "About a compressor & its <b>valve</b>",
    )
    .await;
    let named = filed(app, &acme, "Compressor", "It is loud").await;
    let shown = page(app, &acme.owner, "compr").await;
    assert!(shown.contains("<mark>Compressor</mark>"), "{shown}");
    assert!(shown.contains("About a <mark>compressor</mark> &amp; its &lt;b&gt;valve"));
    let place = |number: i64| shown.find(&format!("/tickets/{number}'"));
    assert!(place(named) < place(said), "the subject counts more");
    let ticket = acme.assigned(app).await;
    say(app, &acme.agent, &ticket, "The gasket is worn", "public").await;
    let shown = page(app, &acme.requester, "gasket").await;
    assert!(shown.contains("#comment-") && shown.contains("<mark>gasket</mark>"));
    let empty = page(app, &acme.owner, " ").await;
    assert!(empty.contains("What are you looking for?"));
});
