//! The overview of an organization, and the same as a file.

use chrono::Duration;
use sea_orm::{ActiveModelTrait, Set};
use serde_json::json;
use tutta::server::entity::group;

use super::world::{Acme, path};
use crate::both_databases;

const CSV: &str = "/api/v1/organizations/acme/stats.csv";

both_databases!(
    the_overview_tells_a_period_beside_the_one_before,
    async |app| {
        let acme = Acme::open(app).await;
        acme.unassigned(app).await;
        app.pass(Duration::days(10));
        let ticket = acme.assigned(app).await;
        acme.unassigned(app).await;
        app.pass(Duration::minutes(90));
        let close = json!({ "comment": "Done." });
        let agent = acme.agent.api(app).await;
        agent
            .post(&path(&ticket, "/close"), close)
            .await
            .expect(200);

        let browser = acme.supervisor.browser(app).await;
        let page = async |query: &str| {
            let path = format!("/o/acme/admin{query}");
            browser.get(&path).await.expect(200).body
        };
        let week = page("?period=7").await;
        for words in [
            "100% more than in the 7 days before (1)",
            "none in the 7 days before",
            "median; nine in ten within 1 h 30 min",
            "aria-current='page'>7 days",
            "stats.csv?period=7",
            "<caption class='sr-only'>Tickets opened and resolved per day",
        ] {
            assert!(week.contains(words), "{words}\n{week}");
        }
        let month = page("").await;
        assert!(month.contains("none in the 30 days before"), "{month}");
        let billing = page(&format!("?period=90&group={}", acme.billing.id)).await;
        assert!(billing.contains("Nothing happened in these days"));
        assert!(!billing.contains("Groups: unresolved tickets now"));
        page("?period=8&colour=red").await;

        let own = acme
            .agent
            .browser(app)
            .await
            .get("/o/acme/admin?period=7")
            .await;
        let own = own.expect(200).body;
        assert!(own.contains("My numbers") && !own.contains("stats.csv"));
    }
);

both_databases!(the_file_has_a_row_for_each_day_and_group, async |app| {
    let acme = Acme::open(app).await;
    let formula = group::ActiveModel {
        id: Set(acme.support.id.into()),
        name: Set("=Support, \"first\"".to_owned()),
        ..Default::default()
    };
    formula.update(app.db()).await.expect("a name");
    acme.unassigned(app).await;
    let new = json!({ "subject": "Of no group" });
    let supervisor = acme.supervisor.api(app).await;
    supervisor.post("/api/tickets", new).await.expect(201);

    let file = supervisor.get(&format!("{CSV}?period=7")).await.expect(200);
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
    let today = app.now().date_naive();
    assert!(
        file.header("content-disposition")
            .contains(&format!("tickets-acme-{today}.csv"))
    );
    let lines: Vec<_> = file.body.lines().collect();
    assert_eq!(lines[0], "date,group,opened,resolved");
    assert_eq!(lines.len(), 1 + 7 * 2);
    assert_eq!(
        lines[13],
        format!("{today},\"'=Support, \"\"first\"\"\",1,0")
    );
    assert_eq!(lines[14], format!("{today},No group,1,0"));

    let narrowed = supervisor
        .get(&format!("{CSV}?group=none"))
        .await
        .expect(200);
    assert_eq!(narrowed.body.lines().count(), 1 + 30);
    supervisor.get(&format!("{CSV}?period=8")).await.expect(422);
    acme.agent.api(app).await.get(CSV).await.expect(403);
    app.api().get(CSV).await.expect(401);
});

both_databases!(days_are_those_of_whoever_reads, async |app| {
    let acme = Acme::open(app).await;
    // It is early in the afternoon in UTC, and tomorrow in Auckland.
    acme.unassigned(app).await;
    let auckland = |row: &mut tutta::server::entity::user::ActiveModel| {
        row.timezone = Set("Pacific/Auckland".to_owned());
    };
    acme.supervisor.change(app, auckland).await;
    let last_day = async |path| {
        let stats = acme
            .supervisor
            .api(app)
            .await
            .get(path)
            .await
            .expect(200)
            .json();
        stats["last_7_days"][6].clone()
    };
    let tomorrow = app.now().date_naive().succ_opt().expect("a day");
    let day = last_day("/api/admin/stats").await;
    assert_eq!(
        (&day["date"], &day["opened"]),
        (&json!(tomorrow), &json!(1))
    );
    assert_eq!(last_day("/api/my/stats").await["date"], json!(tomorrow));
});
