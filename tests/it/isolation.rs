//! No address answers a stranger: every REST route, every server function and every page, as the program itself
//! lists them, called signed out and as a member of another organization. What is new and not covered here fails.

use std::collections::BTreeSet;

use reqwest::RequestBuilder;
use serde_json::{Value, json};
use tutta::server::rest::ROUTES;
use tutta::server::router::page_paths;

mod foreign;
pub mod known;

use self::known::{arguments, bodies};
use crate::app::{App, Reply};
use crate::both_databases;
use crate::builders::Person;
use crate::tickets::attachments::form;
use crate::tickets::world::Acme;

/// REST addresses that belong to no tenant, each with why. The list may only shrink.
const REST_WITHOUT_TENANT: &[(&str, &str)] = &[
    ("POST /api/token", "signing in"),
    ("POST /api/token/refresh", "signing in"),
    ("POST /api/token/verify", "asks about the token it carries"),
    ("POST /api/v1/auth/login", "signing in"),
    ("POST /api/v1/auth/refresh", "signing in"),
    ("POST /api/v1/auth/logout", "ends the session it carries"),
    ("POST /api/register", "opening an account"),
    ("POST /api/signup", "opening an account"),
    ("GET /api/me", "answers about the caller"),
    ("GET /api/v1/auth/me", "answers about the caller"),
    ("GET /api/v1/organizations", "answers about the caller"),
    ("POST /api/v1/organizations", "opens the caller's own"),
    (
        "POST /api/v1/auth/switch-org",
        "refuses other organizations itself; see identity",
    ),
    (
        "GET /api/v1/organizations/discover",
        "by the caller's own address; see people",
    ),
    (
        "POST /api/v1/organizations/join",
        "the invite code is the right; see people",
    ),
    (
        "POST /api/v1/organizations/{slug}/request_join",
        "anybody may ask; see people",
    ),
    (
        "POST /api/v1/invitations/accept",
        "the link's token is the right; see people",
    ),
];

/// Server functions that belong to no tenant, each with why. The list may only shrink.
const FUNCTIONS_WITHOUT_TENANT: &[(&str, &str)] = &[
    ("/fn/me", "answers about the caller"),
    ("/fn/landing", "leads the caller to their own"),
    ("/fn/sign_in", "signing in"),
    ("/fn/sign_out", "ends the session it carries"),
    ("/fn/account/offer", "says which ways in are open"),
    ("/fn/account/sign_up", "opening an account"),
    (
        "/fn/account/verification",
        "guarded by the link's token; else about the caller",
    ),
    ("/fn/account/verify", "guarded by the link's token"),
    ("/fn/account/verify_again", "the caller's own address"),
    (
        "/fn/account/forgot_password",
        "answers the same for every address",
    ),
    ("/fn/account/reset", "guarded by the link's token"),
    ("/fn/account/reset_password", "guarded by the link's token"),
    ("/fn/account/view", "the caller's own account"),
    ("/fn/account/profile", "the caller's own account"),
    ("/fn/account/password", "the caller's own account"),
    ("/fn/account/end_session", "the caller's own sessions"),
    (
        "/fn/account/end_other_sessions",
        "the caller's own sessions",
    ),
    ("/fn/account/create_token", "the caller's own tokens"),
    ("/fn/account/revoke_token", "the caller's own; see tokens"),
    ("/fn/account/notify", "the caller's own choice; see account"),
    ("/fn/account/delete", "the caller's own account"),
    ("/fn/welcome/view", "the caller's own first steps"),
    ("/fn/welcome/profile", "the caller's own account"),
    (
        "/fn/welcome/organization",
        "opens one, or joins by its code",
    ),
    ("/fn/welcome/skip", "the caller's own first steps"),
    ("/fn/set_up", "guarded by the one-time token"),
    ("/fn/needs_set_up", "says whether there is a master user"),
    ("/fn/set_theme", "a cookie of one's own browser"),
    ("/fn/joining/picker", "shows the caller's own"),
    ("/fn/joining/ask", "anybody may ask"),
    ("/fn/joining/by_code", "the invite code is the right"),
    ("/fn/invitations/view", "the link's token is the right"),
    ("/fn/invitations/accept", "the link's token is the right"),
];

/// Pages that belong to no tenant, each with why. The list may only shrink.
const PAGES_WITHOUT_TENANT: &[(&str, &str)] = &[
    ("/", "leads on"),
    ("/sign-in", "signing in"),
    ("/signup", "opening an account"),
    ("/verify-email", "guarded by the link's token"),
    ("/reset-password", "guarded by the link's token"),
    ("/welcome", "the caller's own first steps"),
    ("/account", "the caller's own account"),
    ("/setup", "guarded by the one-time token"),
    ("/organizations", "shows the caller's own"),
    ("/invitations/accept", "the link's token is the right"),
];

fn excused(list: &[(&'static str, &str)]) -> BTreeSet<&'static str> {
    list.iter().map(|(address, _)| *address).collect()
}

/// Somebody with an organization of their own, who has nothing to do with Acme.
async fn stranger(app: &App) -> Person {
    let stranger = app.person("owner@globex.example").await;
    app.organization("globex", &stranger).await;
    stranger
}

/// The request with a body; `null` stands for a file.
pub fn holding(request: RequestBuilder, body: Option<&Value>) -> RequestBuilder {
    match body {
        Some(Value::Null) => request.multipart(form("a.txt", b"a")),
        Some(body) => request.json(body),
        None => request,
    }
}

both_databases!(rest, async |app| {
    let acme = Acme::open(app).await;
    let ticket = acme.assigned(app).await;
    let stranger = stranger(app).await.api(app).await;
    let bodies = bodies();
    let excused = excused(REST_WITHOUT_TENANT);
    for (method, path) in ROUTES {
        let address = format!("{method} {path}");
        if excused.contains(address.as_str()) {
            continue;
        }
        let id = if path.contains("/org-admin/users/") {
            acme.agent.id.to_string()
        } else if path.contains("/org-admin/groups/") {
            acme.support.id.to_string()
        } else {
            ticket.id.to_string()
        };
        let path = path
            .replace("{id}", &id)
            .replace("{user_id}", &acme.agent.id.to_string())
            .replace("{comment_id}", &acme.agent.id.to_string())
            .replace("{attachment_id}", &acme.agent.id.to_string())
            .replace("{slug}", "acme")
            .replace("{action}", "suspend");
        let body = bodies.get(address.as_str());
        assert!(
            *method == "GET" || *method == "DELETE" || body.is_some(),
            "{address}: give it a body in `bodies`"
        );
        for (who, client, expected) in [
            ("signed out", &app.api().within("acme"), vec![401]),
            (
                "a stranger who names Acme",
                &stranger.within("acme"),
                vec![404],
            ),
        ] {
            let mut request = client.request(method, &path);
            request = holding(request, body);
            let status = Reply::to(request).await.status;
            assert!(expected.contains(&status), "{address} as {who}: {status}");
        }
        if path.contains(&id) {
            let mut request = stranger.within("globex").request(method, &path);
            request = holding(request, body);
            let status = Reply::to(request).await.status;
            assert_eq!(status, 404, "{address} by its id from another organization");
        }
    }
    let untouched = acme
        .owner
        .api(app)
        .await
        .get("/api/tickets")
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&untouched["count"], &untouched["results"][0]["version"]),
        (&json!(1), &json!(1))
    );
});

both_databases!(server_functions, async |app| {
    let acme = Acme::open(app).await;
    let ticket = acme.assigned(app).await;
    let arguments = arguments(&ticket);
    let fields: Vec<_> = arguments
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let somebody = stranger(app).await.browser(app).await;
    let nobody = app.browser();
    let excused = excused(FUNCTIONS_WITHOUT_TENANT);
    let mut called = 0;
    for (path, _) in server_fn::axum::server_fn_paths() {
        if excused.contains(path) {
            continue;
        }
        assert_eq!(
            nobody.call(path, &fields).await.status,
            401,
            "{path} signed out"
        );
        let reply = somebody.call(path, &fields).await;
        assert_eq!(reply.status, 404, "{path} as a stranger: {}", reply.body);
        called += 1;
    }
    assert!(called >= 12, "the registry lists the functions");
    let untouched = acme
        .owner
        .api(app)
        .await
        .get("/api/tickets")
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&untouched["count"], &untouched["results"][0]["version"]),
        (&json!(1), &json!(1))
    );
});

both_databases!(pages, async |app| {
    let acme = Acme::open(app).await;
    let ticket = acme.assigned(app).await;
    let somebody = stranger(app).await.browser(app).await;
    let nobody = app.browser();
    let excused = excused(PAGES_WITHOUT_TENANT);
    let mut seen = 0;
    for pattern in page_paths() {
        if excused.contains(pattern.as_str()) {
            continue;
        }
        let path = pattern
            .replace("{slug}", "acme")
            .replace("{number}", &ticket.number.to_string())
            .replace("{id}", &acme.organization.id.to_string())
            .replace("{person}", &acme.agent.id.to_string())
            .replace("{comment}", &acme.agent.id.to_string());
        assert!(
            !path.contains('{'),
            "{pattern}: say here what stands for its parameters"
        );
        let reply = nobody.get(&path).await;
        assert!(
            matches!(reply.status, 302 | 303),
            "{path} signed out: {}",
            reply.status
        );
        assert!(
            reply.header("location").starts_with("/sign-in?next="),
            "{path} leads to {}",
            reply.header("location")
        );
        let reply = somebody.get(&path).await;
        assert_eq!(reply.status, 404, "{path} as a stranger");
        assert!(
            !reply.body.contains("The printer is on fire"),
            "{path} shows the ticket"
        );
        seen += 1;
    }
    assert!(seen >= 5, "the router lists the pages");
});

both_databases!(a_removed_member_is_a_stranger_at_once, async |app| {
    let acme = Acme::open(app).await;
    let api = acme.agent.api(app).await;
    api.get("/api/tickets").await.expect(200);
    app.set_membership(&acme.organization, &acme.agent, "suspended")
        .await;
    api.within("acme").get("/api/tickets").await.expect(404);
});
