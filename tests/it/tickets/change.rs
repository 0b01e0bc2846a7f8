//! `PATCH` and `DELETE /api/tickets/{id}`.

use serde_json::{Value, json};

use super::world::{Acme, path};
use crate::app::Reply;
use crate::both_databases;

both_databases!(
    a_stale_edit_is_refused_and_says_what_is_current,
    async |app| {
        let acme = Acme::open(app).await;
        let ticket = acme.assigned(app).await;
        let api = acme.supervisor.api(app).await;
        let first = api
            .patch(
                &path(&ticket, ""),
                json!({ "priority": "high", "version": 1 }),
            )
            .await
            .expect(200)
            .json();
        assert_eq!(first["version"], 2);
        api.patch(
            &path(&ticket, ""),
            json!({ "priority": "low", "version": 1 }),
        )
        .await
        .expect(409);

        let stale = api
            .request("PATCH", &path(&ticket, ""))
            .header("if-match", "\"1\"")
            .json(&json!({ "priority": "low" }));
        Reply::to(stale).await.expect(409);
        let fresh = api
            .request("PATCH", &path(&ticket, ""))
            .header("if-match", "\"2\"")
            .json(&json!({ "priority": "low" }));
        let fresh = Reply::to(fresh).await.expect(200);
        assert_eq!(fresh.header("etag"), "\"3\"");
    }
);

both_databases!(
    the_header_and_the_body_must_agree_on_the_version,
    async |app| {
        let acme = Acme::open(app).await;
        let ticket = acme.assigned(app).await;
        let api = acme.supervisor.api(app).await;
        let request = api
            .request("PATCH", &path(&ticket, ""))
            .header("if-match", "\"7\"")
            .json(&json!({ "priority": "low", "version": 1 }));
        Reply::to(request).await.expect(409);
    }
);

both_databases!(
    two_people_who_change_at_once_do_not_overwrite_each_other,
    async |app| {
        let acme = Acme::open(app).await;
        let ticket = acme.assigned(app).await;
        let (one, two) = (acme.supervisor.api(app).await, acme.owner.api(app).await);
        let path = path(&ticket, "");
        let (left, right) = tokio::join!(
            one.patch(&path, json!({ "subject": "Left", "version": 1 })),
            two.patch(&path, json!({ "subject": "Right", "version": 1 })),
        );
        let mut statuses = [left.status, right.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409]);
    }
);

both_databases!(closed_is_reached_only_by_closing, async |app| {
    let acme = Acme::open(app).await;
    let ticket = acme.assigned(app).await;
    let api = acme.agent.api(app).await;
    let reply = api
        .patch(&path(&ticket, ""), json!({ "status": "closed" }))
        .await
        .expect(422)
        .json();
    assert!(reply["error"]["fields"]["status"].is_string(), "{reply}");
    api.post(&path(&ticket, "/close"), json!({ "comment": "Done." }))
        .await
        .expect(200);
    api.patch(&path(&ticket, ""), json!({ "status": "open" }))
        .await
        .expect(409);
});

both_databases!(
    another_group_drops_an_assignee_who_is_not_in_it,
    async |app| {
        let acme = Acme::open(app).await;
        let ticket = acme.assigned(app).await;
        let api = acme.supervisor.api(app).await;
        let answer = api
            .patch(&path(&ticket, ""), json!({ "group": acme.billing.id }))
            .await
            .expect(200)
            .json();
        assert_eq!(
            (&answer["group"]["name"], &answer["assignee"]),
            (&json!("Billing"), &Value::Null)
        );

        app.add_to(&acme.support, &acme.other).await;
        let both = json!({ "group": acme.billing.id, "assignee": acme.other.id });
        api.patch(&path(&ticket, ""), both).await.expect(200);
        let kept = api
            .patch(&path(&ticket, ""), json!({ "group": acme.support.id }))
            .await
            .expect(200)
            .json();
        assert_eq!(
            kept["assignee"]["id"],
            json!(acme.other.id),
            "the other one is in both groups"
        );
    }
);

both_databases!(what_changes_when_resolved_and_opened_again, async |app| {
    let acme = Acme::open(app).await;
    let ticket = acme.assigned(app).await;
    let api = acme.agent.api(app).await;
    let resolved = api
        .patch(&path(&ticket, ""), json!({ "status": "resolved" }))
        .await
        .expect(200)
        .json();
    assert!(resolved["resolved_at"].is_string());
    app.pass(chrono::Duration::minutes(5));
    for status in ["open", "pending", "on_hold"] {
        let refused = api
            .patch(&path(&ticket, ""), json!({ "status": status }))
            .await
            .expect(409);
        assert!(refused.body.contains("Reopen it first"), "{status}");
    }
    let kept = api
        .patch(
            &path(&ticket, ""),
            json!({ "status": "resolved", "priority": "high" }),
        )
        .await
        .expect(200)
        .json();
    assert_eq!(kept["resolved_at"], resolved["resolved_at"]);
    let opened = api
        .post(&path(&ticket, "/reopen"), json!({}))
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&opened["status"], &opened["resolved_at"]),
        (&json!("open"), &Value::Null)
    );
});

both_databases!(
    a_group_manager_does_not_reopen_by_the_way_of_the_status,
    async |app| {
        let acme = Acme::open(app).await;
        let ticket = acme.assigned(app).await;
        acme.agent
            .api(app)
            .await
            .patch(&path(&ticket, ""), json!({ "status": "resolved" }))
            .await
            .expect(200);
        let manager = acme.manager.api(app).await;
        manager
            .post(&path(&ticket, "/reopen"), json!({}))
            .await
            .expect(403);
        manager
            .patch(&path(&ticket, ""), json!({ "status": "open" }))
            .await
            .expect(409);
    }
);

both_databases!(
    requesters_edit_their_own_text_until_it_is_closed,
    async |app| {
        let acme = Acme::open(app).await;
        let ticket = acme.assigned(app).await;
        let api = acme.requester.api(app).await;
        let edited = api
            .patch(&path(&ticket, ""), json!({ "subject": "Still on fire" }))
            .await
            .expect(200)
            .json();
        assert_eq!(edited["subject"], "Still on fire");
        api.patch(&path(&ticket, ""), json!({ "priority": "urgent" }))
            .await
            .expect(403);
        acme.agent
            .api(app)
            .await
            .post(&path(&ticket, "/close"), json!({ "comment": "Out." }))
            .await
            .expect(200);
        api.patch(&path(&ticket, ""), json!({ "subject": "Again" }))
            .await
            .expect(403);
    }
);

both_databases!(unknown_fields_and_wrong_values_are_named, async |app| {
    let acme = Acme::open(app).await;
    let ticket = acme.assigned(app).await;
    let api = acme.supervisor.api(app).await;
    api.patch(&path(&ticket, ""), json!({ "colour": "red" }))
        .await
        .expect(422);
    let reply = api
        .patch(&path(&ticket, ""), json!({ "subject": "  " }))
        .await
        .expect(422)
        .json();
    assert!(reply["error"]["fields"]["subject"].is_string(), "{reply}");
    let elsewhere = json!({ "group": "00000000-0000-7000-8000-000000000000" });
    api.patch(&path(&ticket, ""), elsewhere).await.expect(422);
});

both_databases!(text_that_no_database_keeps_is_refused, async |app| {
    let acme = Acme::open(app).await;
    let ticket = acme.assigned(app).await;
    let api = acme.agent.api(app).await;
    let nul = "zero \u{0} byte";
    api.post("/api/tickets", json!({ "subject": nul }))
        .await
        .expect(422);
    api.post(
        "/api/tickets",
        json!({ "subject": "Fine", "description": nul }),
    )
    .await
    .expect(422);
    api.post(&path(&ticket, "/comments"), json!({ "body": nul }))
        .await
        .expect(422);
    api.post(&path(&ticket, "/close"), json!({ "comment": nul }))
        .await
        .expect(422);
    api.get("/api/tickets?q=%00").await.expect(422);
});

both_databases!(only_admins_delete_and_the_ticket_is_gone, async |app| {
    let acme = Acme::open(app).await;
    let ticket = acme.assigned(app).await;
    acme.supervisor
        .api(app)
        .await
        .delete(&path(&ticket, ""))
        .await
        .expect(403);
    let api = acme.owner.api(app).await;
    api.delete(&path(&ticket, "")).await.expect(204);
    api.get(&path(&ticket, "")).await.expect(404);
    assert_eq!(api.get("/api/tickets").await.expect(200).json()["count"], 0);
});
