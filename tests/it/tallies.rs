//! The kept numbers are what a recount of the tickets finds: after random lives of a help desk, folded or not, and with
//! many at once.

mod life;
mod recount;

use chrono::Duration;
use serde_json::json;
use tutta::server::store::tally;

use self::life::Desk;
use self::recount::Recount;
use crate::app::{App, Reply, at_once};
use crate::both_databases;
use crate::builders::Group;
use crate::tickets::world::Acme;

/// Asks for the numbers and holds them against a recount.
async fn check(app: &App, acme: &Acme, group: Option<&Group>, what: &str) {
    let api = acme.supervisor.api(app).await;
    for period in [7, 30, 90] {
        let narrowed = group.map_or(String::new(), |group| format!("&group={}", group.id));
        let path = format!("/api/admin/stats?period={period}{narrowed}");
        let told = api.get(&path).await.expect(200).json();
        let recount = Recount::of(app, &acme.organization, group).await;
        recount.hold_against(&told, period, what);
    }
}

both_databases!(a_desks_numbers_are_those_of_its_tickets, async |app| {
    let acme = Acme::open(app).await;
    let mut desk = Desk::open(app, acme, 2026).await;
    for step in 0..180 {
        desk.live().await;
        if step % 9 == 0 {
            let what = format!("step {step}");
            check(app, &desk.acme, None, &what).await;
            check(app, &desk.acme, Some(&desk.acme.support), &what).await;
        }
        if step % 20 == 0 {
            tally::fold(app.db()).await.expect("folded");
        }
    }
    tally::fold_all(app.db()).await.expect("folded");
    check(app, &desk.acme, None, "folded at last").await;
});

both_databases!(numbers_hold_while_many_write_and_two_fold, async |app| {
    let acme = Acme::open(app).await;
    acme.supervisor
        .change(app, |row| {
            row.timezone = sea_orm::Set("Asia/Kathmandu".to_owned())
        })
        .await;
    let mut numbers = Vec::new();
    for _ in 0..8 {
        numbers.push(acme.unassigned(app).await.number);
    }
    let api = acme.owner.api(app).await;
    let mut requests = Vec::new();
    for round in 0..6 {
        for number in &numbers {
            let path = format!("/api/tickets/{number}");
            let status = if round % 2 == 0 {
                "resolved"
            } else {
                "pending"
            };
            let change = json!({ "status": status, "priority": "high" });
            requests.push(api.request("PATCH", &path).json(&change));
        }
        let new = json!({ "subject": "One more", "group": acme.billing.id });
        requests.push(api.request("POST", "/api/tickets").json(&new));
    }
    let folding = [app.db().clone(), app.db().clone()].map(|db| {
        tokio::spawn(async move {
            for _ in 0..40 {
                tally::fold(&db).await.expect("folded");
                tokio::task::yield_now().await;
            }
        })
    });
    let fine = |reply: &Reply| matches!(reply.status, 200 | 201 | 409);
    assert!(at_once(requests).await.iter().all(fine));
    for folder in folding {
        folder.await.expect("a folder");
    }
    check(app, &acme, None, "after the rush").await;
    tally::fold_all(app.db()).await.expect("folded");
    check(app, &acme, None, "folded after the rush").await;
});

both_databases!(a_reopened_ticket_is_resolved_on_no_day, async |app| {
    let acme = Acme::open(app).await;
    let ticket = acme.assigned(app).await;
    let today = async || {
        let api = acme.supervisor.api(app).await;
        let stats = api.get("/api/admin/stats").await.expect(200).json();
        stats["last_7_days"][6].clone()
    };
    let agent = acme.agent.api(app).await;
    let path = |rest| format!("/api/tickets/{}{rest}", ticket.number);
    agent
        .post(&path("/close"), json!({ "comment": "Done." }))
        .await
        .expect(200);
    tally::fold_all(app.db()).await.expect("folded");
    assert_eq!(today().await["resolved"], 1);
    agent.post(&path("/reopen"), json!({})).await.expect(200);
    assert_eq!(today().await["resolved"], 0);
    app.pass(Duration::days(1));
    let agent = acme.agent.api(app).await;
    agent
        .post(&path("/close"), json!({ "comment": "Now it is." }))
        .await
        .expect(200);
    tally::fold_all(app.db()).await.expect("folded");
    assert_eq!(
        (&today().await["opened"], &today().await["resolved"]),
        (&json!(0), &json!(1))
    );
});
