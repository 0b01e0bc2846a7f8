//! `/api/tickets` (spec §5).

use axum::extract::{Path, RawQuery};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::IntoResponse;
use serde::Deserialize;

use super::error::RestError;
use super::extract::{Json, Tenant};
use crate::model::comment::{Comment, CommentBody, NewComment, Visibility};
use crate::model::error::Conflict;
use crate::model::page::{Cursor, Page};
use crate::model::ticket::{NewTicket, Ticket, TicketChange};
use crate::model::ticket_query::TicketQuery;
use crate::model::{AppError, UserId};
use crate::server::service::ticket::{self, Key};

type Answer<T> = Result<T, RestError>;

/// `POST .../assign`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assign {
    /// A person, or `null` for nobody; leaving it out is a mistake, not a wish.
    #[serde(deserialize_with = "Option::deserialize")]
    assignee: Option<UserId>,
    /// The version the change was made from.
    #[serde(default)]
    version: Option<i32>,
}

/// `POST .../close`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Close {
    /// The resolution, Markdown.
    comment: CommentBody,
}

/// `POST .../reopen`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reopen {
    /// A public comment to reopen with.
    #[serde(default)]
    comment: Option<CommentBody>,
}

/// `POST .../comments`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Write {
    /// Markdown.
    body: CommentBody,
    /// Public unless said otherwise.
    #[serde(default = "public")]
    visibility: Visibility,
}

const fn public() -> Visibility {
    Visibility::Public
}

/// A ticket with its version as `ETag`, to be sent back as `If-Match`.
fn tagged(status: StatusCode, ticket: Ticket) -> impl IntoResponse {
    let tag = HeaderValue::try_from(format!("\"{}\"", ticket.version));
    (
        status,
        tag.map(|tag| [(header::ETAG, tag)]).ok(),
        Json(ticket),
    )
}

/// The ticket that a path names: its number, or its id.
fn key(raw: &str) -> Result<Key, AppError> {
    raw.parse()
        .map(Key::Number)
        .or_else(|_| raw.parse().map(Key::Id))
        .map_err(|_| AppError::NotFound)
}

/// The version of an `If-Match`; `*` matches any.
fn if_match(headers: &HeaderMap) -> Result<Option<i32>, AppError> {
    let Some(raw) = headers.get(header::IF_MATCH) else {
        return Ok(None);
    };
    let tag = raw.to_str().unwrap_or_default().trim();
    if tag == "*" {
        return Ok(None);
    }
    let version = tag.trim_start_matches("W/").trim_matches('"').parse();
    version.map(Some).map_err(|_| {
        AppError::Malformed("If-Match takes the ETag of a ticket, such as \"3\".".to_owned())
    })
}

/// `GET /api/tickets`.
///
/// # Errors
/// See [`ticket::list::list`].
pub async fn list(
    Tenant(ctx, scope): Tenant,
    RawQuery(query): RawQuery,
) -> Answer<Json<Page<Ticket>>> {
    let query = ticket::list::parse_query(&query.unwrap_or_default())?;
    Ok(Json(ticket::list::list(&ctx, &scope, &query).await?))
}

/// `POST /api/tickets`.
///
/// # Errors
/// See [`ticket::create::create`].
pub async fn create(
    Tenant(ctx, scope): Tenant,
    Json(new): Json<NewTicket>,
) -> Answer<impl IntoResponse> {
    Ok(tagged(
        StatusCode::CREATED,
        ticket::create::create(&ctx, &scope, new).await?,
    ))
}

/// `GET /api/tickets/{id}`.
///
/// # Errors
/// See [`ticket::view::read`].
pub async fn read(Tenant(ctx, scope): Tenant, Path(id): Path<String>) -> Answer<impl IntoResponse> {
    Ok(tagged(
        StatusCode::OK,
        ticket::view::read(&ctx, &scope, key(&id)?).await?,
    ))
}

/// `PATCH /api/tickets/{id}`; honours `If-Match` and `version`.
///
/// # Errors
/// See [`ticket::change::change`].
pub async fn change(
    Tenant(ctx, scope): Tenant,
    Path(id): Path<String>,
    headers: HeaderMap,
    Json(mut change): Json<TicketChange>,
) -> Answer<impl IntoResponse> {
    let expected = if_match(&headers)?;
    let versions = change.version.zip(expected);
    if let Some((current_version, _)) = versions.filter(|(body, header)| body != header) {
        return Err(AppError::from(Conflict::Stale { current_version }).into());
    }
    change.version = change.version.or(expected);
    Ok(tagged(
        StatusCode::OK,
        ticket::change::change(&ctx, &scope, key(&id)?, change)
            .await?
            .ticket,
    ))
}

/// `DELETE /api/tickets/{id}`.
///
/// # Errors
/// See [`ticket::delete::delete`].
pub async fn delete(Tenant(ctx, scope): Tenant, Path(id): Path<String>) -> Answer<StatusCode> {
    ticket::delete::delete(&ctx, &scope, key(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `POST /api/tickets/{id}/assign`.
///
/// # Errors
/// See [`ticket::change::change`].
pub async fn assign(
    Tenant(ctx, scope): Tenant,
    Path(id): Path<String>,
    Json(body): Json<Assign>,
) -> Answer<impl IntoResponse> {
    let change = TicketChange {
        assignee: Some(body.assignee),
        version: body.version,
        ..TicketChange::default()
    };
    Ok(tagged(
        StatusCode::OK,
        ticket::change::change(&ctx, &scope, key(&id)?, change)
            .await?
            .ticket,
    ))
}

/// `POST /api/tickets/{id}/close`.
///
/// # Errors
/// See [`ticket::close::close`].
pub async fn close(
    Tenant(ctx, scope): Tenant,
    Path(id): Path<String>,
    Json(body): Json<Close>,
) -> Answer<impl IntoResponse> {
    Ok(tagged(
        StatusCode::OK,
        ticket::close::close(&ctx, &scope, key(&id)?, body.comment).await?,
    ))
}

/// `POST /api/tickets/{id}/reopen`; the body may be left out.
///
/// # Errors
/// See [`ticket::reopen::reopen`].
pub async fn reopen(
    Tenant(ctx, scope): Tenant,
    Path(id): Path<String>,
    body: Option<Json<Reopen>>,
) -> Answer<impl IntoResponse> {
    let comment = body.and_then(|Json(body)| body.comment);
    Ok(tagged(
        StatusCode::OK,
        ticket::reopen::reopen(&ctx, &scope, key(&id)?, comment).await?,
    ))
}

/// `GET /api/tickets/{id}/comments`; takes `page_size` and `cursor`.
///
/// # Errors
/// See [`ticket::comment::list`].
pub async fn comments(
    Tenant(ctx, scope): Tenant,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Answer<Json<Page<Comment>>> {
    let (size, cursor) = page_of(&query.unwrap_or_default())?;
    Ok(Json(
        ticket::comment::list(&ctx, &scope, key(&id)?, size, cursor).await?,
    ))
}

/// Reads `page_size` and `cursor`, and refuses everything else.
fn page_of(query: &str) -> Result<(u64, Option<Cursor>), AppError> {
    let known = |name: &str| matches!(name, "page_size" | "cursor");
    let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect();
    if let Some((name, _)) = pairs.iter().find(|(name, _)| !known(name)) {
        return Err(AppError::invalid(name, "There is no such parameter."));
    }
    let query = TicketQuery::parse(
        pairs
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str())),
    )?;
    Ok((query.page_size, query.cursor))
}

/// `POST /api/tickets/{id}/comments`.
///
/// # Errors
/// See [`ticket::comment::comment`].
pub async fn write_comment(
    Tenant(ctx, scope): Tenant,
    Path(id): Path<String>,
    Json(body): Json<Write>,
) -> Answer<(StatusCode, Json<Comment>)> {
    let new = NewComment {
        body: body.body,
        visibility: body.visibility,
    };
    Ok((
        StatusCode::CREATED,
        Json(ticket::comment::comment(&ctx, &scope, key(&id)?, new).await?),
    ))
}
