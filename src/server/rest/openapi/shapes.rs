//! The shapes that the description speaks of, each once, under its name.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};
use utoipa::ToSchema;
use utoipa::openapi::{RefOr, Schema};

/// Bodies that take the second seed's word for a field beside ours.
const ALIASES: &[(&str, &str, &str)] = &[
    ("AddPerson", "email", "username"),
    ("Credentials", "email", "username"),
    ("Register", "email", "username"),
    ("Signup", "email", "username"),
];

/// Where a shape is found in the document.
const PLACE: &str = "#/components/schemas/";

/// The shapes by name.
#[derive(Default)]
pub struct Shapes(BTreeMap<String, Value>);

impl Shapes {
    /// Takes the shape in, with all it is made of, and gives the reference to it.
    pub fn reference<T: ToSchema>(&mut self) -> Value {
        let mut found = vec![(T::name().into_owned(), T::schema())];
        T::schemas(&mut found);
        for (name, schema) in found {
            self.take(name, &schema);
        }
        json!({ "$ref": format!("{PLACE}{}", T::name()) })
    }

    fn take(&mut self, name: String, schema: &RefOr<Schema>) {
        let mut schema = serde_json::to_value(schema).unwrap_or_default();
        forget_empty_defaults(&mut schema);
        let before = self.0.entry(name).or_insert_with(|| schema.clone());
        debug_assert_eq!(
            *before, schema,
            "two shapes of one name: give one of them another"
        );
    }

    /// All of them as the document holds them: `answered` says which are reached from answers. These always have all
    /// their fields, for nothing skips any when it is written.
    pub fn finish(mut self, answered: &BTreeSet<String>) -> Map<String, Value> {
        for (shape, name, alias) in ALIASES {
            if let Some(schema) = self.0.get_mut(*shape) {
                also_called(schema, name, alias);
            }
        }
        let whole = |(name, mut schema): (String, Value)| {
            if answered.contains(&name) {
                require_all(&mut schema);
            }
            (name, schema)
        };
        self.0.into_iter().map(whole).collect()
    }

    /// The names of the shapes that are reached from `value`.
    pub fn reached(&self, value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::Object(fields) => {
                if let Some(name) = fields.get("$ref").and_then(named)
                    && found.insert(name.to_owned())
                    && let Some(shape) = self.0.get(name)
                {
                    self.reached(shape, found);
                }
                fields.values().for_each(|field| self.reached(field, found));
            }
            Value::Array(items) => items.iter().for_each(|item| self.reached(item, found)),
            _ => {}
        }
    }
}

/// The schema of a value, in its place.
pub fn schema_of<T: ToSchema>() -> Value {
    serde_json::to_value(T::schema()).unwrap_or_default()
}

/// The name of the shape that a `$ref` means.
pub fn named(reference: &Value) -> Option<&str> {
    reference.as_str()?.strip_prefix(PLACE)
}

/// Lets `schema` take `alias` in the place of `name`: exactly one of them.
fn also_called(schema: &mut Value, name: &str, alias: &str) {
    let mut same = schema["properties"][name].clone();
    same["description"] = json!(format!("The same as `{name}`."));
    schema["properties"][alias] = same;
    schema["oneOf"] = json!([{ "required": [name] }, { "required": [alias] }]);
    if let Some(required) = schema["required"].as_array_mut() {
        required.retain(|field| field != name);
    }
}

/// A field that may be left out has a default already; that it is nothing goes without saying.
fn forget_empty_defaults(schema: &mut Value) {
    let fields = schema.get_mut("properties").and_then(Value::as_object_mut);
    for field in fields
        .into_iter()
        .flat_map(Map::values_mut)
        .filter_map(Value::as_object_mut)
    {
        if field
            .get("default")
            .is_some_and(|default| default.is_null() || default == "")
        {
            field.remove("default");
        }
    }
}

fn require_all(schema: &mut Value) {
    let names = schema["properties"]
        .as_object()
        .map(|fields| fields.keys().cloned().collect::<Vec<_>>());
    if let Some(names) = names.filter(|names| !names.is_empty()) {
        schema["required"] = json!(names);
    }
}
