//! Words in SQLite: an FTS5 table, and a table that gives every text its number.

use sea_orm::DbBackend;
use sea_orm::sea_query::{Alias, Cond, Expr, ExprTrait, JoinType, Order, Query, SelectStatement};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use uuid::Uuid;

use super::{CANDIDATES, beginning, c, own_text};
use crate::model::search::SearchWords;
use crate::server::entity::{comment, ticket};
use crate::server::scope::OrgScope;
use crate::server::store::ticket_select::{col, cross, gathered, see};

/// A column of the texts' numbers.
fn d(column: &'static str) -> Expr {
    Expr::col((Alias::new("d"), Alias::new(column)))
}

/// Every word, quoted since some are words of FTS5, as the beginning of one.
fn said(words: &SearchWords) -> String {
    let quoted = |word: &str| format!("\"{word}\" *");
    let words = words.iter().map(quoted).collect::<Vec<_>>().join(" AND ");
    format!("{{subject body}} : ({words})")
}

/// The same, in a text of the tenant.
fn said_here(scope: &OrgScope, words: &SearchWords) -> String {
    let tenant = Uuid::from(scope.organization_id()).simple();
    format!("(tenant : {tenant}) AND ({})", said(words))
}

fn matches(fts5: String) -> Expr {
    Expr::cust_with_values("\"search_words\" MATCH ?", [fts5])
}

fn number() -> Expr {
    Expr::cust(r#""search_words"."rowid""#)
}

/// The texts of the organization that hold the words, as `d`, without notes that its person does not read.
fn texts(scope: &OrgScope, words: &SearchWords) -> SelectStatement {
    let mut texts = Query::select();
    texts.from(Alias::new("search_words"));
    texts.and_where(matches(said_here(scope, words)));
    cross(&mut texts, Alias::new("search_documents"), "d");
    texts.and_where(d("id").eq(number()));
    readable(&mut texts, scope);
    texts
}

/// The same, each text of the organization asked for the words: a few of them are told before.
fn texts_asked(scope: &OrgScope, words: &SearchWords) -> SelectStatement {
    let mut texts = Query::select();
    texts.from_as(Alias::new("search_documents"), Alias::new("d"));
    cross(&mut texts, Alias::new("search_words"), "search_words");
    texts.and_where(number().eq(d("id")));
    // The text is the tenant's, so its words need not say so.
    texts.and_where(matches(said(words)));
    readable(&mut texts, scope);
    texts
}

/// Leaves only texts `d` of the organization that its person reads wherever they see the ticket.
fn readable(texts: &mut SelectStatement, scope: &OrgScope) {
    texts.and_where(d("organization_id").eq(Uuid::from(scope.organization_id())));
    if !scope.viewer().reads_internal_notes() {
        texts.and_where(d("is_internal").eq(false));
    }
}

/// The ids of the tickets that hold the words in a text that the scope's person reads.
pub fn holding(scope: &OrgScope, words: &SearchWords) -> SelectStatement {
    texts(scope, words).expr(d("ticket_id")).to_owned()
}

/// Whether a text can be asked for the words: the index has entries for beginnings of so many letters. For others it puts
/// all texts together, each time it is asked.
pub fn can_ask(words: &SearchWords) -> bool {
    let letters = |word: &str| word.nfd().filter(|it| !is_combining_mark(*it)).count();
    words.iter().all(|word| (2..=6).contains(&letters(word)))
}

/// A row if more texts than `few` hold the words.
pub fn any_beyond(scope: &OrgScope, words: &SearchWords, few: u64) -> SelectStatement {
    Query::select()
        .expr(Expr::val(1))
        .from(Alias::new("search_words"))
        .and_where(matches(said_here(scope, words)))
        .offset(few)
        .limit(1)
        .to_owned()
}

/// Whether one of the texts of the ticket `t` holds the words.
pub fn asked(scope: &OrgScope, words: &SearchWords) -> Cond {
    let mut texts = texts_asked(scope, words);
    texts
        .expr(Expr::val(1))
        .and_where(d("ticket_id").eq(col(ticket::Column::Id)));
    Cond::any().add(Expr::exists(texts))
}

/// The newest texts that hold the words and are of tickets that the scope's person sees.
pub fn newest(scope: &OrgScope, words: &SearchWords) -> SelectStatement {
    seen_texts(texts(scope, words), number(), scope)
}

/// [`newest`] of whoever sees few tickets: with a common word one would have to look for theirs among everybody's. Very few
/// are `asked` for the words one by one; of more, it is faster to leave all others out.
pub fn newest_of_few(scope: &OrgScope, words: &SearchWords, asked: bool) -> SelectStatement {
    let theirs = seen_documents(scope);
    if asked {
        let mut texts = texts_asked(scope, words);
        texts.and_where(d("id").in_subquery(theirs));
        return seen_texts(texts, d("id"), scope);
    }
    // The sign keeps SQLite from searching for the words once for each of them.
    let number_as_it_comes = Expr::cust(r#"+"search_words"."rowid""#);
    let mut texts = texts(scope, words);
    texts.and_where(number_as_it_comes.in_subquery(theirs));
    seen_texts(texts, number(), scope)
}

/// The numbers of all texts of the tickets that the scope's person sees.
fn seen_documents(scope: &OrgScope) -> SelectStatement {
    let mut documents = gathered(scope, DbBackend::Sqlite);
    cross(&mut documents, Alias::new("search_documents"), "d");
    documents
        .expr(d("id"))
        .and_where(d("organization_id").eq(Uuid::from(scope.organization_id())))
        .and_where(d("ticket_id").eq(col(ticket::Column::Id)))
        .to_owned()
}

/// Of some texts those of tickets that the scope's person sees, the newest by their number: numbers grow with time.
fn seen_texts(mut texts: SelectStatement, number: Expr, scope: &OrgScope) -> SelectStatement {
    let is_own = || d("comment_id").is_null();
    let either = |own: Expr, said: Expr| Expr::case(is_own(), own).finally(said);
    cross(&mut texts, ticket::Entity, "t");
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
            JoinType::LeftJoin,
            comment::Entity,
            Alias::new("c"),
            c(comment::Column::OrganizationId)
                .eq(d("organization_id"))
                .and(c(comment::Column::TicketId).eq(d("ticket_id")))
                .and(c(comment::Column::Id).eq(d("comment_id"))),
        )
        .and_where(col(ticket::Column::Id).eq(d("ticket_id")))
        .order_by_expr(number, Order::Desc)
        .limit(CANDIDATES);
    see(&mut texts, scope);
    texts
}
