//! Files of tickets over HTTP: forms that bring them, uploads ahead of their form, and saving them.

use axum::Extension;
use axum::Json;
use axum::body::Body;
use axum::extract::{Path, Query, Request, State};
use axum::handler::Handler;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use futures::{StreamExt, stream};
use serde::Deserialize;

use super::context::RequestContext;
use super::forms;
use super::multipart;
use super::refused::{refused, status};
use super::service::attachment::read::{self, Found};
use super::state::AppState;
use super::storage::{content_type, disposition};
use crate::model::attachment::{Upload, is_picture};
use crate::model::{AppError, AttachmentId};
use crate::ui::pages::sign_in;

/// The pages with forms that bring files.
pub const PAGES: [&str; 2] = ["/o/{slug}/tickets/new", "/o/{slug}/tickets/{number}"];

/// `POST` of such a page: its files first, then the form as if it had named them.
pub async fn post(
    State(state): State<AppState>,
    Extension(ctx): Extension<RequestContext>,
    Path(place): Path<Vec<(String, String)>>,
    request: Request,
) -> Response {
    if !multipart::is_multipart(request.headers()) {
        return forms::post.call(request, state).await;
    }
    let slug = place.into_iter().find(|(name, _)| name == "slug");
    let slug = slug.map(|(_, slug)| slug).unwrap_or_default();
    let (parts, body) = request.into_parts();
    let request = Request::from_parts(parts.clone(), body);
    let mut form = Vec::new();
    let problem = match take(&ctx, &slug, request).await {
        Ok(received) => {
            let uploads = received.uploads.iter();
            let uploads = uploads.map(|upload| (Upload::FIELD.to_owned(), upload.to_field()));
            form = received.texts.into_iter().chain(uploads).collect();
            received.problem
        }
        Err(error) => Some(error),
    };
    match problem {
        None => forms::submit(&state, parts, form).await,
        Some(error) => forms::again(&state, parts, form, error).await,
    }
}

/// `POST /o/{slug}/uploads`: one file ahead of the form it goes with, for those who wait and watch.
pub async fn upload(
    Extension(ctx): Extension<RequestContext>,
    Path(slug): Path<String>,
    request: Request,
) -> Response {
    let received = match take(&ctx, &slug, request).await {
        Ok(received) => received,
        Err(error) => return said(&error),
    };
    match (received.uploads.first(), received.problem) {
        (_, Some(error)) => said(&error),
        (Some(upload), None) => {
            let field = serde_json::json!({ "field": upload.to_field() });
            (StatusCode::CREATED, Json(field)).into_response()
        }
        (None, None) => said(&AppError::Malformed("There is no file in this.".to_owned())),
    }
}

async fn take(
    ctx: &RequestContext,
    slug: &str,
    request: Request,
) -> Result<multipart::Received, AppError> {
    let scope = ctx.scope(slug).await?;
    let form = multipart::open(ctx, request).await;
    let form = form.map_err(|_| AppError::Malformed("This is no upload.".to_owned()))?;
    multipart::receive(ctx, &scope, form).await
}

/// The error as a sentence, for a script that shows it beside the file.
fn said(error: &AppError) -> Response {
    let message = error.fields().and_then(|fields| fields.get(Upload::INPUT));
    let message = message.map_or_else(|| error.to_string(), str::to_owned);
    (status(error), message).into_response()
}

/// How a file is asked for.
#[derive(Deserialize)]
pub struct Asked {
    /// Shown as a picture instead of saved.
    #[serde(default)]
    inline: bool,
}

/// `GET /o/{slug}/tickets/{number}/attachments/{id}`.
pub async fn read(
    Extension(ctx): Extension<RequestContext>,
    Path((slug, number, id)): Path<(String, i64, AttachmentId)>,
    Query(asked): Query<Asked>,
    request: Request,
) -> Response {
    let found = match ctx.scope(&slug).await {
        Ok(scope) => read::find(&ctx, &scope, number, id).await,
        Err(error) => Err(error),
    };
    let path = request.uri().path();
    let answer = match found {
        Ok(found) => respond(&ctx, found, request.headers(), asked.inline).await,
        Err(AppError::SignedOut) => {
            return Redirect::to(&sign_in::address(path)).into_response();
        }
        Err(error) => Err(error),
    };
    answer.unwrap_or_else(|error| refused(path, &error))
}

/// The bytes of a file, or the way to them. Only pictures are shown, and only where their bytes say that they are
/// pictures; all else is saved.
///
/// # Errors
/// `StorageUnavailable`.
pub async fn respond(
    ctx: &RequestContext,
    found: Found,
    headers: &HeaderMap,
    inline: bool,
) -> Result<Response, AppError> {
    let file = found.attachment;
    let tag = format!("\"{}\"", file.sha256);
    let known = headers.get(header::IF_NONE_MATCH);
    if known.is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return Ok((StatusCode::NOT_MODIFIED, caching(&tag)).into_response());
    }
    let wants_picture = inline && is_picture(&file.content_type);
    if !wants_picture && let Some(link) = ctx.storage().link(&found.storage_key).await? {
        return Ok(Redirect::to(&link).into_response());
    }
    let mut bytes = ctx.storage().read(&found.storage_key).await?;
    let first = bytes.next().await.transpose();
    let first = first
        .map_err(super::storage::unavailable)?
        .unwrap_or_default();
    let is_shown = wants_picture && content_type(&first) == file.content_type;
    let mut response = Body::from_stream(stream::iter([Ok(first)]).chain(bytes)).into_response();
    let answer = response.headers_mut();
    answer.extend(caching(&tag));
    answer.insert(header::CONTENT_LENGTH, HeaderValue::from(file.size));
    if let Ok(kind) = HeaderValue::try_from(file.content_type) {
        answer.insert(header::CONTENT_TYPE, kind);
    }
    if !is_shown && let Ok(saved) = HeaderValue::try_from(disposition(&file.file_name)) {
        answer.insert(header::CONTENT_DISPOSITION, saved);
    }
    answer.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; sandbox; frame-ancestors 'none'"),
    );
    Ok(response)
}

/// A browser may keep a file, but asks each time whether it may still have it.
fn caching(tag: &str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-cache"),
    );
    headers.extend(HeaderValue::try_from(tag).map(|tag| (header::ETAG, tag)));
    headers
}
