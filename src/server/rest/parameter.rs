//! What REST handlers read from the address and from headers.

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::header;
use axum::http::request::Parts;
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::error::RestError;
use super::openapi::{Operation, Takes, schema_of};
use crate::model::list_query::{ListQuery, MAX_PAGE_SIZE, page_size, unknown};
use crate::model::organization::Slug;
use crate::model::page::Cursor;
use crate::model::platform::UserChange;
use crate::model::ticket_query::TicketQuery;
use crate::model::{
    AppError, AttachmentId, CommentId, GroupId, InvitationId, JobId, JoinRequestId, MembershipId,
    UserId,
};
use crate::server::query;
use crate::server::service::ticket::Key;
use crate::server::state::AppState;

/// What stands in the address; what cannot be read is not there (404).
pub struct Path<T>(pub T);

impl<T: Segments> FromRequestParts<AppState> for Path<T> {
    type Rejection = RestError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, RestError> {
        let found = RawPathParams::from_request_parts(parts, state).await;
        let found = found.map_err(|_| AppError::NotFound)?;
        let raw: Vec<&str> = found.iter().map(|(_, raw)| raw).collect();
        Ok(Self(T::read(&raw).ok_or(AppError::NotFound)?))
    }
}

impl<T: Segments> Takes for Path<T> {
    fn describe(operation: &mut Operation<'_>) {
        T::describe(operation);
    }
}

/// One part of an address.
pub trait Segment: Sized {
    /// Reads it.
    fn read(raw: &str) -> Option<Self>;
    /// What it is, and its schema.
    fn schema() -> (&'static str, Value);
}

/// All the parts of an address that stand for something.
pub trait Segments: Sized {
    /// Reads them, in order.
    fn read(raw: &[&str]) -> Option<Self>;
    /// Adds them to the operation.
    fn describe(operation: &mut Operation<'_>);
}

impl<T: Segment> Segments for T {
    fn read(raw: &[&str]) -> Option<Self> {
        T::read(raw.first()?)
    }

    fn describe(operation: &mut Operation<'_>) {
        let (about, schema) = T::schema();
        operation.segment(about, schema);
    }
}

impl<A: Segment, B: Segment> Segments for (A, B) {
    fn read(raw: &[&str]) -> Option<Self> {
        Some((A::read(raw.first()?)?, B::read(raw.get(1)?)?))
    }

    fn describe(operation: &mut Operation<'_>) {
        <A as Segments>::describe(operation);
        <B as Segments>::describe(operation);
    }
}

impl Segment for Key {
    fn read(raw: &str) -> Option<Self> {
        let number = raw.parse().map(Self::Number);
        number.or_else(|_| raw.parse().map(Self::Id)).ok()
    }

    fn schema() -> (&'static str, Value) {
        let number = json!({ "type": "integer", "format": "int64", "minimum": 1 });
        let id = json!({ "type": "string", "format": "uuid" });
        (
            "The ticket's number, or its id.",
            json!({ "anyOf": [number, id], "examples": [42] }),
        )
    }
}

impl Segment for Slug {
    fn read(raw: &str) -> Option<Self> {
        Self::parse(raw).ok()
    }

    fn schema() -> (&'static str, Value) {
        ("The organization's slug.", schema_of::<Self>())
    }
}

impl Segment for UserChange {
    fn read(raw: &str) -> Option<Self> {
        raw.parse().ok()
    }

    fn schema() -> (&'static str, Value) {
        ("What to do.", schema_of::<Self>())
    }
}

/// Ids stand in addresses as they are.
macro_rules! ids {
    ($($id:ty, $about:literal;)+) => {$(
        impl Segment for $id {
            fn read(raw: &str) -> Option<Self> {
                raw.parse().ok()
            }

            fn schema() -> (&'static str, Value) {
                ($about, json!({ "type": "string", "format": "uuid" }))
            }
        }
    )+};
}

ids! {
    AttachmentId, "The file's id.";
    CommentId, "The comment's id.";
    GroupId, "The group's id.";
    InvitationId, "The invitation's id.";
    JobId, "The job's id.";
    JoinRequestId, "The request's id.";
    MembershipId, "The membership's id.";
    UserId, "The person's id.";
}

/// The parameters after the question mark; what is wrong or not known is refused by its name (422).
pub struct Query<T>(pub T);

/// What a list takes, as the description of the API tells it.
pub trait Parameters: ListQuery {
    /// Name, schema, and what it is.
    fn list() -> Vec<(&'static str, Value, &'static str)>;
}

impl<T: Parameters> FromRequestParts<AppState> for Query<T> {
    type Rejection = RestError;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, RestError> {
        Ok(Self(query::read(parts.uri.query().unwrap_or_default())?))
    }
}

impl<T: Parameters> Takes for Query<T> {
    fn describe(operation: &mut Operation<'_>) {
        for (name, schema, about) in T::list() {
            // A field that was left blank in a form is as good as one that is not there.
            let mut parameter = json!({
                "name": name, "in": "query", "description": about, "schema": schema, "allowEmptyValue": true,
            });
            if schema["type"] == "array" {
                // Separated by commas; repeating the parameter says the same.
                parameter["explode"] = json!(false);
            }
            operation.parameter(parameter);
        }
        operation.refuses(422);
    }
}

/// The parameters of every list that comes in pages, with `default` rows on a page unless asked otherwise.
pub fn paging(default: u64) -> [(&'static str, Value, &'static str); 2] {
    let size = json!({
        "type": "integer", "minimum": 1, "maximum": MAX_PAGE_SIZE, "default": default,
    });
    [
        ("page_size", size, "Rows on a page."),
        (
            "cursor",
            schema_of::<Cursor>(),
            "Where the page starts: `next` or `previous` of another page.",
        ),
    ]
}

/// Some of the choices of an enumeration.
pub fn some_of<T: ToSchema>() -> Value {
    let mut choices = schema_of::<T>();
    if let Some(schema) = choices.as_object_mut() {
        schema.remove("description");
    }
    json!({ "type": "array", "items": choices })
}

impl Parameters for TicketQuery {
    fn list() -> Vec<(&'static str, Value, &'static str)> {
        super::tickets::parameters()
    }
}

/// A page of a list that is not filtered.
pub struct Paging {
    /// Rows on a page.
    pub size: u64,
    /// Where the page starts.
    pub cursor: Option<Cursor>,
}

impl Default for Paging {
    fn default() -> Self {
        Self {
            size: TicketQuery::DEFAULT_PAGE_SIZE,
            cursor: None,
        }
    }
}

impl ListQuery for Paging {
    fn set(&mut self, name: &str, value: &str) -> Result<(), String> {
        match name {
            "page_size" => self.size = page_size(value)?,
            "cursor" => self.cursor = Some(value.parse()?),
            _ => unknown()?,
        }
        Ok(())
    }
}

impl Parameters for Paging {
    fn list() -> Vec<(&'static str, Value, &'static str)> {
        paging(TicketQuery::DEFAULT_PAGE_SIZE).into()
    }
}

/// The version that an `If-Match` names; `*` matches any.
pub struct IfMatch(pub Option<i32>);

impl FromRequestParts<AppState> for IfMatch {
    type Rejection = RestError;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, RestError> {
        let Some(raw) = parts.headers.get(header::IF_MATCH) else {
            return Ok(Self(None));
        };
        let tag = raw.to_str().unwrap_or_default().trim();
        if tag == "*" {
            return Ok(Self(None));
        }
        let version = tag.trim_start_matches("W/").trim_matches('"').parse();
        let version = version.map_err(|_| {
            AppError::Malformed("If-Match takes the ETag of a ticket, such as \"3\".".to_owned())
        })?;
        Ok(Self(Some(version)))
    }
}

impl Takes for IfMatch {
    fn describe(operation: &mut Operation<'_>) {
        operation.parameter(json!({
            "name": "If-Match",
            "in": "header",
            "description": "The `ETag` the change was made from: where the record has changed since, it is refused (409).",
            "schema": { "type": "string", "examples": ["\"3\""] },
        }));
        operation.refuses(400);
        operation.refuses(409);
    }
}
