//! What the REST API says when it refuses (spec §5).

use serde_json::json;

use crate::both_databases;

both_databases!(every_refusal_has_one_shape, async |app| {
    let send = async |body: &str, content_type: &str| {
        let request = app
            .request("POST", "/api/token")
            .header("content-type", content_type);
        app.browser().send(request.body(body.to_owned())).await
    };
    let json = "application/json";
    for (status, code, body, content_type) in [
        (400, "malformed", "{", json),
        (400, "malformed", "[]", json),
        (422, "invalid", "{}", json),
        (422, "invalid", "", json),
        (
            422,
            "invalid",
            "{}",
            "application/merge-patch+json; charset=utf-8",
        ),
        (415, "unsupported_media_type", "{}", "text/plain"),
        (
            415,
            "unsupported_media_type",
            "email=a",
            "application/x-www-form-urlencoded",
        ),
        (
            413,
            "too_large",
            &format!("{{\"email\": \"{}\"}}", "x".repeat(1024 * 1024)),
            json,
        ),
    ] {
        let reply = send(body, content_type).await.expect(status);
        assert_eq!(reply.code(), code);
        assert!(reply.json()["error"]["message"].is_string());
    }
});

both_databases!(wrong_fields_are_named, async |app| {
    let fields = async |body| {
        app.api().post("/api/token", body).await.expect(422).json()["error"]["fields"].clone()
    };
    assert_eq!(
        fields(json!({})).await,
        json!({ "email": "This field is required." })
    );
    assert_eq!(
        fields(json!({ "email": "a@b.c", "password": "x", "remember": true, "otp": 1 })).await,
        json!({ "remember": "This field is not known here.", "otp": "This field is not known here." })
    );
    assert!(fields(json!({ "email": 7, "password": "x" })).await["email"].is_string());
    let refresh = app
        .api()
        .post("/api/v1/auth/refresh", json!({}))
        .await
        .expect(422)
        .json();
    assert!(refresh["error"]["fields"]["refresh_token"].is_string());
});

both_databases!(addresses_and_methods_that_are_not_there, async |app| {
    for path in ["/api", "/api/", "/api/nothing", "/api/token/nothing/"] {
        assert_eq!(
            app.api().get(path).await.expect(404).code(),
            "not_found",
            "{path}"
        );
    }
    for path in ["/api/token", "/api/token/"] {
        assert_eq!(
            app.api().get(path).await.expect(405).code(),
            "method_not_allowed"
        );
    }
    for path in ["/api/me", "/api/me/"] {
        assert_eq!(app.api().get(path).await.expect(401).code(), "signed_out");
    }
});
