//! Groups made and changed, and their managers named.

use sea_orm::{ActiveModelTrait, Set};
use serde_json::{Value, json};
use tutta::server::entity::department;
use uuid::Uuid;

use super::world::{GROUPS, happened, holder, log, path, stored};
use crate::app::App;
use crate::both_databases;
use crate::builders::{NewTicket, Organization};
use crate::tickets::world::Acme;

async fn department(app: &App, organization: &Organization) -> Uuid {
    let row = department::ActiveModel {
        id: Set(Uuid::now_v7()),
        organization_id: Set(organization.id.into()),
        name: Set("Field service".to_owned()),
        created_at: Set(app.now()),
        updated_at: Set(app.now()),
    };
    row.insert(app.db()).await.expect("a department").id
}

both_databases!(a_supervisor_makes_and_changes_one, async |app| {
    let acme = Acme::open(app).await;
    let department = department(app, &acme.organization).await;
    let api = acme.supervisor.api(app).await;
    let new = json!({
        "name": " On  call ", "description": "Nights.", "department": department, "manager": acme.other.id,
    });
    let made = api.post(GROUPS, new).await.expect(201).json();
    assert_eq!(made["name"], "On call");
    assert_eq!(made["department"]["name"], "Field service");
    assert_eq!(made["manager"]["name"], "other");
    assert_eq!(made["members"], 1);

    let one = format!("{GROUPS}/{}", made["id"].as_str().expect("an id"));
    let wish = json!({ "name": "Nights", "department": null });
    let changed = api.patch(&one, wish.clone()).await.expect(200).json();
    assert_eq!(changed["name"], "Nights");
    assert_eq!(changed["department"], Value::Null);
    assert_eq!(changed["description"], "Nights.");
    // What already is as wished stays unrecorded.
    api.patch(&one, wish).await.expect(200);
    let log = log(app).await;
    let actions: Vec<_> = log.iter().map(|(action, ..)| action.as_str()).collect();
    assert_eq!(actions, ["group_created", "group_changed"]);
    assert_eq!(log[1].1["department"], "Field service");
    assert_eq!(
        log[1].2,
        json!({ "name": "Nights", "description": "Nights.", "department": null })
    );
});

both_databases!(what_does_not_fit_is_named_by_field, async |app| {
    let acme = Acme::open(app).await;
    let api = acme.supervisor.api(app).await;
    let nowhere = Uuid::now_v7();
    for (wish, field) in [
        (json!({ "name": "SUPPORT" }), "name"),
        (json!({ "name": "" }), "name"),
        (json!({ "department": nowhere }), "department"),
        (json!({ "manager": nowhere }), "manager"),
        (json!({ "members": [] }), "members"),
    ] {
        let one = path(&acme.billing, "");
        let reply = api.patch(&one, wish.clone()).await.expect(422).json();
        assert!(
            reply["error"]["fields"][field].is_string(),
            "{wish}: {reply}"
        );
    }
    let new = json!({ "name": "support" });
    api.post(GROUPS, new).await.expect(422);
    api.patch(&format!("{GROUPS}/{nowhere}"), json!({}))
        .await
        .expect(404);
    assert!(log(app).await.is_empty());
});

both_databases!(a_manager_need_be_no_member_and_counts_as_one, async |app| {
    let acme = Acme::open(app).await;
    let api = acme.supervisor.api(app).await;
    let set = path(&acme.billing, "/set-manager/");
    let group = api
        .post(&set, json!({ "manager": acme.agent.id }))
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&group["manager"]["name"], &group["members"]),
        (&json!("agent"), &json!(2))
    );
    let new = NewTicket {
        group: Some(&acme.billing),
        ..NewTicket::by(&acme.requester)
    };
    let ticket = app.ticket(&acme.organization, new).await;
    let assign = format!("/api/tickets/{}/assign", ticket.number);
    api.post(&assign, json!({ "assignee": acme.agent.id }))
        .await
        .expect(200);
    let group = api
        .post(&set, json!({ "manager": null }))
        .await
        .expect(200)
        .json();
    assert_eq!(group["manager"], Value::Null);
    api.post(&set, json!({})).await.expect(422);
    let log = log(app).await;
    assert_eq!(log[1].1, json!({ "group": "Billing", "manager": "agent" }));
    let after =
        json!({ "group": "Billing", "manager": null, "open_tickets": 1, "reassigned_to": null });
    assert_eq!(log[1].2, after);
});

both_databases!(
    a_manager_who_was_no_member_hands_their_tickets_over,
    async |app| {
        let acme = Acme::open(app).await;
        let new = || NewTicket {
            group: Some(&acme.support),
            assignee: Some(&acme.manager),
            ..NewTicket::by(&acme.requester)
        };
        let ticket = app.ticket(&acme.organization, new()).await;
        let api = acme.supervisor.api(app).await;
        let set = path(&acme.support, "/set-manager");
        // Not to themselves, and not to somebody outside.
        for heir in [&acme.manager, &acme.other] {
            let wish = json!({ "manager": null, "reassign_to": heir.id });
            let reply = api.post(&set, wish).await.expect(422).json();
            assert!(
                reply["error"]["fields"]["reassign_to"].is_string(),
                "{reply}"
            );
        }
        assert_eq!(stored(app, &ticket).await.version, 1);
        let wish = json!({ "manager": acme.other.id, "reassign_to": acme.agent.id });
        api.post(&set, wish).await.expect(200);
        assert_eq!(holder(app, &ticket).await, Some(acme.agent.id.into()));
        assert_eq!(stored(app, &ticket).await.version, 2);
        assert_eq!(
            happened(app, &ticket).await,
            [("assigned".to_owned(), json!("agent"))]
        );
    }
);

both_databases!(a_manager_who_is_a_member_keeps_their_tickets, async |app| {
    let acme = Acme::open(app).await;
    app.add_to(&acme.support, &acme.manager).await;
    let new = NewTicket {
        group: Some(&acme.support),
        assignee: Some(&acme.manager),
        ..NewTicket::by(&acme.requester)
    };
    let ticket = app.ticket(&acme.organization, new).await;
    let api = acme.supervisor.api(app).await;
    let wish = json!({ "manager": null });
    api.patch(&path(&acme.support, ""), wish).await.expect(200);
    assert_eq!(holder(app, &ticket).await, Some(acme.manager.id.into()));
    assert_eq!(stored(app, &ticket).await.version, 1);
});

both_databases!(those_below_supervisor_change_nothing, async |app| {
    let acme = Acme::open(app).await;
    let api = acme.manager.api(app).await;
    api.post(GROUPS, json!({ "name": "Mine" }))
        .await
        .expect(403);
    let one = path(&acme.support, "");
    api.patch(&one, json!({ "name": "Mine" })).await.expect(403);
    api.delete(&one).await.expect(403);
    let set = path(&acme.support, "/set-manager");
    api.post(&set, json!({ "manager": null })).await.expect(403);
    let place = super::world::place(&acme.support, &acme.other);
    api.post(&place, json!({})).await.expect(403);
    api.delete(&place).await.expect(403);
});
