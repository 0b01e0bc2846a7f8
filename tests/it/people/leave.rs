//! Leaving an organization.

use super::world::{log, standing};
use crate::both_databases;
use crate::tickets::world::Acme;

both_databases!(somebody_leaves_and_is_out, async |app| {
    let acme = Acme::open(app).await;
    let agent = acme.agent.browser(app).await;
    let page = agent.get("/o/acme/leave").await.expect(200);
    assert!(page.body.contains("You lose access"));
    let leave = [("slug", "acme")];
    let reply = agent
        .post("/o/acme/leave", "/fn/people/leave", &leave)
        .await;
    assert_eq!(reply.expect(303).header("location"), "/organizations");
    agent.get("/o/acme").await.expect(404);
    agent.get("/organizations").await.expect(200);
    let found = standing(app, &acme.organization, &acme.agent).await;
    assert_eq!(found, Some(("agent".to_owned(), "removed".to_owned())));
    assert_eq!(log(app, &acme.organization).await, ["member_left"]);

    let owner = acme.owner.browser(app).await;
    let page = owner
        .post("/o/acme/leave", "/fn/people/leave", &leave)
        .await
        .expect(409);
    assert!(page.body.contains("the last owner"));
});
