//! Names, telephone, time zone, language, and what mail is wanted.

use sea_orm::EntityTrait;
use serde_json::json;
use tutta::model::Role;
use tutta::server::entity::{audit_entry, notification_preference};

use crate::both_databases;

const PROFILE: &str = "/fn/account/profile";

fn fields<'a>(timezone: &'a str, language: &'a str, phone: &'a str) -> [(&'a str, &'a str); 5] {
    [
        ("first_name", " Ada "),
        ("last_name", "Lovelace"),
        ("phone", phone),
        ("timezone", timezone),
        ("language", language),
    ]
}

both_databases!(a_person_changes_their_profile, async |app| {
    let browser = app.person("ada@example.com").await.browser(app).await;
    let page = browser.get("/account").await.expect(200);
    assert!(page.body.contains("Europe/Berlin") && page.body.contains("ada@example.com"));
    let reply = browser
        .post(
            "/account",
            PROFILE,
            &fields("europe/berlin", "en-GB", "+49 30 123"),
        )
        .await
        .expect(303);
    assert_eq!(reply.header("location"), "/account");
    let me = browser.call("/fn/me", &[]).await.expect(200).json();
    assert_eq!(
        (&me["first_name"], &me["timezone"], &me["language"]),
        (&json!("Ada"), &json!("Europe/Berlin"), &json!("en-GB"))
    );
    let page = browser.get("/account").await.expect(200);
    assert!(page.body.contains("<html lang=\"en-GB\""), "{}", page.body);
    assert!(page.body.contains("value=\"+49 30 123\""));
    let entries = audit_entry::Entity::find()
        .all(app.db())
        .await
        .expect("entries");
    let changes: Vec<_> = entries
        .iter()
        .filter(|one| one.action == "profile_changed")
        .collect();
    assert_eq!(changes.len(), 1);
    let after = changes[0].after.as_ref().expect("what is new").to_string();
    assert!(
        after.contains("Europe/Berlin") && !after.contains("+49"),
        "{after}"
    );
});

both_databases!(
    what_is_wrong_is_said_and_nothing_typed_is_lost,
    async |app| {
        let browser = app.person("ada@example.com").await.browser(app).await;
        for (timezone, language, phone) in [
            ("Middle-earth/Shire", "en", ""),
            ("Europe/Berlin", "tlh", ""),
            ("Europe/Berlin", "en", "call me"),
        ] {
            let refused = browser
                .post("/account", PROFILE, &fields(timezone, language, phone))
                .await
                .expect(422);
            assert!(refused.body.contains("value=\"Lovelace\""));
        }
        app.browser()
            .call(PROFILE, &fields("Europe/Berlin", "en", ""))
            .await
            .expect(401);
    }
);

both_databases!(times_are_shown_in_the_persons_zone, async |app| {
    let ada = app.person("ada@example.com").await;
    let browser = ada.browser(app).await;
    let shown = async |zone: &str, language: &str| {
        browser
            .call(PROFILE, &fields(zone, language, ""))
            .await
            .expect(200);
        browser.get("/account").await.expect(200).body
    };
    assert!(shown("UTC", "en").await.contains("18 Nov 2026, 14:00 UTC"));
    assert!(
        shown("Asia/Kathmandu", "en")
            .await
            .contains("18 Nov 2026, 19:45 UTC+5:45")
    );
    assert!(
        shown("America/New_York", "en-US")
            .await
            .contains("Nov 18, 2026, 9:00 AM UTC-5")
    );
});

both_databases!(those_who_review_choose_their_mail, async |app| {
    let owner = app.person("owner@example.com").await;
    let acme = app.organization("acme", &owner).await;
    let member = app.member(&acme, "member@example.com", Role::Member).await;
    let choice = [
        ("organization", "acme"),
        ("kind", "join_request"),
        ("mail", "false"),
    ];
    let browser = owner.browser(app).await;
    assert!(browser.get("/account").await.body.contains("Mail: on"));
    browser
        .post("/account", "/fn/account/notify", &choice)
        .await
        .expect(303);
    assert!(browser.get("/account").await.body.contains("Mail: off"));
    let rows = notification_preference::Entity::find()
        .all(app.db())
        .await
        .expect("rows");
    assert_eq!((rows.len(), rows[0].email), (1, false));
    let other = member.browser(app).await;
    other.call("/fn/account/notify", &choice).await.expect(404);
    let wrong = [
        ("organization", "acme"),
        ("kind", "everything"),
        ("mail", "false"),
    ];
    browser.call("/fn/account/notify", &wrong).await.expect(404);
});
