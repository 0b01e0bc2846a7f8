//! A new address, and the old one that leads to it.

use serde_json::json;

use crate::app::{App, at_once};
use crate::both_databases;
use crate::builders::{NewTicket, Person};

async fn rename(app: &App, owner: &Person, from: &str, to: &str) -> crate::app::Reply {
    let api = owner.api(app).await;
    api.patch(
        &format!("/api/v1/organizations/{from}"),
        json!({ "slug": to }),
    )
    .await
}

both_databases!(old_links_lead_to_the_new_address, async |app| {
    let ada = app.person("ada@example.com").await;
    let acme = app.organization("acme", &ada).await;
    app.ticket(&acme, NewTicket::by(&ada)).await;
    let (browser, stranger) = (
        ada.browser(app).await,
        app.person("eve@example.com").await.browser(app).await,
    );
    let renamed = rename(app, &ada, "acme", "acme-inc")
        .await
        .expect(200)
        .json();
    assert_eq!(renamed["slug"], "acme-inc");
    for (old, new) in [
        ("/o/acme", "/o/acme-inc"),
        (
            "/o/acme/tickets?status=open&q=a%20b",
            "/o/acme-inc/tickets?status=open&q=a%20b",
        ),
        ("/o/acme/tickets/1", "/o/acme-inc/tickets/1"),
    ] {
        let reply = browser.get(old).await.expect(308);
        assert_eq!(reply.header("location"), new);
        stranger.get(old).await.expect(404);
        let signed_out = app.browser().get(old).await;
        assert!(signed_out.header("location").starts_with("/sign-in?next="));
    }
    browser.get("/o/acme-inc/tickets/1").await.expect(200);
    let api = ada.api(app).await;
    api.within("acme").get("/api/tickets/1").await.expect(200);
    let sent_from_an_old_page = [
        ("slug", "acme"),
        ("subject", "Typed before"),
        ("description", ""),
        ("priority", "normal"),
        ("group", ""),
        ("tags", ""),
    ];
    browser
        .post(
            "/o/acme/tickets/new",
            "/fn/tickets/create",
            &sent_from_an_old_page,
        )
        .await
        .expect(303);

    rename(app, &ada, "acme-inc", "third").await.expect(200);
    assert_eq!(
        browser.get("/o/acme").await.expect(308).header("location"),
        "/o/third"
    );
    rename(app, &ada, "third", "acme").await.expect(200);
    browser.get("/o/acme").await.expect(200);
    assert_eq!(
        browser.get("/o/third").await.expect(308).header("location"),
        "/o/acme"
    );
});

both_databases!(an_old_slug_is_nobody_elses, async |app| {
    let (ada, eve) = (
        app.person("ada@example.com").await,
        app.person("eve@example.com").await,
    );
    app.organization("acme", &ada).await;
    app.organization("globex", &eve).await;
    rename(app, &ada, "acme", "acme-inc").await.expect(200);
    for taken in ["acme", "acme-inc", "discover"] {
        let refused = rename(app, &eve, "globex", taken).await.expect(422);
        assert!(refused.json()["error"]["fields"]["slug"].is_string());
    }
    for wrong in ["", "Acme", "a--b"] {
        rename(app, &eve, "globex", wrong).await.expect(422);
    }
    let master = app.master("root@example.com").await.api(app).await;
    let opened = master
        .post("/api/v1/platform/organizations", json!({ "name": "ACME!" }))
        .await
        .expect(201)
        .json();
    assert_eq!(opened["slug"], "acme-2");
});

both_databases!(of_two_who_want_the_same_slug_one_gets_it, async |app| {
    let mut requests = Vec::new();
    for name in ["acme", "globex", "initech"] {
        let owner = app.person(&format!("owner@{name}.example")).await;
        app.organization(name, &owner).await;
        let path = format!("/api/v1/organizations/{name}");
        let request = owner.api(app).await.request("PATCH", &path);
        requests.push(request.json(&json!({ "slug": "wanted" })));
    }
    let mut statuses: Vec<_> = at_once(requests)
        .await
        .iter()
        .map(|reply| reply.status)
        .collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 422, 422]);
});
