//! Words in tickets and comments (ADR 20). The tenant is a word of every text, and what one may not see is left out
//! before anything is ranked, so neither a hit nor its place tells of what is hidden.

use sea_orm::sea_query::{
    Alias, Cond, Expr, ExprTrait, IntoColumnRef, JoinType, Order, Query, SelectStatement, UnionType,
};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, FromQueryResult};
use uuid::Uuid;

use super::ticket_select::{col, see, t};
use crate::model::comment::Visibility;
use crate::model::search::SearchWords;
use crate::model::{CommentId, TicketId};
use crate::server::entity::{comment, ticket};
use crate::server::scope::OrgScope;

/// The newest texts among which the best are found, where a word stands in more.
const CANDIDATES: u64 = 500;

/// How much more a word of the subject counts than one of a text.
const SUBJECT_WEIGHT: f64 = 8.0;

/// A text that holds the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// The ticket.
    pub ticket: TicketId,
    /// The comment, unless it is the ticket's own text.
    pub comment: Option<CommentId>,
}

#[derive(FromQueryResult)]
struct Row {
    ticket_id: Uuid,
    comment_id: Option<Uuid>,
}

/// The texts that the scope's person may read and that hold the words, the best first; at most `most`.
///
/// # Errors
/// When the database refuses.
pub async fn ranked(
    tx: &DatabaseTransaction,
    scope: &OrgScope,
    words: &SearchWords,
    most: u64,
) -> Result<Vec<Found>, DbErr> {
    let select = match tx.get_database_backend() {
        DbBackend::Postgres => ranked_by_postgres(scope, words, most),
        _ => ranked_by_sqlite(scope, words, most),
    };
    let rows = tx.query_all(&select).await?;
    let read = |row: &sea_orm::QueryResult| {
        let Row {
            ticket_id,
            comment_id,
        } = Row::from_query_result(row, "")?;
        Ok(Found {
            ticket: ticket_id.into(),
            comment: comment_id.map(Into::into),
        })
    };
    rows.iter().map(read).collect()
}

/// The ids of the organization's tickets that hold the words in a text that its person reads wherever they see the
/// ticket.
pub fn holding(backend: DbBackend, scope: &OrgScope, words: &SearchWords) -> SelectStatement {
    match backend {
        DbBackend::Postgres => {
            let mut tickets = Query::select();
            tickets
                .column(t(ticket::Column::Id))
                .from_as(ticket::Entity, Alias::new("t"))
                .and_where(of_tenant("t", scope))
                .and_where(holds("t", scope, words));
            let mut comments = Query::select();
            comments
                .column((Alias::new("c"), comment::Column::TicketId))
                .from_as(comment::Entity, Alias::new("c"))
                .and_where(of_tenant("c", scope))
                .and_where(holds("c", scope, words));
            readable(&mut comments, scope);
            tickets.union(UnionType::All, comments).to_owned()
        }
        _ => sqlite_texts(scope, words)
            .column((Alias::new("d"), Alias::new("ticket_id")))
            .to_owned(),
    }
}

fn of_tenant(alias: &str, scope: &OrgScope) -> Expr {
    let organization = Expr::col((Alias::new(alias), ticket::Column::OrganizationId));
    organization.eq(Uuid::from(scope.organization_id()))
}

/// Keeps internal notes from those who do not read them.
fn readable(select: &mut SelectStatement, scope: &OrgScope) {
    if !scope.viewer().reads_internal_notes() {
        let visibility = Expr::col((Alias::new("c"), comment::Column::Visibility));
        select.and_where(visibility.eq(Visibility::Public.as_str()));
    }
}

// PostgreSQL

/// Every word, as the beginning of one; they hold nothing but letters and digits.
fn tsquery(words: &SearchWords) -> String {
    let beginning = |word: &str| format!("{word}:*");
    words.iter().map(beginning).collect::<Vec<_>>().join(" & ")
}

/// Whether the words of a row are among those of the search; or, `ranked`, how well.
fn holds(alias: &str, scope: &OrgScope, words: &SearchWords) -> Expr {
    let sql = format!(
        r#""{alias}"."words" @@ (CAST($1 AS tsquery) && to_tsquery('simple', tutta_letters($2)))"#
    );
    let tenant = format!("'@{}'", Uuid::from(scope.organization_id()));
    Expr::cust_with_values(sql, [tenant, tsquery(words)])
}

fn ranked_by_postgres(scope: &OrgScope, words: &SearchWords, most: u64) -> SelectStatement {
    let rank = |alias: &str| {
        let sql = format!(r#"ts_rank("{alias}"."words", to_tsquery('simple', tutta_letters($1)))"#);
        Expr::cust_with_values(sql, [tsquery(words)])
    };
    let newest = |alias: &'static str| (Alias::new(alias), ticket::Column::CreatedAt);
    let mut tickets = Query::select();
    tickets
        .expr_as(col(ticket::Column::Id), Alias::new("ticket_id"))
        .expr_as(Expr::cust("CAST(NULL AS uuid)"), Alias::new("comment_id"))
        .expr_as(rank("t"), Alias::new("rank"))
        .from_as(ticket::Entity, Alias::new("t"))
        .and_where(holds("t", scope, words))
        .order_by(newest("t"), Order::Desc)
        .limit(CANDIDATES);
    see(&mut tickets, scope);
    let c = |column: comment::Column| Expr::col((Alias::new("c"), column));
    let mut comments = Query::select();
    comments
        .expr_as(c(comment::Column::TicketId), Alias::new("ticket_id"))
        .expr_as(c(comment::Column::Id), Alias::new("comment_id"))
        .expr_as(rank("c"), Alias::new("rank"))
        .from_as(comment::Entity, Alias::new("c"))
        .join_as(
            JoinType::InnerJoin,
            ticket::Entity,
            Alias::new("t"),
            c(comment::Column::OrganizationId)
                .equals(t(ticket::Column::OrganizationId))
                .and(c(comment::Column::TicketId).equals(t(ticket::Column::Id))),
        )
        .and_where(holds("c", scope, words))
        .order_by(newest("c"), Order::Desc)
        .limit(CANDIDATES);
    see(&mut comments, scope);
    readable(&mut comments, scope);
    let mut texts = Query::select();
    texts
        .column(sea_orm::sea_query::Asterisk)
        .from_subquery(tickets, Alias::new("tickets"))
        .union(
            UnionType::All,
            Query::select()
                .column(sea_orm::sea_query::Asterisk)
                .from_subquery(comments, Alias::new("comments"))
                .to_owned(),
        );
    best(texts, Order::Desc, most)
}

// SQLite

/// Every word, quoted since some are words of FTS5, as the beginning of one in a text of the tenant.
fn fts5(scope: &OrgScope, words: &SearchWords) -> String {
    let quoted = |word: &str| format!("\"{word}\" *");
    let words = words.iter().map(quoted).collect::<Vec<_>>().join(" AND ");
    let tenant = Uuid::from(scope.organization_id()).simple();
    format!("(tenant : {tenant}) AND ({{subject body}} : ({words}))")
}

/// The texts of the organization that hold the words, as `d`, without notes that its person does not read.
fn sqlite_texts(scope: &OrgScope, words: &SearchWords) -> SelectStatement {
    let d = |column: &'static str| (Alias::new("d"), Alias::new(column)).into_column_ref();
    let mut texts = Query::select();
    texts
        .from(Alias::new("search_words"))
        // CROSS keeps SQLite to the order of the joins, the words first; it takes no ON.
        .join_as(
            JoinType::CrossJoin,
            Alias::new("search_documents"),
            Alias::new("d"),
            Cond::all(),
        )
        .and_where(Expr::col(d("id")).eq(Expr::cust(r#""search_words"."rowid""#)))
        .and_where(Expr::cust_with_values(
            "\"search_words\" MATCH ?",
            [fts5(scope, words)],
        ))
        .and_where(Expr::col(d("organization_id")).eq(Uuid::from(scope.organization_id())));
    if !scope.viewer().reads_internal_notes() {
        texts.and_where(Expr::col(d("is_internal")).eq(false));
    }
    texts
}

fn ranked_by_sqlite(scope: &OrgScope, words: &SearchWords, most: u64) -> SelectStatement {
    let d = |column: &'static str| Expr::col((Alias::new("d"), Alias::new(column)));
    let rank = format!(r#"bm25("search_words", 0.0, {SUBJECT_WEIGHT:.1}, 1.0)"#);
    let mut texts = sqlite_texts(scope, words);
    texts
        .expr_as(d("ticket_id"), Alias::new("ticket_id"))
        .expr_as(d("comment_id"), Alias::new("comment_id"))
        .expr_as(Expr::cust(rank), Alias::new("rank"))
        .join_as(
            JoinType::CrossJoin,
            ticket::Entity,
            Alias::new("t"),
            Cond::all(),
        )
        .and_where(col(ticket::Column::Id).eq(d("ticket_id")))
        .order_by_expr(Expr::cust(r#""search_words"."rowid""#), Order::Desc)
        .limit(CANDIDATES);
    see(&mut texts, scope);
    // The smaller, the better.
    best(texts, Order::Asc, most)
}

fn best(texts: SelectStatement, order: Order, most: u64) -> SelectStatement {
    let of = |column: &'static str| (Alias::new("texts"), Alias::new(column)).into_column_ref();
    Query::select()
        .column(of("ticket_id"))
        .column(of("comment_id"))
        .from_subquery(texts, Alias::new("texts"))
        .order_by_expr(Expr::col(of("rank")), order)
        .order_by_expr(Expr::col(of("ticket_id")), Order::Desc)
        .order_by_expr(Expr::col(of("comment_id")), Order::Desc)
        .limit(most)
        .to_owned()
}
