//! Organizations' pictures over HTTP: the upload, a plain multipart form, and the addresses they are served at.

use axum::RequestExt;
use axum::extract::{Multipart, Path, Request, State};
use axum::handler::Handler;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::server_fn::ServerFn;

use super::context::RequestContext;
use super::refused::refused;
use super::service::organization::logo;
use super::state::AppState;
use super::{forms, multipart, scope::OrgScope};
use crate::api::organization::RemoveLogo;
use crate::model::AppError;

/// The page that pictures are uploaded on.
pub const PAGE: &str = "/o/{slug}/admin/settings";

/// `GET /logos/{organization}/{digest}.png`. What is at an address never changes, so it may be kept for ever.
pub async fn read(
    State(state): State<AppState>,
    Path((organization, file)): Path<(String, String)>,
) -> Response {
    let digest = file.strip_suffix(".png").unwrap_or_default();
    match logo::read(&state, &organization, digest).await {
        Ok((content_type, bytes)) => {
            let for_ever = HeaderValue::from_static("public, max-age=31536000, immutable");
            let headers = [
                (header::CACHE_CONTROL, for_ever),
                (
                    header::CONTENT_TYPE,
                    HeaderValue::try_from(content_type)
                        .unwrap_or_else(|_| HeaderValue::from_static("image/png")),
                ),
            ];
            (headers, bytes).into_response()
        }
        Err(error) => refused("/logos", &error),
    }
}

/// `POST` of the page: an upload, or one of its other forms.
pub async fn post(
    State(state): State<AppState>,
    Path(slug): Path<String>,
    request: Request,
) -> Response {
    if multipart::is_multipart(request.headers()) {
        upload(&state, slug, request).await
    } else {
        forms::post.call(request, state).await
    }
}

/// Back to the page, which tells what is wrong.
async fn upload(state: &AppState, slug: String, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let request = Request::from_parts(parts.clone(), body);
    let error = match take(state, &slug, request).await {
        // Signed out, the page leads to where one signs in and back.
        Ok(()) | Err(AppError::SignedOut) => {
            return Redirect::to(parts.uri.path()).into_response();
        }
        Err(error) => error,
    };
    let form = [(forms::FUNCTION, RemoveLogo::PATH), ("slug", &slug)];
    let form = form.map(|(name, value)| (name.to_owned(), value.to_owned()));
    forms::again(state, parts, form.into(), error).await
}

async fn take(state: &AppState, slug: &str, request: Request) -> Result<(), AppError> {
    let ctx = RequestContext::of(request.extensions())?;
    let scope: OrgScope = ctx.scope(slug).await?;
    let form = request.extract_with_state::<Multipart, _, _>(state).await;
    let mut form = form.map_err(|_| AppError::Malformed("This is no upload.".to_owned()))?;
    let mut picture = Vec::new();
    while let Some(field) = form.next_field().await.map_err(too_large)? {
        if field.name() == Some("logo") {
            picture = field.bytes().await.map_err(too_large)?.to_vec();
        }
    }
    logo::change(&ctx, &scope, picture).await
}

#[expect(clippy::needless_pass_by_value, reason = "it is what `map_err` gives")]
fn too_large(error: axum::extract::multipart::MultipartError) -> AppError {
    if error.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
        AppError::invalid("logo", "Use a picture of at most 512 KiB.")
    } else {
        AppError::Malformed("The upload broke off. Try again.".to_owned())
    }
}
