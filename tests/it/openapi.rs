//! The API's description: valid, whole, exact, and to be had by everybody. That every answer is as described is seen to
//! in every test that gets one; see `app::contract`.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use tutta::model::account_form::parse_way_in;
use tutta::model::comment::CommentBody;
use tutta::model::group::{GroupDescription, GroupName};
use tutta::model::join_request::parse_words;
use tutta::model::organization::{OrganizationName, Slug};
use tutta::model::platform::Reason;
use tutta::model::ticket_filter::{GroupFilter, PersonFilter};
use tutta::model::ticket_text::{Description, Subject};
use tutta::model::user::{NewPassword, parse_name};
use tutta::server::rest::{ROUTES, openapi};

use crate::app::contract::{resolved, validator};
use crate::both_databases;

/// The schema of OpenAPI 3.1 documents, published by the OpenAPI Initiative under the Apache License 2.0:
/// <https://spec.openapis.org/oas/3.1/schema/2022-10-07>.
const META_SCHEMA: &str = include_str!("openapi/oas-3.1.schema.json");

fn document() -> &'static Value {
    &openapi::document().value
}

/// Every operation with its method and address.
fn operations() -> Vec<(String, &'static Value)> {
    let items = document()["paths"].as_object().expect("paths");
    let all = items.iter().flat_map(|(path, item)| {
        let methods = item.as_object().expect("an item");
        methods.iter().map(move |(method, operation)| {
            (format!("{} {path}", method.to_uppercase()), operation)
        })
    });
    all.collect()
}

/// What is said of JSON bodies and answers, with the place where it is said.
fn contents() -> Vec<(String, &'static Value)> {
    let mut contents = Vec::new();
    for (name, operation) in operations() {
        let mut add = |place: &str, content: &'static Value| {
            let json = content
                .get("application/json")
                .map(|json| (format!("{name}: {place}"), json));
            contents.extend(json);
        };
        add("body", &operation["requestBody"]["content"]);
        for (status, answer) in operation["responses"].as_object().expect("answers") {
            add(status, &answer["content"]);
        }
    }
    contents
}

#[test]
fn it_is_valid() {
    let schema: Value = serde_json::from_str(META_SCHEMA).expect("JSON");
    let validator = jsonschema::draft202012::new(&schema).expect("a schema");
    let errors: Vec<_> = validator
        .iter_errors(document())
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    for (name, shape) in document()["components"]["schemas"]
        .as_object()
        .expect("shapes")
    {
        jsonschema::draft202012::meta::validate(shape)
            .unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}

#[test]
fn it_speaks_of_every_route_and_of_nothing_else() {
    let described: BTreeSet<_> = operations().into_iter().map(|(name, _)| name).collect();
    let served: BTreeSet<_> = ROUTES
        .iter()
        .map(|(method, path)| format!("{method} {path}"))
        .collect();
    assert_eq!(described, served);
}

#[test]
fn every_operation_says_what_it_is() {
    let mut ids = BTreeSet::new();
    let chapters = document()["tags"].as_array().expect("tags");
    for (name, operation) in operations() {
        let text = |key: &str| operation[key].as_str().unwrap_or_default();
        assert!(
            !text("summary").is_empty() && !text("summary").ends_with('.'),
            "{name}"
        );
        assert!(
            ids.insert(text("operationId")),
            "{name}: two operations have its id"
        );
        assert!(
            chapters
                .iter()
                .any(|chapter| chapter["name"] == operation["tags"][0]),
            "{name}"
        );
        assert!(
            operation["responses"]
                .as_object()
                .expect("answers")
                .keys()
                .any(|status| status.starts_with('2'))
        );
    }
}

/// Texts of bodies that are only compared with what was given out, and so have no limits to speak of.
const COMPARED: [&str; 6] = [
    "email",
    "username",
    "password",
    "refresh",
    "refresh_token",
    "token",
];

#[test]
fn texts_of_bodies_say_their_limits() {
    let bodies = contents()
        .into_iter()
        .filter(|(place, _)| place.ends_with(": body"));
    for (place, content) in bodies {
        let shape = resolved(&content["schema"]);
        for (name, field) in shape["properties"].as_object().into_iter().flatten() {
            let field = resolved(field);
            let is_text = field["type"] == "string";
            let limits = ["maxLength", "enum", "format", "pattern"];
            let has_limits = limits.iter().any(|limit| field.get(limit).is_some());
            let is_compared = COMPARED.contains(&name.as_str());
            assert!(!is_text || has_limits || is_compared, "{place}: {name}");
        }
    }
}

#[test]
fn parameters_may_be_left_blank() {
    let all = operations()
        .into_iter()
        .flat_map(|(_, operation)| operation["parameters"].as_array().into_iter().flatten());
    let of_queries: Vec<_> = all.filter(|one| one["in"] == "query").collect();
    assert!(of_queries.len() > 20);
    assert!(of_queries.iter().all(|one| one["allowEmptyValue"] == true));
}

#[test]
fn words_that_stand_for_nobody_and_nothing_are_described() {
    let described = |path: &str, name: &str| {
        let parameters = &document()["paths"][path]["get"]["parameters"];
        let all = parameters.as_array().into_iter().flatten();
        let found = all.into_iter().find(|one| one["name"] == name);
        let schema = &found.expect(name)["schema"];
        // Some lists take several words.
        let one = schema.get("items").unwrap_or(schema);
        one["anyOf"][0]["enum"].clone()
    };
    for path in ["/api/tickets", "/api/admin/stats"] {
        for word in described(path, "group").as_array().expect("words") {
            assert!(word.as_str().expect("text").parse::<GroupFilter>().is_ok());
        }
        assert_eq!(described(path, "group"), json!(["none", "null"]));
    }
    for word in described("/api/tickets", "assignee")
        .as_array()
        .expect("words")
    {
        assert!(word.as_str().expect("text").parse::<PersonFilter>().is_ok());
    }
    assert_eq!(
        described("/api/tickets", "assignee"),
        json!(["me", "none", "null"])
    );
}

/// Whether a parser takes a text.
type Takes = fn(&str) -> bool;

#[test]
fn limits_are_those_that_are_kept() {
    let kept: [(&str, Takes); 12] = [
        ("CommentBody", |text| CommentBody::parse(text).is_ok()),
        ("Description", |text| Description::parse(text).is_ok()),
        ("GroupDescription", |text| {
            GroupDescription::parse(text).is_ok()
        }),
        ("GroupName", |text| GroupName::parse(text).is_ok()),
        ("NewPassword", |text| NewPassword::parse(text).is_ok()),
        ("OrganizationCode", |text| {
            parse_way_in("", text, "").is_ok()
        }),
        ("OrganizationName", |text| {
            OrganizationName::parse(text).is_ok()
        }),
        ("PersonName", |text| parse_name(text).is_ok()),
        ("Reason", |text| Reason::parse(text).is_ok()),
        ("Slug", |text| Slug::parse(text).is_ok()),
        ("Subject", |text| Subject::parse(text).is_ok()),
        ("Words", |text| parse_words(text).is_ok()),
    ];
    for (name, takes) in kept {
        let shape = &document()["components"]["schemas"][name];
        let takes =
            |characters: u64| takes(&"a".repeat(usize::try_from(characters).expect("a length")));
        let most = shape["maxLength"].as_u64().expect(name);
        assert!(takes(most) && !takes(most + 1), "{name}: {most} at most");
        if let Some(fewest) = shape["minLength"].as_u64() {
            assert!(
                takes(fewest) && !takes(fewest - 1),
                "{name}: {fewest} at least"
            );
        }
    }
}

#[test]
fn every_example_is_of_its_shape() {
    for (place, content) in contents() {
        let errors: Vec<_> = validator(&content["schema"], &format!("example of {place}"))
            .iter_errors(&content["example"])
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(
            errors.is_empty(),
            "{place}: {errors:#?}\n{:#}",
            content["example"]
        );
    }
}

#[test]
fn bodies_take_nothing_that_is_not_described_and_answers_always_hold_everything() {
    for (place, content) in contents() {
        let schema = resolved(&content["schema"]);
        let fields: BTreeSet<_> = schema["properties"]
            .as_object()
            .into_iter()
            .flat_map(|all| all.keys())
            .collect();
        if place.ends_with("body") {
            assert_eq!(schema["additionalProperties"], json!(false), "{place}");
        } else {
            let required = schema["required"].as_array().into_iter().flatten();
            let required: BTreeSet<_> = required.filter_map(Value::as_str).collect();
            assert!(
                fields.iter().all(|field| required.contains(field.as_str())),
                "{place}"
            );
        }
    }
}

both_databases!(everybody_gets_it_and_keeps_it, async |app| {
    let reply = app
        .browser()
        .send(app.request("GET", "/api/openapi.json"))
        .await
        .expect(200);
    assert_eq!(reply.json(), *document());
    assert_eq!(reply.header("content-type"), "application/json");
    assert!(reply.header("cache-control").starts_with("public"));
    assert!(reply.cookies().is_empty());
    let again = app
        .request("GET", "/api/openapi.json")
        .header("if-none-match", reply.header("etag"));
    assert_eq!(app.browser().send(again).await.expect(304).body, "");
    let post = app
        .request("POST", "/api/openapi.json")
        .header("sec-fetch-site", "none");
    assert_eq!(
        app.browser().send(post).await.expect(405).code(),
        "method_not_allowed"
    );
});

both_databases!(its_page_shows_every_operation_without_script, async |app| {
    let browser = app.browser();
    for address in ["/api/docs", "/api/docs/"] {
        let page = browser.get(address).await.expect(200);
        assert!(page.header("content-type").starts_with("text/html"));
        assert!(
            page.header("content-security-policy")
                .starts_with("default-src 'none'")
        );
        assert!(
            !page.body.contains("<script"),
            "it needs none, and may run none"
        );
        for (name, operation) in operations() {
            let id = operation["operationId"].as_str().expect("an id");
            assert!(page.body.contains(&format!("id=\"{id}\"")), "{name}");
        }
        for shape in document()["components"]["schemas"]
            .as_object()
            .expect("shapes")
            .keys()
        {
            assert!(
                page.body.contains(&format!("id=\"shape-{shape}\"")),
                "{shape}"
            );
        }
        assert!(page.body.contains("data-theme=\"system\""));
    }
    browser.set_cookie("tutta_theme", "dark");
    assert!(
        browser
            .get("/api/docs")
            .await
            .body
            .contains("data-theme=\"dark\"")
    );
});
