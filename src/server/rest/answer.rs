//! What REST handlers answer, by type: the status and the headers that belong to it are told in one place, to the
//! client and to the API's description alike.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use super::extract::Json;
use super::openapi::{Gives, Operation};

impl<T: ToSchema> Gives for Json<T> {
    fn describe(operation: &mut Operation<'_>) {
        operation.answers::<T>(200, "Done.");
    }
}

/// Something new (201).
pub struct Created<T>(pub T);

impl<T: Serialize> IntoResponse for Created<T> {
    fn into_response(self) -> Response {
        (StatusCode::CREATED, Json(self.0)).into_response()
    }
}

impl<T: ToSchema> Gives for Created<T> {
    fn describe(operation: &mut Operation<'_>) {
        operation.answers::<T>(201, "Made.");
    }
}

/// A list that cannot grow without end, whole.
pub struct All<T>(pub Vec<T>);

impl<T: Serialize> IntoResponse for All<T> {
    fn into_response(self) -> Response {
        Json(self.0).into_response()
    }
}

impl<T: ToSchema> Gives for All<T> {
    fn describe(operation: &mut Operation<'_>) {
        operation.answers_all::<T>(200, "All of them.");
    }
}

/// Done, and nothing to say (204).
pub struct NoContent;

impl IntoResponse for NoContent {
    fn into_response(self) -> Response {
        StatusCode::NO_CONTENT.into_response()
    }
}

impl Gives for NoContent {
    fn describe(operation: &mut Operation<'_>) {
        operation.answers_with(204, "Done; nothing is left to say.", None);
    }
}

/// An answer with the record's version as `ETag`, to be sent back as `If-Match`.
pub struct Tagged<A> {
    /// The version.
    pub version: i32,
    /// The answer.
    pub answer: A,
}

impl<A: IntoResponse> IntoResponse for Tagged<A> {
    fn into_response(self) -> Response {
        let tag = HeaderValue::try_from(format!("\"{}\"", self.version));
        (tag.map(|tag| [(header::ETAG, tag)]).ok(), self.answer).into_response()
    }
}

impl<A: Gives> Gives for Tagged<A> {
    fn describe(operation: &mut Operation<'_>) {
        A::describe(operation);
        operation.header("ETag", "The version, such as `\"3\"`.");
    }
}
