//! Words in tickets and comments (ADR 20). The tenant is a word of every text, and what one may not see is left out
//! before anything is counted, so neither a hit nor its place tells of what is hidden.

mod postgres;
mod sqlite;

use sea_orm::sea_query::{Alias, BinOper, Expr, ExprTrait, Func, SelectStatement};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, FromQueryResult};
use uuid::Uuid;

use super::ticket_select::{col, sees_at_most};
use crate::model::search::SearchWords;
use crate::model::{CommentId, TicketId};
use crate::server::entity::{comment, ticket};
use crate::server::scope::OrgScope;

/// The newest texts among which the best are found, where a word stands in more; PostgreSQL tells as many tickets and as
/// many comments.
const CANDIDATES: u64 = 250;

/// Tickets that one looks through faster than through all those with a common word.
pub const FEW: u64 = 10_000;

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

/// The newest texts that the scope's person may read and that hold the words. Up to `few` tickets, [`FEW`] unless a test
/// wants to know that it makes no difference, are looked through one by one.
///
/// # Errors
/// When the database refuses.
pub async fn newest(
    tx: &DatabaseTransaction,
    scope: &OrgScope,
    words: &SearchWords,
    few: u64,
) -> Result<Vec<Found>, DbErr> {
    let sees_few = sees_at_most(tx, scope, few).await?;
    let select = match tx.get_database_backend() {
        DbBackend::Postgres => postgres::newest(scope, words, sees_few),
        _ => sqlite::newest(scope, words, sees_few),
    };
    let rows = tx.query_all(&select).await?;
    let read = |row: &sea_orm::QueryResult| Row::from_query_result(row, "").map(Found::from);
    rows.iter().map(read).collect()
}

/// The ids of the organization's tickets that hold the words in a text that its person reads wherever they see the
/// ticket.
pub fn holding(backend: DbBackend, scope: &OrgScope, words: &SearchWords) -> SelectStatement {
    match backend {
        DbBackend::Postgres => postgres::holding(scope, words),
        _ => sqlite::holding(scope, words),
    }
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
