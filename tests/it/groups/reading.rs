//! `GET /api/org-admin/groups`, and who may look.

use serde_json::json;
use tutta::model::ticket::TicketStatus;

use super::world::{GROUPS, path};
use crate::both_databases;
use crate::builders::NewTicket;
use crate::tickets::world::Acme;

both_databases!(groups_come_with_their_numbers, async |app| {
    let acme = Acme::open(app).await;
    acme.assigned(app).await;
    acme.unassigned(app).await;
    let done = NewTicket {
        group: Some(&acme.support),
        assignee: Some(&acme.agent),
        status: TicketStatus::Resolved,
        ..NewTicket::by(&acme.requester)
    };
    app.ticket(&acme.organization, done).await;
    // The manager counts once, also with a place of their own.
    app.add_to(&acme.support, &acme.manager).await;
    let api = acme.supervisor.api(app).await;
    let groups = api.get(GROUPS).await.expect(200).json();
    let numbers: Vec<_> = groups
        .as_array()
        .expect("all of them")
        .iter()
        .map(|group| {
            json!([
                group["name"],
                group["members"],
                group["open"],
                group["unassigned"]
            ])
        })
        .collect();
    assert_eq!(
        numbers,
        [json!(["Billing", 1, 0, 0]), json!(["Support", 2, 2, 1])]
    );
    let one = api.get(&path(&acme.support, "/")).await.expect(200).json();
    assert_eq!(one, groups[1]);
    assert_eq!(one["manager"]["id"], json!(acme.manager.id));
});

both_databases!(members_come_with_what_they_hold, async |app| {
    let acme = Acme::open(app).await;
    acme.assigned(app).await;
    app.set_membership(&acme.organization, &acme.agent, "suspended")
        .await;
    let api = acme.supervisor.api(app).await;
    let members = path(&acme.support, "/members/");
    let members = api.get(&members).await.expect(200).json();
    let told: Vec<_> = members
        .as_array()
        .expect("all of them")
        .iter()
        .map(|it| {
            let [name, active, manager, member, open] =
                ["first_name", "is_active", "is_manager", "is_member", "open"].map(|key| &it[key]);
            json!([name, active, manager, member, open])
        })
        .collect();
    assert_eq!(
        told,
        [
            json!(["agent", false, false, true, 1]),
            json!(["manager", true, true, false, 0]),
        ]
    );
    // Held by somebody who cannot work, it counts as unassigned.
    let one = api.get(&path(&acme.support, "")).await.expect(200).json();
    assert_eq!(one["unassigned"], 1);
});

both_databases!(those_below_supervisor_may_not_look, async |app| {
    let acme = Acme::open(app).await;
    for person in [&acme.manager, &acme.requester] {
        let api = person.api(app).await;
        api.get(GROUPS).await.expect(403);
        api.get(&path(&acme.support, "")).await.expect(403);
        api.get(&path(&acme.support, "/members")).await.expect(403);
        // Who the groups are, everybody sees.
        api.get("/api/groups").await.expect(200);
    }
});
