//! Deleting an account.

use sea_orm::{EntityTrait, Set};
use serde_json::json;
use tutta::model::Role;
use tutta::server::entity::{audit_entry, membership, user};
use uuid::Uuid;

use crate::app::at_once;
use crate::both_databases;
use crate::builders::PASSWORD;

const DELETE: &str = "/fn/account/delete";

both_databases!(who_it_was_goes_and_what_they_did_stays, async |app| {
    let owner = app.person("owner@example.com").await;
    let acme = app.organization("acme", &owner).await;
    let ada = app.member(&acme, "ada@example.com", Role::Agent).await;
    let (browser, api) = (ada.browser(app).await, ada.api(app).await);
    let ticket = json!({ "subject": "The printer is on fire" });
    api.post("/api/tickets", ticket).await.expect(201);
    browser
        .call(DELETE, &[("password_now", "certainly not it")])
        .await
        .expect(422);
    api.get("/api/me").await.expect(200);
    let reply = browser
        .post("/account", DELETE, &[("password_now", PASSWORD)])
        .await
        .expect(303);
    assert_eq!(reply.header("location"), "/sign-in?said=deleted");
    api.get("/api/me").await.expect(401);
    let row = user::Entity::find_by_id(Uuid::from(ada.id))
        .one(app.db())
        .await
        .expect("a row");
    let row = row.expect("the row stays");
    assert_eq!(
        (row.status.as_str(), row.password_hash),
        ("deactivated", None)
    );
    assert!(!row.email.contains("ada@") && row.first_name == "Deleted");
    let tickets = owner
        .api(app)
        .await
        .get("/api/tickets")
        .await
        .expect(200)
        .json();
    assert_eq!(tickets["results"][0]["subject"], "The printer is on fire");
    assert!(!tickets.to_string().contains("ada@"));
    let places = membership::Entity::find()
        .all(app.db())
        .await
        .expect("places");
    let place = places
        .iter()
        .find(|place| place.user_id == Uuid::from(ada.id));
    assert_eq!(place.expect("the place").status, "removed");
    let entries = audit_entry::Entity::find()
        .all(app.db())
        .await
        .expect("entries");
    let told: Vec<_> = entries.iter().map(|entry| entry.action.as_str()).collect();
    assert!(
        told.contains(&"account_deleted") && told.contains(&"member_left"),
        "{told:?}"
    );
    let again = json!({ "email": "ada@example.com", "password": PASSWORD });
    app.api().post("/api/signup", again).await.expect(201);
});

both_databases!(the_last_owner_is_told_of_which_organizations, async |app| {
    let ada = app.person("ada@example.com").await;
    let acme = app.organization("acme", &ada).await;
    app.organization("globex", &ada).await;
    let grace = app.member(&acme, "grace@example.com", Role::Owner).await;
    let browser = ada.browser(app).await;
    let page = browser
        .post("/account", DELETE, &[("password_now", PASSWORD)])
        .await
        .expect(409);
    assert!(
        page.body.contains("globex") && !page.body.contains("of: acme"),
        "{}",
        page.body
    );
    let grace = grace.browser(app).await;
    grace
        .call(DELETE, &[("password_now", PASSWORD)])
        .await
        .expect(200);
});

both_databases!(of_two_owners_who_go_at_once_one_stays, async |app| {
    let ada = app.person("ada@example.com").await;
    let acme = app.organization("acme", &ada).await;
    let grace = app.member(&acme, "grace@example.com", Role::Owner).await;
    let mut requests = Vec::new();
    for person in [&ada, &grace] {
        let (token, _) = app.api().tokens(&person.email, PASSWORD).await;
        let request = app.request("POST", DELETE).bearer_auth(token);
        requests.push(request.form(&[("password_now", PASSWORD)]));
    }
    let replies = at_once(requests).await;
    let mut statuses: Vec<_> = replies.iter().map(|reply| reply.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
});

both_databases!(the_last_master_user_stays, async |app| {
    let ada = app.person("ada@example.com").await;
    ada.change(app, |row| row.is_master = Set(true)).await;
    let browser = ada.browser(app).await;
    let fields = [("password_now", PASSWORD)];
    browser.call(DELETE, &fields).await.expect(409);
    let grace = app.person("grace@example.com").await;
    grace.change(app, |row| row.is_master = Set(true)).await;
    browser.call(DELETE, &fields).await.expect(200);
});
