//! What each route asks of a token, as the description tells it: every route is called with a token of every scope.

use std::fmt::Write;

use serde_json::Value;
use tutta::model::personal_token::TokenScope;
use tutta::server::rest::{ROUTES, openapi};

use crate::app::{App, Reply};
use crate::both_databases;
use crate::isolation::known::bodies;
use crate::tickets::world::Acme;

/// The scope that the description names for a route.
fn described(method: &str, path: &str) -> Option<TokenScope> {
    let operation = &openapi::document().value["paths"][path][method.to_lowercase()];
    let ways = operation["security"].as_array().into_iter().flatten();
    let scopes: Vec<_> = ways.filter_map(|way| way["token"][0].as_str()).collect();
    assert!(scopes.len() <= 1, "{method} {path}");
    scopes.first().map(|scope| scope.parse().expect("a scope"))
}

async fn ask(app: &App, token: &str, method: &str, pattern: &str) -> Reply {
    let nowhere = "00000000-0000-7000-8000-000000000001";
    let ids = ["{id}", "{user_id}", "{comment_id}", "{attachment_id}"];
    let path = ids
        .iter()
        .fold(pattern.to_owned(), |path, id| path.replace(id, nowhere))
        .replace("{slug}", "acme")
        .replace("{action}", "suspend");
    let client = app.api().with_token(token).within("acme");
    let mut request = client.request(method, &path);
    if let Some(body) = bodies().get(format!("{method} {pattern}").as_str()) {
        request = request.json(body);
    }
    Reply::to(request).await
}

both_databases!(every_route_is_open_to_its_scope_alone, async |app| {
    let acme = Acme::open(app).await;
    for scope in TokenScope::ALL {
        let token = app.token(&acme.owner, &[*scope]).await.secret;
        for (method, path) in ROUTES {
            let reply = ask(app, &token, method, path).await;
            let at = format!(
                "{method} {path} with {scope}: {} {}",
                reply.status, reply.body
            );
            let challenge = reply.header("www-authenticate");
            match described(method, path) {
                None => {
                    assert_eq!((reply.status, challenge), (403, ""), "{at}");
                    assert!(reply.body.contains("tokens open nothing here"), "{at}");
                }
                Some(needed) if needed == *scope => {
                    assert!(reply.status != 401, "{at}");
                    assert!(!reply.body.contains("token"), "{at}");
                }
                Some(needed) => {
                    assert_eq!(
                        (reply.status, reply.code().as_str()),
                        (403, "insufficient_scope"),
                        "{at}"
                    );
                    assert!(reply.body.contains(needed.as_str()), "{at}");
                    let expected =
                        format!("Bearer error=\"insufficient_scope\", scope=\"{needed}\"");
                    assert_eq!(challenge, expected, "{at}");
                }
            }
        }
    }
});

#[test]
fn what_each_route_asks_for() {
    let mut table = String::new();
    for (method, path) in ROUTES {
        let scope = described(method, path).map_or("none", TokenScope::as_str);
        writeln!(table, "{scope:<18} {method} {path}").expect("text");
    }
    insta::assert_snapshot!("token_scopes", table);
}

#[test]
fn the_description_says_what_each_scope_is_for() {
    let document = &openapi::document().value;
    let about = document["info"]["description"].as_str().expect("text");
    for scope in TokenScope::ALL {
        assert!(
            about.contains(&format!("`{scope}`: {}.", scope.label())),
            "{scope}"
        );
    }
    let ways = &document["components"]["securitySchemes"];
    assert_eq!(ways["token"]["scheme"], Value::from("bearer"));
}
