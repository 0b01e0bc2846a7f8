//! Running an import again adds what is new and changes nothing else.

use tutta::model::Role;

use super::world::{World, outcome};
use crate::app::App;
use crate::both_databases;

const HEADER: &str = "Ticket ID,Subject,Customer Email,Customer Name,Group\n";

both_databases!(
    a_file_that_has_grown_adds_its_new_rows,
    async |app: &App| {
        let world = World::new(app).await;
        let rows = |ids: std::ops::Range<u32>| -> String {
            ids.map(|id| format!("{id},Ticket {id},p{}@example.com,P {id},Ops\n", id % 7))
                .collect()
        };
        let file = world.file("grown.csv", format!("{HEADER}{}", rows(0..700)));
        assert_eq!(outcome(&world.import(&file).await), (700, 0, 0));
        let file = world.file("grown.csv", format!("{HEADER}{}", rows(0..1_300)));
        let report = world.import(&file).await;
        assert_eq!(outcome(&report), (600, 700, 0));
        assert_eq!(
            (
                report.counts.people,
                report.counts.members,
                report.counts.groups
            ),
            (0, 0, 0)
        );
        let numbers: Vec<i64> = world
            .tickets()
            .await
            .iter()
            .map(|ticket| ticket.number)
            .collect();
        assert_eq!(numbers, (1..=1_300).collect::<Vec<i64>>());
    }
);

both_databases!(numbers_go_on_where_people_left_off, async |app: &App| {
    let world = World::new(app).await;
    let owner = world.owner.api(app).await.within("acme");
    let filed = owner
        .post("/api/tickets", serde_json::json!({ "subject": "By hand" }))
        .await
        .expect(201);
    assert_eq!(filed.json()["number"], 1);
    let file = world.file(
        "two.csv",
        format!("{HEADER}a,A,a@example.com,A,\nb,B,a@example.com,A,\n"),
    );
    world.import(&file).await;
    assert_eq!(world.ticket("b").await.number, 3);
    let filed = owner
        .post("/api/tickets", serde_json::json!({ "subject": "By hand" }))
        .await
        .expect(201);
    assert_eq!(filed.json()["number"], 4);
});

both_databases!(who_is_there_already_stays_as_they_are, async |app: &App| {
    let world = World::new(app).await;
    let agent = world.member("agent@acme.example", Role::Agent).await;
    let gone = world.member("gone@acme.example", Role::Member).await;
    app.set_membership(&world.organization, &gone, "removed")
        .await;
    let outsider = app.person("outsider@example.com").await;
    app.group(&world.organization, "Ops", Some(&agent), &[&agent])
        .await;
    let content = format!(
        "{HEADER}1,One,AGENT@acme.example,Another Name,OPS\n2,Two,gone@acme.example,,Ops\n3,Three,outsider@example.com,,ops\n"
    );
    let report = world.import(&world.file("known.csv", content)).await;
    assert_eq!(outcome(&report), (3, 0, 0));
    assert_eq!(
        (
            report.counts.people,
            report.counts.members,
            report.counts.groups
        ),
        (0, 1, 0)
    );
    assert_eq!(report.counts.other_names, 1);
    let membership = world.membership(agent.id.into()).await;
    assert_eq!(
        (&*membership.role, &*membership.status),
        ("agent", "active")
    );
    assert_eq!(world.membership(gone.id.into()).await.status, "removed");
    let membership = world.membership(outsider.id.into()).await;
    assert_eq!(
        (&*membership.role, &*membership.status),
        ("member", "active")
    );
    assert_eq!(world.user("agent@acme.example").await.first_name, "agent");
});

both_databases!(two_imports_at_once_double_nothing, async |app: &App| {
    let world = World::new(app).await;
    let rows: String = (0..1_200)
        .map(|id| format!("{id},Ticket {id},p{id}@example.com,,Ops\n"))
        .collect();
    let file = world.file("at-once.csv", format!("{HEADER}{rows}"));
    let (one, two) = tokio::join!(world.import(&file), world.import(&file));
    assert_eq!(one.counts.imported + two.counts.imported, 1_200);
    assert_eq!(world.tickets().await.len(), 1_200);
    assert_eq!(world.counts().await, [1_200, 1_200, 1_201, 1_201, 1]);
});
