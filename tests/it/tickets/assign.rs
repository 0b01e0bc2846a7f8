//! `POST /api/tickets/{id}/assign`.

use serde_json::{Value, json};

use super::world::{Acme, path};
use crate::both_databases;
use crate::builders::NewTicket;

both_databases!(a_manager_assigns_within_the_group, async |app| {
    let acme = Acme::open(app).await;
    let ticket = acme.unassigned(app).await;
    let body = json!({ "assignee": acme.agent.id });
    let answer = acme
        .manager
        .api(app)
        .await
        .post(&path(&ticket, "/assign"), body)
        .await
        .expect(200)
        .json();
    assert_eq!(answer["assignee"]["id"], json!(acme.agent.id));
    assert_eq!(answer["version"], 2);

    // From now on the whole group sees it, and the agent may work it.
    acme.agent
        .api(app)
        .await
        .get(&path(&ticket, ""))
        .await
        .expect(200);
});

both_databases!(
    an_assignee_must_be_an_active_member_of_the_group,
    async |app| {
        let acme = Acme::open(app).await;
        let ticket = acme.unassigned(app).await;
        let api = acme.supervisor.api(app).await;
        for stranger in [&acme.other, &acme.requester, &acme.owner] {
            let reply = api
                .post(
                    &path(&ticket, "/assign"),
                    json!({ "assignee": stranger.id }),
                )
                .await
                .expect(422)
                .json();
            assert!(reply["error"]["fields"]["assignee"].is_string(), "{reply}");
        }
        acme.agent
            .change(app, |row| row.status = sea_orm::Set("suspended".to_owned()))
            .await;
        api.post(
            &path(&ticket, "/assign"),
            json!({ "assignee": acme.agent.id }),
        )
        .await
        .expect(422);
        // The manager counts as a member.
        api.post(
            &path(&ticket, "/assign"),
            json!({ "assignee": acme.manager.id }),
        )
        .await
        .expect(200);
    }
);

both_databases!(a_ticket_without_a_group_asks_for_one_first, async |app| {
    let acme = Acme::open(app).await;
    let ticket = app
        .ticket(&acme.organization, NewTicket::by(&acme.requester))
        .await;
    let api = acme.owner.api(app).await;
    let reply = api
        .post(
            &path(&ticket, "/assign"),
            json!({ "assignee": acme.agent.id }),
        )
        .await
        .expect(422)
        .json();
    let message = reply["error"]["fields"]["assignee"]
        .as_str()
        .unwrap_or_default();
    assert!(message.contains("Choose a group first"), "{reply}");
});

both_databases!(agents_and_members_do_not_assign, async |app| {
    let acme = Acme::open(app).await;
    let ticket = acme.assigned(app).await;
    let body = json!({ "assignee": acme.manager.id });
    acme.agent
        .api(app)
        .await
        .post(&path(&ticket, "/assign"), body.clone())
        .await
        .expect(403);
    acme.requester
        .api(app)
        .await
        .post(&path(&ticket, "/assign"), body.clone())
        .await
        .expect(403);
    acme.other
        .api(app)
        .await
        .post(&path(&ticket, "/assign"), body)
        .await
        .expect(404);
});

both_databases!(who_assigns_must_manage_the_group_it_goes_to, async |app| {
    let acme = Acme::open(app).await;
    let ticket = acme.assigned(app).await;
    let api = acme.manager.api(app).await;
    let both = json!({ "group": acme.billing.id, "assignee": acme.other.id });
    api.patch(&path(&ticket, ""), both).await.expect(403);
    api.patch(&path(&ticket, ""), json!({ "group": acme.billing.id }))
        .await
        .expect(200);
});

both_databases!(leaving_the_assignee_out_is_a_mistake, async |app| {
    let acme = Acme::open(app).await;
    let ticket = acme.assigned(app).await;
    let api = acme.manager.api(app).await;
    let reply = api
        .post(&path(&ticket, "/assign"), json!({}))
        .await
        .expect(422)
        .json();
    assert!(reply["error"]["fields"]["assignee"].is_string(), "{reply}");
    assert!(api.get(&path(&ticket, "")).await.expect(200).json()["assignee"].is_object());
});

both_databases!(null_takes_the_assignee_off, async |app| {
    let acme = Acme::open(app).await;
    let ticket = acme.assigned(app).await;
    let api = acme.manager.api(app).await;
    let answer = api
        .post(&path(&ticket, "/assign"), json!({ "assignee": null }))
        .await
        .expect(200)
        .json();
    assert_eq!(answer["assignee"], Value::Null);
    acme.agent
        .api(app)
        .await
        .get(&path(&ticket, ""))
        .await
        .expect(404);
});
