//! Who may change whom, and the owner that always remains.

use serde_json::json;
use tutta::model::Role;

use super::users::path;
use super::world::{log, owners};
use crate::app::at_once;
use crate::both_databases;
use crate::builders::Person;
use crate::tickets::world::Acme;

both_databases!(roles_follow_the_hierarchy, async |app| {
    let acme = Acme::open(app).await;
    let admin = app
        .member(&acme.organization, "admin@acme.example", Role::Admin)
        .await;
    let (owner_api, admin_api) = (acme.owner.api(app).await, admin.api(app).await);
    let supervisor = acme.supervisor.api(app).await;
    let role = |role: &str| json!({ "role": role });
    let changed = admin_api
        .patch(&path(&acme.agent), role("supervisor"))
        .await
        .expect(200)
        .json();
    assert_eq!(changed["role"], "supervisor");
    admin_api
        .patch(&path(&acme.owner), role("admin"))
        .await
        .expect(403);
    admin_api
        .patch(&path(&acme.agent), role("owner"))
        .await
        .expect(403);
    admin_api
        .patch(&path(&admin), role("owner"))
        .await
        .expect(403);
    supervisor
        .patch(&path(&acme.agent), role("member"))
        .await
        .expect(403);
    supervisor
        .patch(&path(&acme.other), role("supervisor"))
        .await
        .expect(403);
    supervisor
        .patch(&path(&acme.other), role("member"))
        .await
        .expect(200);
    acme.other
        .api(app)
        .await
        .patch(&path(&acme.agent), role("member"))
        .await
        .expect(403);
    owner_api
        .patch(&path(&acme.agent), role("owner"))
        .await
        .expect(200);
    let unknown = owner_api
        .patch(&path(&acme.other), json!({ "password": "x" }))
        .await;
    assert_eq!(unknown.expect(422).code(), "invalid");
    assert_eq!(log(app, &acme.organization).await, ["role_changed"; 3]);
});

both_databases!(the_last_owner_stays, async |app| {
    let acme = Acme::open(app).await;
    let second = app
        .member(&acme.organization, "second@acme.example", Role::Owner)
        .await;
    let one = acme.owner.api(app).await;
    one.patch(&path(&second), json!({ "role": "admin" }))
        .await
        .expect(200);
    let two = second.api(app).await;
    two.patch(&path(&acme.owner), json!({ "role": "member" }))
        .await
        .expect(403);
    one.delete("/api/v1/organizations/acme/membership")
        .await
        .expect(409);
    // An owner whose account the platform has suspended holds nothing.
    one.patch(&path(&second), json!({ "role": "owner" }))
        .await
        .expect(200);
    acme.owner
        .change(app, |row| row.status = sea_orm::Set("suspended".to_owned()))
        .await;
    two.delete("/api/v1/organizations/acme/membership")
        .await
        .expect(409);
});

both_databases!(two_owners_cannot_take_each_other_away, async |app| {
    let acme = Acme::open(app).await;
    let second = app
        .member(&acme.organization, "second@acme.example", Role::Owner)
        .await;
    let (one, two) = (acme.owner.api(app).await, second.api(app).await);
    for body in [json!({ "role": "member" }), json!({ "is_active": false })] {
        let replies = at_once(vec![
            one.request("PATCH", &path(&second)).json(&body),
            two.request("PATCH", &path(&acme.owner)).json(&body),
        ])
        .await;
        let done = replies.iter().filter(|reply| reply.status == 200).count();
        assert_eq!(
            done,
            1,
            "{:?}",
            replies.iter().map(|it| it.status).collect::<Vec<_>>()
        );
        assert_eq!(owners(app, &acme.organization).await, 1);
        for person in [&acme.owner, &second] {
            app.set_membership(&acme.organization, person, "active")
                .await;
            make_owner(app, &acme, person).await;
        }
    }
    let leave = "/api/v1/organizations/acme/membership";
    let replies = at_once(vec![
        one.within("acme").request("DELETE", leave),
        two.within("acme").request("DELETE", leave),
    ])
    .await;
    let mut statuses: Vec<_> = replies.iter().map(|reply| reply.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [204, 409]);
});

async fn make_owner(app: &crate::app::App, acme: &Acme, person: &Person) {
    use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
    use tutta::server::entity::membership;
    use uuid::Uuid;
    membership::Entity::update_many()
        .col_expr(membership::Column::Role, "owner".into())
        .filter(membership::Column::OrganizationId.eq(Uuid::from(acme.organization.id)))
        .filter(membership::Column::UserId.eq(Uuid::from(person.id)))
        .exec(app.db())
        .await
        .expect("the membership");
}
