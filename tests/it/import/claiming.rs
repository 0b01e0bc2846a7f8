//! People whom an import brought, and how they come to their accounts: only by proving the address.

use serde_json::{Value, json};
use tutta::model::{Role, UserId};

use super::world::World;
use crate::account::outbox::{kinds, tokens};
use crate::app::{Api, App};
use crate::both_databases;
use crate::builders::PASSWORD;
use crate::people::world::token;

const ADA: &str = "ada@example.com";
const THEIRS: &str = "a password of somebody else";

/// Acme, with a ticket of Ada's from elsewhere.
async fn imported(app: &App) -> World<'_> {
    let world = World::new(app).await;
    let file = world.file(
        "tickets.csv",
        "external_id,subject,email\nA-1,The printer is on fire,ada@example.com\n",
    );
    world.import(&file).await;
    world
}

/// Signs in as Ada, who is to find her ticket.
async fn finds_her_ticket<'a>(world: &World<'a>) -> Api<'a> {
    let api = world.app.api().signed_in(ADA, PASSWORD).await;
    let list = api.get("/api/tickets").await.expect(200).json();
    assert_eq!(list["results"][0]["subject"], "The printer is on fire");
    let ada = world.user(ADA).await;
    assert!(ada.email_verified_at.is_some(), "by proving the address");
    api
}

async fn invite(world: &World<'_>, role: &str) -> String {
    let owner = world.owner.api(world.app).await;
    let body = json!({ "email": ADA, "role": role });
    let sent = owner.post("/api/v1/organizations/acme/invite", body).await;
    token(world.app, &sent.expect(201).json())
}

async fn set_password(app: &App) {
    use tutta::server::auth::Link;
    let link = tokens(app, Link::ResetPassword)
        .await
        .pop()
        .expect("a link");
    let fields = [("token", link.as_str()), ("password", PASSWORD)];
    let browser = app.browser();
    browser
        .call("/fn/account/reset_password", &fields)
        .await
        .expect(200);
}

fn sign_up(password: &str) -> Value {
    json!({ "email": ADA, "password": password, "first_name": "Mallory" })
}

both_databases!(an_invitation_gives_them_their_account, async |app| {
    let world = imported(app).await;
    let body = json!({ "token": invite(&world, "agent").await, "password": PASSWORD });
    app.api()
        .post("/api/v1/invitations/accept", body)
        .await
        .expect(200);
    let ada = finds_her_ticket(&world).await;
    let me = ada.get("/api/me").await.expect(200).json();
    assert_eq!(me["primary_org_role"], "agent", "what they were invited as");
});

both_databases!(an_invitation_takes_no_role_away, async |app| {
    let world = imported(app).await;
    let ada = world.user(ADA).await;
    let owner = world.owner.api(app).await;
    let path = format!("/api/org-admin/users/{}", UserId::from(ada.id));
    let role = json!({ "role": "supervisor" });
    let link = invite(&world, "agent").await;
    owner.patch(&path, role).await.expect(200);
    let body = json!({ "token": link, "password": PASSWORD });
    app.api()
        .post("/api/v1/invitations/accept", body)
        .await
        .expect(200);
    let role = world.membership(ada.id).await.role;
    assert_eq!(role, Role::Supervisor.as_str());
});

both_databases!(a_reset_password_gives_them_their_account, async |app| {
    let world = imported(app).await;
    let fields = [("email", ADA)];
    let browser = app.browser();
    browser
        .call("/fn/account/forgot_password", &fields)
        .await
        .expect(200);
    let mail = app.newest_mail_to(ADA).await;
    assert_eq!(mail.subject, "Your account waits for you");
    set_password(app).await;
    finds_her_ticket(&world).await;
});

both_databases!(
    a_sign_up_leads_to_their_account_by_a_link_to_the_address,
    |config| config.mail.verify_addresses = true,
    async |app| {
        let world = imported(app).await;
        let before = world.user(ADA).await;
        for _ in 0..2 {
            app.api()
                .post("/api/signup", sign_up(THEIRS))
                .await
                .expect(202);
        }
        assert_eq!(world.user(ADA).await, before, "typing proves nothing");
        assert_eq!(
            kinds(app).await,
            ["reset_password"],
            "once while the link works"
        );
        set_password(app).await;
        finds_her_ticket(&world).await;
        let typed = json!({ "email": ADA, "password": THEIRS });
        app.api().post("/api/token", typed).await.expect(401);
    }
);

both_databases!(
    where_addresses_are_not_verified_a_sign_up_takes_nothing,
    async |app| {
        let world = imported(app).await;
        let before = world.user(ADA).await;
        let refused = app
            .api()
            .post("/api/signup", sign_up(THEIRS))
            .await
            .expect(422);
        assert!(
            refused.body.contains("reset your password"),
            "{}",
            refused.body
        );
        assert_eq!(world.user(ADA).await, before);
    }
);

both_databases!(nobody_else_gets_at_their_tickets, async |app| {
    let world = imported(app).await;
    let before = world.user(ADA).await;
    let mallory = app.person("mallory@elsewhere.example").await;
    app.organization("elsewhere", &mallory).await;
    let api = mallory.api(app).await;
    let added = json!({ "email": ADA, "role": "member", "password": THEIRS });
    let added = api
        .post("/api/org-admin/users", added)
        .await
        .expect(201)
        .json();
    assert_eq!(added["invited"], true);
    let link = token(app, &added);
    let accept = json!({ "token": link, "password": THEIRS });
    api.post("/api/v1/invitations/accept", accept)
        .await
        .expect(403);
    for password in ["", THEIRS] {
        let guess = json!({ "email": ADA, "password": password });
        let status = app.api().post("/api/token", guess).await.status;
        assert!(matches!(status, 401 | 422), "{password:?}: {status}");
    }
    let now = world.user(ADA).await;
    assert_eq!(
        (now.password_hash, now.status),
        (before.password_hash, before.status)
    );
    let ticket = world.ticket("A-1").await.id;
    api.get(&format!("/api/tickets/{ticket}")).await.expect(404);
});

both_databases!(a_suspended_account_is_not_claimed, async |app| {
    let world = imported(app).await;
    let master = app.master("root@example.com").await.api(app).await;
    let ada = UserId::from(world.user(ADA).await.id);
    let path = format!("/api/v1/platform/users/{ada}/suspend");
    master.post(&path, json!({})).await.expect(200);
    let browser = app.browser();
    let fields = [("email", ADA)];
    browser
        .call("/fn/account/forgot_password", &fields)
        .await
        .expect(200);
    assert!(kinds(app).await.is_empty());
    assert_eq!(world.user(ADA).await.status, "suspended");
});
