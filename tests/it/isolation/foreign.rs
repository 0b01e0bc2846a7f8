//! The owner of one organization, in their own place and with every right there, names what is another's by its ids.

use sea_orm::{ColumnTrait, EntityTrait, ModelTrait, QueryFilter};
use serde_json::{Value, json};
use tutta::server::entity::{
    comment, department, group, group_membership, invitation, join_request, membership, ticket,
    ticket_event,
};
use tutta::server::rest::ROUTES;
use uuid::Uuid;

use super::known::{arguments, bodies};
use super::{holding, stranger};
use crate::app::{App, Reply};
use crate::both_databases;
use crate::tickets::world::Acme;

/// What Acme has, by its ids.
struct Ids {
    ticket: String,
    agent: String,
    group: String,
    department: String,
    invitation: String,
    request: String,
}

impl Ids {
    async fn of(app: &App, acme: &Acme) -> Self {
        let owner = acme.owner.api(app).await;
        let post = async |path: &str, body: Value| {
            let made = owner.post(path, body).await.expect(201).json();
            made["id"].as_str().expect("an id").to_owned()
        };
        let invite = json!({ "email": "grace@navy.example", "role": "member" });
        let invitation = post("/api/v1/organizations/acme/invite", invite).await;
        let joiner = app.person("joiner@navy.example").await.api(app).await;
        let ask = "/api/v1/organizations/acme/request_join";
        let request = joiner.post(ask, json!({ "message": "Please" })).await;
        let fields = [("slug", "acme"), ("name", "Field service")];
        let browser = acme.owner.browser(app).await;
        browser
            .call("/fn/departments/create", &fields)
            .await
            .expect(200);
        let department = department::Entity::find().one(app.db()).await;
        Self {
            ticket: acme.assigned(app).await.id.to_string(),
            agent: acme.agent.id.to_string(),
            group: acme.support.id.to_string(),
            department: department.expect("a query").expect("one").id.to_string(),
            invitation,
            request: request.expect(200).json()["request_id"]
                .as_str()
                .expect("an id")
                .to_owned(),
        }
    }

    fn all(&self) -> [&str; 6] {
        [
            &self.ticket,
            &self.agent,
            &self.group,
            &self.department,
            &self.invitation,
            &self.request,
        ]
    }

    /// What stands for the arguments of a server function.
    fn named<'a>(&'a self, name: &str, otherwise: &'a str) -> &'a str {
        match name {
            "slug" | "new_slug" => "globex",
            "confirmation" => "not globex",
            "email" => "new@globex.example",
            "person" | "assignee" | "manager" | "people" => &self.agent,
            "group" | "id" | "move_to" => &self.group,
            "department" => &self.department,
            "invitation" => &self.invitation,
            "request" => &self.request,
            _ => otherwise,
        }
    }
}

/// Every row of Acme, as text.
async fn rows(app: &App, acme: &Acme) -> Vec<String> {
    async fn of<E>(app: &App, column: E::Column, acme: Uuid, all: &mut Vec<String>)
    where
        E: EntityTrait,
        E::Model: ModelTrait + std::fmt::Debug,
    {
        let found = E::find().filter(column.eq(acme)).all(app.db()).await;
        let found = found.expect("a query");
        all.extend(found.iter().map(|row| format!("{row:?}")));
    }
    let (id, mut all) = (acme.organization.id.into(), Vec::new());
    of::<ticket::Entity>(app, ticket::Column::OrganizationId, id, &mut all).await;
    of::<comment::Entity>(app, comment::Column::OrganizationId, id, &mut all).await;
    of::<ticket_event::Entity>(app, ticket_event::Column::OrganizationId, id, &mut all).await;
    of::<group::Entity>(app, group::Column::OrganizationId, id, &mut all).await;
    let column = group_membership::Column::OrganizationId;
    of::<group_membership::Entity>(app, column, id, &mut all).await;
    of::<department::Entity>(app, department::Column::OrganizationId, id, &mut all).await;
    of::<membership::Entity>(app, membership::Column::OrganizationId, id, &mut all).await;
    of::<invitation::Entity>(app, invitation::Column::OrganizationId, id, &mut all).await;
    of::<join_request::Entity>(app, join_request::Column::OrganizationId, id, &mut all).await;
    all.sort();
    all
}

/// What of Acme an answer must not show.
fn shows_acme(reply: &Reply) -> bool {
    ["@acme.example", "@navy.example", "Support", "Field service"]
        .iter()
        .any(|secret| reply.body.contains(secret))
}

both_databases!(no_route_takes_the_id_of_anothers_record, async |app| {
    let acme = Acme::open(app).await;
    let ids = Ids::of(app, &acme).await;
    let before = rows(app, &acme).await;
    let stranger = stranger(app).await.api(app).await;
    let (bodies, mut asked) = (bodies(), 0);
    for (method, path) in ROUTES {
        if !path.contains("id}") {
            continue;
        }
        for id in ids.all() {
            let body = bodies.get(format!("{method} {path}").as_str());
            let path = path
                .replace("{slug}", "globex")
                .replace("{action}", "suspend")
                .replace("{id}", id)
                .replace("{user_id}", &ids.agent)
                .replace("{comment_id}", id)
                .replace("{attachment_id}", id);
            let mut request = stranger.within("globex").request(method, &path);
            request = holding(request, body);
            let reply = Reply::to(request).await;
            assert!(
                matches!(reply.status, 404 | 415 | 422) && !shows_acme(&reply),
                "{method} {path}: {} {}",
                reply.status,
                reply.body
            );
            asked += 1;
        }
    }
    assert!(asked > 100, "the routes are listed");
    assert_eq!(rows(app, &acme).await, before);
});

both_databases!(no_server_function_takes_anothers_record, async |app| {
    let acme = Acme::open(app).await;
    let ids = Ids::of(app, &acme).await;
    let ticket = acme.assigned(app).await;
    let before = rows(app, &acme).await;
    let owner = stranger(app).await;
    let excused = super::excused(super::FUNCTIONS_WITHOUT_TENANT);
    let known = arguments(&ticket);
    let fields: Vec<_> = known
        .iter()
        .map(|(name, value)| (*name, ids.named(name, value)))
        .collect();
    for (path, _) in server_fn::axum::server_fn_paths() {
        // Ends the stranger's own organization, which the others need.
        if excused.contains(path) || path == "/fn/organization/delete" {
            continue;
        }
        let reply = owner.browser(app).await.call(path, &fields).await;
        assert!(!shows_acme(&reply), "{path}: {}", reply.body);
        assert!(
            reply.status < 500,
            "{path}: {} {}",
            reply.status,
            reply.body
        );
    }
    assert_eq!(rows(app, &acme).await, before);
});
