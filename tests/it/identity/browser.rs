//! The cookies: handed out, renewed on the way, and taken back.

use std::collections::BTreeSet;

use chrono::Duration;
use sea_orm::EntityTrait;

use crate::app::at_once;
use crate::both_databases;
use crate::builders::PASSWORD;

const ACCESS: &str = "tutta_access";
const REFRESH: &str = "tutta_refresh";

both_databases!(
    signing_in_hands_out_cookies_no_script_can_read,
    async |app| {
        app.person("ada@example.com").await;
        let fields = [
            ("email", "ada@example.com"),
            ("password", PASSWORD),
            ("next", "/organizations"),
        ];
        let reply = app
            .browser()
            .post("/sign-in", "/fn/sign_in", &fields)
            .await
            .expect(303);
        assert_eq!(reply.header("location"), "/organizations");
        let cookies = reply.cookies();
        assert_eq!(cookies.len(), 2, "{cookies:?}");
        for (cookie, (name, seconds)) in cookies.iter().zip([(ACCESS, 900), (REFRESH, 604_800)]) {
            assert!(cookie.starts_with(&format!("{name}=")), "{cookie}");
            assert!(
                cookie.ends_with(&format!(
                    "; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax"
                )),
                "{cookie}"
            );
        }
    }
);

both_databases!(
    over_https_the_cookies_are_secure_and_tied_to_the_host,
    |config| {
        config.server.public_url = "https://help.example.com".to_owned();
        config.server.secure_cookies = true;
    },
    async |app| {
        let browser = app.person("ada@example.com").await.browser(app).await;
        browser
            .send(app.request("GET", "/api/me"))
            .await
            .expect(200);
        let reply = browser.call("/fn/sign_out", &[]).await.expect(200);
        assert_eq!(reply.cookies().len(), 2);
        for cookie in reply.cookies() {
            assert!(
                cookie.starts_with("__Host-tutta_") && cookie.contains("; Secure"),
                "{cookie}"
            );
        }
        assert!(
            reply
                .header("strict-transport-security")
                .starts_with("max-age=")
        );
    }
);

both_databases!(nobody_is_led_away_after_signing_in, async |app| {
    app.person("ada@example.com").await;
    for next in [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
        "",
    ] {
        let fields = [
            ("email", "ada@example.com"),
            ("password", PASSWORD),
            ("next", next),
        ];
        let reply = app
            .browser()
            .post("/sign-in", "/fn/sign_in", &fields)
            .await
            .expect(303);
        assert_eq!(reply.header("location"), "/", "{next}");
    }
});

both_databases!(
    who_is_signed_in_already_is_not_led_away_either,
    async |app| {
        let browser = app.person("ada@example.com").await.browser(app).await;
        for (next, followed) in [
            ("/organizations", "/organizations"),
            ("/organizations%3Fq=%C3%A9", "/organizations?q=%C3%A9"),
            ("/%5Cevil.example", "/"),
            ("/%09/evil.example", "/"),
            ("//evil.example", "/"),
            ("https://evil.example", "/"),
        ] {
            let reply = browser
                .get(&format!("/sign-in?next={next}"))
                .await
                .expect(302);
            assert_eq!(reply.header("location"), followed, "{next}");
        }
    }
);

both_databases!(an_ended_access_token_is_renewed_on_the_way, async |app| {
    let browser = app.person("ada@example.com").await.browser(app).await;
    let before = (browser.cookie(ACCESS), browser.cookie(REFRESH));
    app.pass(Duration::minutes(16));
    let reply = browser
        .send(app.request("GET", "/api/me"))
        .await
        .expect(200);
    assert_eq!(reply.cookies().len(), 2);
    assert_ne!(browser.cookie(ACCESS), before.0);
    assert_ne!(browser.cookie(REFRESH), before.1);
    assert!(
        browser
            .send(app.request("GET", "/api/me"))
            .await
            .expect(200)
            .cookies()
            .is_empty()
    );
});

both_databases!(the_refresh_cookie_alone_signs_a_page_in, async |app| {
    let browser = app.person("ada@example.com").await.browser(app).await;
    app.pass(Duration::days(3));
    browser.lose_cookie(ACCESS);
    let page = browser.get("/organizations").await.expect(200);
    assert!(page.body.contains("ada"), "the page is not theirs");
    assert_eq!(page.cookies().len(), 2);
});

both_databases!(twenty_page_loads_at_once_are_all_signed_in, async |app| {
    let browser = app.person("ada@example.com").await.browser(app).await;
    app.pass(Duration::minutes(16));
    let cookies = browser.cookie_header();
    let page = || {
        app.request("GET", "/organizations")
            .header("accept", "text/html")
            .header("cookie", &cookies)
    };
    let mut successors = BTreeSet::new();
    for reply in at_once((0..20).map(|_| page()).collect()).await {
        let reply = reply.expect(200);
        assert!(reply.body.contains("ada"), "a page was signed out");
        successors.extend(
            reply
                .cookies()
                .into_iter()
                .filter(|cookie| cookie.starts_with(REFRESH))
                .map(str::to_owned),
        );
    }
    assert_eq!(successors.len(), 1, "siblings: {successors:?}");
    // A straggler that left before the others' answers is forgiven, and whoever has the new cookies goes on.
    app.pass(Duration::seconds(5));
    page()
        .send()
        .await
        .expect("an answer")
        .error_for_status()
        .expect("signed in");
    browser.get("/organizations").await.expect(200);
    app.pass(Duration::minutes(16));
    assert!(
        browser
            .get("/organizations")
            .await
            .expect(200)
            .body
            .contains("ada")
    );
});

both_databases!(cookies_that_no_longer_work_are_taken_back, async |app| {
    for (access, refresh) in [
        (Some("wrong"), Some("wrong")),
        (Some("wrong"), None),
        (None, Some("wrong")),
    ] {
        let browser = app.browser();
        for (name, value) in [(ACCESS, access), (REFRESH, refresh)] {
            if let Some(value) = value {
                browser.set_cookie(name, value);
            }
        }
        let reply = browser.get("/sign-in").await.expect(200);
        assert_eq!(reply.cookies().len(), 2);
        assert_eq!(browser.cookie_header(), "");
    }
    assert!(
        app.browser()
            .get("/sign-in")
            .await
            .expect(200)
            .cookies()
            .is_empty()
    );
});

both_databases!(
    signing_out_ends_the_session_and_takes_the_cookies,
    async |app| {
        let browser = app.person("ada@example.com").await.browser(app).await;
        let (access, cookies) = (
            browser.cookie(ACCESS).expect("a token"),
            browser.cookie_header(),
        );
        let reply = browser
            .post("/organizations", "/fn/sign_out", &[])
            .await
            .expect(303);
        assert_eq!(reply.header("location"), "/sign-in");
        assert_eq!(browser.cookie_header(), "");
        app.api()
            .with_token(&access)
            .get("/api/me")
            .await
            .expect(401);
        let old = app.request("GET", "/api/me").header("cookie", cookies);
        app.browser().send(old).await.expect(401);
    }
);

both_databases!(
    signing_out_with_an_ended_access_token_leaves_no_cookie_behind,
    async |app| {
        let browser = app.person("ada@example.com").await.browser(app).await;
        app.pass(Duration::minutes(16));
        browser
            .post("/organizations", "/fn/sign_out", &[])
            .await
            .expect(303);
        assert_eq!(browser.cookie_header(), "");
    }
);

both_databases!(the_theme_is_remembered_for_everybody, async |app| {
    let browser = app.browser();
    let reply = browser
        .post("/sign-in", "/fn/set_theme", &[("theme", "dark")])
        .await
        .expect(303);
    assert_eq!(reply.header("location"), "/sign-in");
    assert_eq!(browser.cookie("tutta_theme").as_deref(), Some("dark"));
    assert!(
        browser
            .get("/sign-in")
            .await
            .body
            .contains("data-theme=\"dark\"")
    );
    browser
        .call("/fn/set_theme", &[("theme", "x; Domain=evil")])
        .await
        .expect(200);
    assert_eq!(browser.cookie("tutta_theme").as_deref(), Some("system"));
});

both_databases!(signing_in_again_ends_the_session_before, async |app| {
    let ada = app.person("ada@example.com").await;
    app.person("grace@example.com").await;
    let browser = ada.browser(app).await;
    let first = browser.cookie(ACCESS).expect("a token");
    browser.sign_in("grace@example.com", PASSWORD).await;
    app.api()
        .with_token(&first)
        .get("/api/me")
        .await
        .expect(401);
    let second = browser.cookie(ACCESS).expect("a token");
    app.pass(Duration::minutes(16));
    browser.lose_cookie(ACCESS);
    browser.sign_in("grace@example.com", PASSWORD).await;
    let sessions = tutta::server::entity::session::Entity::find()
        .all(app.db())
        .await
        .expect("sessions");
    let alive = sessions.iter().filter(|one| one.revoked_at.is_none());
    assert_eq!((sessions.len(), alive.count()), (3, 1), "{second}");
    let wrong = [
        ("email", "ada@example.com"),
        ("password", "certainly not it"),
        ("next", ""),
    ];
    browser.call("/fn/sign_in", &wrong).await.expect(401);
    browser
        .send(app.request("GET", "/api/me"))
        .await
        .expect(200);
});

both_databases!(
    signing_out_of_a_locked_account_ends_its_session,
    async |app| {
        let browser = app.person("ada@example.com").await.browser(app).await;
        let cookies = browser.cookie_header();
        for _ in 0..5 {
            let wrong =
                serde_json::json!({ "email": "ada@example.com", "password": "certainly not it" });
            app.api().post("/api/token", wrong).await.expect(401);
        }
        browser
            .post("/organizations", "/fn/sign_out", &[])
            .await
            .expect(303);
        assert_eq!(browser.cookie_header(), "");
        app.pass(Duration::minutes(15));
        let me = app.request("GET", "/api/me").header("cookie", cookies);
        assert_eq!(me.send().await.expect("an answer").status(), 401);
    }
);
