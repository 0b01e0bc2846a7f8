//! `/api/tickets/{id}/attachments` (spec §5).

use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::answer::NoContent;
use super::error::RestError;
use super::extract::{Json, Tenant};
use super::openapi::{Gives, Operation, Takes};
use super::parameter::{Paging, Path, Query};
use crate::model::attachment::{Attachment, MOST_FILES, Upload};
use crate::model::page::Page;
use crate::model::{AppError, AttachmentId, CommentId, UploadId};
use crate::server::context::RequestContext;
use crate::server::service::attachment;
use crate::server::service::ticket::Key;
use crate::server::state::AppState;
use crate::server::{attachments, multipart};

type Answer<T> = Result<T, RestError>;

/// A form with files, not read yet.
pub struct Files(Multipart);

impl FromRequest<AppState> for Files {
    type Rejection = RestError;

    async fn from_request(request: Request, _: &AppState) -> Result<Self, RestError> {
        let ctx = RequestContext::of(request.extensions())?;
        let form = multipart::open(&ctx, request).await;
        form.map(Self)
            .map_err(|_| RestError::UnsupportedMediaType("multipart/form-data"))
    }
}

impl Takes for Files {
    fn describe(operation: &mut Operation<'_>) {
        let file = json!({ "type": "string", "format": "binary" });
        let form = json!({
            "type": "object",
            "required": [Upload::INPUT],
            "properties": {
                Upload::INPUT: {
                    "type": "array", "items": file, "minItems": 1, "maxItems": MOST_FILES,
                    "description": "The files.",
                },
                "comment": {
                    "type": "string", "format": "uuid",
                    "description": "A comment of the caller's that may still be edited; without it, the files are the ticket's.",
                },
            },
        });
        operation.content("multipart/form-data", true, &form);
    }
}

/// The files that were added (201).
pub struct Added(Vec<Attachment>);

impl IntoResponse for Added {
    fn into_response(self) -> Response {
        (StatusCode::CREATED, Json(self.0)).into_response()
    }
}

impl Gives for Added {
    fn describe(operation: &mut Operation<'_>) {
        operation.answers_all::<Attachment>(201, "What was added.");
    }
}

/// The bytes of a file, or where they are.
pub struct File(Response);

impl IntoResponse for File {
    fn into_response(self) -> Response {
        self.0
    }
}

impl Gives for File {
    fn describe(operation: &mut Operation<'_>) {
        let bytes = json!({ "type": "string", "format": "binary" });
        operation.answers_with(200, "The file.", Some(("*/*", bytes)));
        operation.header("Content-Disposition", "The file's name.");
        operation.header("ETag", "The SHA-256 digest of the file.");
        let elsewhere = "The file is in a bucket; `Location` works for a minute.";
        operation.answers_with(303, elsewhere, None);
    }
}

/// `GET /api/tickets/{id}/attachments`; takes `page_size` and `cursor`.
///
/// # Errors
/// See [`attachment::list::list`].
pub async fn list(
    Tenant(ctx, scope): Tenant,
    Path(key): Path<Key>,
    Query(page): Query<Paging>,
) -> Answer<Json<Page<Attachment>>> {
    Ok(Json(
        attachment::list::list(&ctx, &scope, key, page.size, page.cursor).await?,
    ))
}

/// `POST /api/tickets/{id}/attachments`.
///
/// # Errors
/// See [`attachment::add::add`] and [`attachment::upload::receive`].
pub async fn add(
    Tenant(ctx, scope): Tenant,
    Path(key): Path<Key>,
    Files(form): Files,
) -> Answer<Added> {
    attachment::add::ask(&ctx, &scope, key).await?;
    let received = multipart::receive(&ctx, &scope, form).await?;
    if let Some(problem) = received.problem {
        return Err(problem.into());
    }
    let mut comment: Option<CommentId> = None;
    for (name, text) in received.texts {
        if name != "comment" {
            return Err(AppError::invalid(&name, "This field is not known here.").into());
        }
        let id = text.parse();
        comment = Some(id.map_err(|message: String| AppError::invalid("comment", message))?);
    }
    let uploads: Vec<UploadId> = received.uploads.iter().map(|upload| upload.id).collect();
    if uploads.is_empty() {
        return Err(AppError::invalid(Upload::INPUT, "Send at least one file.").into());
    }
    Ok(Added(
        attachment::add::add(&ctx, &scope, key, comment, &uploads).await?,
    ))
}

/// `GET /api/tickets/{id}/attachments/{attachment_id}`.
///
/// # Errors
/// See [`attachment::read::find`].
pub async fn read(
    Tenant(ctx, scope): Tenant,
    Path((key, id)): Path<(Key, AttachmentId)>,
) -> Answer<File> {
    let found = attachment::read::find(&ctx, &scope, key, id).await?;
    let response = attachments::respond(&ctx, found, &HeaderMap::new(), false).await?;
    Ok(File(response))
}

/// `DELETE /api/tickets/{id}/attachments/{attachment_id}`.
///
/// # Errors
/// See [`attachment::remove::remove`].
pub async fn remove(
    Tenant(ctx, scope): Tenant,
    Path((key, id)): Path<(Key, AttachmentId)>,
) -> Answer<NoContent> {
    attachment::remove::remove(&ctx, &scope, key, id).await?;
    Ok(NoContent)
}
