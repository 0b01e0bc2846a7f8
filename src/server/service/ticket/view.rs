//! One ticket: for its page with all around it, and for the REST API alone.

use super::list::told;
use crate::model::AppError;
use crate::model::comment::Comment;
use crate::model::ticket::Ticket;
use crate::model::ticket_query::TicketQuery;
use crate::model::view::{Beside, RenderedComment, TicketView};
use crate::policy::{TicketAction, can};
use crate::server::context::RequestContext;
use crate::server::markdown;
use crate::server::scope::OrgScope;
use crate::server::store::attachment::AttachmentStore;
use crate::server::store::comment::CommentStore;
use crate::server::store::event::EventStore;
use crate::server::store::group::GroupStore;
use crate::server::store::membership::MembershipStore;
use crate::server::store::ticket::{TicketKey, TicketStore};
use crate::server::store::ticket_tag;

/// How much of the past the page shows at first, and how much each wish for more adds.
const COMMENTS: u64 = 200;
const EVENTS: u64 = 100;

/// How often more of the past can be asked for: a page has to end somewhere.
const MOST_OLDER: u32 = 19;

const FILES: u64 = 1000;

/// The ticket alone.
///
/// # Errors
/// `NotFound` for what one may not see.
pub async fn read(
    ctx: &RequestContext,
    scope: &OrgScope,
    key: impl Into<TicketKey>,
) -> Result<Ticket, AppError> {
    let tx = scope.begin(ctx.db()).await?;
    let record = super::read_for(scope, &tx, key.into(), TicketAction::See).await?;
    tx.commit().await?;
    Ok(record.ticket)
}

/// The same, for those who may edit it.
///
/// # Errors
/// `NotFound` for what one may not see, `Forbidden` for what one may not edit.
pub async fn to_edit(
    ctx: &RequestContext,
    scope: &OrgScope,
    key: impl Into<TicketKey>,
) -> Result<TicketView, AppError> {
    let view = view(ctx, scope, key, 0, None).await?;
    can(&view.viewer, TicketAction::Edit, &view.facts).obey()?;
    Ok(view)
}

/// The ticket's page: conversation, timeline, and what its forms choose from. `older` says how often more of the past was
/// asked for, `list` which list one came from, if one can go on in it.
///
/// # Errors
/// `NotFound` for what one may not see.
pub async fn view(
    ctx: &RequestContext,
    scope: &OrgScope,
    key: impl Into<TicketKey>,
    older: u32,
    list: Option<&TicketQuery>,
) -> Result<TicketView, AppError> {
    let tx = scope.begin(ctx.db()).await?;
    let record = super::read_for(scope, &tx, key.into(), TicketAction::See).await?;
    let facts = record.facts();
    let may = |action| can(scope.viewer(), action, &facts).is_allowed();

    let beside = match list {
        Some(list) => {
            let tickets = TicketStore::new(scope, &tx);
            tickets.beside(&record, &told(ctx, list)).await?
        }
        None => Beside::default(),
    };
    let internal = may(TicketAction::InternalNotes);
    let older = older.min(MOST_OLDER);
    let times = u64::from(older) + 1;
    let mut comments = CommentStore::new(scope, &tx)
        .newest(record.ticket.id, internal, COMMENTS * times + 1)
        .await?;
    let more_comments = surplus(&comments, COMMENTS * times);
    comments.drain(..more_comments);
    let mut events = EventStore::new(scope, &tx)
        .newest(record.ticket.id, internal, EVENTS * times + 1)
        .await?;
    let more_events = surplus(&events, EVENTS * times);
    events.truncate(events.len() - more_events);
    let attachments = AttachmentStore::new(scope, &tx)
        .oldest(record.ticket.id, internal, FILES)
        .await?;
    let assignable = match facts.group.filter(|_| may(TicketAction::Assign)) {
        Some(group) => MembershipStore::new(scope, &tx).assignable(group).await?,
        None => Vec::new(),
    };
    let groups = if may(TicketAction::ChangeProperties) {
        GroupStore::new(scope, &tx).list().await?
    } else {
        Vec::new()
    };
    let tags = if may(TicketAction::Tag) {
        ticket_tag::in_use(&tx, scope).await?
    } else {
        Vec::new()
    };
    tx.commit().await?;
    Ok(TicketView {
        description_html: markdown::render(&record.ticket.description),
        assignee_inactive: record.assignee_inactive,
        ticket: record.ticket,
        beside,
        comments: comments.into_iter().map(rendered).collect(),
        older,
        more_comments: more_comments > 0 && older < MOST_OLDER,
        attachments,
        events,
        more_events: more_events > 0 && older < MOST_OLDER,
        assignable,
        groups,
        tags,
        viewer: scope.viewer().clone(),
        facts,
        now: ctx.now,
    })
}

/// How many there are beyond `most`.
fn surplus<T>(all: &[T], most: u64) -> usize {
    all.len()
        .saturating_sub(usize::try_from(most).unwrap_or(usize::MAX))
}

fn rendered(comment: Comment) -> RenderedComment {
    RenderedComment {
        html: markdown::render(&comment.body),
        comment,
    }
}
