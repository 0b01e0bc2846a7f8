//! Invitations by mail, from sending to accepting.

use chrono::Duration;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};
use tutta::model::Role;
use tutta::server::entity::audit_entry;

use super::world::{account, log, mails, standing, token};
use crate::app::{App, Reply, at_once};
use crate::both_databases;
use crate::builders::{PASSWORD, Person};
use crate::tickets::world::Acme;

const INVITE: &str = "/api/v1/organizations/acme/invite";
const ACCEPT: &str = "/api/v1/invitations/accept";

async fn invite(app: &App, by: &Person, email: &str, role: &str) -> Value {
    let body = json!({ "email": email, "role": role });
    by.api(app)
        .await
        .post(INVITE, body)
        .await
        .expect(201)
        .json()
}

async fn accept(app: &App, token: &str) -> Reply {
    let body = json!({ "token": token, "first_name": "Grace", "password": PASSWORD });
    app.api().post(ACCEPT, body).await
}

both_databases!(
    names_known_to_whoever_adds_somebody_wait_for_them,
    async |app| {
        let acme = Acme::open(app).await;
        let body = json!({ "email": "grace@navy.example", "first_name": "Grace", "last_name": "Hopper", "role": "agent" });
        let owner = acme.owner.api(app).await;
        let sent = owner.post("/api/org-admin/users", body).await;
        let sent = sent.expect(201).json();
        let link = token(app, &sent);
        let path = format!("/invitations/accept?token={link}");
        let page = app.browser().get(&path).await.expect(200);
        assert!(page.body.contains("value=\"Grace\"") && page.body.contains("value=\"Hopper\""));
        let body = json!({ "token": link, "password": PASSWORD });
        let user = &app.api().post(ACCEPT, body).await.expect(200).json()["user"];
        assert_eq!(
            (&user["first_name"], &user["last_name"]),
            (&json!("Grace"), &json!("Hopper"))
        );
        let registered = audit_entry::Entity::find()
            .filter(audit_entry::Column::Action.eq("user_registered"))
            .filter(audit_entry::Column::OrganizationId.is_null())
            .all(app.db())
            .await
            .expect("the platform's log");
        assert_eq!(registered.len(), 1);
        assert_eq!(
            registered[0].record_id.to_string(),
            user["id"].as_str().expect("an id")
        );
    }
);

both_databases!(somebody_new_opens_an_account_by_the_link, async |app| {
    let acme = Acme::open(app).await;
    let supervisor = acme.supervisor.api(app).await;
    let group = acme.support.id.to_string();
    let body = json!({ "email": "Grace@Navy.example", "role": "agent", "group": group });
    let sent = supervisor.post(INVITE, body).await.expect(201).json();
    assert_eq!(mails(app, "invitation").await, 1);
    let list = supervisor
        .get("/api/v1/organizations/acme/invitations")
        .await;
    assert_eq!(list.expect(200).json()["results"][0]["status"], "open");

    let link = token(app, &sent);
    let path = format!("/invitations/accept?token={link}");
    let browser = app.browser();
    let page = browser.get(&path).await.expect(200);
    for part in ["acme", "grace@navy.example", "/fn/invitations/accept"] {
        assert!(page.body.contains(part), "{part}");
    }
    let fields = |password| {
        [
            ("link", link.as_str()),
            ("first_name", "Grace"),
            ("last_name", "Hopper"),
            ("password", password),
        ]
    };
    let function = "/fn/invitations/accept";
    let page = browser
        .post(&path, function, &fields("short"))
        .await
        .expect(422);
    assert!(page.body.contains("Hopper") && page.body.contains("at least 12 characters"));
    let reply = browser
        .post(&path, function, &fields(PASSWORD))
        .await
        .expect(303);
    assert_eq!(reply.header("location"), "/o/acme");
    browser.get("/o/acme").await.expect(200);

    let grace = account(app, "grace@navy.example")
        .await
        .expect("an account");
    assert!(
        grace.email_verified_at.is_some(),
        "the link proved the address"
    );
    let grace = Person {
        id: grace.id.into(),
        email: grace.email,
    };
    let found = standing(app, &acme.organization, &grace).await;
    assert_eq!(found, Some(("agent".to_owned(), "active".to_owned())));
    let ticket = acme.assigned(app).await;
    let api = app.api().signed_in(&grace.email, PASSWORD).await;
    api.get(&format!("/api/tickets/{}", ticket.number))
        .await
        .expect(200);
    assert_eq!(accept(app, &link).await.expect(409).code(), "conflict");
    assert_eq!(
        log(app, &acme.organization).await,
        ["invitation_sent", "invitation_accepted"]
    );
});

both_databases!(somebody_with_an_account_signs_in_first, async |app| {
    let acme = Acme::open(app).await;
    let ada = app.person("ada@elsewhere.example").await;
    let eve = app.person("eve@elsewhere.example").await;
    let sent = invite(app, &acme.owner, &ada.email, "agent").await;
    let link = token(app, &sent);
    let path = format!("/invitations/accept?token={link}");
    let before = account(app, &ada.email).await.expect("an account");

    let page = app.browser().get(&path).await.expect(200);
    assert!(
        page.body.contains("/sign-in?next=/invitations/accept"),
        "it leads back"
    );
    accept(app, &link).await.expect(401);
    let page = eve.browser(app).await.get(&path).await.expect(200);
    assert!(page.body.contains("You are signed in as"));
    let body = json!({ "token": link });
    eve.api(app)
        .await
        .post(ACCEPT, body.clone())
        .await
        .expect(403);

    let accepted = ada
        .api(app)
        .await
        .post(ACCEPT, body)
        .await
        .expect(200)
        .json();
    assert_eq!(accepted["organization"], "acme");
    assert!(accepted["access_token"].is_null());
    let after = account(app, &ada.email).await.expect("an account");
    assert_eq!(after.password_hash, before.password_hash);
    assert_eq!(after.first_name, before.first_name);
});

both_databases!(
    a_link_works_for_seven_days_and_again_when_resent,
    async |app| {
        let acme = Acme::open(app).await;
        let sent = invite(app, &acme.owner, "grace@navy.example", "member").await;
        let link = token(app, &sent);
        app.pass(Duration::days(7));
        let reply = accept(app, &link).await.expect(409);
        assert!(reply.body.contains("expired"));
        let owner = acme.owner.api(app).await;
        let id = sent["id"].as_str().expect("an id");
        let invitation = format!("/api/v1/organizations/acme/invitations/{id}");
        let again = owner.post(&format!("{invitation}/resend"), json!({})).await;
        assert_eq!(again.expect(200).json()["status"], "open");
        assert_eq!(mails(app, "invitation").await, 2);
        accept(app, &link).await.expect(200);
        owner
            .post(&format!("{invitation}/resend"), json!({}))
            .await
            .expect(409);
        owner.delete(&invitation).await.expect(409);
    }
);

both_databases!(a_revoked_or_replaced_link_is_dead, async |app| {
    let acme = Acme::open(app).await;
    let owner = acme.owner.api(app).await;
    let first = invite(app, &acme.owner, "grace@navy.example", "member").await;
    app.pass(Duration::seconds(1));
    let second = invite(app, &acme.owner, "grace@navy.example", "agent").await;
    accept(app, &token(app, &first)).await.expect(409);
    let id = second["id"].as_str().expect("an id");
    let path = format!("/api/v1/organizations/acme/invitations/{id}");
    owner.delete(&path).await.expect(204);
    let reply = accept(app, &token(app, &second)).await.expect(409);
    assert!(reply.body.contains("taken back"));
    accept(app, "no link of ours").await.expect(404);
    let page = app.browser().get("/invitations/accept?token=x").await;
    assert!(page.expect(200).body.contains("This link does not work"));
});

both_databases!(of_two_acceptances_at_once_one_holds, async |app| {
    let acme = Acme::open(app).await;
    let sent = invite(app, &acme.owner, "grace@navy.example", "member").await;
    let body = json!({ "token": token(app, &sent), "password": PASSWORD });
    let request = || app.api().request("POST", ACCEPT).json(&body);
    let replies = at_once(vec![request(), request(), request()]).await;
    let done = replies.iter().filter(|reply| reply.status == 200).count();
    let statuses: Vec<_> = replies.iter().map(|reply| reply.status).collect();
    assert_eq!(done, 1, "{statuses:?}");
    assert!(
        statuses
            .iter()
            .all(|status| matches!(status, 200 | 401 | 409)),
        "{statuses:?}"
    );
});

both_databases!(nobody_gives_more_than_they_may, async |app| {
    let acme = Acme::open(app).await;
    let admin = app
        .member(&acme.organization, "admin@acme.example", Role::Admin)
        .await;
    let supervisor = acme.supervisor.api(app).await;
    let body = |role| json!({ "email": "grace@navy.example", "role": role });
    supervisor
        .post(INVITE, body("supervisor"))
        .await
        .expect(403);
    supervisor.post(INVITE, body("king")).await.expect(422);
    acme.agent
        .api(app)
        .await
        .post(INVITE, body("member"))
        .await
        .expect(403);
    let mine = json!({ "email": acme.agent.email, "role": "member" });
    supervisor.post(INVITE, mine).await.expect(409);

    // Whoever loses the right to give a role has not given it.
    let sent = invite(app, &admin, "grace@navy.example", "admin").await;
    let owner = acme.owner.api(app).await;
    let path = format!("/api/org-admin/users/{}", admin.id);
    owner
        .patch(&path, json!({ "role": "supervisor" }))
        .await
        .expect(200);
    let reply = accept(app, &token(app, &sent)).await.expect(409);
    assert!(reply.body.contains("no longer holds"));
    assert!(account(app, "grace@navy.example").await.is_none());
});

both_databases!(a_former_member_comes_back_by_invitation, async |app| {
    let acme = Acme::open(app).await;
    let owner = acme.owner.api(app).await;
    owner
        .delete(&format!("/api/org-admin/users/{}", acme.agent.id))
        .await
        .expect(204);
    let sent = invite(app, &acme.owner, &acme.agent.email, "member").await;
    let agent = acme.agent.api(app).await;
    let body = json!({ "token": token(app, &sent) });
    agent.post(ACCEPT, body).await.expect(200);
    let found = standing(app, &acme.organization, &acme.agent).await;
    assert_eq!(found, Some(("member".to_owned(), "active".to_owned())));
});

both_databases!(
    the_tab_sends_again_and_takes_back_by_plain_posts,
    async |app| {
        let acme = Acme::open(app).await;
        let owner = acme.owner.browser(app).await;
        let tab = "/o/acme/admin/invitations";
        assert!(
            owner
                .get(tab)
                .await
                .expect(200)
                .body
                .contains("No invitation waits")
        );
        let send = [
            ("slug", "acme"),
            ("email", "grace@navy.example"),
            ("role", "member"),
            ("group", ""),
        ];
        owner
            .post(tab, "/fn/invitations/send", &send)
            .await
            .expect(303);
        let page = owner.get(tab).await.expect(200);
        assert!(page.body.contains("grace@navy.example"));
        let list = acme
            .owner
            .api(app)
            .await
            .get("/api/v1/organizations/acme/invitations")
            .await;
        let id = list.expect(200).json()["results"][0]["id"]
            .as_str()
            .expect("an id")
            .to_owned();
        let fields = [("slug", "acme"), ("invitation", id.as_str())];
        app.pass(Duration::seconds(1));
        owner
            .post(tab, "/fn/invitations/resend", &fields)
            .await
            .expect(303);
        owner
            .post(tab, "/fn/invitations/revoke", &fields)
            .await
            .expect(303);
        assert!(
            owner
                .get(tab)
                .await
                .expect(200)
                .body
                .contains("No invitation waits")
        );
        assert_eq!(mails(app, "invitation").await, 2);
    }
);

both_databases!(
    invitations_are_limited,
    |config| config.limits.generosity = 1,
    async |app| {
        let acme = Acme::open(app).await;
        let owner = acme.owner.api(app).await;
        let mut last = 201;
        for number in 0..61 {
            let body = json!({ "email": format!("p{number}@navy.example"), "role": "member" });
            last = owner.post(INVITE, body).await.status;
        }
        assert_eq!(last, 429);
    }
);
