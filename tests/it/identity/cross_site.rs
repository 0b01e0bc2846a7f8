//! What another site makes a browser send changes nothing (spec §4).

use serde_json::json;

use crate::both_databases;
use crate::builders::PASSWORD;

both_databases!(another_sites_requests_change_nothing, async |app| {
    let browser = app.person("ada@example.com").await.browser(app).await;
    let own = format!("http://{}", app.host());
    for (status, headers) in [
        (403, vec![("sec-fetch-site", "cross-site")]),
        (403, vec![("sec-fetch-site", "same-site")]),
        (403, vec![("origin", "https://evil.example")]),
        (403, vec![("origin", "null")]),
        (403, vec![]),
        (200, vec![("origin", own.as_str())]),
        (200, vec![("sec-fetch-site", "same-origin")]),
    ] {
        for path in ["/fn/set_theme", "/api/token/verify", "/sign-in"] {
            let request = match path {
                "/api/token/verify" => app
                    .request("POST", path)
                    .json(&json!({ "token": browser.cookie("tutta_access") })),
                _ => app
                    .request("POST", path)
                    .form(&[("_fn", "/fn/set_theme"), ("theme", "dark")]),
            };
            let request = headers.iter().fold(request, |request, (name, value)| {
                request.header(*name, *value)
            });
            let reply = browser.send(request).await;
            let expected = if status == 200 && path == "/sign-in" {
                303
            } else {
                status
            };
            assert_eq!(reply.status, expected, "{path} {headers:?}: {}", reply.body);
        }
    }
});

both_databases!(the_refusal_has_the_callers_shape, async |app| {
    let refused = async |path: &str| {
        app.browser()
            .send(
                app.request("POST", path)
                    .header("sec-fetch-site", "cross-site")
                    .form(&[("a", "b")]),
            )
            .await
    };
    let api = refused("/api/token").await.expect(403);
    assert_eq!(api.code(), "forbidden");
    let function = refused("/fn/set_theme").await.expect(403);
    assert_eq!(function.header("serverfnerror"), "/fn/set_theme");
    assert_eq!(function.json(), json!({ "forbidden": "cross_site" }));
    assert!(
        refused("/sign-in")
            .await
            .expect(403)
            .body
            .contains("another site")
    );
});

both_databases!(nobody_is_signed_in_from_elsewhere, async |app| {
    app.person("ada@example.com").await;
    let browser = app.browser();
    let form = [
        ("_fn", "/fn/sign_in"),
        ("email", "ada@example.com"),
        ("password", PASSWORD),
        ("next", ""),
    ];
    for (path, header, value) in [
        ("/sign-in", "origin", "https://evil.example"),
        ("/fn/sign_in", "sec-fetch-site", "cross-site"),
        ("/sign-in", "sec-fetch-site", "cross-site"),
    ] {
        let reply = browser
            .send(app.request("POST", path).header(header, value).form(&form))
            .await
            .expect(403);
        assert!(reply.cookies().is_empty());
    }
    assert_eq!(browser.cookie_header(), "");
});

both_databases!(clients_with_a_bearer_token_are_no_browsers, async |app| {
    let ada = app.person("ada@example.com").await;
    let (access, _) = app.api().tokens(&ada.email, PASSWORD).await;
    let verify = app.api().with_token(&access);
    let request = verify
        .request("POST", "/api/token/verify")
        .header("origin", "https://client.example");
    request
        .json(&json!({ "token": access }))
        .send()
        .await
        .expect("an answer")
        .error_for_status()
        .expect("taken");
});

both_databases!(reading_is_free, async |app| {
    let browser = app.person("ada@example.com").await.browser(app).await;
    browser
        .send(
            app.request("GET", "/api/me")
                .header("sec-fetch-site", "cross-site"),
        )
        .await
        .expect(200);
});
