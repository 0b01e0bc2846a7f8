//! The API's description as a contract: whatever a test gets from the REST API must be an answer that the description
//! knows, in status, headers and shape, so that nothing undescribed can be answered.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, LazyLock, Mutex};

use jsonschema::Validator;
use serde_json::{Value, json};
use tutta::server::rest::openapi;

use super::Reply;

/// What is described nowhere, because it is the description.
const DESCRIPTION: &[&str] = &["/api/openapi.json", "/api/docs"];

/// A request, as far as the description speaks of it.
pub struct Asked {
    method: String,
    path: String,
    parameters: BTreeSet<String>,
    fields: BTreeSet<String>,
}

impl Asked {
    /// What `request` asks.
    pub fn of(request: &reqwest::Request) -> Self {
        let url = request.url();
        let body = request.body().and_then(|body| body.as_bytes());
        let body: Option<Value> = body.and_then(|body| serde_json::from_slice(body).ok());
        let fields = body.as_ref().and_then(Value::as_object);
        Self {
            method: request.method().as_str().to_lowercase(),
            path: url.path().trim_end_matches('/').to_owned(),
            parameters: url
                .query_pairs()
                .map(|(name, _)| name.into_owned())
                .collect(),
            fields: fields
                .into_iter()
                .flat_map(|fields| fields.keys().cloned())
                .collect(),
        }
    }

    /// Insists that `reply` is one that the description knows, where it is one of the REST API.
    pub fn hold_against(&self, reply: &Reply) {
        let is_api = self.path == "/api" || self.path.starts_with("/api/");
        if !is_api || DESCRIPTION.contains(&self.path.as_str()) || self.method == "options" {
            return;
        }
        let Some((place, operation)) = operation(&self.method, &self.path) else {
            assert!(
                matches!(reply.status, 403..=405),
                "{self}: {} {}",
                reply.status,
                reply.body
            );
            self.conforms(
                reply,
                &json!({ "$ref": "#/components/schemas/Error" }),
                "the refusals",
            );
            return;
        };
        let place = format!("{} {place} {}", self.method, reply.status);
        let answer = &operation["responses"][reply.status.to_string()];
        assert!(
            answer.is_object(),
            "{self}: {} is not described: {}",
            reply.status,
            reply.body
        );
        let answer = resolved(answer);
        for name in answer["headers"]
            .as_object()
            .into_iter()
            .flat_map(|headers| headers.keys())
        {
            assert!(
                reply.headers.contains_key(name.as_str()),
                "{self}: {} without {name}",
                reply.status
            );
        }
        match answer["content"]
            .as_object()
            .and_then(|types| types.iter().next())
        {
            None => assert_eq!(reply.body, "", "{self}: a body where none is described"),
            Some((kind, content)) => {
                let sent = reply.header("content-type");
                assert!(
                    sent.starts_with(kind.as_str()),
                    "{self}: {sent} where {kind} is described"
                );
                if kind == "application/json" {
                    self.conforms(reply, &content["schema"], &place);
                }
            }
        }
        if reply.status < 300 {
            self.was_described(operation);
        }
    }

    /// What was taken must be described too.
    fn was_described(&self, operation: &'static Value) {
        let parameters = operation["parameters"].as_array().into_iter().flatten();
        let known: BTreeSet<_> = parameters.filter_map(|one| one["name"].as_str()).collect();
        for name in &self.parameters {
            assert!(
                known.contains(name.as_str()),
                "{self} took the parameter {name}"
            );
        }
        let schema = resolved(&operation["requestBody"]["content"]["application/json"]["schema"]);
        for name in self.fields.iter().filter(|_| schema.is_object()) {
            assert!(
                schema["properties"][name].is_object(),
                "{self} took the field {name}"
            );
        }
    }

    fn conforms(&self, reply: &Reply, schema: &Value, place: &str) {
        let errors: Vec<_> = validator(schema, place)
            .iter_errors(&reply.json())
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(
            errors.is_empty(),
            "{self}: {} is not as described: {errors:#?}\n{}",
            reply.status,
            reply.body
        );
    }
}

impl std::fmt::Display for Asked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

/// The operation that answers an address: the one with the most words of its own, where several would.
fn operation(method: &str, path: &str) -> Option<(&'static str, &'static Value)> {
    let paths = openapi::document().value["paths"].as_object()?;
    let fits = |pattern: &str| {
        let (pattern, path): (Vec<_>, Vec<_>) =
            (pattern.split('/').collect(), path.split('/').collect());
        let same = |(part, word): (&&str, &&str)| {
            part == word || part.starts_with('{') && !word.is_empty()
        };
        pattern.len() == path.len() && pattern.iter().zip(&path).all(same)
    };
    paths
        .iter()
        .filter(|(pattern, _)| fits(pattern))
        .min_by_key(|(pattern, _)| pattern.matches('{').count())
        .and_then(|(pattern, item)| Some((pattern.as_str(), item.get(method)?)))
}

/// What a `$ref` means.
pub fn resolved(value: &'static Value) -> &'static Value {
    let place = value["$ref"]
        .as_str()
        .and_then(|place| place.strip_prefix('#'));
    place.map_or(value, |place| {
        let found = openapi::document().value.pointer(place);
        found.unwrap_or_else(|| panic!("nothing is at {place}"))
    })
}

/// A validator for a schema of the document; made once for each `place`.
pub fn validator(schema: &Value, place: &str) -> Arc<Validator> {
    static MADE: LazyLock<Mutex<HashMap<String, Arc<Validator>>>> = LazyLock::new(Mutex::default);
    static SHAPES: LazyLock<Value> = LazyLock::new(|| {
        let mut shapes = openapi::document().value["components"].clone();
        close(&mut shapes);
        shapes
    });
    let mut made = MADE
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    let make = || {
        let mut schema = schema.clone();
        close(&mut schema);
        schema["components"] = SHAPES.clone();
        let options = jsonschema::draft202012::options().should_validate_formats(true);
        Arc::new(options.build(&schema).expect("a schema"))
    };
    Arc::clone(made.entry(place.to_owned()).or_insert_with(make))
}

/// Makes objects take no field that is not described: the document leaves clients room for new ones, the tests do not.
fn close(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            if fields.contains_key("properties")
                && fields.get("type").is_some_and(|kind| kind == "object")
            {
                fields.entry("additionalProperties").or_insert(json!(false));
            }
            fields.values_mut().for_each(close);
        }
        Value::Array(items) => items.iter_mut().for_each(close),
        _ => {}
    }
}
