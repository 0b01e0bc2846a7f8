//! `/api/tickets` (spec §5).

use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::answer::{Created, NoContent, Tagged};
use super::error::RestError;
use super::extract::{Json, Tenant};
use super::parameter::{IfMatch, Paging, Path, Query, paging, some_of};
use crate::model::comment::{Comment, CommentBody, NewComment, Visibility};
use crate::model::error::Conflict;
use crate::model::page::Page;
use crate::model::ticket::{NewTicket, Priority, Tag, Ticket, TicketChange, TicketStatus};
use crate::model::ticket_query::{SortKey, Test, TicketQuery};
use crate::model::{AppError, CommentId, UserId};
use crate::server::service::ticket::{self, Key};

type Answer<T> = Result<T, RestError>;

/// `POST .../assign`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AssignTicket)]
pub struct Assign {
    /// A person, or `null` for nobody; leaving it out is a mistake, not a wish.
    #[serde(deserialize_with = "Option::deserialize")]
    #[schema(required)]
    assignee: Option<UserId>,
    /// The version the change was made from.
    #[serde(default)]
    version: Option<i32>,
}

/// `POST .../close`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CloseTicket)]
pub struct Close {
    /// The resolution, Markdown.
    comment: CommentBody,
}

/// `POST .../reopen`.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReopenTicket)]
pub struct Reopen {
    /// A public comment to reopen with.
    #[serde(default)]
    comment: Option<CommentBody>,
}

/// `POST .../comments`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = WriteComment)]
pub struct Write {
    /// Markdown.
    body: CommentBody,
    /// Public unless said otherwise.
    #[serde(default = "public")]
    visibility: Visibility,
}

/// `PATCH .../comments/{comment_id}`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = EditComment)]
pub struct Edit {
    /// Markdown.
    body: CommentBody,
}

const fn public() -> Visibility {
    Visibility::Public
}

fn tagged(ticket: Ticket) -> Tagged<Json<Ticket>> {
    Tagged {
        version: ticket.version,
        answer: Json(ticket),
    }
}

/// What a list of tickets is narrowed and sorted by; see [`TicketQuery::parse`].
pub fn parameters() -> Vec<(&'static str, Value, &'static str)> {
    let orders = SortKey::ALL
        .iter()
        .flat_map(|key| [key.to_string(), format!("-{key}")]);
    let ordering =
        json!({ "type": "string", "enum": orders.collect::<Vec<_>>(), "default": "-created_at" });
    let mut parameters: Vec<_> = Test::ALL.iter().map(|test| condition(*test)).collect();
    parameters.extend([
        (
            "mine",
            json!({ "type": "boolean", "default": false }),
            "Held or filed by the caller.",
        ),
        (
            "q",
            json!({ "type": "string", "maxLength": 200 }),
            "Words that one text of the ticket holds, be it its own or a comment one may read, each as the beginning of a word; or a number.",
        ),
        (
            "ordering",
            ordering,
            "The order; a minus means the greatest first.",
        ),
    ]);
    parameters.extend(paging(TicketQuery::DEFAULT_PAGE_SIZE));
    parameters
}

/// One of the conditions, all of which must hold.
fn condition(test: Test) -> (&'static str, Value, &'static str) {
    let several = |item: Value| json!({ "type": "array", "items": item });
    let id = || json!({ "type": "string", "format": "uuid" });
    let schema = match test {
        Test::Status | Test::StatusNot => some_of::<TicketStatus>(),
        Test::Priority | Test::PriorityNot => some_of::<Priority>(),
        Test::Group | Test::GroupNot => {
            several(json!({ "anyOf": [{ "enum": ["none", "null"] }, id()] }))
        }
        Test::Assignee | Test::AssigneeNot | Test::CreatedBy | Test::CreatedByNot => {
            let email = json!({ "type": "string", "format": "email" });
            several(json!({ "anyOf": [{ "enum": ["me", "none", "null"] }, id(), email] }))
        }
        Test::Tag | Test::TagNot => some_of::<Tag>(),
        Test::CreatedAfter | Test::CreatedBefore | Test::UpdatedAfter | Test::UpdatedBefore => {
            let of = |format: &str| json!({ "type": "string", "format": format });
            json!({ "anyOf": [of("date-time"), of("date")] })
        }
    };
    let about = match test {
        Test::Status => "In any of these.",
        Test::StatusNot => "In none of these.",
        Test::Priority => "With any of these.",
        Test::PriorityNot => "With none of these.",
        Test::Group => "Of any of these groups, or of none.",
        Test::GroupNot => "Of none of these groups.",
        Test::Assignee => "Held by any of these people, by the caller, or by nobody.",
        Test::AssigneeNot => "Held by none of these people.",
        Test::CreatedBy => "Filed by any of these people, or by the caller.",
        Test::CreatedByNot => "Filed by none of these people.",
        Test::Tag => "With any of these tags. Repeated, each must hold.",
        Test::TagNot => "With none of these tags.",
        Test::CreatedAfter => {
            "Filed at or after this moment; a day begins in the caller's time zone."
        }
        Test::CreatedBefore => "Filed before this moment.",
        Test::UpdatedAfter => "Last changed at or after this moment.",
        Test::UpdatedBefore => "Last changed before this moment.",
    };
    (test.as_str(), schema, about)
}

/// `GET /api/tickets`.
///
/// # Errors
/// See [`ticket::list::list`].
pub async fn list(
    Tenant(ctx, scope): Tenant,
    Query(query): Query<TicketQuery>,
) -> Answer<Json<Page<Ticket>>> {
    Ok(Json(ticket::list::list(&ctx, &scope, &query).await?))
}

/// `POST /api/tickets`.
///
/// # Errors
/// See [`ticket::create::create`].
pub async fn create(
    Tenant(ctx, scope): Tenant,
    Json(new): Json<NewTicket>,
) -> Answer<Tagged<Created<Ticket>>> {
    let ticket = ticket::create::create(&ctx, &scope, new, &[]).await?;
    Ok(Tagged {
        version: ticket.version,
        answer: Created(ticket),
    })
}

/// `GET /api/tickets/{id}`.
///
/// # Errors
/// See [`ticket::view::read`].
pub async fn read(
    Tenant(ctx, scope): Tenant,
    Path(key): Path<Key>,
) -> Answer<Tagged<Json<Ticket>>> {
    Ok(tagged(ticket::view::read(&ctx, &scope, key).await?))
}

/// `PATCH /api/tickets/{id}`; honours `If-Match` and `version`.
///
/// # Errors
/// See [`ticket::change::change`].
pub async fn change(
    Tenant(ctx, scope): Tenant,
    Path(key): Path<Key>,
    IfMatch(expected): IfMatch,
    Json(mut change): Json<TicketChange>,
) -> Answer<Tagged<Json<Ticket>>> {
    let versions = change.version.zip(expected);
    if let Some((current_version, _)) = versions.filter(|(body, header)| body != header) {
        return Err(AppError::from(Conflict::Stale { current_version }).into());
    }
    change.version = change.version.or(expected);
    Ok(tagged(
        ticket::change::change(&ctx, &scope, key, change)
            .await?
            .ticket,
    ))
}

/// `DELETE /api/tickets/{id}`.
///
/// # Errors
/// See [`ticket::delete::delete`].
pub async fn delete(Tenant(ctx, scope): Tenant, Path(key): Path<Key>) -> Answer<NoContent> {
    ticket::delete::delete(&ctx, &scope, key).await?;
    Ok(NoContent)
}

/// `POST /api/tickets/{id}/assign`.
///
/// # Errors
/// See [`ticket::change::change`].
pub async fn assign(
    Tenant(ctx, scope): Tenant,
    Path(key): Path<Key>,
    Json(body): Json<Assign>,
) -> Answer<Tagged<Json<Ticket>>> {
    let change = TicketChange {
        assignee: Some(body.assignee),
        version: body.version,
        ..TicketChange::default()
    };
    Ok(tagged(
        ticket::change::change(&ctx, &scope, key, change)
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
    Path(key): Path<Key>,
    Json(body): Json<Close>,
) -> Answer<Tagged<Json<Ticket>>> {
    Ok(tagged(
        ticket::close::close(&ctx, &scope, key, body.comment).await?,
    ))
}

/// `POST /api/tickets/{id}/reopen`; the body may be left out.
///
/// # Errors
/// See [`ticket::reopen::reopen`].
pub async fn reopen(
    Tenant(ctx, scope): Tenant,
    Path(key): Path<Key>,
    body: Option<Json<Reopen>>,
) -> Answer<Tagged<Json<Ticket>>> {
    let comment = body.and_then(|Json(body)| body.comment);
    let comment = comment.map(|body| NewComment {
        body,
        visibility: Visibility::Public,
        attachments: Vec::new(),
    });
    Ok(tagged(
        ticket::reopen::reopen(&ctx, &scope, key, comment).await?,
    ))
}

/// `GET /api/tickets/{id}/comments`; takes `page_size` and `cursor`.
///
/// # Errors
/// See [`ticket::comment::list`].
pub async fn comments(
    Tenant(ctx, scope): Tenant,
    Path(key): Path<Key>,
    Query(page): Query<Paging>,
) -> Answer<Json<Page<Comment>>> {
    Ok(Json(
        ticket::comment::list(&ctx, &scope, key, page.size, page.cursor).await?,
    ))
}

/// `POST /api/tickets/{id}/comments`.
///
/// # Errors
/// See [`ticket::comment::comment`].
pub async fn write_comment(
    Tenant(ctx, scope): Tenant,
    Path(key): Path<Key>,
    Json(body): Json<Write>,
) -> Answer<Created<Comment>> {
    let new = NewComment {
        body: body.body,
        visibility: body.visibility,
        attachments: Vec::new(),
    };
    Ok(Created(
        ticket::comment::comment(&ctx, &scope, key, new).await?,
    ))
}

/// `PATCH /api/tickets/{id}/comments/{comment_id}`.
///
/// # Errors
/// See [`ticket::edit_comment::edit`].
pub async fn edit_comment(
    Tenant(ctx, scope): Tenant,
    Path((key, id)): Path<(Key, CommentId)>,
    Json(body): Json<Edit>,
) -> Answer<Json<Comment>> {
    Ok(Json(
        ticket::edit_comment::edit(&ctx, &scope, key, id, body.body).await?,
    ))
}
