//! A client that knows nothing of the API but its description: it is told an operation's name and what to say, and reads
//! the rest in the document that is served.

use serde_json::Value;

use super::{Api, Reply};

/// A client by the description.
pub struct Described<'a> {
    api: Api<'a>,
    document: Value,
}

impl<'a> Described<'a> {
    /// Reads the description with this client, and speaks with it from then on.
    pub async fn by(api: Api<'a>) -> Self {
        let document = api.get("/api/openapi.json").await.expect(200).json();
        Self { api, document }
    }

    /// Does an operation: with the parts of its path in their order, with parameters, with a body.
    pub async fn call(
        &self,
        operation: &str,
        path: &[&str],
        query: &[(&str, &str)],
        body: Option<Value>,
    ) -> Value {
        let mut request = self.request(operation, path);
        let described = &self.find(operation).2;
        for (name, _) in query {
            let mut parameters = described["parameters"].as_array().into_iter().flatten();
            let is_described = parameters.any(|it| it["in"] == "query" && it["name"] == *name);
            assert!(is_described, "{operation} says nothing of {name}");
        }
        request = request.query(query);
        if let Some(body) = body {
            let content = &described["requestBody"]["content"]["application/json"];
            self.takes(operation, &content["schema"], &body);
            request = request.json(&body);
        }
        let reply = Reply::to(request).await;
        let status = reply.status.to_string();
        assert!(
            status.starts_with('2') && described["responses"].get(&status).is_some(),
            "{operation}: {status} {}",
            reply.body
        );
        if reply.body.is_empty() {
            Value::Null
        } else {
            reply.json()
        }
    }

    /// The request of an operation, to be completed.
    pub fn request(&self, operation: &str, path: &[&str]) -> reqwest::RequestBuilder {
        let (method, template, _) = self.find(operation);
        let mut values = path.iter();
        let part = |part: &str| match part.starts_with('{') {
            true => (*values.next().expect("a value for each part")).to_owned(),
            false => part.to_owned(),
        };
        let address = template.split('/').map(part).collect::<Vec<_>>().join("/");
        self.api.request(&method, &address)
    }

    /// An operation's method, address and description.
    fn find(&self, operation: &str) -> (String, &str, &Value) {
        let items = self.document["paths"].as_object().expect("paths");
        let all = items.iter().flat_map(|(path, item)| {
            let methods = item.as_object().expect("an item");
            methods
                .iter()
                .map(move |(method, it)| (method.to_uppercase(), path.as_str(), it))
        });
        let mut named = all.filter(|(_, _, it)| it["operationId"] == operation);
        named.next().unwrap_or_else(|| panic!("no {operation}"))
    }

    /// Whether a body is as described.
    fn takes(&self, operation: &str, schema: &Value, body: &Value) {
        let mut schema = schema.clone();
        schema["components"] = self.document["components"].clone();
        let validator = jsonschema::draft202012::new(&schema).expect("a schema");
        let wrong: Vec<_> = validator
            .iter_errors(body)
            .map(|it| it.to_string())
            .collect();
        assert!(wrong.is_empty(), "{operation}: {wrong:?}");
    }
}
