//! What two people do at the same moment.

use serde_json::json;

use super::world::{happened, holder, is_in, log, path, place, stored};
use crate::app::{Reply, at_once};
use crate::both_databases;
use crate::tickets::world::Acme;

const ROUNDS: usize = 8;

/// Whoever came first was served, whoever came too late was told why; nothing broke.
fn expect_order(answers: &[Reply]) {
    let statuses: Vec<_> = answers.iter().map(|reply| reply.status).collect();
    let fine = |status: &u16| matches!(status, 200 | 201 | 204 | 422);
    assert!(
        statuses.iter().all(fine) && statuses.contains(&204),
        "{statuses:?}"
    );
}

both_databases!(one_of_two_takes_a_person_out, async |app| {
    let acme = Acme::open(app).await;
    let ticket = acme.assigned(app).await;
    let (owner, supervisor) = (acme.owner.api(app).await, acme.supervisor.api(app).await);
    let leave = place(&acme.support, &acme.agent);
    let heir = format!("{leave}?reassign_to={}", acme.manager.id);
    let both = vec![
        owner.request("DELETE", &heir),
        supervisor.request("DELETE", &heir),
    ];
    let mut answers: Vec<_> = at_once(both)
        .await
        .iter()
        .map(|reply| reply.status)
        .collect();
    answers.sort_unstable();
    assert_eq!(answers, [204, 404]);
    assert_eq!(stored(app, &ticket).await.version, 2);
    assert_eq!(happened(app, &ticket).await.len(), 1);
    assert_eq!(log(app).await.len(), 1);
});

both_databases!(
    nobody_is_left_with_a_ticket_of_a_group_they_left,
    async |app| {
        let acme = Acme::open(app).await;
        let (owner, supervisor) = (acme.owner.api(app).await, acme.supervisor.api(app).await);
        let leave = place(&acme.support, &acme.agent);
        for _ in 0..ROUNDS {
            let ticket = acme.unassigned(app).await;
            let held = acme.assigned(app).await;
            let assign = |number: i64| {
                let body = json!({ "assignee": acme.agent.id });
                let path = format!("/api/tickets/{number}/assign");
                owner.request("POST", &path).json(&body)
            };
            let new =
                json!({ "subject": "New", "group": acme.support.id, "assignee": acme.agent.id });
            let answers = at_once(vec![
                assign(ticket.number),
                supervisor.request("DELETE", &leave),
                assign(held.number),
                owner.request("POST", "/api/tickets").json(&new),
            ])
            .await;
            expect_order(&answers);
            assert!(!is_in(app, &acme.support, &acme.agent).await);
            assert_eq!(
                (holder(app, &ticket).await, holder(app, &held).await),
                (None, None)
            );
            let query = format!("/api/tickets?assignee={}", acme.agent.id);
            assert_eq!(owner.get(&query).await.expect(200).json()["count"], 0);
            supervisor.post(&leave, json!({})).await.expect(201);
        }
    }
);

both_databases!(nothing_moves_into_a_group_that_goes, async |app| {
    let acme = Acme::open(app).await;
    let (owner, supervisor) = (acme.owner.api(app).await, acme.supervisor.api(app).await);
    for round in 0..ROUNDS {
        let group = app
            .group(
                &acme.organization,
                &format!("Short {round}"),
                None,
                &[&acme.agent],
            )
            .await;
        let ticket = acme.unassigned(app).await;
        let body = json!({ "group": group.id, "assignee": acme.agent.id });
        let ticket_path = format!("/api/tickets/{}", ticket.number);
        let new = json!({ "subject": "New", "group": group.id });
        let answers = at_once(vec![
            owner.request("PATCH", &ticket_path).json(&body),
            supervisor.request("DELETE", &path(&group, "")),
            owner.request("POST", "/api/tickets").json(&new),
        ])
        .await;
        expect_order(&answers);
        let query = format!("/api/tickets?assignee={}", acme.agent.id);
        assert_eq!(owner.get(&query).await.expect(200).json()["count"], 0);
    }
});
