//! `GET` and `POST /api/tickets`.

use serde_json::{Value, json};
use tutta::model::ticket::{Priority, TicketStatus};

use super::world::{Acme, path};
use crate::both_databases;
use crate::builders::NewTicket;

fn numbers(page: &Value) -> Vec<i64> {
    page["results"]
        .as_array()
        .expect("rows")
        .iter()
        .map(|row| row["number"].as_i64().expect("a number"))
        .collect()
}

both_databases!(filters_and_orders_combine, async |app| {
    let acme = Acme::open(app).await;
    let by = |status, priority, subject| NewTicket {
        status,
        priority,
        subject,
        ..NewTicket::by(&acme.requester)
    };
    for new in [
        by(TicketStatus::Open, Priority::Low, "Printer"),
        by(TicketStatus::Open, Priority::Urgent, "100% fire"),
        by(TicketStatus::Pending, Priority::Urgent, "Scanner"),
        by(TicketStatus::Closed, Priority::Normal, "Done"),
    ] {
        app.ticket(&acme.organization, new).await;
    }
    let api = acme.supervisor.api(app).await;
    for (query, expected) in [
        ("", vec![4, 3, 2, 1]),
        ("?ordering=number", vec![1, 2, 3, 4]),
        ("?status=open", vec![2, 1]),
        ("?status=open,pending&priority=urgent", vec![3, 2]),
        (
            "?status=open&status=closed&ordering=created_at",
            vec![1, 2, 4],
        ),
        ("?ordering=-priority", vec![3, 2, 4, 1]),
        ("?q=PRINT", vec![1]),
        ("?q=%25", vec![]),
        ("?q=100%25+fir", vec![2]),
        ("?q=%234", vec![4]),
        ("?assignee=none&group=none&page_size=2", vec![4, 3]),
        ("?assignee=me", vec![]),
        ("?created_before=2020-01-01", vec![]),
        ("?status_not=closed&priority_not=low", vec![3, 2]),
        ("?priority=low,urgent&status_not=open", vec![3]),
        ("?assignee_not=none", vec![]),
        ("?assignee_not=me&group_not=none", vec![]),
        ("?created_by_not=me&ordering=number", vec![1, 2, 3, 4]),
        ("?created_by=requester@acme.example&status=closed", vec![4]),
        ("?updated_after=2020-01-01&status=pending", vec![3]),
        ("?updated_before=2020-01-01", vec![]),
    ] {
        let page = api
            .get(&format!("/api/tickets{query}"))
            .await
            .expect(200)
            .json();
        assert_eq!(numbers(&page), expected, "{query}");
    }
    let reply = api
        .get("/api/tickets?status=done&colour=red")
        .await
        .expect(422)
        .json();
    assert!(
        reply["error"]["fields"]["status"].is_string()
            && reply["error"]["fields"]["colour"].is_string()
    );
    api.get("/api/tickets?page_size=101").await.expect(422);
    api.get("/api/tickets?mine=perhaps").await.expect(422);
    api.get("/api/tickets?cursor=nonsense").await.expect(422);
    for wrong in [
        "created_after=-9999-01-01",
        "updated_before=soon",
        "tag_not=a%07b",
        "status_not=done",
        "created_by=ada%40",
        "created_not=2020-01-01",
    ] {
        let name = wrong.split('=').next().expect("a name");
        let reply = api.get(&format!("/api/tickets?{wrong}")).await;
        let error = reply.expect(422).json();
        assert!(error["error"]["fields"][name].is_string(), "{error}");
    }
    let far = "a-8000000000000000000.0.0190163d8694739bbd23a1a6a1f4b6c0";
    api.get(&format!("/api/tickets?cursor={far}"))
        .await
        .expect(200);
});

both_databases!(a_ticket_reads_as_it_was_written, async |app| {
    let acme = Acme::open(app).await;
    let api = acme.manager.api(app).await;
    let body = json!({
        "subject": "New printer",
        "description": "One that does *not* burn.",
        "priority": "high",
        "group": acme.support.id,
        "assignee": acme.agent.id,
        "tags": ["Hardware", "hardware"],
    });
    let created = api.post("/api/tickets", body).await.expect(201).json();
    let read = api
        .get(&format!(
            "/api/tickets/{}",
            created["id"].as_str().expect("an id")
        ))
        .await
        .expect(200)
        .json();
    assert_eq!(created, read);
    assert_eq!(
        (&read["number"], &read["status"], &read["tags"]),
        (&json!(1), &json!("open"), &json!(["hardware"]))
    );
    let mut names: Vec<_> = read
        .as_object()
        .expect("an object")
        .keys()
        .map(String::as_str)
        .collect();
    names.sort_unstable();
    assert_eq!(
        names,
        [
            "assignee",
            "closed_at",
            "created_at",
            "created_by",
            "description",
            "first_response_at",
            "group",
            "id",
            "number",
            "priority",
            "resolution",
            "resolved_at",
            "status",
            "subject",
            "tags",
            "updated_at",
            "version",
        ]
    );
});

both_databases!(only_the_subject_is_required, async |app| {
    let acme = Acme::open(app).await;
    let api = acme.requester.api(app).await;
    let created = api
        .post("/api/tickets", json!({ "subject": "Help" }))
        .await
        .expect(201)
        .json();
    assert_eq!(
        (&created["priority"], &created["group"]),
        (&json!("normal"), &Value::Null)
    );
    let reply = api
        .post("/api/tickets", json!({ "description": "?" }))
        .await
        .expect(422)
        .json();
    assert!(reply["error"]["fields"]["subject"].is_string(), "{reply}");
    api.post(
        "/api/tickets",
        json!({ "subject": "Help", "organization": "globex" }),
    )
    .await
    .expect(422);
    let assigned =
        json!({ "subject": "Help", "group": acme.support.id, "assignee": acme.agent.id });
    api.post("/api/tickets", assigned).await.expect(403);
});

both_databases!(an_assignee_who_left_counts_as_nobody, async |app| {
    let acme = Acme::open(app).await;
    let ticket = acme.assigned(app).await;
    acme.agent
        .change(app, |row| {
            row.status = sea_orm::Set("deactivated".to_owned())
        })
        .await;
    let api = acme.manager.api(app).await;
    assert_eq!(
        numbers(
            &api.get("/api/tickets?assignee=none")
                .await
                .expect(200)
                .json()
        ),
        [ticket.number]
    );
    let browser = acme.manager.browser(app).await;
    let page = browser.get("/o/acme/tickets").await.expect(200);
    assert!(
        page.body.contains("inactive<")
            || page.body.contains("(inactive)")
            || page.body.contains(">Inactive"),
        "the list says so"
    );
    assert_eq!(
        api.get(&path(&ticket, "")).await.json()["assignee"]["id"],
        json!(acme.agent.id),
        "the history stays"
    );
});
