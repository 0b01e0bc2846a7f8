//! Words in tickets and comments (ADR 20). The tenant is a word of every text, and what one may not see is left out
//! before anything is counted, so neither a hit nor its place tells of what is hidden.

mod lead;
mod postgres;
mod settle;
mod sought;
mod sqlite;

pub use self::lead::{Lead, lead};
use self::lead::{has_more_texts, is_common};
pub use self::settle::settle;
pub use self::sought::Sought;

use sea_orm::sea_query::{Alias, BinOper, Cond, Expr, ExprTrait, Func, SelectStatement};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, FromQueryResult};
use uuid::Uuid;

use super::reach::{Few, sees_at_most};
use super::ticket_select::col;
use crate::model::search::SearchWords;
use crate::model::{CommentId, TicketId};
use crate::server::entity::{comment, ticket};
use crate::server::scope::OrgScope;

/// The newest texts among which the best are found, where a word stands in more; PostgreSQL tells as many tickets and as
/// many comments.
const CANDIDATES: u64 = 250;

/// As much of a text as is read to tell how well it answers, in characters.
const BEGINNING: i32 = 2000;

/// A text that holds the words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The ticket.
    pub ticket: TicketId,
    /// The comment, unless it is the ticket's own text.
    pub comment: Option<CommentId>,
    /// The ticket's subject; empty for a comment.
    pub subject: String,
    /// The beginning of what is written.
    pub text: String,
}

#[derive(FromQueryResult)]
struct Row {
    ticket_id: Uuid,
    comment_id: Option<Uuid>,
    subject: String,
    text: String,
}

impl From<Row> for Found {
    fn from(row: Row) -> Self {
        Self {
            ticket: row.ticket_id.into(),
            comment: row.comment_id.map(Into::into),
            subject: row.subject,
            text: row.text,
        }
    }
}

/// The newest texts that the scope's person may read and that hold the words. Where very many hold them, those of whoever
/// sees few tickets are looked through alone.
///
/// # Errors
/// When the database refuses.
pub async fn newest(
    tx: &DatabaseTransaction,
    scope: &OrgScope,
    words: &SearchWords,
    few: Few,
) -> Result<Vec<Found>, DbErr> {
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let sought = Sought::look_up(tx, words).await?;
    if tx.get_database_backend() != DbBackend::Postgres {
        let sees_few = is_common(tx, scope, &sought, few).await?
            && sees_at_most(tx, scope, few.tickets).await?;
        if !sees_few {
            return texts(tx, &sqlite::newest(scope, &sought)).await;
        }
        let asked = sqlite::can_ask(&sought) && sees_at_most(tx, scope, few.asked).await?;
        return texts(tx, &sqlite::newest_of_few(scope, &sought, asked)).await;
    }
    let lead = lead(tx, scope, &sought, few).await?;
    if lead == Lead::Tickets && sees_at_most(tx, scope, few.tickets).await? {
        return texts(tx, &postgres::newest_of_few(scope, words)).await;
    }
    let found = texts(tx, &postgres::newest(scope, words, lead, few.walked)).await?;
    let is_enough = lead != Lead::Tickets || found.len() as u64 >= CANDIDATES;
    if is_enough || !has_more_texts(tx, scope, few.walked).await? {
        return Ok(found);
    }
    // The words are common, but not among the newest.
    texts(tx, &postgres::newest(scope, words, Lead::Texts, few.walked)).await
}

async fn texts(tx: &DatabaseTransaction, select: &SelectStatement) -> Result<Vec<Found>, DbErr> {
    let rows = tx.query_all(select).await?;
    let read = |row: &sea_orm::QueryResult| Row::from_query_result(row, "").map(Found::from);
    rows.iter().map(read).collect()
}

/// Whether the ticket `t` has the words in a text that the scope's person reads wherever they see the ticket, or their
/// number, with or without `#`. Nothing but signs finds nothing.
pub fn condition(backend: DbBackend, scope: &OrgScope, sought: &Sought, lead: Lead) -> Cond {
    let words = sought.words();
    if words.is_empty() {
        return Cond::any().add(Expr::val(false));
    }
    let condition = match (backend, lead) {
        (DbBackend::Postgres, Lead::Tickets) => postgres::asked(scope, words),
        (_, Lead::Tickets) => sqlite::asked(scope, sought),
        (DbBackend::Postgres, _) => by_id(postgres::holding(scope, words, lead)),
        _ => by_id(sqlite::holding(scope, sought)),
    };
    match words.number() {
        Some(number) => condition.add(col(ticket::Column::Number).eq(number)),
        None => condition,
    }
}

/// The tickets that SQLite finds by their words, each once, the first without looking for more.
pub fn texts_led(scope: &OrgScope, sought: &Sought) -> SelectStatement {
    sqlite::holding(scope, sought).distinct().to_owned()
}

fn by_id(tickets: SelectStatement) -> Cond {
    Cond::any().add(col(ticket::Column::Id).in_subquery(tickets))
}

fn c(column: comment::Column) -> Expr {
    Expr::col((Alias::new("c"), column))
}

/// What is written on a ticket itself.
fn own_text() -> Expr {
    let resolution = Func::coalesce([col(ticket::Column::Resolution), Expr::val("")]);
    col(ticket::Column::Description)
        .binary(BinOper::Custom("||"), Expr::val(" "))
        .binary(BinOper::Custom("||"), resolution)
}

fn beginning(text: Expr) -> Expr {
    let part = [text, Expr::val(1), Expr::val(BEGINNING)];
    Func::cust("substr").args(part).into()
}
