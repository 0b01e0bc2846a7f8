//! Words in PostgreSQL: a `tsvector` of each text, and a GIN index over them.

use sea_orm::sea_query::{
    Alias, Asterisk, Cond, Expr, ExprTrait, JoinType, Order, Query, SelectStatement, UnionType,
};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use uuid::Uuid;

use super::{CANDIDATES, Lead, beginning, c, own_text};
use crate::model::comment::Visibility;
use crate::model::search::SearchWords;
use crate::server::entity::{comment, ticket};
use crate::server::scope::OrgScope;
use crate::server::store::ticket_select::{col, see, t, visible};

/// What no text holds.
const NOWHERE: &str = "0nothing0is0called0so0";

/// The ids of the tickets that hold the words in a text that the scope's person reads.
pub fn holding(scope: &OrgScope, words: &SearchWords, lead: Lead) -> SelectStatement {
    let mut tickets = Query::select();
    tickets
        .column(t(ticket::Column::Id))
        .from_as(ticket::Entity, Alias::new("t"))
        .and_where(of_tenant("t", scope))
        .and_where(holds("t", scope, words, lead));
    let mut comments = Query::select();
    comments
        .expr(c(comment::Column::TicketId))
        .from_as(comment::Entity, Alias::new("c"))
        .and_where(of_tenant("c", scope))
        .and_where(holds("c", scope, words, lead));
    readable(&mut comments, scope);
    tickets.union(UnionType::All, comments).to_owned()
}

/// Whether one of the texts of the ticket `t` holds the words.
pub fn asked(scope: &OrgScope, words: &SearchWords) -> Cond {
    let mut comments = Query::select();
    comments
        .expr(Expr::val(1))
        .from_as(comment::Entity, Alias::new("c"))
        .and_where(of_ticket())
        .and_where(says("c", words))
        // Keeps PostgreSQL from reading all comments first.
        .offset(0);
    readable(&mut comments, scope);
    Cond::any()
        .add(says("t", words))
        .add(Expr::exists(comments))
}

/// Whether the text is the organization's.
pub fn of_tenant(alias: &str, scope: &OrgScope) -> Expr {
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

/// Every word, as the beginning of one. Letters are written apart before they are cut, as in the texts: some hold signs.
fn tsquery<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let apart: String = words.map(|word| format!("{word} ")).collect();
    let apart: String = apart.nfkd().filter(|it| !is_combining_mark(*it)).collect();
    let beginning = |word: &str| format!("{word}:*");
    let words = apart.split(|it: char| !it.is_alphanumeric());
    let query = words.filter(|word| !word.is_empty()).map(beginning);
    match query.collect::<Vec<_>>().join(" & ") {
        // Nothing would be asked for, and so all be found.
        query if query.is_empty() => NOWHERE.to_owned(),
        query => query,
    }
}

/// Whether the words of a row are among those of the search.
fn holds(alias: &str, scope: &OrgScope, words: &SearchWords, lead: Lead) -> Expr {
    match lead {
        Lead::Texts => listed_here(alias, scope, words.iter()),
        Lead::TextsWith(at) => {
            listed_here(alias, scope, words.iter().skip(at).take(1)).and(says(alias, words))
        }
        Lead::Tickets => says(alias, words),
    }
}

/// Whether the index has the row for these words and the tenant.
pub fn listed_here<'a>(
    alias: &str,
    scope: &OrgScope,
    words: impl Iterator<Item = &'a str>,
) -> Expr {
    let sql = format!(
        r#""{alias}"."words" @@ (CAST($1 AS tsquery) && to_tsquery('simple', tutta_letters($2)))"#
    );
    let tenant = format!("'@{}'", Uuid::from(scope.organization_id()));
    Expr::cust_with_values(sql, [tenant, tsquery(words)])
}

/// Whether the index has the row for the word, whosever it is.
pub fn listed(alias: &str, word: &str) -> Expr {
    let sql = format!(r#""{alias}"."words" @@ to_tsquery('simple', tutta_letters($1))"#);
    Expr::cust_with_values(sql, [tsquery(std::iter::once(word))])
}

/// Whether the row itself says the words. IS TRUE hides the question from the index.
fn says(alias: &str, words: &SearchWords) -> Expr {
    let sql = format!(r#"("{alias}"."words" @@ to_tsquery('simple', tutta_letters($1))) IS TRUE"#);
    Expr::cust_with_values(sql, [tsquery(words.iter())])
}

/// The newest tickets and the newest comments that hold the words and that the scope's person sees; where tickets are asked
/// for words, of the last `walked` tickets and comments.
pub fn newest(scope: &OrgScope, words: &SearchWords, lead: Lead, walked: u64) -> SelectStatement {
    let (mut tickets, mut comments) = (Query::select(), Query::select());
    if lead == Lead::Tickets {
        tickets.from_subquery(last(walked, seen(scope), "t"), Alias::new("t"));
        comments.from_subquery(last(walked, written(scope), "c"), Alias::new("c"));
    } else {
        tickets.from_as(ticket::Entity, Alias::new("t"));
        comments.from_as(comment::Entity, Alias::new("c"));
    }
    tickets.and_where(holds("t", scope, words, lead));
    comments
        .join_as(
            JoinType::InnerJoin,
            ticket::Entity,
            Alias::new("t"),
            of_ticket(),
        )
        .and_where(of_tenant("c", scope))
        .and_where(holds("c", scope, words, lead));
    for texts in [&mut tickets, &mut comments] {
        see(texts, scope);
    }
    both(tickets, comments, scope)
}

/// [`newest`] of whoever sees few tickets: each is looked through, since theirs are nowhere together with a common word.
pub fn newest_of_few(scope: &OrgScope, words: &SearchWords) -> SelectStatement {
    let mut tickets = Query::select();
    tickets
        .from_subquery(seen(scope), Alias::new("t"))
        .and_where(says("t", words));
    let mut comments = Query::select();
    comments
        .from_subquery(seen(scope), Alias::new("t"))
        .join_lateral(JoinType::InnerJoin, said(), Alias::new("c"), Cond::all())
        .and_where(says("c", words));
    both(tickets, comments, scope)
}

/// The newest of the tickets `t` and the newest of the comments `c`, as texts.
fn both(
    mut tickets: SelectStatement,
    mut comments: SelectStatement,
    scope: &OrgScope,
) -> SelectStatement {
    let newest = |alias: &'static str| (Alias::new(alias), ticket::Column::CreatedAt);
    tickets
        .expr_as(col(ticket::Column::Id), Alias::new("ticket_id"))
        .expr_as(Expr::cust("CAST(NULL AS uuid)"), Alias::new("comment_id"))
        .expr_as(col(ticket::Column::Subject), Alias::new("subject"))
        .expr_as(beginning(own_text()), Alias::new("text"))
        .order_by(newest("t"), Order::Desc)
        .limit(CANDIDATES);
    comments
        .expr_as(c(comment::Column::TicketId), Alias::new("ticket_id"))
        .expr_as(c(comment::Column::Id), Alias::new("comment_id"))
        .expr_as(Expr::val(""), Alias::new("subject"))
        .expr_as(beginning(c(comment::Column::Body)), Alias::new("text"))
        .order_by(newest("c"), Order::Desc)
        .limit(CANDIDATES);
    readable(&mut comments, scope);
    let all_of = |select, name| {
        Query::select()
            .column(Asterisk)
            .from_subquery(select, Alias::new(name))
            .to_owned()
    };
    all_of(tickets, "tickets")
        .union(UnionType::All, all_of(comments, "comments"))
        .to_owned()
}

fn of_ticket() -> Expr {
    c(comment::Column::OrganizationId)
        .equals(t(ticket::Column::OrganizationId))
        .and(c(comment::Column::TicketId).equals(t(ticket::Column::Id)))
}

/// The last of some texts that are asked for common words.
fn last(walked: u64, mut texts: SelectStatement, alias: &'static str) -> SelectStatement {
    let newest = (Alias::new(alias), ticket::Column::CreatedAt);
    texts.order_by(newest, Order::Desc).limit(walked).to_owned()
}

/// All comments of the organization.
fn written(scope: &OrgScope) -> SelectStatement {
    Query::select()
        .column((Alias::new("c"), Asterisk))
        .from_as(comment::Entity, Alias::new("c"))
        .and_where(of_tenant("c", scope))
        .to_owned()
}

/// All tickets that the scope's person sees. OFFSET keeps what is asked of them from being asked before.
fn seen(scope: &OrgScope) -> SelectStatement {
    visible(scope)
        .column((Alias::new("t"), Asterisk))
        .offset(0)
        .to_owned()
}

/// All comments of the ticket `t`, as [`seen`].
fn said() -> SelectStatement {
    Query::select()
        .column((Alias::new("c"), Asterisk))
        .from_as(comment::Entity, Alias::new("c"))
        .and_where(of_ticket())
        .offset(0)
        .to_owned()
}
