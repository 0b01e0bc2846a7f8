//! Searching: the tickets one may see, by the words of all that one may read in them.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::excerpt::Matcher;
use crate::model::comment::{Comment, Visibility};
use crate::model::search::{Hit, Place, SearchPage, SearchWords};
use crate::model::ticket::Ticket;
use crate::model::{AppError, TicketId};
use crate::policy::{TicketAction, can};
use crate::server::context::RequestContext;
use crate::server::scope::OrgScope;
use crate::server::store::comment::CommentStore;
use crate::server::store::reach::Few;
use crate::server::store::search::{self, Found};
use crate::server::store::ticket::{TicketKey, TicketStore};
use crate::server::store::ticket_record::TicketRecord;

/// Most tickets shown; whoever has more to read through adds a word.
const MOST: usize = 30;

/// The page of a search: the ticket of the number that was typed, then the best.
///
/// # Errors
/// When the database refuses.
pub async fn search(
    ctx: &RequestContext,
    scope: &OrgScope,
    typed: &str,
) -> Result<SearchPage, AppError> {
    let words = SearchWords::parse(typed);
    let mut page = SearchPage {
        q: typed.trim().to_owned(),
        hits: Vec::new(),
        has_more: false,
        now: ctx.now,
    };
    if words.is_empty() {
        return Ok(page);
    }
    let tx = scope.begin(ctx.db()).await?;
    let tickets = TicketStore::new(scope, &tx);
    let matcher = Matcher::new(&words);
    if let Some(number) = words.number() {
        let found = tickets.find(TicketKey::Number(number)).await?;
        let sees =
            |it: &TicketRecord| can(scope.viewer(), TicketAction::See, &it.facts()).is_allowed();
        page.hits
            .extend(found.filter(sees).map(|record| hit(record, None, &matcher)));
    }
    let mut found = search::newest(&tx, scope, &words, Few::OF_SEARCH).await?;
    best_first(&mut found, &matcher);
    let named: Vec<TicketId> = page.hits.iter().map(|hit| hit.ticket.id).collect();
    keep_best_of_each(&mut found, &named);
    let room = MOST - page.hits.len();
    page.has_more = found.len() > room;
    found.truncate(room);
    let ids: Vec<TicketId> = found.iter().map(|it| it.ticket).collect();
    let comments: Vec<_> = found.iter().filter_map(|it| it.comment).collect();
    let records = tickets.by_ids(&ids).await?;
    let comments = CommentStore::new(scope, &tx).by_ids(&comments).await?;
    tx.commit().await?;
    let mut records: HashMap<_, _> = records.into_iter().map(|it| (it.ticket.id, it)).collect();
    let mut comments: HashMap<_, _> = comments.into_iter().map(|it| (it.id, it)).collect();
    page.hits.extend(found.iter().filter_map(|it| {
        let comment = it.comment.and_then(|id| comments.remove(&id));
        Some(hit(records.remove(&it.ticket)?, comment, &matcher))
    }));
    Ok(page)
}

/// Of two that answer as well, the newer ticket, and its own text before what was said later.
fn best_first(found: &mut [Found], matcher: &Matcher) {
    found.sort_by_cached_key(|it| {
        let weight = matcher.weight(&it.subject, &it.text);
        (Reverse(weight), Reverse(it.ticket), it.comment)
    });
}

/// The first, and so the best, text of each ticket, without those that are shown already.
fn keep_best_of_each(found: &mut Vec<Found>, shown: &[TicketId]) {
    let mut seen: std::collections::HashSet<_> = shown.iter().copied().collect();
    found.retain(|it| seen.insert(it.ticket));
}

fn hit(record: TicketRecord, comment: Option<Comment>, matcher: &Matcher) -> Hit {
    let excerpt = match &comment {
        Some(comment) => matcher.excerpt(&comment.body),
        None => own_excerpt(&record.ticket, matcher),
    };
    Hit {
        subject: matcher.pieces(&record.ticket.subject),
        excerpt,
        place: comment.map_or(Place::Ticket, |comment| Place::Comment {
            id: comment.id,
            author: comment.author.name,
            is_internal: comment.visibility == Visibility::Internal,
        }),
        ticket: record.into_row(),
    }
}

fn own_excerpt(ticket: &Ticket, matcher: &Matcher) -> Vec<crate::model::search::Piece> {
    let texts = [Some(&ticket.description), ticket.resolution.as_ref()];
    let mut excerpts = texts
        .into_iter()
        .flatten()
        .map(|text| matcher.excerpt(text));
    excerpts
        .find(|excerpt| !excerpt.is_empty())
        .unwrap_or_default()
}
