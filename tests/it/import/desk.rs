//! The second seed from one end to the other, on the public data set, by an API client that knows the description alone.

use std::collections::BTreeSet;

use reqwest::multipart::{Form, Part};
use sea_orm::Set;
use serde_json::{Value, json};
use tutta::model::Role;

use super::dataset::dataset;
use super::world::World;
use crate::app::{App, Described, Reply};
use crate::both_databases;
use crate::builders::{PASSWORD, Person};

const GROUP: &str = "Technical issue";

/// Who works here, and somebody who asked.
struct Desk<'a> {
    supervisor: Described<'a>,
    manager: Described<'a>,
    agent: Described<'a>,
    stranger: Described<'a>,
    requester: Described<'a>,
    ids: [String; 3],
}

impl<'a> Desk<'a> {
    async fn open(world: &World<'a>) -> Self {
        let app = world.app;
        let member = async |name: &str, role| {
            let person = world.member(&format!("{name}@acme.example"), role).await;
            (signed_in(app, &person).await, person.id.to_string())
        };
        let (supervisor, _) = member("supervisor", Role::Supervisor).await;
        let (manager, manager_id) = member("manager", Role::Agent).await;
        let (agent, agent_id) = member("agent", Role::Agent).await;
        let (stranger, stranger_id) = member("stranger", Role::Agent).await;
        let requester = claimed(world, "carrollallison@example.com").await;
        Self {
            supervisor,
            manager,
            agent,
            stranger,
            requester: signed_in(app, &requester).await,
            ids: [manager_id, agent_id, stranger_id],
        }
    }
}

async fn signed_in<'a>(app: &'a App, person: &Person) -> Described<'a> {
    let api = app.api().signed_in(&person.email, PASSWORD).await;
    Described::by(api.within("acme")).await
}

/// Somebody of the file, after they have chosen a password.
async fn claimed(world: &World<'_>, email: &str) -> Person {
    let owner = world.user(&world.owner.email).await;
    let person = Person {
        id: world.user(email).await.id.into(),
        email: email.to_owned(),
    };
    let become_owner_like = |row: &mut tutta::server::entity::user::ActiveModel| {
        row.status = Set(owner.status);
        row.password_hash = Set(owner.password_hash);
    };
    person.change(world.app, become_owner_like).await;
    person
}

fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value[name]
        .as_str()
        .unwrap_or_else(|| panic!("{name} of {value}"))
}

/// The numbers of all tickets in the list, page by page.
async fn listed(client: &Described<'_>, query: &[(&str, &str)]) -> BTreeSet<i64> {
    let mut numbers = BTreeSet::new();
    let mut cursor: Option<String> = None;
    loop {
        let mut query = query.to_vec();
        query.push(("page_size", "100"));
        query.extend(cursor.as_deref().map(|cursor| ("cursor", cursor)));
        let page = client.call("get_tickets", &[], &query, None).await;
        let rows = page["results"].as_array().expect("rows");
        numbers.extend(
            rows.iter()
                .map(|row| row["number"].as_i64().expect("a number")),
        );
        match page["next"].as_str() {
            Some(next) => cursor = Some(next.to_owned()),
            None => {
                assert_eq!(page["count"], numbers.len(), "{query:?}");
                return numbers;
            }
        }
    }
}

both_databases!(
    an_imported_help_desk_is_set_up_worked_and_followed_by_the_description_alone,
    async |app: &App| {
        let Some(file) = dataset() else { return };
        let world = World::new(app).await;
        world.import(&file).await;
        let desk = Desk::open(&world).await;
        let before = desk
            .supervisor
            .call("get_admin_stats", &[], &[], None)
            .await;
        let group = set_up(&desk).await;
        let given = give_out(&desk, &group).await;
        everybody_sees_theirs(&desk, &group, &given).await;
        work(&desk).await;
        follow(&desk).await;
        told_by_numbers(&desk, &before, &group).await;
    }
);

/// The supervisor finds the groups of the file, gives one a manager and a member, and opens another.
async fn set_up(desk: &Desk<'_>) -> String {
    let groups = desk
        .supervisor
        .call("get_org_admin_groups", &[], &[], None)
        .await;
    let groups = groups.as_array().expect("groups").clone();
    let technical = groups
        .iter()
        .find(|it| it["name"] == GROUP)
        .expect("a group");
    let id = text(technical, "id").to_owned();
    let [manager, agent, stranger] = &desk.ids;
    for person in [manager, agent] {
        let path = [&*id, person];
        let operation = "post_org_admin_groups_id_members_user_id";
        desk.supervisor.call(operation, &path, &[], None).await;
    }
    let body = json!({ "manager": manager });
    let operation = "post_org_admin_groups_id_set_manager";
    desk.supervisor
        .call(operation, &[&id], &[], Some(body))
        .await;
    let body = json!({ "name": "Night watch", "description": "From ten to six." });
    let other = desk
        .supervisor
        .call("post_org_admin_groups", &[], &[], Some(body))
        .await;
    let path = [text(&other, "id"), stranger];
    let operation = "post_org_admin_groups_id_members_user_id";
    desk.supervisor.call(operation, &path, &[], None).await;
    id
}

/// The manager gives the agent three open tickets, of which one is that of the requester.
async fn give_out(desk: &Desk<'_>, group: &str) -> BTreeSet<i64> {
    let open = [("group", group), ("status", "open"), ("page_size", "2")];
    let page = desk.manager.call("get_tickets", &[], &open, None).await;
    let rows = page["results"].as_array().expect("rows");
    let mut given: BTreeSet<i64> = rows
        .iter()
        .map(|row| row["number"].as_i64().expect("a number"))
        .collect();
    given.insert(1);
    for number in &given {
        let body = json!({ "assignee": desk.ids[1] });
        desk.manager
            .call(
                "post_tickets_id_assign",
                &[&number.to_string()],
                &[],
                Some(body),
            )
            .await;
    }
    given
}

async fn everybody_sees_theirs(desk: &Desk<'_>, group: &str, given: &BTreeSet<i64>) {
    assert_eq!(&listed(&desk.agent, &[]).await, given);
    assert_eq!(listed(&desk.stranger, &[]).await, BTreeSet::new());
    let of_group = listed(&desk.supervisor, &[("group", group)]).await;
    assert_eq!(listed(&desk.manager, &[]).await, of_group);
    assert!(of_group.len() > 1_000, "{}", of_group.len());
    assert_eq!(listed(&desk.requester, &[]).await, BTreeSet::from([1]));
}

/// The agent answers with a file, notes what the requester is not to read, and closes.
async fn work(desk: &Desk<'_>) {
    let body = json!({ "body": "Please send us the *serial number*.", "visibility": "public" });
    let answer = desk
        .agent
        .call("post_tickets_id_comments", &["1"], &[], Some(body))
        .await;
    let body = json!({ "body": "Third broken gimbal this week.", "visibility": "internal" });
    let note = desk
        .agent
        .call("post_tickets_id_comments", &["1"], &[], Some(body))
        .await;
    for (comment, name) in [(&answer, "manual.txt"), (&note, "gimbals.txt")] {
        let part = Part::bytes(name.as_bytes().to_vec()).file_name(name);
        let form = Form::new()
            .text("comment", text(comment, "id").to_owned())
            .part("file", part);
        let request = desk.agent.request("post_tickets_id_attachments", &["1"]);
        Reply::to(request.multipart(form)).await.expect(201);
    }
    let body = json!({ "comment": "Replaced the gimbal." });
    let closed = desk
        .agent
        .call("post_tickets_id_close", &["1"], &[], Some(body))
        .await;
    assert_eq!(closed["status"], "closed");
}

/// The requester reads the answers and saves the file, and nothing tells them of the note.
async fn follow(desk: &Desk<'_>) {
    let ticket = desk
        .requester
        .call("get_tickets_id", &["1"], &[], None)
        .await;
    assert_eq!(ticket["status"], "closed");
    let comments = desk
        .requester
        .call("get_tickets_id_comments", &["1"], &[], None)
        .await;
    let comments = comments["results"].as_array().expect("comments");
    let said: BTreeSet<_> = comments.iter().map(|it| text(it, "body")).collect();
    let expected = [
        "Please send us the *serial number*.",
        "Replaced the gimbal.",
    ];
    assert_eq!(said, BTreeSet::from(expected));
    let files = desk
        .requester
        .call("get_tickets_id_attachments", &["1"], &[], None)
        .await;
    let files = files["results"].as_array().expect("files").clone();
    let names: Vec<_> = files.iter().map(|it| text(it, "file_name")).collect();
    assert_eq!(names, ["manual.txt"]);
    let path = ["1", text(&files[0], "id")];
    let saved = desk
        .requester
        .request("get_tickets_id_attachments_attachment_id", &path);
    let saved = saved.send().await.expect("an answer");
    assert_eq!(saved.text().await.expect("a file"), "manual.txt");
    for (client, words, found) in [
        (&desk.requester, "serial", 1),
        (&desk.requester, "gimbals week", 0),
        (&desk.agent, "gimbal week", 1),
        (&desk.stranger, "serial", 0),
    ] {
        assert_eq!(
            listed(client, &[("q", words)]).await.len(),
            found,
            "{words}"
        );
    }
}

/// The numbers of the organization, of the group and of the agent.
async fn told_by_numbers(desk: &Desk<'_>, before: &Value, group: &str) {
    let after = desk
        .supervisor
        .call("get_admin_stats", &[], &[], None)
        .await;
    assert_eq!(after["total"], 8_469);
    let closed = |stats: &Value| stats["by_status"]["closed"].as_i64().expect("a number");
    assert_eq!(closed(&after), closed(before) + 1);
    let groups = after["by_group"].as_array().expect("groups");
    let of_group = groups
        .iter()
        .find(|it| it["id"] == group)
        .expect("the group");
    let open = |number: &Value| number["open"].as_i64().expect("a number");
    let manager = listed(&desk.manager, &[("status", "open"), ("status", "pending")]).await;
    assert_eq!(open(of_group), i64::try_from(manager.len()).expect("few"));
    let own = desk.agent.call("get_my_stats", &[], &[], None).await;
    assert_eq!(
        (&own["total"], &own["by_status"]["closed"]),
        (&json!(3), &json!(1))
    );
}
