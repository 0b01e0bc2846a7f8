//! Words in SQLite: an FTS5 table, and a table that gives every text its number.

use sea_orm::DbBackend;
use sea_orm::sea_query::{Alias, Cond, Expr, ExprTrait, JoinType, Order, Query, SelectStatement};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use uuid::Uuid;

use super::{CANDIDATES, Sought, beginning, c, own_text};
use crate::server::entity::{comment, ticket};
use crate::server::scope::OrgScope;
use crate::server::store::ticket_select::{col, cross, gathered, see};

/// Beginnings of so many letters have entries in the index (migration 14).
const MOST_LETTERS: usize = 6;

/// A text is asked for so many terms of a word, one after the other.
const MOST_ASKED: usize = 16;

/// A column of the texts' numbers.
fn d(column: &'static str) -> Expr {
    Expr::col((Alias::new("d"), Alias::new(column)))
}

/// Every word, quoted since some are words of FTS5, as the beginning of one.
fn said(sought: &Sought) -> String {
    let words = sought.iter().map(|(word, terms)| match terms {
        [] => format!("\"{word}\" *"),
        terms => {
            let quoted: Vec<_> = terms.iter().map(|term| format!("\"{term}\"")).collect();
            format!("({})", quoted.join(" OR "))
        }
    });
    format!(
        "{{subject body}} : ({})",
        words.collect::<Vec<_>>().join(" AND ")
    )
}

/// The same, in a text of the tenant.
fn said_here(scope: &OrgScope, sought: &Sought) -> String {
    let tenant = Uuid::from(scope.organization_id()).simple();
    format!("(tenant : {tenant}) AND ({})", said(sought))
}

fn matches(fts5: String) -> Expr {
    Expr::cust_with_values("\"search_words\" MATCH ?", [fts5])
}

fn number() -> Expr {
    Expr::cust(r#""search_words"."rowid""#)
}

/// The texts of the organization that hold the words, as `d`, without notes that its person does not read.
fn texts(scope: &OrgScope, sought: &Sought) -> SelectStatement {
    let mut texts = Query::select();
    texts.from(Alias::new("search_words"));
    texts.and_where(matches(said_here(scope, sought)));
    cross(&mut texts, Alias::new("search_documents"), "d");
    texts.and_where(d("id").eq(number()));
    readable(&mut texts, scope);
    texts
}

/// The same, each text of the organization asked for the words: a few of them are told before.
fn texts_asked(scope: &OrgScope, sought: &Sought) -> SelectStatement {
    let mut texts = Query::select();
    texts.from_as(Alias::new("search_documents"), Alias::new("d"));
    cross(&mut texts, Alias::new("search_words"), "search_words");
    texts.and_where(number().eq(d("id")));
    // The text is the tenant's, so its words need not say so.
    texts.and_where(matches(said(sought)));
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
pub fn holding(scope: &OrgScope, sought: &Sought) -> SelectStatement {
    texts(scope, sought).expr(d("ticket_id")).to_owned()
}

/// Whether a text can be asked for the words: the index has entries for beginnings of so many letters, or the terms are
/// known and few. For others it puts all texts together, each time it is asked.
pub fn can_ask(sought: &Sought) -> bool {
    let mut words = sought.iter();
    words.all(|(word, terms)| match terms.len() {
        0 => (2..=MOST_LETTERS).contains(&letters(word).count()),
        terms => terms <= MOST_ASKED,
    })
}

/// The letters of a word without their marks.
fn letters(word: &str) -> impl Iterator<Item = char> {
    word.nfd().filter(|it| !is_combining_mark(*it))
}

/// A word of which the index keeps no beginnings, as it has it; others are written in letters that it might lower otherwise.
pub fn long(word: &str) -> Option<String> {
    // Some marks that belong to no letter part words in SQLite's eyes.
    if word.nfc().any(is_combining_mark) {
        return None;
    }
    let word: String = letters(word).collect();
    let is_plain = word.chars().all(|it| it.is_ascii_alphanumeric());
    (is_plain && word.len() > MOST_LETTERS).then(|| word.to_ascii_lowercase())
}

/// The next term from one on, as `term`, whosever texts have it.
pub fn next_term(from: &str) -> SelectStatement {
    let term = Alias::new("term");
    Query::select()
        .column(term.clone())
        .from(Alias::new("search_terms"))
        .and_where(Expr::col(term.clone()).gte(from))
        .order_by(term, Order::Asc)
        .limit(1)
        .to_owned()
}

/// A row if more texts than `few` hold the words.
pub fn any_beyond(scope: &OrgScope, sought: &Sought, few: u64) -> SelectStatement {
    Query::select()
        .expr(Expr::val(1))
        .from(Alias::new("search_words"))
        .and_where(matches(said_here(scope, sought)))
        .offset(few)
        .limit(1)
        .to_owned()
}

/// Whether one of the texts of the ticket `t` holds the words.
pub fn asked(scope: &OrgScope, sought: &Sought) -> Cond {
    let mut texts = texts_asked(scope, sought);
    texts
        .expr(Expr::val(1))
        .and_where(d("ticket_id").eq(col(ticket::Column::Id)));
    Cond::any().add(Expr::exists(texts))
}

/// The newest texts that hold the words and are of tickets that the scope's person sees.
pub fn newest(scope: &OrgScope, sought: &Sought) -> SelectStatement {
    seen_texts(texts(scope, sought), number(), scope)
}

/// [`newest`] of whoever sees few tickets: with a common word one would have to look for theirs among everybody's. Very few
/// are `asked` for the words one by one; of more, it is faster to leave all others out.
pub fn newest_of_few(scope: &OrgScope, sought: &Sought, asked: bool) -> SelectStatement {
    let theirs = seen_documents(scope);
    if asked {
        let mut texts = texts_asked(scope, sought);
        texts.and_where(d("id").in_subquery(theirs));
        return seen_texts(texts, d("id"), scope);
    }
    // The sign keeps SQLite from searching for the words once for each of them.
    let number_as_it_comes = Expr::cust(r#"+"search_words"."rowid""#);
    let mut texts = texts(scope, sought);
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
