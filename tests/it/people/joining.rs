//! Joining: by domain, by code, by asking; and the answers.

use sea_orm::{ActiveModelTrait, Set};
use serde_json::{Value, json};
use tutta::server::entity::organization;

use super::world::{log, mails, standing};
use crate::app::{App, at_once};
use crate::both_databases;
use crate::builders::{Organization, Person};
use crate::tickets::world::Acme;

const ASK: &str = "/api/v1/organizations/acme/request_join";
const REQUESTS: &str = "/api/v1/organizations/acme/join-requests";

/// Sets what an organization decided about joining.
async fn decide(app: &App, organization: &Organization, domain: Option<&str>, settings: Value) {
    let row = organization::ActiveModel {
        id: Set(organization.id.into()),
        invite_code: Set("let-me-in".to_owned()),
        allow_email_domain_join: Set(domain.is_some()),
        allowed_email_domains: Set(json!(domain.into_iter().collect::<Vec<_>>())),
        settings: Set(settings),
        ..Default::default()
    };
    row.update(app.db()).await.expect("the organization");
}

/// Somebody with a proven address.
async fn verified(app: &App, email: &str) -> Person {
    let person = app.person(email).await;
    let now = app.now();
    person
        .change(app, |row| row.email_verified_at = Set(Some(now)))
        .await;
    person
}

fn is(role: &str, status: &str) -> Option<(String, String)> {
    Some((role.to_owned(), status.to_owned()))
}

both_databases!(a_proven_address_of_the_domain_lets_one_in, async |app| {
    let acme = Acme::open(app).await;
    decide(app, &acme.organization, Some("acme.example"), json!({})).await;
    let grace = verified(app, "grace@acme.example").await;
    let api = grace.api(app).await;
    let found = api
        .get("/api/v1/organizations/discover")
        .await
        .expect(200)
        .json();
    assert_eq!(found[0]["slug"], "acme");
    assert_eq!(
        (&found[0]["at_once"], &found[0]["role"]),
        (&json!(true), &json!("member"))
    );
    let joined = api.post(ASK, json!({})).await.expect(200).json();
    assert_eq!(joined["auto_approved"], true);
    let found = standing(app, &acme.organization, &grace).await;
    assert_eq!(found, is("member", "active"));
    assert_eq!(
        api.get("/api/me").await.expect(200).json()["primary_org"],
        json!(acme.organization.id)
    );
    assert_eq!(
        api.get("/api/v1/organizations/discover")
            .await
            .expect(200)
            .json(),
        json!([])
    );
    api.post(ASK, json!({})).await.expect(409);
    assert_eq!(log(app, &acme.organization).await, ["joined_by_domain"]);

    // Who was taken out does not come back by the domain.
    let owner = acme.owner.api(app).await;
    let path = format!("/api/org-admin/users/{}", grace.id);
    owner.delete(&path).await.expect(204);
    let asked = api.post(ASK, json!({})).await.expect(200).json();
    assert_eq!(asked["auto_approved"], false);
});

both_databases!(
    nothing_is_discovered_without_proof_or_permission,
    async |app| {
        let acme = Acme::open(app).await;
        decide(app, &acme.organization, Some("acme.example"), json!({})).await;
        let claims = app.person("claims@acme.example").await;
        let stranger = verified(app, "eve@sub.acme.example").await;
        for person in [&claims, &stranger] {
            let api = person.api(app).await;
            let found = api
                .get("/api/v1/organizations/discover")
                .await
                .expect(200)
                .json();
            assert_eq!(found, json!([]), "{}", person.email);
            let asked = api.post(ASK, json!({})).await.expect(200).json();
            assert_eq!(asked["auto_approved"], false, "{}", person.email);
        }
        decide(app, &acme.organization, None, json!({})).await;
        let grace = verified(app, "grace@acme.example").await;
        let found = grace
            .api(app)
            .await
            .get("/api/v1/organizations/discover")
            .await;
        assert_eq!(found.expect(200).json(), json!([]));
    }
);

both_databases!(a_wish_is_answered_and_may_be_repeated, async |app| {
    let acme = Acme::open(app).await;
    let ada = app.person("ada@elsewhere.example").await;
    let api = ada.api(app).await;
    let body = json!({ "message": "I fix printers." });
    let asked = api.post(ASK, body.clone()).await.expect(200).json();
    let id = asked["request_id"].as_str().expect("an id").to_owned();
    api.post(ASK, body.clone()).await.expect(409);
    let me = api.get("/api/me").await.expect(200).json();
    assert_eq!(me["organizations"][0]["status"], "pending");
    api.within("acme").get("/api/tickets").await.expect(404);
    assert_eq!(
        mails(app, "join_request_received").await,
        2,
        "owner and supervisor"
    );

    let supervisor = acme.supervisor.api(app).await;
    let list = supervisor.get(REQUESTS).await.expect(200).json();
    assert_eq!(list["results"][0]["message"], "I fix printers.");
    acme.agent.api(app).await.get(REQUESTS).await.expect(403);
    let answer = |id: &str, answer: &str| format!("{REQUESTS}/{id}/{answer}");
    let note = json!({ "note": "Not yet." });
    let rejected = supervisor
        .post(&answer(&id, "reject"), note)
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&rejected["status"], &rejected["review_note"]),
        (&json!("rejected"), &json!("Not yet."))
    );
    supervisor
        .post(&answer(&id, "approve"), json!({}))
        .await
        .expect(409);
    assert_eq!(mails(app, "join_request_answered").await, 1);

    let asked = api.post(ASK, body).await.expect(200).json();
    let id = asked["request_id"].as_str().expect("an id").to_owned();
    supervisor
        .post(&answer(&id, "approve"), json!({}))
        .await
        .expect(200);
    api.within("acme").get("/api/tickets").await.expect(200);
    let found = standing(app, &acme.organization, &ada).await;
    assert_eq!(found, is("member", "active"));
    assert_eq!(
        log(app, &acme.organization).await,
        [
            "join_requested",
            "join_rejected",
            "join_requested",
            "join_approved"
        ]
    );
});

both_databases!(of_two_answers_at_once_one_holds, async |app| {
    let acme = Acme::open(app).await;
    let (owner, supervisor) = (acme.owner.api(app).await, acme.supervisor.api(app).await);
    for (number, second) in ["approve", "reject"].into_iter().enumerate() {
        let person = app.person(&format!("p{number}@elsewhere.example")).await;
        let asked = person
            .api(app)
            .await
            .post(ASK, json!({}))
            .await
            .expect(200)
            .json();
        let id = asked["request_id"].as_str().expect("an id");
        let request = |api: &crate::app::Api<'_>, answer: &str| {
            api.request("POST", &format!("{REQUESTS}/{id}/{answer}"))
                .json(&json!({}))
        };
        let replies = at_once(vec![
            request(&owner, "approve"),
            request(&supervisor, second),
        ])
        .await;
        let mut statuses: Vec<_> = replies.iter().map(|reply| reply.status).collect();
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409], "{second}");
    }
    assert_eq!(mails(app, "join_request_answered").await, 2);
});

both_databases!(of_two_wishes_at_once_one_waits, async |app| {
    let acme = Acme::open(app).await;
    let ada = app.person("ada@elsewhere.example").await;
    let api = ada.api(app).await;
    let request = || api.request("POST", ASK).json(&json!({}));
    let replies = at_once(vec![request(), request()]).await;
    let mut statuses: Vec<_> = replies.iter().map(|reply| reply.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
    let list = acme
        .owner
        .api(app)
        .await
        .get(REQUESTS)
        .await
        .expect(200)
        .json();
    assert_eq!(list["count"], 1);
});

both_databases!(the_invite_code_lets_one_in, async |app| {
    let acme = Acme::open(app).await;
    decide(app, &acme.organization, None, json!({})).await;
    let join = "/api/v1/organizations/join";
    let code = |code: &str| json!({ "organization_code": code });
    let ada = app.person("ada@elsewhere.example").await;
    let api = ada.api(app).await;
    let wrong = api.post(join, code("nonsense")).await.expect(422).json();
    assert!(wrong["error"]["fields"]["organization_code"].is_string());
    api.post(join, code("let-me-in")).await.expect(200);
    assert_eq!(
        standing(app, &acme.organization, &ada).await,
        is("agent", "active")
    );
    api.post(join, code("let-me-in")).await.expect(409);
    let owner = acme.owner.api(app).await;
    let path = format!("/api/org-admin/users/{}", ada.id);
    owner.delete(&path).await.expect(204);
    api.post(join, code("let-me-in")).await.expect(409);

    let settings = json!({ "require_approval": true, "default_join_role": "member" });
    decide(app, &acme.organization, None, settings).await;
    let bob = app.person("bob@elsewhere.example").await;
    bob.api(app)
        .await
        .post(join, code("let-me-in"))
        .await
        .expect(200);
    assert_eq!(
        standing(app, &acme.organization, &bob).await,
        is("member", "pending")
    );
    let list = owner.get(REQUESTS).await.expect(200).json();
    assert_eq!(list["results"][0]["request_type"], "invite_code");
    let page = bob.browser(app).await.get("/organizations").await;
    let who_decides = "one of them decides. You get a mail with the answer.";
    assert!(page.expect(200).body.contains(who_decides));
    decide(
        app,
        &acme.organization,
        None,
        json!({ "require_approval": true }),
    )
    .await;
    let id = list["results"][0]["id"].as_str().expect("an id");
    let path = format!("/api/v1/organizations/acme/join-requests/{id}/approve");
    owner.post(&path, json!({})).await.expect(200);
    assert_eq!(
        standing(app, &acme.organization, &bob).await,
        is("member", "active"),
        "as they asked, though others are agents now"
    );
});

both_databases!(the_pages_work_by_plain_posts, async |app| {
    let acme = Acme::open(app).await;
    let ada = app.person("ada@elsewhere.example").await;
    let browser = ada.browser(app).await;
    let page = browser.get("/organizations").await.expect(200);
    for part in [
        "/fn/joining/by_code",
        "/fn/joining/ask",
        "Confirm your e-mail address",
    ] {
        assert!(page.body.contains(part), "{part}");
    }
    let ask = |address| [("address", address), ("message", "I fix <printers>.")];
    let wrong = browser
        .post("/organizations", "/fn/joining/ask", &ask("nowhere"))
        .await;
    assert!(
        wrong
            .expect(422)
            .body
            .contains("No organization has this address")
    );
    let asked = browser
        .post("/organizations", "/fn/joining/ask", &ask("/o/acme/tickets"))
        .await;
    assert_eq!(asked.expect(303).header("location"), "/organizations");
    let page = browser.get("/organizations").await.expect(200);
    assert!(page.body.contains("Your requests") && page.body.contains("Waiting"));

    let owner = acme.owner.browser(app).await;
    let tab = "/o/acme/admin/join-requests";
    let page = owner.get(tab).await.expect(200);
    assert!(page.body.contains("I fix &lt;printers&gt;."));
    let list = acme
        .owner
        .api(app)
        .await
        .get(REQUESTS)
        .await
        .expect(200)
        .json();
    let id = list["results"][0]["id"].as_str().expect("an id");
    let fields = |answer| {
        [
            ("slug", "acme"),
            ("request", id),
            ("note", "Welcome."),
            ("answer", answer),
        ]
    };
    owner
        .post(tab, "/fn/joining/review", &fields("perhaps"))
        .await
        .expect(422);
    owner
        .post(tab, "/fn/joining/review", &fields("approve"))
        .await
        .expect(303);
    browser.get("/o/acme").await.expect(200);
    let page = owner
        .get(&format!("{tab}?status=approved"))
        .await
        .expect(200);
    assert!(page.body.contains("Welcome."));
});
