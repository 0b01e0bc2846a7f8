//! Who holds an imported ticket works in the organization already.

use sea_orm::{EntityTrait, PaginatorTrait};
use tutta::model::Role;
use tutta::server::entity::group_membership;

use super::world::{World, outcome};
use crate::app::App;
use crate::both_databases;

both_databases!(
    an_agent_holds_the_ticket_and_joins_its_group,
    async |app: &App| {
        let world = World::new(app).await;
        let agent = world.member("agent@acme.example", Role::Agent).await;
        let content = "id,subject,email,group,assignee email\n\
        1,One,a@example.com,Ops,Agent@acme.example\n\
        2,Two,a@example.com,ops,agent@acme.example\n\
        3,Three,a@example.com,,agent@acme.example\n\
        4,Four,a@example.com,Ops,a@example.com\n\
        5,Five,a@example.com,Ops,nobody@example.com\n";
        let report = world.import(&world.file("assigned.csv", content)).await;
        assert_eq!(outcome(&report), (2, 0, 3));
        assert_eq!((report.counts.groups, report.counts.group_members), (1, 1));
        assert_eq!(
            group_membership::Entity::find()
                .count(app.db())
                .await
                .expect("places"),
            1
        );
        assert_eq!(world.ticket("1").await.assignee_id, Some(agent.id.into()));
        let why = |part: &str| {
            report
                .reasons
                .keys()
                .any(|(column, why)| column == "assignee email" && why.contains(part))
        };
        assert!(why("without a group") && why("nobody@example.com is no active agent"));
        agent
            .api(app)
            .await
            .within("acme")
            .get("/api/tickets/1")
            .await
            .expect(200);
    }
);

both_databases!(a_suspended_agent_holds_nothing, async |app: &App| {
    let world = World::new(app).await;
    let agent = world.member("agent@acme.example", Role::Agent).await;
    app.set_membership(&world.organization, &agent, "suspended")
        .await;
    let content =
        "id,subject,email,group,assignee email\n1,One,a@example.com,Ops,agent@acme.example\n";
    assert_eq!(
        outcome(&world.import(&world.file("assigned.csv", content)).await),
        (0, 0, 1)
    );
});
