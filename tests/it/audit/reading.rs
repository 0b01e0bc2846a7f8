//! An organization's log is for its owners and admins, the platform's for master users; filters, pages, and CSV.

use chrono::Duration;
use sea_orm::ActiveValue::Set;
use serde_json::{Value, json};
use tutta::model::Role;
use tutta::server::entity::user;
use tutta::server::store::audit::Chain;

use super::world::{World, role_changed, settings_changed};
use crate::app::Api;
use crate::both_databases;

const LOG: &str = "/api/v1/organizations/acme/audit";
const CSV: &str = "/api/v1/organizations/acme/audit.csv";

fn numbers(page: &Value) -> Vec<i64> {
    let results = page["results"].as_array().expect("results");
    results
        .iter()
        .map(|entry| entry["sequence"].as_i64().expect("a number"))
        .collect()
}

async fn listed(api: &Api<'_>, query: &str) -> Vec<i64> {
    numbers(&api.get(&format!("{LOG}?{query}")).await.expect(200).json())
}

both_databases!(who_may_read_it, async |app| {
    let world = World::open(app).await;
    let admin = app
        .member(&world.acme, "admin@acme.example", Role::Admin)
        .await;
    let supervisor = app
        .member(&world.acme, "sup@acme.example", Role::Supervisor)
        .await;
    for path in [LOG, CSV] {
        world.ada.api(app).await.get(path).await.expect(200);
        admin.api(app).await.get(path).await.expect(200);
        supervisor.api(app).await.get(path).await.expect(403);
        world.bo.api(app).await.get(path).await.expect(403);
        world.eve.api(app).await.get(path).await.expect(404);
        app.api().get(path).await.expect(401);
    }
    for path in ["/api/v1/platform/audit", "/api/v1/platform/audit.csv"] {
        world.ada.api(app).await.get(path).await.expect(404);
        app.api().get(path).await.expect(401);
        world.eve.change(app, |row| row.is_master = Set(true)).await;
        world.eve.api(app).await.get(path).await.expect(200);
        world
            .eve
            .change(app, |row| row.is_master = Set(false))
            .await;
    }
});

both_databases!(an_entry_tells_who_did_what_to_whom, async |app| {
    let world = World::open(app).await;
    app.record(
        world.chain(),
        &world.ada,
        role_changed(&world.bo, "agent", "admin"),
    )
    .await;
    app.record(
        Chain::Organization(world.globex.id),
        &world.eve,
        role_changed(&world.eve, "a", "b"),
    )
    .await;
    app.record(
        Chain::Platform,
        &world.eve,
        role_changed(&world.eve, "a", "b"),
    )
    .await;
    let page = world.ada.api(app).await.get(LOG).await.expect(200).json();
    assert_eq!(page["count"], json!(1), "only its own");
    let entry = &page["results"][0];
    assert_eq!(entry["actor"], json!({ "id": world.ada.id, "name": "ada" }));
    assert_eq!(entry["person"], json!({ "id": world.bo.id, "name": "bo" }));
    assert_eq!(
        (
            &entry["action"],
            &entry["before"]["role"],
            &entry["after"]["role"]
        ),
        (&json!("role_changed"), &json!("agent"), &json!("admin"))
    );
    assert_eq!(entry["ip"], json!("192.0.2.7"));
});

both_databases!(filters, async |app| {
    let world = World::open(app).await;
    app.record(
        world.chain(),
        &world.ada,
        role_changed(&world.bo, "agent", "admin"),
    )
    .await;
    app.pass(Duration::days(1));
    app.record(
        world.chain(),
        &world.bo,
        settings_changed(world.acme.id, json!({}), json!({})),
    )
    .await;
    app.pass(Duration::days(1));
    app.record(
        world.chain(),
        &world.ada,
        role_changed(&world.ada, "owner", "admin"),
    )
    .await;
    let api = world.ada.api(app).await;
    for (query, expected) in [
        ("", vec![3, 2, 1]),
        ("action=role_changed", vec![3, 1]),
        ("record=organization", vec![2]),
        ("person=BO@acme.example", vec![2, 1]),
        ("person=nobody@acme.example", vec![]),
        ("from=2026-11-19", vec![3, 2]),
        ("to=2026-11-19", vec![2, 1]),
        ("from=2026-11-19&to=2026-11-19", vec![2]),
        ("action=role_changed&person=bo@acme.example", vec![1]),
    ] {
        assert_eq!(listed(&api, query).await, expected, "{query}");
    }
    let wrong = api
        .get(&format!("{LOG}?action=flown&from=soon&colour=red"))
        .await
        .expect(422)
        .json();
    let named: Vec<_> = wrong["error"]["fields"]
        .as_object()
        .expect("fields")
        .keys()
        .cloned()
        .collect();
    assert_eq!(named, ["action", "colour", "from"]);
});

both_databases!(days_are_those_of_the_reader, async |app| {
    let world = World::open(app).await;
    let change = role_changed(&world.bo, "agent", "admin");
    app.record(world.chain(), &world.ada, change).await;
    let (day, next) = (app.now().date_naive(), app.now().date_naive().succ_opt());
    let next = next.expect("a day");
    for (zone, days) in [
        ("UTC", [vec![1], vec![]]),
        // Fourteen hours ahead, where the next day has begun.
        ("Pacific/Kiritimati", [vec![], vec![1]]),
    ] {
        let set = |row: &mut user::ActiveModel| row.timezone = Set(zone.to_owned());
        world.ada.change(app, set).await;
        let api = world.ada.api(app).await;
        for (day, expected) in [day, next].into_iter().zip(days) {
            let query = format!("from={day}&to={day}");
            assert_eq!(listed(&api, &query).await, expected, "{day} in {zone}");
            let file = api.get(&format!("{CSV}?{query}")).await.expect(200);
            assert_eq!(
                file.body.lines().count(),
                1 + expected.len(),
                "the file too"
            );
        }
    }
});

both_databases!(pages_there_and_back, async |app| {
    let world = World::open(app).await;
    for _ in 0..120 {
        app.record(
            world.chain(),
            &world.ada,
            role_changed(&world.bo, "agent", "admin"),
        )
        .await;
    }
    let api = world.ada.api(app).await;
    let turn = async |page: &Value, way: &str| {
        let cursor = page[way].as_str().expect(way);
        api.get(&format!("{LOG}?cursor={cursor}"))
            .await
            .expect(200)
            .json()
    };
    let first = api.get(LOG).await.expect(200).json();
    let second = turn(&first, "next").await;
    let third = turn(&second, "next").await;
    let all = [&first, &second, &third].map(numbers).concat();
    assert_eq!(all, (1..=120).rev().collect::<Vec<_>>());
    assert!(first["previous"].is_null() && third["next"].is_null());
    assert_eq!(first["count"], json!(120));
    assert_eq!(numbers(&turn(&third, "previous").await), numbers(&second));
});

both_databases!(a_file_holds_all_of_it_and_no_formula, async |app| {
    let world = World::open(app).await;
    world
        .bo
        .change(app, |row| {
            row.first_name = Set("=HYPERLINK(\"x\")".to_owned())
        })
        .await;
    for _ in 0..601 {
        app.record(
            world.chain(),
            &world.bo,
            role_changed(&world.ada, "agent", "admin"),
        )
        .await;
    }
    app.record(
        world.chain(),
        &world.ada,
        settings_changed(world.acme.id, json!({}), json!({})),
    )
    .await;
    let api = world.ada.api(app).await;
    let reply = api
        .get(&format!("{CSV}?action=role_changed"))
        .await
        .expect(200);
    assert_eq!(reply.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(
        reply.header("content-disposition"),
        "attachment; filename=\"audit-acme-2026-11-18.csv\""
    );
    let mut file = csv::Reader::from_reader(reply.body.as_bytes());
    let head: Vec<_> = file
        .headers()
        .expect("a head")
        .iter()
        .map(str::to_owned)
        .collect();
    assert_eq!(head[..4], ["sequence", "created_at", "actor", "action"]);
    let rows: Vec<csv::StringRecord> = file.records().map(|row| row.expect("a row")).collect();
    let numbers: Vec<i64> = rows
        .iter()
        .map(|row| row[0].parse().expect("a number"))
        .collect();
    assert_eq!(numbers, (1..=601).rev().collect::<Vec<_>>());
    assert_eq!(&rows[0][2], "'=HYPERLINK(\"x\")");
    let before: Value = serde_json::from_str(&rows[0][7]).expect("JSON");
    assert_eq!(before, json!({ "role": "agent" }));
});
