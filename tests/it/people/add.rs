//! `POST /api/org-admin/users`: accounts that are opened, and accounts that are left alone.

use sea_orm::Set;
use serde_json::json;

use super::world::{account, log, mails, standing};
use crate::both_databases;
use crate::builders::PASSWORD;
use crate::tickets::world::Acme;

both_databases!(a_person_with_a_password_is_in_at_once, async |app| {
    let acme = Acme::open(app).await;
    let owner = acme.owner.api(app).await;
    let body = json!({
        "email": "Grace@Acme.example", "first_name": "Grace", "last_name": "Hopper",
        "role": "AGENT", "password": PASSWORD,
    });
    let added = owner
        .post("/api/org-admin/users", body.clone())
        .await
        .expect(201)
        .json();
    assert_eq!(added["email"], "grace@acme.example");
    assert_eq!(
        (&added["role"], &added["is_active"]),
        (&json!("agent"), &json!(true))
    );
    let grace = app.api().signed_in("grace@acme.example", PASSWORD).await;
    let me = grace.get("/api/me").await.expect(200).json();
    assert_eq!(me["primary_org_role"], "agent");
    let id = added["id"].as_str().expect("an id");
    let read = owner
        .get(&format!("/api/org-admin/users/{id}"))
        .await
        .expect(200)
        .json();
    assert_eq!(read["last_name"], "Hopper");
    owner.post("/api/org-admin/users", body).await.expect(409);
    let weak = json!({ "email": "x@acme.example", "role": "agent", "password": "aaaaaaaaaaaa" });
    let weak = owner
        .post("/api/org-admin/users", weak)
        .await
        .expect(422)
        .json();
    assert!(weak["error"]["fields"]["password"].is_string());
    assert_eq!(log(app, &acme.organization).await, ["member_added"]);
});

both_databases!(
    an_account_that_exists_is_invited_and_left_alone,
    async |app| {
        let acme = Acme::open(app).await;
        let outsider = app.person("ada@elsewhere.example").await;
        let before = account(app, &outsider.email).await;
        let owner = acme.owner.api(app).await;
        let body = |email: &str| {
            json!({
                "email": email, "first_name": "Mallory", "role": "member",
                "password": "another long enough password",
            })
        };
        let reply = owner
            .post("/api/org-admin/users", body(&outsider.email))
            .await;
        let added = reply.expect(201).json();
        assert_eq!(
            (&added["invited"], &added["is_active"]),
            (&json!(true), &json!(false))
        );
        assert_eq!(
            added["first_name"], "Mallory",
            "as it was typed: nothing of the account is told"
        );
        assert_eq!(account(app, &outsider.email).await, before);
        assert_eq!(standing(app, &acme.organization, &outsider).await, None);
        assert_eq!(mails(app, "invitation").await, 1);
    }
);

both_databases!(
    where_addresses_are_verified_a_password_opens_accounts_of_ones_own_domain_only,
    |config| config.mail.verify_addresses = true,
    async |app| {
        let acme = Acme::open(app).await;
        let outsider = app.person("ada@elsewhere.example").await;
        let owner = acme.owner.api(app).await;
        let add = async |email: &str| {
            let body = json!({ "email": email, "role": "member", "password": PASSWORD });
            let reply = owner.post("/api/org-admin/users", body).await;
            let mut added = reply.expect(201).json();
            added["id"] = json!(null);
            added["email"] = json!(null);
            added
        };
        let unproven = add("early@acme.example").await;
        assert_eq!(unproven["invited"], true, "anybody can claim a domain");
        acme.owner
            .change(app, |row| row.email_verified_at = Set(Some(app.now())))
            .await;
        assert_eq!(add("grace@acme.example").await["is_active"], true);
        let (known, new) = (
            add(&outsider.email).await,
            add("new@elsewhere.example").await,
        );
        assert_eq!(known, new);
        assert_eq!(new, unproven);
        assert!(account(app, "new@elsewhere.example").await.is_none());
        acme.owner
            .change(app, |row| row.email = Set("owner@gmail.com".to_owned()))
            .await;
        let provider = add("new@gmail.com").await;
        assert_eq!(provider, unproven, "anybody can get an address there");
        assert_eq!(mails(app, "invitation").await, 4);
    }
);

both_databases!(
    without_a_password_every_address_is_invited_alike,
    async |app| {
        let acme = Acme::open(app).await;
        let outsider = app.person("ada@elsewhere.example").await;
        let owner = acme.owner.api(app).await;
        let mut answers = Vec::new();
        for email in [outsider.email.as_str(), "nobody@elsewhere.example"] {
            let body = json!({ "email": email, "role": "member" });
            let mut added = owner
                .post("/api/org-admin/users", body)
                .await
                .expect(201)
                .json();
            added["id"] = json!(null);
            added["email"] = json!(null);
            answers.push(added);
        }
        assert_eq!(answers[0], answers[1]);
    }
);
