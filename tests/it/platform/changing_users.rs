//! Suspending, reactivating and unlocking accounts; making and unmaking master users.

use chrono::Duration;
use sea_orm::{EntityTrait, QueryOrder, Set};
use serde_json::{Value, json};
use tutta::model::Role;
use tutta::server::entity::audit_entry;

use crate::app::{Api, App, Reply, at_once};
use crate::both_databases;
use crate::builders::Person;

async fn act(master: &Api<'_>, person: &Person, action: &str) -> Reply {
    let path = format!("/api/v1/platform/users/{}/{action}", person.id);
    master.post(&path, json!({})).await
}

async fn actions(app: &App) -> Vec<String> {
    let entries = audit_entry::Entity::find()
        .order_by_asc(audit_entry::Column::Sequence)
        .all(app.db())
        .await
        .expect("the log");
    entries.into_iter().map(|entry| entry.action).collect()
}

both_databases!(a_suspended_person_is_out_at_once, async |app| {
    let ada = app.person("ada@example.com").await;
    app.organization("acme", &ada).await;
    let (api, browser) = (ada.api(app).await, ada.browser(app).await);
    let master = app.master("root@example.com").await.api(app).await;
    let suspended = act(&master, &ada, "suspend").await.expect(200).json();
    assert_eq!(suspended["status"], "suspended");
    api.get("/api/me").await.expect(401);
    browser.get("/o/acme").await.expect(302);
    act(&master, &ada, "suspend").await.expect(200);
    let active = act(&master, &ada, "reactivate").await.expect(200).json();
    assert_eq!(active["status"], "active");
    ada.api(app).await.get("/api/tickets").await.expect(200);
    assert_eq!(actions(app).await, ["user_suspended", "user_reactivated"]);
});

both_databases!(
    somebody_without_a_password_goes_back_to_waiting,
    async |app| {
        let ada = app.person("ada@example.com").await;
        ada.change(app, |row| {
            row.password_hash = Set(None);
            row.status = Set("pending".to_owned());
        })
        .await;
        let master = app.master("root@example.com").await.api(app).await;
        act(&master, &ada, "grant-master").await.expect(409);
        act(&master, &ada, "suspend").await.expect(200);
        let waiting = act(&master, &ada, "reactivate").await.expect(200).json();
        assert_eq!(waiting["status"], "pending");
        act(&master, &ada, "reactivate").await.expect(409);
    }
);

both_databases!(a_locked_account_is_unlocked, async |app| {
    let ada = app.person("ada@example.com").await;
    let until = app.now() + Duration::minutes(10);
    ada.change(app, |row| row.locked_until = Set(Some(until)))
        .await;
    let master = app.master("root@example.com").await.api(app).await;
    let sign_in = json!({ "email": ada.email, "password": crate::builders::PASSWORD });
    app.api()
        .post("/api/token", sign_in.clone())
        .await
        .expect(401);
    act(&master, &ada, "unlock").await.expect(200);
    act(&master, &ada, "unlock").await.expect(200);
    app.api().post("/api/token", sign_in).await.expect(200);
    assert_eq!(actions(app).await, ["user_unlocked"]);
});

both_databases!(master_rights_come_and_go, async |app| {
    let ada = app.person("ada@example.com").await;
    let root = app.master("root@example.com").await;
    let (master, api) = (root.api(app).await, ada.api(app).await);
    act(&master, &ada, "grant-master").await.expect(200);
    api.get("/api/v1/platform/stats").await.expect(200);
    act(&api, &root, "revoke-master").await.expect(200);
    master.get("/api/v1/platform/stats").await.expect(404);
    for action in ["revoke-master", "suspend"] {
        let last = act(&api, &ada, action).await.expect(409);
        assert!(
            last.body.contains("last active master user"),
            "{}",
            last.body
        );
    }
    assert_eq!(actions(app).await, ["master_granted", "master_revoked"]);
});

both_databases!(a_suspended_master_does_not_count_as_one, async |app| {
    let (ada, root) = (
        app.master("ada@example.com").await,
        app.master("root@example.com").await,
    );
    let master = root.api(app).await;
    act(&master, &ada, "suspend").await.expect(200);
    act(&master, &root, "revoke-master").await.expect(409);
    act(&master, &ada, "reactivate").await.expect(200);
    act(&master, &root, "revoke-master").await.expect(200);
});

both_databases!(the_last_one_stays_whoever_takes_it_from_whom, async |app| {
    let masters = [
        app.master("ada@example.com").await,
        app.master("bob@example.com").await,
        app.master("eve@example.com").await,
    ];
    let mut requests = Vec::new();
    for (at, master) in masters.iter().enumerate() {
        let victim = &masters[(at + 1) % masters.len()];
        let path = format!("/api/v1/platform/users/{}/revoke-master", victim.id);
        requests.push(master.api(app).await.request("POST", &path));
    }
    let statuses: Vec<u16> = at_once(requests)
        .await
        .iter()
        .map(|reply| reply.status)
        .collect();
    let left = app.db();
    let left = tutta::server::entity::user::Entity::find()
        .all(left)
        .await
        .expect("everybody");
    let left = left.iter().filter(|row| row.is_master).count();
    assert!(left >= 1, "{statuses:?}");
    assert_eq!(
        statuses.iter().filter(|status| **status == 200).count(),
        3 - left
    );
});

both_databases!(lists_are_searched_and_turned, async |app| {
    let master = app.master("root@example.com").await;
    let acme = app.organization("acme", &master).await;
    for number in 0..5 {
        let email = format!("person{number}@example.com");
        app.member(&acme, &email, Role::Member).await;
        app.pass(Duration::seconds(1));
    }
    let api = master.api(app).await;
    let list = async |query: &str| -> Value {
        let path = format!("/api/v1/platform/users?{query}");
        api.get(&path).await.expect(200).json()
    };
    let emails = |page: &Value| -> Vec<String> {
        let results = page["results"].as_array().expect("rows").iter();
        results
            .map(|user| {
                user["email"]
                    .as_str()
                    .expect("an address")
                    .replace("@example.com", "")
            })
            .collect()
    };
    assert_eq!(emails(&list("master=true").await), ["root"]);
    assert_eq!(emails(&list("q=PERSON3").await), ["person3"]);
    assert_eq!(list("q=100%25").await["count"], 0);
    let first = list("page_size=2&q=person").await;
    assert_eq!(emails(&first), ["person4", "person3"]);
    let next = first["next"].as_str().expect("more").to_owned();
    let second = list(&format!("page_size=2&q=person&cursor={next}")).await;
    assert_eq!(emails(&second), ["person2", "person1"]);
    let previous = second["previous"].as_str().expect("back").to_owned();
    let back = list(&format!("page_size=2&q=person&cursor={previous}")).await;
    assert_eq!(emails(&back), ["person4", "person3"]);
    assert_eq!(back["previous"], json!(null));
    api.get("/api/v1/platform/users?status=gone")
        .await
        .expect(422);
    api.get("/api/v1/platform/users?x=y").await.expect(422);
});
