//! The settings page: who may change what, and what is recorded.

use sea_orm::{EntityTrait, QueryOrder};
use serde_json::json;
use tutta::model::Role;
use tutta::server::entity::audit_entry;

use crate::app::Browser;
use crate::both_databases;

const PAGE: &str = "/o/acme/admin/settings";

async fn identity(browser: &Browser<'_>, name: &str, color: &str) -> crate::app::Reply {
    let fields = [
        ("slug", "acme"),
        ("name", name),
        ("new_slug", "acme"),
        ("domain", "acme.example"),
        ("primary_color", color),
    ];
    browser
        .post(PAGE, "/fn/organization/change_identity", &fields)
        .await
}

async fn joining(browser: &Browser<'_>, domains: &str, more: &[(&str, &str)]) -> crate::app::Reply {
    let mut fields = vec![
        ("slug", "acme"),
        ("allowed_email_domains", domains),
        ("default_join_role", "member"),
    ];
    fields.extend_from_slice(more);
    browser
        .post(PAGE, "/fn/organization/change_joining", &fields)
        .await
}

both_databases!(an_admin_changes_name_and_colour_of_the_pages, async |app| {
    let ada = app.person("ada@example.com").await;
    let acme = app.organization("acme", &ada).await;
    let admin = app.member(&acme, "admin@acme.example", Role::Admin).await;
    let browser = admin.browser(app).await;
    identity(&browser, "Acme Inc.", "#0a7a3b").await.expect(303);
    let page = browser.get(PAGE).await.expect(200);
    for shown in [
        "Acme Inc.",
        "#0A7A3B",
        "acme.example",
        "--accent-light:#0a7a3b",
        "Contrast",
    ] {
        assert!(page.body.contains(shown), "{shown}: {}", page.body);
    }
    let refused = identity(&browser, "Kept as typed", "red").await.expect(422);
    for shown in ["six digits", "Kept as typed"] {
        assert!(refused.body.contains(shown), "{shown}: {}", refused.body);
    }
    let other = app.person("eve@example.com").await;
    app.organization("globex", &other).await;
    let taken = identity(&browser, "GLOBEX", "#000000").await.expect(422);
    assert!(
        taken.body.contains("of this name already"),
        "{}",
        taken.body
    );

    let entries = audit_entry::Entity::find()
        .order_by_asc(audit_entry::Column::Sequence)
        .all(app.db())
        .await
        .expect("the log");
    assert_eq!(entries.len(), 1, "what was refused is not recorded");
    assert_eq!(entries[0].action, "settings_changed");
    let before = entries[0].before.clone().expect("before");
    assert_eq!(
        before,
        json!({ "name": "acme", "primary_color": "#4F46E5", "domain": null }),
        "only what changed"
    );
});

both_databases!(domains_that_let_people_in_are_ones_own, async |app| {
    let ada = app.person("ada@example.com").await;
    app.organization("acme", &ada).await;
    let browser = ada.browser(app).await;
    let on = [("allow_email_domain_join", "true")];
    let public = joining(&browser, "acme.example, gmail.com", &on)
        .await
        .expect(422);
    assert!(
        public.body.contains("Anybody can get an address"),
        "{}",
        public.body
    );
    assert!(
        public.body.contains("acme.example, gmail.com"),
        "nothing typed is lost"
    );
    let none = joining(&browser, "", &on).await.expect(422);
    assert!(
        none.body.contains("Name at least one domain"),
        "{}",
        none.body
    );
    joining(&browser, "ACME.example", &on).await.expect(303);
    let page = browser.get(PAGE).await.expect(200);
    assert!(
        page.body.contains("value=\"acme.example\""),
        "{}",
        page.body
    );
    joining(&browser, "acme.example", &[("require_approval", "true")])
        .await
        .expect(303);
    let api = ada.api(app).await.within("acme");
    let view = api
        .get("/api/v1/organizations/acme")
        .await
        .expect(200)
        .json();
    assert_eq!(
        view["allow_email_domain_join"], false,
        "an empty box is off"
    );
});

both_databases!(those_below_admin_see_no_settings, async |app| {
    let ada = app.person("ada@example.com").await;
    let acme = app.organization("acme", &ada).await;
    for (role, email) in [
        (Role::Supervisor, "sue@acme.example"),
        (Role::Member, "max@acme.example"),
    ] {
        let browser = app.member(&acme, email, role).await.browser(app).await;
        browser.get(PAGE).await.expect(403);
        identity(&browser, "Mine", "#000000").await.expect(403);
        let rotate = [("slug", "acme")];
        browser
            .post(PAGE, "/fn/organization/rotate_invite_code", &rotate)
            .await
            .expect(403);
    }
});
