//! Words in SQLite: an FTS5 table, and a table that gives every text its number.

use sea_orm::DbBackend;
use sea_orm::sea_query::{Alias, Cond, Expr, ExprTrait, JoinType, Order, Query, SelectStatement};
use uuid::Uuid;

use super::{CANDIDATES, beginning, c, own_text};
use crate::model::search::SearchWords;
use crate::server::entity::{comment, ticket};
use crate::server::scope::OrgScope;
use crate::server::store::ticket_select::{col, gathered, see};

/// A column of the texts' numbers.
fn d(column: &'static str) -> Expr {
    Expr::col((Alias::new("d"), Alias::new(column)))
}

/// Every word, quoted since some are words of FTS5, as the beginning of one in a text of the tenant.
fn fts5(scope: &OrgScope, words: &SearchWords) -> String {
    let quoted = |word: &str| format!("\"{word}\" *");
    let words = words.iter().map(quoted).collect::<Vec<_>>().join(" AND ");
    let tenant = Uuid::from(scope.organization_id()).simple();
    format!("(tenant : {tenant}) AND ({{subject body}} : ({words}))")
}

/// The texts of the organization that hold the words, as `d`, without notes that its person does not read.
fn texts(scope: &OrgScope, words: &SearchWords) -> SelectStatement {
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
        .and_where(d("id").eq(Expr::cust(r#""search_words"."rowid""#)))
        .and_where(Expr::cust_with_values(
            "\"search_words\" MATCH ?",
            [fts5(scope, words)],
        ))
        .and_where(d("organization_id").eq(Uuid::from(scope.organization_id())));
    if !scope.viewer().reads_internal_notes() {
        texts.and_where(d("is_internal").eq(false));
    }
    texts
}

/// See [`super::holding`].
pub fn holding(scope: &OrgScope, words: &SearchWords) -> SelectStatement {
    texts(scope, words).expr(d("ticket_id")).to_owned()
}

/// The newest texts that hold the words; those of whoever sees few tickets are found first, since with a common word one
/// would have to look for theirs among everybody's.
pub fn newest(scope: &OrgScope, words: &SearchWords, sees_few: bool) -> SelectStatement {
    let mut newest = seen_texts(scope, words);
    if sees_few {
        // The sign keeps SQLite from searching for the words once for each of them.
        let number = Expr::cust(r#"+"search_words"."rowid""#);
        newest.and_where(number.in_subquery(seen_documents(scope)));
    }
    newest
}

/// The numbers of all texts of the tickets that the scope's person sees.
fn seen_documents(scope: &OrgScope) -> SelectStatement {
    let mut documents = gathered(scope, DbBackend::Sqlite);
    documents
        .expr(d("id"))
        .join_as(
            JoinType::CrossJoin,
            Alias::new("search_documents"),
            Alias::new("d"),
            Cond::all(),
        )
        .and_where(d("organization_id").eq(Uuid::from(scope.organization_id())))
        .and_where(d("ticket_id").eq(col(ticket::Column::Id)))
        .to_owned()
}

/// The texts that hold the words and are of tickets that the scope's person sees, the newest first.
fn seen_texts(scope: &OrgScope, words: &SearchWords) -> SelectStatement {
    let is_own = || d("comment_id").is_null();
    let either = |own: Expr, said: Expr| Expr::case(is_own(), own).finally(said);
    let mut texts = texts(scope, words);
    texts
        .expr_as(d("ticket_id"), Alias::new("ticket_id"))
        .expr_as(d("comment_id"), Alias::new("comment_id"))
        .expr_as(
            either(col(ticket::Column::Subject), Expr::val("")),
            Alias::new("subject"),
        )
        .expr_as(
            beginning(either(own_text(), c(comment::Column::Body)).into()),
            Alias::new("text"),
        )
        .join_as(
            JoinType::CrossJoin,
            ticket::Entity,
            Alias::new("t"),
            Cond::all(),
        )
        .join_as(
            JoinType::LeftJoin,
            comment::Entity,
            Alias::new("c"),
            c(comment::Column::OrganizationId)
                .eq(d("organization_id"))
                .and(c(comment::Column::TicketId).eq(d("ticket_id")))
                .and(c(comment::Column::Id).eq(d("comment_id"))),
        )
        .and_where(col(ticket::Column::Id).eq(d("ticket_id")))
        // Numbers of documents grow with time, and the index of words is in their order.
        .order_by_expr(Expr::cust(r#""search_words"."rowid""#), Order::Desc)
        .limit(CANDIDATES);
    see(&mut texts, scope);
    texts
}
