//! What the extractors of the REST API say of themselves.

use serde_json::json;
use utoipa::ToSchema;

use super::{Operation, Takes};
use crate::server::rest::extract::{Anyone, Json, Master, SignedInCtx, Tenant};

impl<T: ToSchema> Takes for Json<T> {
    fn describe(operation: &mut Operation<'_>) {
        operation.body::<T>();
    }
}

impl<T: ToSchema> Takes for Option<Json<T>> {
    fn describe(operation: &mut Operation<'_>) {
        operation.body::<T>();
    }
}

impl Takes for Anyone {
    fn describe(_: &mut Operation<'_>) {}
}

impl Takes for SignedInCtx {
    fn describe(operation: &mut Operation<'_>) {
        operation.needs_sign_in();
    }
}

impl Takes for Master {
    fn describe(operation: &mut Operation<'_>) {
        operation.needs_sign_in();
        operation.refuses(404);
    }
}

impl Takes for Tenant {
    fn describe(operation: &mut Operation<'_>) {
        operation.needs_sign_in();
        operation.parameter(json!({
            "name": "X-Organization",
            "in": "header",
            "description": "The slug of the organization to act in; without it, the caller's primary one.",
            "schema": { "type": "string", "examples": ["acme"] },
        }));
        operation.refuses(403);
        operation.refuses(404);
    }
}
