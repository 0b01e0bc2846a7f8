//! What an operation takes and answers, told by the types of its handler: it is written down nowhere twice.

use std::collections::{BTreeMap, VecDeque};

use serde_json::{Value, json};
use utoipa::ToSchema;

use super::super::error::RestError;
use super::refusals;
use super::shapes::{Shapes, schema_of};

/// What a handler takes: it says what it reads and how it refuses.
pub trait Takes {
    /// Adds it to the operation.
    fn describe(operation: &mut Operation<'_>);
}

/// What a handler answers when all is well.
pub trait Gives {
    /// Adds it to the operation.
    fn describe(operation: &mut Operation<'_>);
}

/// A handler, whose types say all of this.
pub trait Handles<M> {
    /// Adds what it takes and gives to the operation.
    fn describe(operation: &mut Operation<'_>);
}

macro_rules! handlers {
    ($(($($taken:ident),*);)+) => {$(
        impl<F, Running, Given, $($taken),*> Handles<($($taken,)*)> for F
        where
            F: Fn($($taken),*) -> Running,
            Running: Future<Output = Result<Given, RestError>>,
            Given: Gives,
            $($taken: Takes,)*
        {
            fn describe(operation: &mut Operation<'_>) {
                $($taken::describe(operation);)*
                Given::describe(operation);
            }
        }
    )+};
}

handlers! {
    (A);
    (A, B);
    (A, B, C);
    (A, B, C, D);
    (A, B, C, D, E);
}

/// An operation while it is being described.
pub struct Operation<'a> {
    shapes: &'a mut Shapes,
    /// Names in the address that no type has spoken for yet.
    names: VecDeque<&'a str>,
    parameters: Vec<Value>,
    body: Option<Value>,
    answers: BTreeMap<u16, Value>,
    is_open: bool,
}

impl<'a> Operation<'a> {
    /// An operation about which nothing is known but its address.
    pub fn at(path: &'a str, shapes: &'a mut Shapes) -> Self {
        let name = |part: &'a str| part.strip_prefix('{')?.strip_suffix('}');
        Self {
            shapes,
            names: path.split('/').filter_map(name).collect(),
            parameters: Vec::new(),
            body: None,
            answers: BTreeMap::new(),
            is_open: true,
        }
    }

    /// It may be refused with this status.
    pub fn refuses(&mut self, status: u16) {
        self.answers.insert(status, refusals::reference(status));
    }

    /// It is for people who have signed in.
    pub fn needs_sign_in(&mut self) {
        self.is_open = false;
        self.refuses(401);
    }

    /// The next name in its address stands for such a value.
    pub fn segment(&mut self, about: &str, schema: Value) {
        if let Some(name) = self.names.pop_front() {
            self.parameter(json!({
                "name": name, "in": "path", "required": true, "description": about, "schema": schema,
            }));
        }
        self.refuses(404);
    }

    /// It reads such a parameter.
    pub fn parameter(&mut self, parameter: Value) {
        self.parameters.push(parameter);
    }

    /// It reads a body; one that requires no field may be left out.
    pub fn body<T: ToSchema>(&mut self) {
        let required = schema_of::<T>()["required"]
            .as_array()
            .is_some_and(|fields| !fields.is_empty());
        let schema = self.shapes.reference::<T>();
        self.content("application/json", required, &schema);
    }

    /// The same for what is no JSON object.
    pub fn content(&mut self, content_type: &str, required: bool, schema: &Value) {
        self.body = Some(json!({
            "required": required,
            "content": { content_type: { "schema": schema } },
        }));
        for status in [400, 413, 415, 422] {
            self.refuses(status);
        }
    }

    /// It answers JSON of this shape.
    pub fn answers<T: ToSchema>(&mut self, status: u16, about: &str) {
        let schema = self.shapes.reference::<T>();
        self.answers_with(status, about, Some(("application/json", schema)));
    }

    /// It answers a list, whole, of things of this shape.
    pub fn answers_all<T: ToSchema>(&mut self, status: u16, about: &str) {
        let schema = json!({ "type": "array", "items": self.shapes.reference::<T>() });
        self.answers_with(status, about, Some(("application/json", schema)));
    }

    /// It answers content of this type, or nothing.
    pub fn answers_with(&mut self, status: u16, about: &str, content: Option<(&str, Value)>) {
        let mut answer = json!({ "description": about });
        if let Some((content_type, schema)) = content {
            answer["content"] = json!({ content_type: { "schema": schema } });
        }
        self.answers.insert(status, answer);
    }

    /// Its good answers carry this header.
    pub fn header(&mut self, name: &str, about: &str) {
        for (_, answer) in self.answers.iter_mut().filter(|(status, _)| **status < 300) {
            answer["headers"][name] = json!({
                "description": about, "required": true, "schema": { "type": "string" },
            });
        }
    }

    /// The operation as the document holds it.
    pub fn finish(self, mut start: Value) -> Value {
        debug_assert!(
            self.names.is_empty(),
            "no type speaks for {:?} in the address",
            self.names
        );
        if !self.parameters.is_empty() {
            start["parameters"] = json!(self.parameters);
        }
        if let Some(body) = self.body {
            start["requestBody"] = body;
        }
        if self.is_open {
            start["security"] = json!([]);
        }
        let answers = self
            .answers
            .into_iter()
            .map(|(status, answer)| (status.to_string(), answer));
        start["responses"] = Value::Object(answers.collect());
        start
    }
}
