//! Ticket numbers: 1, 2, 3 ... per organization, without gaps, however many file at once.

use serde_json::json;

use super::world::Acme;
use crate::both_databases;

const AT_ONCE: i64 = 50;

both_databases!(fifty_at_once_get_fifty_numbers_in_a_row, async |app| {
    let acme = Acme::open(app).await;
    let api = acme.requester.api(app).await;
    let filed = (0..AT_ONCE).map(async |index| {
        let body = json!({ "subject": format!("Ticket {index}") });
        api.post("/api/tickets", body).await.expect(201).json()["number"]
            .as_i64()
            .expect("a number")
    });
    let mut numbers = futures::future::join_all(filed).await;
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=AT_ONCE).collect::<Vec<_>>());

    let owner = acme.owner.api(app).await;
    owner.delete("/api/tickets/7").await.expect(204);
    for list in ["/api/tickets", "/api/tickets?priority=normal"] {
        let counted = owner.get(list).await.expect(200).json();
        assert_eq!(counted["count"], AT_ONCE - 1, "{list}");
    }
});

both_databases!(a_refused_ticket_takes_no_number, async |app| {
    let acme = Acme::open(app).await;
    let api = acme.manager.api(app).await;
    let refused = json!({ "subject": "No", "group": acme.support.id, "assignee": acme.other.id });
    api.post("/api/tickets", refused).await.expect(422);
    assert_eq!(
        api.post("/api/tickets", json!({ "subject": "Yes" }))
            .await
            .expect(201)
            .json()["number"],
        1
    );
});
