//! Address and password.

use std::time::{Duration, Instant};

use sea_orm::Set;
use serde_json::json;

use crate::both_databases;
use crate::builders::PASSWORD;

both_databases!(the_right_password_gives_tokens, async |app| {
    app.person("ada@example.com").await;
    for body in [
        json!({ "email": "ada@example.com", "password": PASSWORD }),
        json!({ "username": "ada@example.com", "password": PASSWORD }),
        json!({ "email": " Ada@Example.COM ", "password": PASSWORD }),
    ] {
        let pair = app.api().post("/api/token", body).await.expect(200).json();
        let access = pair["access"].as_str().expect("access");
        assert!(
            pair["refresh"]
                .as_str()
                .is_some_and(|refresh| refresh.len() == 43)
        );
        assert_eq!(pair.as_object().expect("an object").len(), 2);
        app.api()
            .with_token(access)
            .get("/api/me")
            .await
            .expect(200);
    }
});

both_databases!(
    the_second_seeds_address_answers_in_its_own_shape,
    async |app| {
        app.person("ada@example.com").await;
        let body = json!({ "email": "ada@example.com", "password": PASSWORD });
        let answer = app
            .api()
            .post("/api/v1/auth/login/", body)
            .await
            .expect(200)
            .json();
        assert_eq!(answer["expires_in"], 900);
        assert_eq!(answer["user"]["email"], "ada@example.com");
        let access = answer["access_token"].as_str().expect("a token");
        app.api()
            .with_token(access)
            .get("/api/v1/auth/me/")
            .await
            .expect(200);
        let refresh = json!({ "refresh_token": answer["refresh_token"] });
        let next = app
            .api()
            .post("/api/v1/auth/refresh", refresh)
            .await
            .expect(200)
            .json();
        assert_eq!(next["expires_in"], 900);
        assert_ne!(next["refresh_token"], answer["refresh_token"]);
    }
);

both_databases!(nobody_learns_whether_an_address_is_known, async |app| {
    app.person("ada@example.com").await;
    let answer = async |email: &str| {
        let body = json!({ "email": email, "password": "certainly not the password" });
        let reply = app.api().post("/api/token", body).await.expect(401);
        assert_eq!(reply.header("www-authenticate"), "Bearer");
        reply.body
    };
    let known = answer("ada@example.com").await;
    for email in ["nobody@example.com", "not an address", &"x".repeat(5000)] {
        assert_eq!(answer(email).await, known, "{email}");
    }
    assert!(known.contains("wrong_credentials"));
});

both_databases!(
    an_unknown_address_takes_as_long_as_a_wrong_password,
    |config| {
        config.auth.argon2_memory_kib = 19_456;
        config.auth.argon2_iterations = 2;
    },
    async |app| {
        app.person("ada@example.com").await;
        let mut times = [Vec::new(), Vec::new()];
        for round in 0..8 {
            // The known address must not get locked on the way.
            app.pass(chrono::Duration::minutes(i64::from(round % 4 == 0) * 16));
            for (email, times) in ["ada@example.com", "nobody@example.com"]
                .into_iter()
                .zip(&mut times)
            {
                let start = Instant::now();
                let body = json!({ "email": email, "password": "certainly not the password" });
                app.api().post("/api/token", body).await.expect(401);
                times.push(start.elapsed());
            }
        }
        let [known, unknown] = times.map(|mut times| {
            times.sort();
            times[times.len() / 2]
        });
        let (less, more) = (known.min(unknown), known.max(unknown));
        assert!(
            less > Duration::from_millis(3),
            "no hash was computed: {known:?}, {unknown:?}"
        );
        assert!(
            more < less * 3,
            "{known:?} for a known address, {unknown:?} for an unknown one"
        );
    }
);

both_databases!(what_was_left_empty_is_named, async |app| {
    let reply = app
        .api()
        .post("/api/token", json!({ "email": " ", "password": "" }))
        .await
        .expect(422);
    let fields = &reply.json()["error"]["fields"];
    assert!(
        fields["email"].is_string() && fields["password"].is_string(),
        "{}",
        reply.body
    );
});

both_databases!(
    an_inactive_account_is_told_so_only_after_the_right_password,
    async |app| {
        let ada = app.person("ada@example.com").await;
        for status in ["pending", "suspended", "deactivated"] {
            ada.change(app, |row| row.status = Set(status.to_owned()))
                .await;
            let wrong = json!({ "email": ada.email, "password": "certainly not the password" });
            assert_eq!(
                app.api().post("/api/token", wrong).await.expect(401).code(),
                "wrong_credentials"
            );
            let right = json!({ "email": ada.email, "password": PASSWORD });
            let refused = app.api().post("/api/token", right).await.expect(403).json();
            assert_eq!(refused["error"]["message"], "Account is not active");
        }
    }
);

both_databases!(
    an_invited_person_without_a_password_cannot_sign_in,
    async |app| {
        let ada = app.person("ada@example.com").await;
        ada.change(app, |row| {
            row.password_hash = Set(None);
            row.status = Set("pending".to_owned());
        })
        .await;
        let body = json!({ "email": ada.email, "password": PASSWORD });
        assert_eq!(
            app.api().post("/api/token", body).await.expect(401).code(),
            "wrong_credentials"
        );
    }
);

both_databases!(
    a_flood_of_passwords_is_turned_away_quickly,
    |config| {
        config.auth.argon2_memory_kib = 19_456;
        config.auth.argon2_iterations = 2;
    },
    async |app| {
        let body = json!({ "email": "nobody@example.com", "password": "certainly not it" });
        let request = || app.request("POST", "/api/token").json(&body);
        let replies = crate::app::at_once((0..100).map(|_| request()).collect()).await;
        let count = |status: u16| replies.iter().filter(|one| one.status == status).count();
        assert_eq!(count(401) + count(429), 100);
        assert!(count(401) >= 60, "{} were let in", count(401));
        assert!(count(429) > 0, "nobody was turned away");
        let away = replies.iter().find(|one| one.status == 429);
        assert!(away.is_some_and(|one| !one.header("retry-after").is_empty()));
    }
);
