//! `GET /api/admin/stats` and `GET /api/my/stats`.

use serde_json::json;

use super::world::{Acme, path};
use crate::both_databases;

both_databases!(the_organizations_numbers_add_up, async |app| {
    let acme = Acme::open(app).await;
    acme.unassigned(app).await;
    let ticket = acme.assigned(app).await;
    app.pass(chrono::Duration::minutes(90));
    acme.agent
        .api(app)
        .await
        .post(&path(&ticket, "/close"), json!({ "comment": "Done." }))
        .await
        .expect(200);

    let stats = acme
        .supervisor
        .api(app)
        .await
        .get("/api/admin/stats")
        .await
        .expect(200)
        .json();
    assert_eq!((&stats["total"], &stats["open"]), (&json!(2), &json!(1)));
    assert_eq!(
        stats["by_status"],
        json!({ "open": 1, "pending": 0, "on_hold": 0, "resolved": 0, "closed": 1 })
    );
    assert_eq!(stats["by_priority"]["normal"], 2);
    let days = stats["last_7_days"].as_array().expect("days");
    assert_eq!(
        (days.len(), &days[6]["opened"], &days[6]["resolved"]),
        (7, &json!(2), &json!(1))
    );
    assert_eq!(days[6]["date"], json!(app.now().date_naive()));
    assert_eq!(stats["top_assignees"][0]["resolved"], 1);
    assert_eq!(
        stats["by_group"],
        json!([{ "id": acme.support.id, "name": "Support", "open": 1, "unassigned": 1 }])
    );
    assert_eq!(stats["median_resolution_minutes"], 90);
    assert_eq!(stats["median_first_response_minutes"], 90);
});

both_databases!(everybody_has_their_own_numbers_and_no_more, async |app| {
    let acme = Acme::open(app).await;
    acme.unassigned(app).await;
    acme.assigned(app).await;
    for (person, total) in [
        (&acme.requester, 2),
        (&acme.agent, 1),
        (&acme.manager, 0),
        (&acme.other, 0),
    ] {
        let api = person.api(app).await;
        assert_eq!(
            api.get("/api/my/stats").await.expect(200).json()["total"],
            total,
            "{}",
            person.email
        );
        api.get("/api/admin/stats").await.expect(403);
    }
});
