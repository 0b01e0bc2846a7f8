//! The API described for machines: OpenAPI 3.1, made once from the list of routes and the types of their handlers
//! (ADR 17), and served to everybody.

mod example;
mod extractors;
mod operation;
pub mod page;
mod refusals;
mod shapes;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

pub use self::operation::{Gives, Handles, Operation, Takes};
use self::shapes::Shapes;
pub use self::shapes::schema_of;
use crate::model::personal_token::TokenScope;
use crate::server::auth::personal_token::PREFIX;

/// What the description says before everything else.
const ABOUT: &str = include_str!("about.md");

/// The finished description.
pub struct Document {
    /// As values.
    pub value: Value,
    /// As it is served and printed.
    pub text: String,
    etag: String,
}

static DOCUMENT: LazyLock<Document> = LazyLock::new(|| {
    let mut draft = Draft::default();
    super::describe(&mut draft);
    let value = draft.finish();
    let text = format!("{value:#}\n");
    let hash = Sha256::digest(text.as_bytes());
    let etag = hash[..16]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect::<String>();
    // Weak, because it is compressed on the way.
    Document {
        value,
        text,
        etag: format!("W/\"{etag}\""),
    }
});

/// The description of the whole API.
pub fn document() -> &'static Document {
    &DOCUMENT
}

/// `GET /api/openapi.json`.
pub async fn json(headers: HeaderMap) -> Response {
    let document = document();
    let known = headers
        .get(header::IF_NONE_MATCH)
        .and_then(|tag| tag.to_str().ok());
    let is_known = known
        .is_some_and(|tags| tags == "*" || tags.split(',').any(|tag| tag.trim() == document.etag));
    let head = [
        (header::ETAG, document.etag.as_str()),
        (header::CACHE_CONTROL, "public, max-age=300"),
    ];
    if is_known {
        return (StatusCode::NOT_MODIFIED, head).into_response();
    }
    let kind = [(header::CONTENT_TYPE, "application/json")];
    (head, kind, document.text.as_str()).into_response()
}

/// One line of the list of routes.
pub struct Route<'a> {
    /// `GET`, `POST` and so on.
    pub method: &'a str,
    /// The address.
    pub path: &'a str,
    /// The chapter it belongs to.
    pub tag: &'a str,
    /// A title, and what there is to say beyond it.
    pub about: &'a str,
    /// What a personal access token needs; without it, none opens the route.
    pub scope: Option<TokenScope>,
    /// The refusals that come from the service.
    pub refusals: &'a [u16],
}

/// The description while it is being made.
#[derive(Default)]
pub struct Draft {
    tags: Vec<Value>,
    paths: Map<String, Value>,
    shapes: Shapes,
}

impl Draft {
    /// Begins a chapter.
    pub fn tag(&mut self, name: &str, about: &str) {
        self.tags
            .push(json!({ "name": name, "description": about }));
    }

    /// Adds an operation.
    pub fn operation<M, H: Handles<M>>(&mut self, route: &Route<'_>, _: &H) {
        let mut operation = Operation::at(route.path, &mut self.shapes);
        H::describe(&mut operation);
        let from_services = route.refusals.iter().copied();
        // Whatever changes something is refused to other sites, and every route to tokens without its scope.
        from_services
            .chain([403, 500, 503])
            .for_each(|status| operation.refuses(status));
        let about = route.about.trim();
        let (summary, description) = about.split_once("\n\n").unwrap_or((about, ""));
        let mut start = json!({
            "tags": [route.tag],
            "operationId": operation_id(route),
            "summary": unwrapped(summary).trim_end_matches('.'),
        });
        if let Some(scope) = route.scope {
            start["security"] = json!([{ "session": [] }, { "token": [scope] }]);
        }
        if !description.is_empty() {
            start["description"] = json!(unwrapped(description));
        }
        let method = route.method.to_lowercase();
        let item = self.paths.entry(route.path).or_insert_with(|| json!({}));
        item[method] = operation.finish(start);
    }

    fn finish(self) -> Value {
        let mut answered = BTreeSet::new();
        for answer in
            operations(&self.paths).flat_map(|operation| operation["responses"].as_object())
        {
            answer
                .values()
                .for_each(|answer| self.shapes.reached(answer, &mut answered));
        }
        let mut shapes = self.shapes.finish(&answered);
        shapes.insert("Error".to_owned(), refusals::shape());
        let mut paths = self.paths;
        for operation in paths
            .values_mut()
            .filter_map(Value::as_object_mut)
            .flat_map(Map::values_mut)
        {
            give_examples(operation, &shapes);
        }
        let mut document = json!({
            "openapi": "3.1.0",
            "info": {
                "title": "Tutta",
                "description": about(),
                "version": env!("CARGO_PKG_VERSION"),
                "license": { "name": "GNU Affero General Public License v3.0 only", "identifier": "AGPL-3.0-only" },
            },
            "servers": [{ "url": "/" }],
            "tags": self.tags,
            "security": [{ "session": [] }],
            "paths": paths,
            "components": {
                "securitySchemes": {
                    "session": {
                        "type": "http",
                        "scheme": "bearer",
                        "bearerFormat": "JWT",
                        "description": "The access token of `POST /api/token`; it works for 15 minutes.",
                    },
                    "token": {
                        "type": "http",
                        "scheme": "bearer",
                        "bearerFormat": format!("{PREFIX}..."),
                        "description": "A personal access token with the scope that the operation names.",
                    },
                },
                "responses": refusals::responses(),
                "schemas": shapes,
            },
        });
        plain_links(&mut document);
        document
    }
}

/// What stands before everything else, and the scopes.
fn about() -> String {
    let scope = |scope: &TokenScope| format!("- `{scope}`: {}.", scope.label());
    let scopes: Vec<_> = TokenScope::ALL.iter().map(scope).collect();
    format!("{}\n\n{}\n", ABOUT.trim(), scopes.join("\n"))
}

/// Every operation under these addresses.
fn operations(paths: &Map<String, Value>) -> impl Iterator<Item = &Value> {
    paths
        .values()
        .filter_map(Value::as_object)
        .flat_map(Map::values)
}

/// An example for the body and for every good answer.
fn give_examples(operation: &mut Value, shapes: &Map<String, Value>) {
    let mut places = vec![
        operation
            .pointer("/requestBody/content")
            .is_some()
            .then(|| "/requestBody/content".to_owned()),
    ];
    for status in operation["responses"]
        .as_object()
        .into_iter()
        .flat_map(Map::keys)
    {
        places.push(
            status
                .starts_with('2')
                .then(|| format!("/responses/{status}/content")),
        );
    }
    for place in places.into_iter().flatten() {
        let Some(content) = operation
            .pointer_mut(&place)
            .and_then(|content| content.get_mut("application/json"))
        else {
            continue;
        };
        content["example"] = example::of(&content["schema"], shapes);
    }
}

/// A name for what a client's generator calls the operation: `get_tickets_id_comments`.
fn operation_id(route: &Route<'_>) -> String {
    let words = route.path.trim_start_matches("/api/").split(['/', '-']);
    let words = words.map(|word| word.trim_matches(['{', '}']));
    let method = route.method.to_lowercase();
    std::iter::once(method.as_str())
        .chain(words)
        .collect::<Vec<_>>()
        .join("_")
}

/// The paragraphs of a comment, each in one line.
fn unwrapped(comment: &str) -> String {
    let paragraph = |paragraph: &str| paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
    comment
        .trim()
        .split("\n\n")
        .map(paragraph)
        .collect::<Vec<_>>()
        .join("\n\n")
}

/// Comments link to other code by [`Name`], and to the specification, which means nothing here.
fn plain_links(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            if let Some(Value::String(about)) = fields.get_mut("description") {
                let whole = match about.split_once(" (spec §") {
                    Some((start, rest)) => {
                        let end = rest.split_once(')').map_or("", |(_, end)| end);
                        format!("{start}{end}")
                    }
                    None => about.clone(),
                };
                *about = whole.replace("[`", "`").replace("`]", "`");
            }
            fields.values_mut().for_each(plain_links);
        }
        Value::Array(items) => items.iter_mut().for_each(plain_links),
        _ => {}
    }
}
