//! What a sign-up tells about an address that has an account already (ADR 9).

use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::json;
use tutta::server::entity::{organization, session};

use super::outbox::kinds;
use super::sign_up::{accounts, body};
use crate::both_databases;
use crate::builders::PASSWORD;

both_databases!(
    without_verification_an_address_in_use_is_refused,
    async |app| {
        app.person("ada@example.com").await;
        let refused = app
            .api()
            .post("/api/signup", body(&json!({})))
            .await
            .expect(422);
        assert!(refused.json()["error"]["fields"]["email"].is_string());
        app.api().signed_in("ada@example.com", PASSWORD).await;
    }
);

both_databases!(
    with_verification_nobody_learns_whether_an_address_is_in_use,
    |config| config.mail.verify_addresses = true,
    async |app| {
        app.person("ada@example.com").await;
        let before = accounts(app).await;
        for extra in [json!({}), json!({ "organization_name": "Acme" })] {
            let known = app
                .api()
                .post("/api/register", body(&extra))
                .await
                .expect(202);
            let mut other = body(&extra);
            other["email"] = json!(format!("grace{}@example.com", accounts(app).await));
            let new = app.api().post("/api/register", other).await.expect(202);
            assert_eq!(
                (known.body, known.headers.len()),
                (new.body, new.headers.len())
            );
        }
        let taken = body(&json!({ "organization_name": "Acme" }));
        let mut other = taken.clone();
        other["email"] = json!("hedy@example.com");
        let known = app.api().post("/api/register", taken).await.expect(422);
        let new = app.api().post("/api/register", other).await.expect(422);
        assert_eq!(known.body, new.body, "what else is wrong is said to both");
        assert_eq!(accounts(app).await, before + 2);
        let told = kinds(app).await;
        let count = |kind: &str| told.iter().filter(|told| *told == kind).count();
        assert_eq!(
            (count("already_registered"), count("verify_email")),
            (1, 2),
            "{told:?}: the holder is told once an hour"
        );
        let sessions = session::Entity::find()
            .count(app.db())
            .await
            .expect("a count");
        assert_eq!(sessions, 0, "a sign-up signs nobody in");
        let organizations = organization::Entity::find()
            .all(app.db())
            .await
            .expect("them");
        assert_eq!(organizations.len(), 1, "the holder got none");
        app.api().signed_in("ada@example.com", PASSWORD).await;
    }
);
