//! An example of every shape, made from the examples, the choices and the kinds of its fields.

use serde_json::{Map, Value, json};

use super::shapes::named;

/// A value that `schema` describes; `shapes` are those it names.
pub fn of(schema: &Value, shapes: &Map<String, Value>) -> Value {
    if let Some(shape) = schema
        .get("$ref")
        .and_then(named)
        .and_then(|name| shapes.get(name))
    {
        return of(shape, shapes);
    }
    if let Some(first) = schema["examples"].get(0).or_else(|| schema["enum"].get(0)) {
        return first.clone();
    }
    if let Some(fields) = schema["properties"].as_object() {
        return object(schema, fields, shapes);
    }
    if let Some(first) = schema["oneOf"].get(0) {
        return of(first, shapes);
    }
    match kind(schema) {
        "object" => match schema.get("additionalProperties") {
            Some(values @ Value::Object(_)) => json!({ "name": of(values, shapes) }),
            _ => json!({}),
        },
        "array" => json!([of(&schema["items"], shapes)]),
        "integer" => json!(schema["minimum"].as_i64().unwrap_or(0).max(1)),
        "number" => json!(1.5),
        "boolean" => json!(true),
        "string" => json!(text(schema)),
        _ => Value::Null,
    }
}

/// What is required; where nothing is, everything.
fn object(schema: &Value, fields: &Map<String, Value>, shapes: &Map<String, Value>) -> Value {
    let one_of = schema["oneOf"][0]["required"].as_array();
    let required: Vec<&str> = schema["required"]
        .as_array()
        .into_iter()
        .chain(one_of)
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let is_shown = |name: &str| required.is_empty() || required.contains(&name);
    let shown = fields.iter().filter(|(name, _)| is_shown(name));
    shown
        .map(|(name, field)| (name.clone(), of(field, shapes)))
        .collect()
}

/// The kind of a value; of several, the one that is not null.
pub fn kind(schema: &Value) -> &str {
    let kinds = schema["type"].as_array();
    let first = kinds.and_then(|kinds| kinds.iter().find(|kind| *kind != "null"));
    first
        .unwrap_or(&schema["type"])
        .as_str()
        .unwrap_or_default()
}

fn text(schema: &Value) -> &'static str {
    match schema["format"].as_str() {
        Some("uuid") => "019aa0c1-d869-739b-bd23-a1a6a1f4b6c0",
        Some("date-time") => "2026-11-18T13:00:00Z",
        Some("date") => "2026-11-18",
        Some("email") => "ada@example.com",
        Some("uri") => "https://help.example.com",
        _ => "text",
    }
}
