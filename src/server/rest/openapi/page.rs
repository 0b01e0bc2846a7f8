//! `/api/docs`: the description as a page to read. Rendered on the server from the document, so it needs no script and
//! says exactly what the document says.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::http::{HeaderMap, header};
use axum::response::{Html, IntoResponse, Response};
use minijinja::{Environment, Value as Shown};
use serde_json::{Map, Value, json};

use super::example::kind;
use super::shapes::named;
use super::{Document, document};
use crate::model::AppError;
use crate::server::auth::cookies;
use crate::server::error::internal;
use crate::server::markdown;
use crate::server::rest::error::RestError;

/// The page in the system's colours.
static PAGE: LazyLock<Result<String, AppError>> = LazyLock::new(|| {
    render(document()).map_err(|error| internal("the API's page could not be rendered", error))
});

/// `GET /api/docs`.
///
/// # Errors
/// `Internal` when the page cannot be rendered.
pub async fn page(headers: HeaderMap) -> Result<Response, RestError> {
    let page = PAGE.as_ref().map_err(AppError::clone)?;
    let theme = cookies::theme_of(&headers).filter(|theme| theme == "light" || theme == "dark");
    let page = match theme {
        Some(theme) => page.replacen(
            "data-theme=\"system\"",
            &format!("data-theme=\"{theme}\""),
            1,
        ),
        None => page.clone(),
    };
    let head = [
        (header::CACHE_CONTROL, "private, max-age=300"),
        (header::VARY, "Cookie"),
    ];
    Ok((head, Html(page)).into_response())
}

fn render(document: &Document) -> Result<String, minijinja::Error> {
    let mut templates = Environment::new();
    templates.add_template("page.html", include_str!("page.html"))?;
    let mut view = view(&document.value);
    view["style"] = json!(concat!(
        include_str!("../../../../style/tokens.css"),
        include_str!("page.css")
    ));
    templates.get_template("page.html")?.render(shown(&view))
}

/// The same value, as templates take it.
fn shown(value: &Value) -> Shown {
    match value {
        Value::Null => Shown::from(()),
        Value::Bool(value) => Shown::from(*value),
        Value::Number(number) => Shown::from(number.to_string()),
        Value::String(text) => Shown::from(text.as_str()),
        Value::Array(items) => items.iter().map(shown).collect(),
        Value::Object(fields) => {
            let fields = fields
                .iter()
                .map(|(name, value)| (name.clone(), shown(value)));
            Shown::from_object(fields.collect::<BTreeMap<_, _>>())
        }
    }
}

/// What the page shows.
fn view(document: &Value) -> Value {
    let chapter = |tag: &Value| {
        json!({
            "name": tag["name"],
            "anchor": anchor(text(&tag["name"])),
            "about": tag["description"],
            "operations": operations(document, text(&tag["name"])),
        })
    };
    let shape = |(name, schema): (&String, &Value)| {
        json!({
            "name": name,
            "about": markdown::render(text(&schema["description"])),
            "kind": kind_of(schema),
            "choices": schema["enum"],
            "fields": fields(schema),
        })
    };
    let tags = document["tags"]
        .as_array()
        .into_iter()
        .flatten()
        .map(chapter);
    let shapes = document["components"]["schemas"]
        .as_object()
        .into_iter()
        .flatten()
        .map(shape);
    json!({
        "version": document["info"]["version"],
        "about": markdown::render(text(&document["info"]["description"])),
        "chapters": tags.collect::<Vec<_>>(),
        "shapes": shapes.collect::<Vec<_>>(),
    })
}

fn operations(document: &Value, tag: &str) -> Vec<Value> {
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        for (method, operation) in item.as_object().into_iter().flatten() {
            if operation["tags"][0] == tag {
                operations.push(self::operation(document, path, method, operation));
            }
        }
    }
    operations
}

fn operation(document: &Value, path: &str, method: &str, operation: &Value) -> Value {
    let is_open = operation["security"].as_array().is_some_and(Vec::is_empty);
    let parameter = |parameter: &Value| {
        let required = parameter["required"] == true;
        field(
            text(&parameter["name"]),
            &parameter["schema"],
            required,
            Some(text(&parameter["description"])),
            text(&parameter["in"]),
        )
    };
    let answer = |(status, answer): (&String, &Value)| {
        let answer = resolved(document, answer);
        let (content_type, content) = content(&answer["content"]);
        json!({
            "status": status,
            "is_good": status.starts_with('2'),
            "about": answer["description"],
            "kind": content.map(|content| kind_of(&content["schema"])),
            "content_type": content_type,
            "headers": answer["headers"].as_object().into_iter().flat_map(Map::keys).collect::<Vec<_>>(),
        })
    };
    let (content_type, body) = content(&operation["requestBody"]["content"]);
    json!({
        "id": operation["operationId"],
        "method": method.to_uppercase(),
        "path": path,
        "summary": operation["summary"],
        "about": markdown::render(text(&operation["description"])),
        "is_open": is_open,
        "scope": operation["security"][1]["token"][0],
        "parameters": operation["parameters"].as_array().into_iter().flatten().map(parameter).collect::<Vec<_>>(),
        "body": body.map(|body| json!({
            "content_type": content_type,
            "kind": kind_of(&body["schema"]),
            "is_optional": operation["requestBody"]["required"] != true,
            "fields": fields(resolved(document, &body["schema"])),
        })),
        "answers": operation["responses"].as_object().into_iter().flatten().map(answer).collect::<Vec<_>>(),
        "curl": curl(path, method, is_open, body, content_type),
        "answer": good_example(operation),
    })
}

/// A call that can be copied; `$TUTTA` and `$TOKEN` are told at the top of the page.
fn curl(
    path: &str,
    method: &str,
    is_open: bool,
    body: Option<&Value>,
    content_type: &str,
) -> String {
    let method = match method {
        "get" => String::new(),
        method => format!(" -X {}", method.to_uppercase()),
    };
    let mut call = format!("curl{method} \"$TUTTA{path}\"");
    if !is_open {
        call.push_str(" \\\n  -H \"Authorization: Bearer $TOKEN\"");
    }
    if let Some(example) = body
        .map(|body| &body["example"])
        .filter(|example| !example.is_null())
    {
        let example = format!("{example:#}").replace('\'', "'\\''");
        call.push_str(&format!(
            " \\\n  -H \"Content-Type: {content_type}\" \\\n  -d '{example}'"
        ));
    }
    call
}

fn good_example(operation: &Value) -> Option<String> {
    let answers = operation["responses"].as_object()?;
    let (_, answer) = answers.iter().find(|(status, _)| status.starts_with('2'))?;
    let example = content(&answer["content"]).1?.get("example")?;
    Some(format!("{example:#}"))
}

/// The one content type of a body or an answer, and what is said of it.
fn content(content: &Value) -> (&str, Option<&Value>) {
    let first = content.as_object().and_then(|types| types.iter().next());
    first.map_or(("", None), |(content_type, content)| {
        (content_type, Some(content))
    })
}

/// What a `$ref` means.
fn resolved<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    let place = value["$ref"]
        .as_str()
        .and_then(|place| place.strip_prefix('#'));
    place
        .and_then(|place| document.pointer(place))
        .unwrap_or(value)
}

fn fields(schema: &Value) -> Vec<Value> {
    let required = schema["required"].as_array();
    let is_required =
        |name: &str| required.is_some_and(|names| names.iter().any(|one| one == name));
    let properties = schema["properties"].as_object().into_iter().flatten();
    properties
        .map(|(name, schema)| field(name, schema, is_required(name), None, ""))
        .collect()
}

fn field(name: &str, schema: &Value, required: bool, about: Option<&str>, place: &str) -> Value {
    let inner = schema["oneOf"]
        .get(0)
        .and_then(|first| first["description"].as_str());
    let own = schema["description"].as_str().or(inner).unwrap_or_default();
    json!({
        "name": name,
        "place": place,
        "kind": kind_of(schema),
        "required": required,
        "about": markdown::render(about.unwrap_or(own)),
        "limits": limits(schema),
    })
}

/// The kind of a value: words, and the names of shapes among them.
fn kind_of(schema: &Value) -> Vec<Value> {
    let words = |words: &str| vec![json!({ "words": words })];
    if let Some(name) = schema.get("$ref").and_then(named) {
        return vec![json!({ "shape": name })];
    }
    let alternatives = schema["oneOf"]
        .as_array()
        .or_else(|| schema["anyOf"].as_array());
    if let Some(kinds) = alternatives.filter(|kinds| kinds[0].get("required").is_none()) {
        let kinds: Vec<_> = kinds.iter().map(kind_of).collect();
        return kinds.join(&json!({ "words": " or " }));
    }
    for (keyword, before) in [
        ("items", "list of "),
        ("additionalProperties", "map of names to "),
    ] {
        if schema[keyword].is_object() {
            return [words(before), kind_of(&schema[keyword])].concat();
        }
    }
    if let Some(choices) = schema["enum"].as_array() {
        return words(&choices.iter().map(text).collect::<Vec<_>>().join(", "));
    }
    let word = match (kind(schema), schema["format"].as_str()) {
        ("string", Some(format)) => format,
        ("", _) => schema["const"].as_str().unwrap_or("anything"),
        (kind, _) => kind,
    };
    let or_null = schema["type"]
        .as_array()
        .is_some_and(|kinds| kinds.iter().any(|kind| kind == "null"));
    words(&if or_null {
        format!("{word} or null")
    } else {
        word.to_owned()
    })
}

fn limits(schema: &Value) -> String {
    let words = [
        ("minLength", "at least", "characters"),
        ("maxLength", "at most", "characters"),
        ("minimum", "from", ""),
        ("maximum", "up to", ""),
        ("maxItems", "at most", "items"),
        ("default", "by default", ""),
    ];
    let said = words.iter().filter_map(|(keyword, before, after)| {
        let value = schema.get(keyword).filter(|value| !value.is_null())?;
        let value = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        Some(format!("{before} {value} {after}").trim().to_owned())
    });
    said.collect::<Vec<_>>().join(", ")
}

fn anchor(name: &str) -> String {
    name.to_lowercase().replace(' ', "-")
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
