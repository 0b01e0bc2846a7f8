//! The first seed's client on its own origin, as it was deployed (ADR 18).

use crate::app::{App, Reply};
use crate::both_databases;
use crate::builders::PASSWORD;

use super::auth_context::AuthContext;

const ORIGIN: &str = "https://tutta-frontend.onrender.com";

fn list(origins: &str) -> tutta::server::config::CorsOrigins {
    let read = |text: &str| serde_json::from_value(serde_json::json!(text));
    read(origins).expect("origins")
}

async fn preflight(app: &App, origin: &str, path: &str) -> Reply {
    let request = app
        .request("OPTIONS", path)
        .header("origin", origin)
        .header("access-control-request-method", "POST")
        .header(
            "access-control-request-headers",
            "authorization,content-type,x-organization",
        );
    Reply::to(request).await
}

both_databases!(
    a_listed_origin_works_with_tokens,
    |config| config.server.cors_origins =
        super::list("https://other.example, https://Tutta-Frontend.onrender.com/"),
    async |app| {
        let allowed = preflight(app, ORIGIN, "/api/v1/auth/login/")
            .await
            .expect(200);
        assert_eq!(allowed.header("access-control-allow-origin"), ORIGIN);
        assert_eq!(allowed.header("access-control-allow-credentials"), "");
        for header in [
            "authorization",
            "content-type",
            "if-match",
            "x-organization",
        ] {
            assert!(
                allowed
                    .header("access-control-allow-headers")
                    .contains(header),
                "{header}"
            );
        }
        let ada = app.person("ada@example.com").await;
        app.organization("acme", &ada).await;
        let mut context = AuthContext::new(app, Some(ORIGIN));
        let reply = context.login(&ada.email, PASSWORD).await.expect(200);
        assert_eq!(reply.header("access-control-allow-origin"), ORIGIN);
        app.pass(chrono::Duration::minutes(16));
        context.load_user().await;
        assert_eq!(context.user["email"], "ada@example.com");
        context.logout().await;
    }
);

both_databases!(
    a_listed_origin_cannot_act_by_cookies,
    |config| config.server.cors_origins = super::list(super::ORIGIN),
    async |app| {
        let browser = app.person("ada@example.com").await.browser(app).await;
        let logout = app
            .request("POST", "/api/v1/auth/logout")
            .header("origin", ORIGIN)
            .header("sec-fetch-site", "same-site");
        browser.send(logout).await.expect(403);
        let page = app
            .request("POST", "/fn/sign_out")
            .header("origin", ORIGIN)
            .header("sec-fetch-site", "cross-site");
        app.browser().send(page).await.expect(403);
        let read = app.request("GET", "/api/me").header("origin", ORIGIN);
        let read = browser.send(read).await.expect(200);
        assert_eq!(
            read.header("access-control-allow-credentials"),
            "",
            "browsers keep it from the page"
        );
    }
);

both_databases!(
    every_other_origin_is_refused,
    |config| config.server.cors_origins = super::list(super::ORIGIN),
    async |app| {
        let ada = app.person("ada@example.com").await;
        for origin in [
            "https://evil.example",
            "http://tutta-frontend.onrender.com",
            "null",
        ] {
            let refused = preflight(app, origin, "/api/v1/auth/login/").await;
            assert_eq!(
                refused.header("access-control-allow-origin"),
                "",
                "{origin}"
            );
            let mut context = AuthContext::new(app, Some(origin));
            let reply = context.login(&ada.email, PASSWORD).await.expect(403);
            assert_eq!(reply.header("access-control-allow-origin"), "", "{origin}");
        }
    }
);

both_databases!(without_a_list_there_is_no_other_origin, async |app| {
    let ada = app.person("ada@example.com").await;
    let refused = preflight(app, ORIGIN, "/api/v1/auth/login/")
        .await
        .expect(405);
    assert_eq!(refused.header("access-control-allow-origin"), "");
    let mut context = AuthContext::new(app, Some(ORIGIN));
    context.login(&ada.email, PASSWORD).await.expect(403);
});
