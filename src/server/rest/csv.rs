//! Files to be saved.

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::openapi::{Gives, Operation};

/// A file of comma-separated values.
pub struct Csv(Response);

impl Csv {
    /// A file of that name.
    pub fn new(name: &str, content: Body) -> Self {
        let mut response = content.into_response();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/csv; charset=utf-8"),
        );
        if let Ok(disposition) = HeaderValue::try_from(format!("attachment; filename=\"{name}\"")) {
            headers.insert(header::CONTENT_DISPOSITION, disposition);
        }
        Self(response)
    }
}

impl IntoResponse for Csv {
    fn into_response(self) -> Response {
        self.0
    }
}

impl Gives for Csv {
    fn describe(operation: &mut Operation<'_>) {
        let content = json!({ "type": "string" });
        operation.answers_with(200, "The whole file.", Some(("text/csv", content)));
        operation.header("Content-Disposition", "The file's name.");
    }
}
