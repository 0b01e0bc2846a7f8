//! Words in PostgreSQL: a `tsvector` of each text, and a GIN index over them.

use sea_orm::sea_query::{
    Alias, Asterisk, Cond, Expr, ExprTrait, JoinType, Order, Query, SelectStatement, UnionType,
};
use uuid::Uuid;

use super::{CANDIDATES, beginning, c, own_text};
use crate::model::comment::Visibility;
use crate::model::search::SearchWords;
use crate::server::entity::{comment, ticket};
use crate::server::scope::OrgScope;
use crate::server::store::ticket_select::{col, see, t, visible};

/// See [`super::holding`].
pub fn holding(scope: &OrgScope, words: &SearchWords) -> SelectStatement {
    let mut tickets = Query::select();
    tickets
        .column(t(ticket::Column::Id))
        .from_as(ticket::Entity, Alias::new("t"))
        .and_where(of_tenant("t", scope))
        .and_where(holds("t", scope, words));
    let mut comments = Query::select();
    comments
        .expr(c(comment::Column::TicketId))
        .from_as(comment::Entity, Alias::new("c"))
        .and_where(of_tenant("c", scope))
        .and_where(holds("c", scope, words));
    readable(&mut comments, scope);
    tickets.union(UnionType::All, comments).to_owned()
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

/// Every word, as the beginning of one; they hold nothing but letters and digits.
fn tsquery(words: &SearchWords) -> String {
    let beginning = |word: &str| format!("{word}:*");
    words.iter().map(beginning).collect::<Vec<_>>().join(" & ")
}

/// Whether the words of a row are among those of the search.
fn holds(alias: &str, scope: &OrgScope, words: &SearchWords) -> Expr {
    let sql = format!(
        r#""{alias}"."words" @@ (CAST($1 AS tsquery) && to_tsquery('simple', tutta_letters($2)))"#
    );
    let tenant = format!("'@{}'", Uuid::from(scope.organization_id()));
    Expr::cust_with_values(sql, [tenant, tsquery(words)])
}

/// The newest tickets and the newest comments that hold the words; those of whoever sees few tickets are looked through
/// one by one, since the index of words would gather everybody's.
pub fn newest(scope: &OrgScope, words: &SearchWords, sees_few: bool) -> SelectStatement {
    let newest = |alias: &'static str| (Alias::new(alias), ticket::Column::CreatedAt);
    let mut tickets = Query::select();
    let mut comments = Query::select();
    if sees_few {
        tickets.from_subquery(seen(scope), Alias::new("t"));
        comments.from_subquery(seen(scope), Alias::new("t"));
        comments.join_lateral(JoinType::InnerJoin, said(), Alias::new("c"), Cond::all());
    } else {
        tickets.from_as(ticket::Entity, Alias::new("t"));
        comments.from_as(comment::Entity, Alias::new("c")).join_as(
            JoinType::InnerJoin,
            ticket::Entity,
            Alias::new("t"),
            of_ticket(),
        );
        see(&mut tickets, scope);
        see(&mut comments, scope);
    }
    tickets
        .expr_as(col(ticket::Column::Id), Alias::new("ticket_id"))
        .expr_as(Expr::cust("CAST(NULL AS uuid)"), Alias::new("comment_id"))
        .expr_as(col(ticket::Column::Subject), Alias::new("subject"))
        .expr_as(beginning(own_text()), Alias::new("text"))
        .and_where(holds("t", scope, words))
        .order_by(newest("t"), Order::Desc)
        .limit(CANDIDATES);
    comments
        .expr_as(c(comment::Column::TicketId), Alias::new("ticket_id"))
        .expr_as(c(comment::Column::Id), Alias::new("comment_id"))
        .expr_as(Expr::val(""), Alias::new("subject"))
        .expr_as(beginning(c(comment::Column::Body)), Alias::new("text"))
        .and_where(holds("c", scope, words))
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
