//! Lists of tickets: what the page and the REST API show of them.

use crate::model::page::Page;
use crate::model::ticket::Ticket;
use crate::model::ticket_query::{Condition, PersonFilter, Test, TicketQuery};
use crate::model::view::TicketList;
use crate::model::{AppError, UserId};
use crate::server::context::RequestContext;
use crate::server::scope::OrgScope;
use crate::server::store::group::GroupStore;
use crate::server::store::membership::MembershipStore;
use crate::server::store::ticket::TicketStore;
use crate::server::store::ticket_record::TicketRecord;
use crate::server::store::ticket_tag;

/// The list page: rows, what its filters name, and what one that is being put together, `draft`, chooses from.
///
/// # Errors
/// When the database refuses.
pub async fn list_page(
    ctx: &RequestContext,
    scope: &OrgScope,
    query: &TicketQuery,
    draft: Option<Test>,
) -> Result<TicketList, AppError> {
    let query = told(ctx, query);
    let tx = scope.begin(ctx.db()).await?;
    let page = TicketStore::new(scope, &tx).page(&query, false).await?;
    let groups = GroupStore::new(scope, &tx).list().await?;
    let people = MembershipStore::new(scope, &tx);
    let mut known = match named(&query).as_slice() {
        [] => Vec::new(),
        ids => people.named(ids).await?,
    };
    let mut tags = Vec::new();
    match draft {
        Some(Test::Assignee | Test::AssigneeNot | Test::CreatedBy | Test::CreatedByNot) => {
            known.extend(people.workers().await?);
        }
        Some(Test::Tag | Test::TagNot) => tags = ticket_tag::in_use(&tx, scope).await?,
        _ => {}
    }
    tx.commit().await?;
    Ok(TicketList {
        page: page.map(TicketRecord::into_row),
        groups,
        people: known,
        tags,
        now: ctx.now,
    })
}

/// The people whom the query names by their ids.
fn named(query: &TicketQuery) -> Vec<UserId> {
    let people = query.conditions.iter().filter_map(|it| match it {
        Condition::Assignee(choice) | Condition::CreatedBy(choice) => Some(choice.values()),
        _ => None,
    });
    let id = |person: &PersonFilter| match person {
        PersonFilter::Is(id) => Some(*id),
        _ => None,
    };
    people.flatten().filter_map(id).collect()
}

/// The list of the REST API: whole tickets.
///
/// # Errors
/// When the database refuses.
pub async fn list(
    ctx: &RequestContext,
    scope: &OrgScope,
    query: &TicketQuery,
) -> Result<Page<Ticket>, AppError> {
    let query = told(ctx, query);
    let tx = scope.begin(ctx.db()).await?;
    let page = TicketStore::new(scope, &tx).page(&query, true).await?;
    tx.commit().await?;
    Ok(page.map(|record| record.ticket))
}

/// The query with its days told by the caller's clocks.
pub(super) fn told(ctx: &RequestContext, query: &TicketQuery) -> TicketQuery {
    let locale = ctx.locale();
    query.told_by(|day| locale.start_of(day))
}
