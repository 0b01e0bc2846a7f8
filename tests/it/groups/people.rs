//! People put into groups and taken out, and their tickets with them.

use serde_json::json;
use tutta::model::ticket::TicketStatus;
use uuid::Uuid;

use super::world::{happened, holder, is_in, log, path, place, stored};
use crate::both_databases;
use crate::builders::NewTicket;
use crate::tickets::world::Acme;

both_databases!(adding_twice_is_adding_once, async |app| {
    let acme = Acme::open(app).await;
    let api = acme.supervisor.api(app).await;
    for _ in 0..2 {
        let added = api
            .post(&place(&acme.support, &acme.other), json!({}))
            .await
            .expect(201)
            .json();
        assert_eq!(added["first_name"], "other");
        assert_eq!(added["is_member"], true);
    }
    let log = log(app).await;
    assert_eq!(log.len(), 1);
    assert_eq!(log[0].2, json!({ "group": "Support", "people": ["other"] }));
});

both_databases!(
    only_active_members_of_the_organization_are_added,
    async |app| {
        let acme = Acme::open(app).await;
        let stranger = app.person("stranger@globex.example").await;
        app.organization("globex", &stranger).await;
        app.set_membership(&acme.organization, &acme.other, "suspended")
            .await;
        let api = acme.supervisor.api(app).await;
        for person in [&stranger, &acme.other] {
            let reply = api
                .post(&place(&acme.support, person), json!({}))
                .await
                .expect(422)
                .json();
            assert!(reply["error"]["fields"]["people"].is_string(), "{reply}");
        }
    }
);

both_databases!(whoever_leaves_gives_back_what_is_open_there, async |app| {
    let acme = Acme::open(app).await;
    app.add_to(&acme.billing, &acme.agent).await;
    let new = |group, status| NewTicket {
        group: Some(group),
        assignee: Some(&acme.agent),
        status,
        ..NewTicket::by(&acme.requester)
    };
    let file = async |group, status| app.ticket(&acme.organization, new(group, status)).await;
    let open = file(&acme.support, TicketStatus::Open).await;
    let waiting = file(&acme.support, TicketStatus::Pending).await;
    let closed = file(&acme.support, TicketStatus::Closed).await;
    let elsewhere = file(&acme.billing, TicketStatus::Open).await;
    let api = acme.supervisor.api(app).await;
    api.delete(&place(&acme.support, &acme.agent))
        .await
        .expect(204);

    assert!(!is_in(app, &acme.support, &acme.agent).await);
    for ticket in [&open, &waiting] {
        assert_eq!(holder(app, ticket).await, None);
        assert_eq!(stored(app, ticket).await.version, 2);
        assert_eq!(
            happened(app, ticket).await,
            [("unassigned".to_owned(), json!(null))]
        );
    }
    for ticket in [&closed, &elsewhere] {
        assert_eq!(holder(app, ticket).await, Some(acme.agent.id.into()));
        assert_eq!(stored(app, ticket).await.version, 1);
        assert!(happened(app, ticket).await.is_empty());
    }
    let log = log(app).await;
    let after = json!({ "group": "Support", "open_tickets": 2, "reassigned_to": null });
    assert_eq!(log[0].1, json!({ "group": "Support", "people": ["agent"] }));
    assert_eq!((log.len(), &log[0].2), (1, &after));
    api.delete(&place(&acme.support, &acme.agent))
        .await
        .expect(404);
});

both_databases!(somebody_who_stays_takes_over, async |app| {
    let acme = Acme::open(app).await;
    let ticket = acme.assigned(app).await;
    let api = acme.supervisor.api(app).await;
    let leave = place(&acme.support, &acme.agent);
    for heir in [acme.agent.id, acme.other.id] {
        let reply = api
            .delete(&format!("{leave}?reassign_to={heir}"))
            .await
            .expect(422)
            .json();
        assert!(
            reply["error"]["fields"]["reassign_to"].is_string(),
            "{reply}"
        );
    }
    assert!(
        is_in(app, &acme.support, &acme.agent).await,
        "nothing was done"
    );
    api.delete(&format!("{leave}?reassign_to=x"))
        .await
        .expect(422);
    api.delete(&format!("{leave}?reassign_to={}", acme.manager.id))
        .await
        .expect(204);
    assert_eq!(holder(app, &ticket).await, Some(acme.manager.id.into()));
    assert_eq!(
        happened(app, &ticket).await,
        [("assigned".to_owned(), json!("manager"))]
    );
    assert_eq!(log(app).await[0].2["reassigned_to"], "manager");
    // Who is out sees it no more.
    let own = acme.agent.api(app).await;
    own.get(&format!("/api/tickets/{}", ticket.number))
        .await
        .expect(404);
});

both_databases!(a_group_whose_manager_leaves_has_none, async |app| {
    let acme = Acme::open(app).await;
    let api = acme.supervisor.api(app).await;
    api.delete(&place(&acme.support, &acme.manager))
        .await
        .expect(204);
    let group = api.get(&path(&acme.support, "")).await.expect(200).json();
    assert_eq!(
        (&group["manager"], &group["members"]),
        (&json!(null), &json!(1))
    );
    assert_eq!(log(app).await[0].1["manager"], "manager");
});

both_databases!(a_person_of_another_organization_is_not_there, async |app| {
    let acme = Acme::open(app).await;
    let api = acme.supervisor.api(app).await;
    let stranger = app.person("stranger@globex.example").await;
    app.organization("globex", &stranger).await;
    api.delete(&place(&acme.support, &stranger))
        .await
        .expect(404);
    let nowhere = format!("{}/{}/members", super::world::GROUPS, Uuid::now_v7());
    api.get(&nowhere).await.expect(404);
});

both_databases!(what_opens_again_is_not_theirs_who_left, async |app| {
    let acme = Acme::open(app).await;
    let new = |status| NewTicket {
        group: Some(&acme.support),
        assignee: Some(&acme.agent),
        status,
        ..NewTicket::by(&acme.requester)
    };
    let resolved = app
        .ticket(&acme.organization, new(TicketStatus::Resolved))
        .await;
    let closed = app
        .ticket(&acme.organization, new(TicketStatus::Closed))
        .await;
    let api = acme.supervisor.api(app).await;
    api.delete(&place(&acme.support, &acme.agent))
        .await
        .expect(204);
    let requester = acme.requester.api(app).await;
    let comments = format!("/api/tickets/{}/comments", resolved.number);
    requester
        .post(&comments, json!({ "body": "Still." }))
        .await
        .expect(201);
    let reopen = format!("/api/tickets/{}/reopen", closed.number);
    requester.post(&reopen, json!({})).await.expect(200);
    for ticket in [&resolved, &closed] {
        assert_eq!(holder(app, ticket).await, None);
        let kinds: Vec<_> = happened(app, ticket)
            .await
            .into_iter()
            .map(|(kind, _)| kind)
            .collect();
        assert!(kinds.contains(&"unassigned".to_owned()), "{kinds:?}");
    }
});
