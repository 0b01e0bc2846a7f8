//! `/api/org-admin/users` and the Users tab.

use serde_json::json;
use tutta::model::Role;

use super::world::{log, standing};
use crate::both_databases;
use crate::builders::Person;
use crate::tickets::world::Acme;

/// The address of a person.
pub fn path(person: &Person) -> String {
    format!("/api/org-admin/users/{}", person.id)
}

both_databases!(people_are_listed_searched_and_paged, async |app| {
    let acme = Acme::open(app).await;
    let master = app.person("master@platform.example").await;
    master
        .change(app, |row| row.is_master = sea_orm::Set(true))
        .await;
    app.set_membership(&acme.organization, &acme.other, "suspended")
        .await;
    let supervisor = acme.supervisor.api(app).await;
    let all = supervisor
        .get("/api/org-admin/users")
        .await
        .expect(200)
        .json();
    assert_eq!(all["count"], 6, "master users are no members: {all}");
    let find = async |query: &str| {
        let found = supervisor
            .get(&format!("/api/org-admin/users?{query}"))
            .await;
        let found = found.expect(200).json();
        let names = found["results"].as_array().expect("a list").iter();
        names
            .map(|person| person["first_name"].as_str().expect("a name").to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(find("q=SUPER").await, ["supervisor"]);
    assert_eq!(find("q=requester@acme").await, ["requester"]);
    assert_eq!(find("q=%25").await, Vec::<String>::new());
    assert_eq!(find("role=agent").await, ["agent", "manager", "other"]);
    assert_eq!(find("is_active=false").await, ["other"]);
    let mut seen = Vec::new();
    let mut next = Some("page_size=4".to_owned());
    let mut previous = None;
    while let Some(query) = next {
        let reply = supervisor
            .get(&format!("/api/org-admin/users?{query}"))
            .await;
        let page = reply.expect(200).json();
        for person in page["results"].as_array().expect("a list") {
            seen.push(person["first_name"].as_str().expect("a name").to_owned());
        }
        next = page["next"]
            .as_str()
            .map(|it| format!("page_size=4&cursor={it}"));
        previous = page["previous"].as_str().map(str::to_owned);
    }
    assert_eq!(
        seen,
        [
            "agent",
            "manager",
            "other",
            "owner",
            "requester",
            "supervisor"
        ]
    );
    let back = previous.expect("a page before the last");
    assert_eq!(find(&format!("page_size=4&cursor={back}")).await, seen[..4]);
    acme.agent
        .api(app)
        .await
        .get("/api/org-admin/users")
        .await
        .expect(403);
    supervisor
        .get("/api/org-admin/users?colour=red")
        .await
        .expect(422);
});

both_databases!(whoever_is_paused_or_removed_is_out_at_once, async |app| {
    let acme = Acme::open(app).await;
    let ticket = acme.assigned(app).await;
    let elsewhere = app.person("owner@globex.example").await;
    let globex = app.organization("globex", &elsewhere).await;
    app.join(&globex, &acme.agent, Role::Member).await;
    acme.agent
        .change(app, |row| {
            row.primary_organization_id = sea_orm::Set(Some(acme.organization.id.into()))
        })
        .await;
    let agent = acme.agent.api(app).await;
    let owner = acme.owner.api(app).await;
    agent.get("/api/tickets").await.expect(200);

    owner
        .patch(&path(&acme.agent), json!({ "is_active": false }))
        .await
        .expect(200);
    agent.within("acme").get("/api/tickets").await.expect(404);
    let me = agent.get("/api/me").await.expect(200).json();
    assert_eq!(me["primary_org"], json!(globex.id), "they land elsewhere");
    owner
        .patch(&path(&acme.agent), json!({ "is_active": true }))
        .await
        .expect(200);
    agent.within("acme").get("/api/tickets").await.expect(200);

    owner.delete(&path(&acme.agent)).await.expect(204);
    agent.within("acme").get("/api/tickets").await.expect(404);
    agent.get("/api/me").await.expect(200);
    owner.get(&path(&acme.agent)).await.expect(404);
    owner.delete(&path(&acme.agent)).await.expect(404);
    let shown = owner.get(&format!("/api/tickets/{}", ticket.number)).await;
    let shown = shown.expect(200).json();
    assert_eq!(
        shown["assignee"]["id"],
        json!(acme.agent.id),
        "the history stays"
    );
    let removed = owner.get("/api/org-admin/memberships?status=removed").await;
    assert_eq!(
        removed.expect(200).json()["results"][0]["email"],
        "agent@acme.example"
    );
    assert_eq!(
        log(app, &acme.organization).await,
        ["member_deactivated", "member_reactivated", "member_removed"]
    );
});

both_databases!(
    a_removed_manager_leaves_the_group_without_one,
    async |app| {
        let acme = Acme::open(app).await;
        let owner = acme.owner.api(app).await;
        owner.delete(&path(&acme.manager)).await.expect(204);
        let groups = owner.get("/api/groups").await.expect(200).json();
        let groups = groups.as_array().expect("a list");
        assert!(
            groups.iter().all(|group| group["manager"].is_null()),
            "{groups:?}"
        );
    }
);

both_databases!(
    names_are_an_organizations_while_it_is_the_only_one,
    async |app| {
        let acme = Acme::open(app).await;
        let owner = acme.owner.api(app).await;
        let name = json!({ "first_name": "Ada", "last_name": "Lovelace" });
        let changed = owner
            .patch(&path(&acme.agent), name.clone())
            .await
            .expect(200)
            .json();
        assert_eq!(changed["last_name"], "Lovelace");
        let elsewhere = app.person("owner@globex.example").await;
        let globex = app.organization("globex", &elsewhere).await;
        app.join(&globex, &acme.agent, Role::Member).await;
        owner
            .patch(&path(&acme.agent), json!({ "first_name": "Eve" }))
            .await
            .expect(403);
        let other = owner
            .patch(&path(&acme.other), json!({ "department": acme.support.id }))
            .await;
        assert!(other.expect(422).json()["error"]["fields"]["department"].is_string());
        let long = json!({ "first_name": "x".repeat(151) });
        owner.patch(&path(&acme.other), long).await.expect(422);
    }
);

both_databases!(the_tab_works_by_plain_posts, async |app| {
    let acme = Acme::open(app).await;
    let owner = acme.owner.browser(app).await;
    let tab = "/o/acme/admin/users";
    let page = owner.get(tab).await.expect(200);
    for part in [
        "Users",
        "agent@acme.example",
        "/fn/people/change",
        "6 people",
    ] {
        assert!(page.body.contains(part), "{part}");
    }
    let agent = acme.agent.id.to_string();
    let change = [
        ("slug", "acme"),
        ("person", agent.as_str()),
        ("role", "supervisor"),
        ("active", "true"),
        ("department", ""),
    ];
    owner
        .post(tab, "/fn/people/change", &change)
        .await
        .expect(303);
    let found = standing(app, &acme.organization, &acme.agent).await;
    assert_eq!(found, Some(("supervisor".to_owned(), "active".to_owned())));

    let wrong = [
        ("slug", "acme"),
        ("email", "not an address"),
        ("first_name", "Grace"),
        ("last_name", ""),
        ("role", "member"),
        ("password", ""),
    ];
    let page = owner.post(tab, "/fn/people/add", &wrong).await.expect(422);
    assert!(page.body.contains("not an address") && page.body.contains("Grace"));

    let about = format!("{tab}/{agent}");
    let page = owner.get(&about).await.expect(200);
    assert!(page.body.contains(&acme.agent.email));
    let names = |first: &'static str| {
        [
            ("slug", "acme"),
            ("person", agent.as_str()),
            ("first_name", first),
            ("last_name", "Hopper"),
        ]
    };
    let long: &'static str = "x".repeat(151).leak();
    let rename = "/fn/people/rename";
    let page = owner.post(&about, rename, &names(long)).await.expect(422);
    assert!(page.body.contains("Hopper"), "nothing typed is lost");
    let reply = owner.post(&about, rename, &names("Grace")).await;
    assert_eq!(reply.expect(303).header("location"), tab);
    let page = owner.get(tab).await.expect(200);
    assert!(page.body.contains("Grace Hopper"));

    let ask = format!("{tab}/{agent}/remove");
    let page = owner.get(&ask).await.expect(200);
    assert!(page.body.contains("show that the assignee is inactive"));
    let remove = [("slug", "acme"), ("person", agent.as_str())];
    let reply = owner
        .post(&ask, "/fn/people/remove", &remove)
        .await
        .expect(303);
    assert_eq!(reply.header("location"), tab);
    let page = owner.get("/o/acme/admin/memberships").await.expect(200);
    assert!(page.body.contains("Removed"));
    let member = acme.requester.browser(app).await;
    member.get(tab).await.expect(403);
});
