//! Tickets: the list, one of them, and everything that is done to it.

use leptos::server;

use crate::model::AppError;
use crate::model::search::SearchPage;
use crate::model::view::{NewTicketForm, TicketList, TicketView};

/// `/o/{slug}/tickets?{query}`; `query` is the address's query string, `filter` names the condition that is being put
/// together, if one is.
#[server(prefix = "/fn", endpoint = "tickets/list")]
pub async fn load_tickets(
    slug: String,
    query: String,
    #[server(default)] filter: String,
) -> Result<TicketList, AppError> {
    use crate::model::ticket_query::Test;
    use crate::server::{context, query, service::ticket};
    let (ctx, scope) = context::scoped(&slug).await?;
    let query = context::answer(query::read(&query))?;
    context::answer(ticket::list::list_page(&ctx, &scope, &query, Test::named(&filter)).await)
}

/// `/o/{slug}/search?q=...`.
#[server(prefix = "/fn", endpoint = "tickets/search")]
pub async fn search_tickets(slug: String, q: String) -> Result<SearchPage, AppError> {
    use crate::model::list_query::words;
    use crate::server::{context, service::ticket};
    let (ctx, scope) = context::scoped(&slug).await?;
    let q = context::answer(words(&q).map_err(|message| AppError::invalid("q", message)))?;
    context::answer(ticket::search::search(&ctx, &scope, &q).await)
}

/// `/o/{slug}/tickets/new`; `group` is the id of the group that is chosen, or empty.
#[server(prefix = "/fn", endpoint = "tickets/new")]
pub async fn load_new_ticket_form(
    slug: String,
    #[server(default)] group: String,
) -> Result<NewTicketForm, AppError> {
    use crate::server::{context, service::ticket::new_form};
    let (ctx, scope) = context::scoped(&slug).await?;
    context::answer(new_form::new_form(&ctx, &scope, group.parse().ok()).await)
}

/// `/o/{slug}/tickets/{number}`; `older` says how often more of the past was asked for, `list` is the query string of the
/// list one came from.
#[server(prefix = "/fn", endpoint = "tickets/view")]
pub async fn load_ticket(
    slug: String,
    number: i64,
    #[server(default)] older: u32,
    #[server(default)] list: String,
) -> Result<TicketView, AppError> {
    use crate::server::{context, query, service::ticket};
    let (ctx, scope) = context::scoped(&slug).await?;
    let list = query::read_leniently(&list);
    context::answer(ticket::view::view(&ctx, &scope, number, older, Some(&list)).await)
}

/// `/o/{slug}/tickets/{number}/edit`: the ticket, for those who may edit it.
#[server(prefix = "/fn", endpoint = "tickets/edit_view")]
pub async fn load_ticket_to_edit(slug: String, number: i64) -> Result<TicketView, AppError> {
    use crate::server::{context, service::ticket};
    let (ctx, scope) = context::scoped(&slug).await?;
    context::answer(ticket::view::to_edit(&ctx, &scope, number).await)
}

/// Files a ticket and goes to its page. `group` and `assignee` are ids or empty; `tags` are separated by commas; with
/// something to `show` first it is not filed yet.
#[server(prefix = "/fn", endpoint = "tickets/create")]
pub async fn create_ticket(
    slug: String,
    subject: String,
    description: String,
    priority: String,
    group: String,
    #[server(default)] assignee: String,
    tags: String,
    #[server(default)] attachments: Vec<String>,
    #[server(default)] show: String,
) -> Result<(), AppError> {
    use crate::model::ticket_form as form;
    use crate::server::context;
    use crate::server::service::ticket::create;
    let (ctx, scope) = context::scoped(&slug).await?;
    let raw = form::NewTicketFields {
        subject,
        description,
        priority,
        group,
        assignee,
        tags,
        show,
    };
    let new_ticket = context::answer(raw.parse().map_err(AppError::from))?;
    let uploads = context::answer(form::parse_uploads(&attachments).map_err(AppError::from))?;
    let ticket = context::answer(create::create(&ctx, &scope, new_ticket, &uploads).await)?;
    context::redirect(&format!("/o/{slug}/tickets/{}", ticket.number));
    Ok(())
}

/// Edits subject, description and tags, and goes back to the ticket. Here as below, `list` is the query string of the
/// list one came from, which where it leads keeps.
#[server(prefix = "/fn", endpoint = "tickets/edit")]
pub async fn edit_ticket(
    slug: String,
    number: i64,
    version: i32,
    subject: String,
    description: String,
    tags: String,
    #[server(default)] list: String,
) -> Result<(), AppError> {
    use crate::model::list_query::keeping_list;
    use crate::model::ticket_form as form;
    use crate::server::context;
    use crate::server::service::ticket::change;
    let (ctx, scope) = context::scoped(&slug).await?;
    let raw = form::EditFields {
        version,
        subject,
        description,
        tags,
    };
    let changes = context::answer(raw.parse().map_err(AppError::from))?;
    context::answer(change::change(&ctx, &scope, number, changes).await)?;
    let page = format!("/o/{slug}/tickets/{number}");
    context::redirect(&keeping_list(&page, "", &list));
    Ok(())
}

/// Sets status, priority and group; an empty one stays as it is, `group` `none` takes the group off.
#[server(prefix = "/fn", endpoint = "tickets/properties")]
pub async fn change_properties(
    slug: String,
    number: i64,
    version: i32,
    #[server(default)] status: String,
    #[server(default)] priority: String,
    #[server(default)] group: String,
    #[server(default)] list: String,
) -> Result<(), AppError> {
    use crate::model::ticket_form as form;
    use crate::server::context;
    use crate::server::service::ticket::change;
    let (ctx, scope) = context::scoped(&slug).await?;
    let raw = form::PropertyFields {
        version,
        status,
        priority,
        group,
    };
    let changes = context::answer(raw.parse().map_err(AppError::from))?;
    let changed = context::answer(change::change(&ctx, &scope, number, changes).await)?;
    if !changed.is_still_seen {
        to_list(&slug, &list);
    }
    Ok(())
}

/// Sets the tags, which are separated by commas.
#[server(prefix = "/fn", endpoint = "tickets/tag")]
pub async fn tag_ticket(
    slug: String,
    number: i64,
    version: i32,
    tags: String,
) -> Result<(), AppError> {
    use crate::model::ticket_form as form;
    use crate::server::context;
    use crate::server::service::ticket::change;
    let (ctx, scope) = context::scoped(&slug).await?;
    let changes = form::TagFields { version, tags }.parse();
    let changes = context::answer(changes.map_err(AppError::from))?;
    context::answer(change::change(&ctx, &scope, number, changes).await).map(drop)
}

/// Gives the ticket to somebody; an empty `assignee` gives it to nobody.
#[server(prefix = "/fn", endpoint = "tickets/assign")]
pub async fn assign_ticket(
    slug: String,
    number: i64,
    version: i32,
    assignee: String,
    #[server(default)] list: String,
) -> Result<(), AppError> {
    use crate::model::ticket_form as form;
    use crate::server::context;
    use crate::server::service::ticket::change;
    let (ctx, scope) = context::scoped(&slug).await?;
    let changes = context::answer(
        form::AssignFields { version, assignee }
            .parse()
            .map_err(AppError::from),
    )?;
    let changed = context::answer(change::change(&ctx, &scope, number, changes).await)?;
    if !changed.is_still_seen {
        to_list(&slug, &list);
    }
    Ok(())
}

/// Writes a public comment (`visibility` `public`) or an internal note (`internal`).
#[server(prefix = "/fn", endpoint = "tickets/comment")]
pub async fn add_comment(
    slug: String,
    number: i64,
    body: String,
    visibility: String,
    #[server(default)] attachments: Vec<String>,
) -> Result<(), AppError> {
    use crate::model::ticket_form as form;
    use crate::server::context;
    use crate::server::service::ticket::comment;
    let (ctx, scope) = context::scoped(&slug).await?;
    let new_comment = context::answer(
        form::CommentFields {
            body,
            visibility,
            attachments,
        }
        .parse()
        .map_err(AppError::from),
    )?;
    context::answer(comment::comment(&ctx, &scope, number, new_comment).await)?;
    Ok(())
}

/// Writes one's own comment anew and goes back to it.
#[server(prefix = "/fn", endpoint = "tickets/edit_comment")]
pub async fn edit_comment(
    slug: String,
    number: i64,
    comment: String,
    body: String,
    #[server(default)] list: String,
) -> Result<(), AppError> {
    use crate::model::list_query::keeping_list;
    use crate::model::ticket_form as form;
    use crate::server::context;
    use crate::server::service::ticket::edit_comment;
    let (ctx, scope) = context::scoped(&slug).await?;
    let id = context::answer(comment.parse().map_err(|_| AppError::NotFound))?;
    let body = context::answer(form::parse_body("body", &body).map_err(AppError::from))?;
    context::answer(edit_comment::edit(&ctx, &scope, number, id, body).await)?;
    let page = keeping_list(&format!("/o/{slug}/tickets/{number}"), "", &list);
    context::redirect(&format!("{page}#comment-{id}"));
    Ok(())
}

/// Takes a file away.
#[server(prefix = "/fn", endpoint = "tickets/remove_attachment")]
pub async fn remove_attachment(
    slug: String,
    number: i64,
    attachment: String,
) -> Result<(), AppError> {
    use crate::server::{context, service::attachment::remove};
    let (ctx, scope) = context::scoped(&slug).await?;
    let id = context::answer(attachment.parse().map_err(|_| AppError::NotFound))?;
    context::answer(remove::remove(&ctx, &scope, number, id).await)
}

/// Closes the ticket with a resolution comment.
#[server(prefix = "/fn", endpoint = "tickets/close")]
pub async fn close_ticket(slug: String, number: i64, comment: String) -> Result<(), AppError> {
    use crate::model::ticket_form as form;
    use crate::server::context;
    use crate::server::service::ticket::close;
    let (ctx, scope) = context::scoped(&slug).await?;
    let resolution =
        context::answer(form::parse_body("comment", &comment).map_err(AppError::from))?;
    context::answer(close::close(&ctx, &scope, number, resolution).await)?;
    Ok(())
}

/// Opens the ticket again, with a public comment if there is one.
#[server(prefix = "/fn", endpoint = "tickets/reopen")]
pub async fn reopen_ticket(
    slug: String,
    number: i64,
    #[server(default)] comment: String,
    #[server(default)] attachments: Vec<String>,
) -> Result<(), AppError> {
    use crate::model::ticket_form as form;
    use crate::server::context;
    use crate::server::service::ticket::reopen;
    let (ctx, scope) = context::scoped(&slug).await?;
    let raw = form::ReopenFields {
        comment,
        attachments,
    };
    let comment = context::answer(raw.parse().map_err(AppError::from))?;
    context::answer(reopen::reopen(&ctx, &scope, number, comment).await)?;
    Ok(())
}

/// Deletes the ticket softly and goes to the list.
#[server(prefix = "/fn", endpoint = "tickets/delete")]
pub async fn delete_ticket(
    slug: String,
    number: i64,
    #[server(default)] list: String,
) -> Result<(), AppError> {
    use crate::server::{context, service::ticket};
    let (ctx, scope) = context::scoped(&slug).await?;
    context::answer(ticket::delete::delete(&ctx, &scope, number).await)?;
    to_list(&slug, &list);
    Ok(())
}

/// Goes to the list of tickets that one came from.
#[cfg(feature = "ssr")]
fn to_list(slug: &str, list: &str) {
    use crate::model::list_query::with_query;
    crate::server::context::redirect(&with_query(&format!("/o/{slug}/tickets"), list));
}
