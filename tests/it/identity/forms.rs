//! Plain form posts, and server functions called by the browser's side.

use serde_json::json;

use crate::both_databases;
use crate::builders::PASSWORD;

both_databases!(
    a_refused_form_comes_back_with_what_was_typed_but_no_password,
    async |app| {
        app.person("ada@example.com").await;
        let fields = [
            ("email", "ada@example.com"),
            ("password", "certainly not it"),
            ("next", "/organizations"),
        ];
        let page = app
            .browser()
            .post("/sign-in?next=/organizations", "/fn/sign_in", &fields)
            .await
            .expect(401);
        assert!(page.header("content-type").starts_with("text/html"));
        assert!(
            page.body
                .contains("The e-mail address or the password is not right."),
            "{}",
            page.body
        );
        assert!(
            page.body.contains("ada@example.com"),
            "what was typed is lost"
        );
        assert!(
            !page.body.contains("certainly not it"),
            "the password came back"
        );
        assert!(page.cookies().is_empty());
    }
);

both_databases!(
    a_form_sent_after_the_session_ended_comes_back_with_all_that_was_typed,
    async |app| {
        let ada = app.person("ada@example.com").await;
        app.organization("acme", &ada).await;
        let browser = ada.browser(app).await;
        browser.call("/fn/sign_out", &[]).await.expect(200);
        let fields = [
            ("slug", "acme"),
            ("subject", "The <printer> is on fire"),
            ("description", "Since noon.\nHelp!"),
            ("priority", "high"),
            ("group", ""),
            ("tags", ""),
        ];
        let create = "/fn/tickets/create";
        let page = browser
            .post("/o/acme/tickets/new", create, &fields)
            .await
            .expect(401);
        for kept in [
            "value=\"/fn/tickets/create\"",
            "The &lt;printer&gt; is on fire",
            "Since noon.\nHelp!",
            "name=\"priority\"",
            "/sign-in",
        ] {
            let body = page.body.replace('\'', "\"");
            assert!(body.contains(kept), "{kept} is not in {body}");
        }
        browser.sign_in("ada@example.com", PASSWORD).await;
        browser
            .post("/o/acme/tickets/new", create, &fields)
            .await
            .expect(303);
    }
);

both_databases!(wrong_fields_answer_422_with_the_page, async |app| {
    let page = app
        .browser()
        .post(
            "/sign-in",
            "/fn/sign_in",
            &[("email", ""), ("password", ""), ("next", "")],
        )
        .await;
    assert!(page.expect(422).body.contains("Enter your password."));
});

both_databases!(what_is_no_form_of_ours_is_refused, async |app| {
    let browser = app.browser();
    for function in [
        "",
        "/fn/unknown",
        "/etc/passwd",
        "https://evil.example/fn/sign_in",
        "/fn/sign_in?x=1",
    ] {
        browser
            .post("/sign-in", function, &[("email", "a")])
            .await
            .expect(400);
    }
    browser
        .post("/sign-in", "/fn/sign_in", &[("email", "a")])
        .await
        .expect(400);
    browser
        .post("/no/such/page", "/fn/unknown", &[])
        .await
        .expect(400);
    browser
        .post("/no/such/page", "/fn/set_theme", &[("theme", "dark")])
        .await
        .expect(303);
});

both_databases!(a_form_larger_than_a_mebibyte_is_refused, async |app| {
    let large = "x".repeat(1024 * 1024);
    for path in ["/sign-in", "/fn/set_theme"] {
        let request = app
            .request("POST", path)
            .header("sec-fetch-site", "same-origin");
        let reply = app
            .browser()
            .send(request.form(&[("_fn", "/fn/set_theme"), ("theme", &large)]))
            .await;
        reply.expect(413);
    }
});

both_databases!(a_server_function_answers_with_its_own_status, async |app| {
    app.person("ada@example.com").await;
    let browser = app.browser();
    let wrong = [
        ("email", "ada@example.com"),
        ("password", "certainly not it"),
        ("next", ""),
    ];
    let reply = browser.call("/fn/sign_in", &wrong).await.expect(401);
    assert_eq!(reply.json(), json!("wrong_credentials"));
    assert_eq!(reply.header("serverfnerror"), "/fn/sign_in");
    let missing = browser
        .call("/fn/sign_in", &[("email", "x")])
        .await
        .expect(400);
    assert!(missing.json()["malformed"].is_string());
    assert_eq!(
        browser.call("/fn/unknown", &[]).await.expect(404).json(),
        json!("not_found")
    );
    assert_eq!(
        browser
            .call("/fn/frame", &[("slug", "acme")])
            .await
            .expect(401)
            .json(),
        json!("signed_out")
    );

    let right = [
        ("email", "ada@example.com"),
        ("password", PASSWORD),
        ("next", "/organizations"),
    ];
    let reply = browser.call("/fn/sign_in", &right).await.expect(200);
    assert_eq!(
        (reply.header("location"), reply.cookies().len()),
        ("/organizations", 2)
    );
    assert!(reply.headers.contains_key("serverfnredirect"));
    assert_eq!(
        browser.call("/fn/me", &[]).await.expect(200).json()["email"],
        "ada@example.com"
    );
});
