//! What every answer carries: headers, files, and whether the server is well.

use sea_orm::ConnectionTrait;

use crate::both_databases;

both_databases!(a_page_runs_only_our_scripts, async |app| {
    let first = app.browser().get("/sign-in").await.expect(200);
    let policy = first.header("content-security-policy").to_owned();
    let nonce = policy
        .split("'nonce-")
        .nth(1)
        .and_then(|rest| rest.split('\'').next())
        .expect("a nonce");
    assert!(
        policy.contains("script-src 'self' 'nonce-") && policy.contains("frame-ancestors 'none'"),
        "{policy}"
    );
    assert!(
        !policy.contains("script-src 'unsafe-inline'") && !policy.contains("'unsafe-eval'"),
        "{policy}"
    );
    assert!(first.body.contains("<script"));
    for script in first.body.split("<script").skip(1) {
        let tag = script.split('>').next().expect("a tag");
        assert!(tag.contains(&format!("nonce=\"{nonce}\"")), "<script{tag}>");
    }
    let second = app.browser().get("/sign-in").await;
    assert_ne!(
        second.header("content-security-policy"),
        policy,
        "a nonce is used once"
    );
});

both_databases!(every_answer_carries_the_security_headers, async |app| {
    for path in [
        "/sign-in",
        "/api/me",
        "/no/such/page",
        "/healthz",
        "/pkg/nothing.js",
    ] {
        let reply = app.browser().get(path).await;
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
        ] {
            assert_eq!(reply.header(name), value, "{path} {name}");
        }
        assert!(
            reply.header("permissions-policy").contains("camera=()"),
            "{path}"
        );
        assert!(
            reply
                .header("content-security-policy")
                .contains("frame-ancestors 'none'"),
            "{path}"
        );
        assert!(!reply.header("x-request-id").is_empty(), "{path}");
        assert_eq!(
            reply.header("strict-transport-security"),
            "",
            "{path} is not https"
        );
    }
    for path in ["/sign-in", "/api/me", "/no/such/page"] {
        assert_eq!(
            app.browser().get(path).await.header("cache-control"),
            "no-store",
            "{path}"
        );
    }
});

both_databases!(a_page_that_is_not_there_says_so, async |app| {
    let page = app.browser().get("/no/such/page").await.expect(404);
    assert!(page.header("content-type").starts_with("text/html"));
});

both_databases!(
    files_are_served_precompressed_and_kept_as_long_as_their_name_allows,
    |config| config.leptos.hash_files = false,
    async |app| {
        std::fs::create_dir_all(app.site().join("pkg")).expect("a folder");
        for (name, content) in [
            ("favicon.svg", "<svg/>"),
            ("pkg/tutta.js", "plain"),
            ("pkg/tutta.js.br", "brotli"),
        ] {
            std::fs::write(app.site().join(name), content).expect("a file");
        }
        let icon = app.browser().get("/favicon.svg").await.expect(200);
        assert_eq!(
            (icon.body.as_str(), icon.header("cache-control")),
            ("<svg/>", "public, max-age=3600")
        );
        let script = app
            .browser()
            .send(
                app.request("GET", "/pkg/tutta.js")
                    .header("accept-encoding", "br"),
            )
            .await;
        assert_eq!(
            (script.body.as_str(), script.header("content-encoding")),
            ("brotli", "br")
        );
        assert_eq!(
            script.header("cache-control"),
            "no-cache",
            "its name has no hash"
        );
        app.browser().get("/pkg/missing.js").await.expect(404);
        app.browser().get("/pkg/../tutta.db").await.expect(404);
    }
);

both_databases!(pages_are_compressed_on_the_way_out, async |app| {
    let page = app
        .request("GET", "/sign-in")
        .header("accept", "text/html")
        .header("accept-encoding", "br, gzip");
    let page = page.send().await.expect("a page");
    assert!(page.headers().contains_key("content-encoding"));
});

both_databases!(the_server_tells_whether_it_is_well, async |app| {
    app.browser().get("/healthz").await.expect(200);
    app.browser().get("/readyz").await.expect(200);
    app.db()
        .execute_unprepared("DELETE FROM seaql_migrations")
        .await
        .expect("an older schema");
    let reply = app.browser().get("/readyz").await.expect(503);
    assert!(reply.body.contains("tutta migrate"), "{}", reply.body);
    app.browser().get("/healthz").await.expect(200);
});
