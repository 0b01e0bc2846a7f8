//! Forms with files: texts are read whole, files go on to the storage in pieces.

use axum::RequestExt;
use axum::extract::multipart::{Field, MultipartError, MultipartRejection};
use axum::extract::{DefaultBodyLimit, Multipart, Request};
use axum::http::{HeaderMap, StatusCode, header};
use futures::TryStreamExt;

use super::context::RequestContext;
use super::forms::BODY_LIMIT;
use super::scope::OrgScope;
use super::service::attachment::upload::{self, broken_off};
use crate::model::AppError;
use crate::model::attachment::{FileName, MOST_FILES, Upload, too_many};

/// What a form held.
#[derive(Default)]
pub struct Received {
    /// Its texts, by name.
    pub texts: Vec<(String, String)>,
    /// Its files.
    pub uploads: Vec<Upload>,
    /// Why one of its files is not among them; the others are.
    pub problem: Option<AppError>,
}

/// Whether a request brings such a form.
#[must_use]
pub fn is_multipart(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/form-data"))
}

/// Opens the form of a request, for as many bytes as its files may have.
///
/// # Errors
/// When it is none.
pub async fn open(
    ctx: &RequestContext,
    mut request: Request,
) -> Result<Multipart, MultipartRejection> {
    let files = usize::try_from(ctx.storage().most_bytes()).unwrap_or(usize::MAX);
    let most = files.saturating_mul(MOST_FILES).saturating_add(BODY_LIMIT);
    DefaultBodyLimit::max(most).apply(&mut request);
    request.extract().await
}

/// Reads a form to its end; what is wrong with a file loses none of the texts.
///
/// # Errors
/// `Malformed` when it breaks off, `Invalid` under `file` for far too much.
pub async fn receive(
    ctx: &RequestContext,
    scope: &OrgScope,
    mut form: Multipart,
) -> Result<Received, AppError> {
    let mut received = Received::default();
    while let Some(field) = form.next_field().await.map_err(unreadable)? {
        match field.file_name().map(str::to_owned) {
            None => received.texts.push(text(field).await?),
            Some(name) if name.is_empty() => {}
            Some(_) if received.uploads.len() == MOST_FILES => {
                received.problem = Some(AppError::invalid(Upload::INPUT, too_many()));
            }
            Some(name) => {
                let bytes = field.map_err(unreadable);
                match upload::receive(ctx, scope, FileName::mended(&name), bytes).await {
                    Ok(upload) => received.uploads.push(upload),
                    Err(error) => received.problem = Some(error),
                }
            }
        }
    }
    Ok(received)
}

/// A text of the form; its length is bounded as other forms' is.
async fn text(mut field: Field<'_>) -> Result<(String, String), AppError> {
    let name = field.name().unwrap_or_default().to_owned();
    let mut bytes = Vec::new();
    while let Some(piece) = field.chunk().await.map_err(unreadable)? {
        bytes.extend_from_slice(&piece);
        if bytes.len() > BODY_LIMIT {
            return Err(AppError::invalid(&name, "This is too long."));
        }
    }
    let text = String::from_utf8(bytes)
        .map_err(|_| AppError::invalid(&name, "This is no text in UTF-8."))?;
    Ok((name, text))
}

#[expect(clippy::needless_pass_by_value, reason = "it is what `map_err` gives")]
fn unreadable(error: MultipartError) -> AppError {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return AppError::invalid(
            Upload::INPUT,
            "All of this is too large for one message. Send some of it with another one.",
        );
    }
    broken_off()
}
