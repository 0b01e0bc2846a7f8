//! The second seed's client: axios with `/api` before every path and a slash behind it, a token from `/token/`, one
//! refresh at a 401, and the calls of its pages.

use chrono::Duration;
use serde_json::{Value, json};

use crate::app::{App, Reply};
use crate::both_databases;
use crate::builders::PASSWORD;
use crate::tickets::world::Acme;

/// What its `localStorage` holds.
struct Portal<'a> {
    app: &'a App,
    access: String,
    refresh: String,
}

impl<'a> Portal<'a> {
    async fn log_in(app: &'a App, username: &str) -> Self {
        let body = json!({ "username": username, "password": PASSWORD });
        let pair = app.api().post("/api/token/", body).await.expect(200).json();
        let mut portal = Self {
            app,
            access: String::new(),
            refresh: String::new(),
        };
        portal.keep(&pair);
        portal
    }

    fn keep(&mut self, pair: &Value) {
        let token = |name: &str| pair[name].as_str().expect(name).to_owned();
        self.access = token("access");
        self.refresh = token("refresh");
    }

    async fn axios(&mut self, method: &str, path: &str, body: Value) -> Reply {
        let first = self.send(method, path, &body).await;
        if first.status != 401 {
            return first;
        }
        let refresh = json!({ "refresh": self.refresh });
        let pair = self.app.api().post("/api/token/refresh/", refresh).await;
        if pair.status != 200 {
            return first;
        }
        self.keep(&pair.json());
        self.send(method, path, &body).await
    }

    async fn send(&self, method: &str, path: &str, body: &Value) -> Reply {
        let mut request = self
            .app
            .api()
            .with_token(&self.access)
            .request(method, &format!("/api{path}"));
        if !body.is_null() {
            request = request.json(body);
        }
        Reply::to(request).await
    }

    async fn get(&mut self, path: &str) -> Reply {
        self.axios("GET", path, Value::Null).await
    }
}

both_databases!(stays_signed_in_while_it_is_used, async |app| {
    let acme = Acme::open(app).await;
    let mut portal = Portal::log_in(app, &acme.agent.email).await;
    for token in [&portal.access, &portal.refresh] {
        app.api()
            .post("/api/token/verify/", json!({ "token": token }))
            .await
            .expect(200);
    }
    for _ in 0..3 {
        app.pass(Duration::hours(1));
        let me = portal.get("/me/").await.expect(200).json();
        assert_eq!(me["email"], json!(acme.agent.email));
    }
    app.pass(Duration::days(8));
    portal.get("/me/").await.expect(401);
});

both_databases!(its_pages_find_what_they_ask_for, async |app| {
    let acme = Acme::open(app).await;
    acme.assigned(app).await;
    let mut agent = Portal::log_in(app, &acme.agent.email).await;
    let recent = agent
        .get("/tickets/?ordering=-created_at&page_size=5")
        .await
        .expect(200)
        .json();
    let row = &recent["results"][0];
    assert_eq!(
        (&row["status"], &row["assignee"]["id"]),
        (&json!("open"), &json!(acme.agent.id))
    );
    assert_eq!(row["group"]["name"], "Support");
    assert_eq!(
        agent.get("/groups/").await.expect(200).json()[0]["name"],
        "Billing"
    );
    agent.get("/admin/stats/").await.expect(403);
    assert_eq!(agent.get("/my/stats/").await.expect(200).json()["total"], 1);
    let mut owner = Portal::log_in(app, &acme.owner.email).await;
    let stats = owner.get("/admin/stats/").await.expect(200).json();
    assert_eq!(stats["last_7_days"].as_array().map(Vec::len), Some(7));
    assert_eq!(stats["top_assignees"][0]["id"], json!(acme.agent.id));
});

both_databases!(a_ticket_goes_its_way, async |app| {
    let acme = Acme::open(app).await;
    let mut requester = Portal::log_in(app, &acme.requester.email).await;
    let new = json!({ "subject": "No toner", "description": "Second floor.", "priority": "high", "group": acme.support.id });
    let ticket = requester
        .axios("POST", "/tickets/", new)
        .await
        .expect(201)
        .json();
    let path = format!("/tickets/{}/", ticket["id"].as_str().expect("an id"));
    let mut manager = Portal::log_in(app, &acme.manager.email).await;
    let assign = json!({ "assignee": acme.agent.id });
    manager
        .axios("POST", &format!("{path}assign/"), assign.clone())
        .await
        .expect(200);
    manager
        .axios(
            "POST",
            &format!("{path}assign/"),
            json!({ "assignee": acme.other.id }),
        )
        .await
        .expect(422);
    let mut agent = Portal::log_in(app, &acme.agent.email).await;
    agent
        .axios("PATCH", &path, json!({ "status": "pending" }))
        .await
        .expect(200);
    let close = json!({ "comment": "The toner has been replaced." });
    manager
        .axios("POST", &format!("{path}close/"), close.clone())
        .await
        .expect(403);
    agent
        .axios("POST", &format!("{path}close/"), close)
        .await
        .expect(200);
    let closed = requester.get(&path).await.expect(200).json();
    assert_eq!(
        (&closed["status"], &closed["resolution"]),
        (&json!("closed"), &json!("The toner has been replaced."))
    );
    let mut owner = Portal::log_in(app, &acme.owner.email).await;
    owner.axios("DELETE", &path, Value::Null).await.expect(204);
    requester.get(&path).await.expect(404);
});

both_databases!(people_sign_up_with_a_name_or_a_code, async |app| {
    let acme = Acme::open(app).await;
    let register = async |username: &str, own: Value| {
        let mut body = json!({
            "username": username, "password": "four white horses, running",
            "first_name": "Nia", "last_name": "Okafor",
        });
        body.as_object_mut()
            .expect("fields")
            .extend(own.as_object().expect("fields").clone());
        app.api()
            .post("/api/register/", body)
            .await
            .expect(201)
            .json()
    };
    let creator = register(
        "nia@initech.example",
        json!({ "organization_name": "Initech" }),
    )
    .await;
    assert_eq!(creator["user"]["organizations"][0]["role"], "owner");
    // In these tests an organization's id is its invite code.
    let code = json!({ "organization_code": acme.organization.id });
    let joiner = register("nia@acme.example", code).await;
    let mut portal = Portal {
        app,
        access: String::new(),
        refresh: String::new(),
    };
    portal.keep(&joiner);
    let me = portal.get("/me/").await.expect(200).json();
    assert_eq!(
        (&me["primary_org"], &me["primary_org_role"]),
        (&json!(acme.organization.id), &json!("agent"))
    );
});

both_databases!(an_admin_changes_people_from_the_list, async |app| {
    let acme = Acme::open(app).await;
    let mut owner = Portal::log_in(app, &acme.owner.email).await;
    let people = owner.get("/org-admin/users/").await.expect(200).json();
    assert_eq!(people["count"], 6);
    let path = format!("/org-admin/users/{}/", acme.agent.id);
    for (role, read) in [("SUPERVISOR", "supervisor"), ("AGENT", "agent")] {
        let changed = owner
            .axios("PATCH", &path, json!({ "role": role }))
            .await
            .expect(200);
        assert_eq!(changed.json()["role"], read);
    }
    let mut agent = Portal::log_in(app, &acme.agent.email).await;
    agent.get("/org-admin/users/").await.expect(403);
    owner
        .axios("PATCH", &path, json!({ "is_active": false }))
        .await
        .expect(200);
    agent.get("/groups/").await.expect(404);
    let memberships = owner
        .get("/org-admin/memberships/")
        .await
        .expect(200)
        .json();
    assert_eq!(memberships["count"], 6);
});
