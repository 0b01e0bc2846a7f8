//! The first master user, and `tutta create-master`'s service.

use serde_json::json;
use tutta::model::AppError;
use tutta::model::error::Conflict;
use tutta::server::service::identity::create_master::{NewMaster, create_master};
use tutta::server::service::identity::set_up;

use crate::app::{App, at_once};
use crate::both_databases;
use crate::builders::PASSWORD;

async fn open(app: &App) -> String {
    set_up::open(&app.state)
        .await
        .expect("an answer")
        .expect("it is needed")
}

fn form<'a>(token: &'a str, email: &'a str, password: &'a str) -> [(&'a str, &'a str); 5] {
    [
        ("token", token),
        ("email", email),
        ("first_name", "Grace"),
        ("last_name", "Hopper"),
        ("password", password),
    ]
}

fn person(email: &str, password: &str) -> NewMaster {
    NewMaster {
        email: email.to_owned(),
        first_name: "Grace".to_owned(),
        last_name: "Hopper".to_owned(),
        password: password.to_owned(),
    }
}

both_databases!(
    the_token_makes_the_first_master_user_and_signs_them_in,
    async |app| {
        let token = open(app).await;
        let browser = app.browser();
        assert_eq!(
            browser
                .call("/fn/needs_set_up", &[])
                .await
                .expect(200)
                .json(),
            json!(true)
        );
        let page = format!("/setup?token={token}");
        let reply = browser
            .post(
                &page,
                "/fn/set_up",
                &form(&token, "grace@example.com", PASSWORD),
            )
            .await
            .expect(303);
        assert_eq!(reply.header("location"), "/");
        let me = browser.call("/fn/me", &[]).await.expect(200).json();
        assert_eq!(
            (&me["is_master_user"], &me["user_type"]),
            (&json!(true), &json!("master"))
        );
        assert_eq!(
            browser
                .call("/fn/needs_set_up", &[])
                .await
                .expect(200)
                .json(),
            json!(false)
        );
        app.api().signed_in("grace@example.com", PASSWORD).await;
    }
);

both_databases!(without_the_token_nothing_is_made, async |app| {
    let browser = app.browser();
    let token = open(app).await;
    for wrong in ["", "x", &token[1..], &token.to_lowercase()] {
        let reply = browser
            .call("/fn/set_up", &form(wrong, "grace@example.com", PASSWORD))
            .await
            .expect(422);
        assert!(reply.json()["invalid"]["token"].is_string());
    }
    app.api()
        .post(
            "/api/token",
            json!({ "email": "grace@example.com", "password": PASSWORD }),
        )
        .await
        .expect(401);
});

both_databases!(a_second_one_is_refused_even_with_the_token, async |app| {
    let token = open(app).await;
    create_master(&app.state, person("ada@example.com", PASSWORD))
        .await
        .expect("a master user");
    let form = form(&token, "grace@example.com", PASSWORD);
    let reply = app.browser().call("/fn/set_up", &form).await.expect(409);
    assert_eq!(reply.json(), json!({ "conflict": "already_set_up" }));
    assert_eq!(set_up::open(&app.state).await, Ok(None));
});

both_databases!(of_many_at_once_one_gets_in, async |app| {
    let token = open(app).await;
    let emails: Vec<_> = (0..6)
        .map(|number| format!("grace{number}@example.com"))
        .collect();
    let request = |email| {
        let request = app
            .request("POST", "/fn/set_up")
            .header("sec-fetch-site", "same-origin");
        request.form(&form(&token, email, PASSWORD))
    };
    let replies = at_once(emails.iter().map(|email| request(email)).collect()).await;
    let mut statuses: Vec<_> = replies.iter().map(|reply| reply.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409, 409, 409, 409, 409]);
});

both_databases!(a_weak_password_is_refused_with_advice, async |app| {
    let token = open(app).await;
    for weak in [
        "short",
        "password1234",
        "gracehopper12",
        "grace@example.com",
    ] {
        let reply = app
            .browser()
            .call("/fn/set_up", &form(&token, "grace@example.com", weak))
            .await
            .expect(422);
        let advice = reply.json()["invalid"]["password"]
            .as_str()
            .expect("advice")
            .to_owned();
        assert!(advice.ends_with('.'), "{advice}");
    }
});

both_databases!(
    the_command_line_makes_more_and_never_takes_an_account_over,
    async |app| {
        app.person("ada@example.com").await;
        create_master(&app.state, person("grace@example.com", PASSWORD))
            .await
            .expect("one");
        create_master(&app.state, person("hedy@example.com", PASSWORD))
            .await
            .expect("another");
        let taken = create_master(
            &app.state,
            person("Ada@example.com", "another good long pass phrase"),
        )
        .await;
        assert!(
            matches!(taken, Err(AppError::Conflict(Conflict::Taken { .. }))),
            "{taken:?}"
        );
        let me = app
            .api()
            .signed_in("ada@example.com", PASSWORD)
            .await
            .get("/api/me")
            .await
            .expect(200)
            .json();
        assert_eq!(me["is_master_user"], false);
    }
);
