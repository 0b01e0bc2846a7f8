//! The one select that lists, counts and statistics share, so that none of them can reveal a ticket that the
//! others hide. `t` is the ticket.

use sea_orm::DbBackend;
use sea_orm::sea_query::{
    Alias, Cond, Expr, ExprTrait, Func, IntoColumnRef, IntoTableRef, JoinType, Query,
    SelectStatement, UnionType,
};
use uuid::Uuid;

use super::reach::{Path, Reach};
use super::search::{self, Lead};
use super::ticket_condition::{holds, tagged};
use crate::model::GroupId;
use crate::model::list_query::ListAddress;
use crate::model::organization::MembershipStatus;
use crate::model::ticket::Tag;
use crate::model::ticket_query::{Choice, Condition, TicketQuery};
use crate::model::user::UserStatus;
use crate::model::viewer::Viewer;
use crate::server::entity::{membership, ticket, ticket_tag, user};
use crate::server::scope::OrgScope;

/// A column of the ticket.
pub fn t(column: ticket::Column) -> (Alias, ticket::Column) {
    (Alias::new("t"), column)
}

/// An expression on a column of the ticket.
pub fn col(column: ticket::Column) -> Expr {
    Expr::col(t(column).into_column_ref())
}

/// The live tickets of the scope's organization that its person may see; no columns yet.
pub fn visible(scope: &OrgScope) -> SelectStatement {
    let mut select = Query::select();
    select.from_as(ticket::Entity, Alias::new("t"));
    see(&mut select, scope);
    select
}

/// The same, put together. SQLite reads an index for each way to see a ticket only where each says whose tickets it means,
/// and where it cannot take the organization's instead: that is what the sign is for.
pub fn gathered(scope: &OrgScope, backend: DbBackend) -> SelectStatement {
    let Some(ways) = ways(scope.viewer()).filter(|_| backend == DbBackend::Sqlite) else {
        return visible(scope);
    };
    let any = ways
        .into_iter()
        .fold(Cond::any(), |any, way| any.add(live(scope).add(way)));
    Query::select()
        .from_as(ticket::Entity, Alias::new("t"))
        .and_where(Expr::cust_with_values(
            r#"+"t"."organization_id" = ?"#,
            [Uuid::from(scope.organization_id())],
        ))
        .cond_where(any)
        .to_owned()
}

/// The tickets of a query that the scope's person may see; no columns yet. Days that the query still names are those of
/// UTC; order and page are not its business.
pub fn matching(
    query: &TicketQuery,
    scope: &OrgScope,
    backend: DbBackend,
    path: &Path,
) -> SelectStatement {
    let led = (backend == DbBackend::Sqlite)
        .then(|| led(query, scope, path))
        .flatten();
    let Some((ids, rest)) = led else {
        let mut select = match path.reach {
            Reach::Along => visible(scope),
            Reach::Gathered => gathered(scope, backend),
        };
        narrow(&mut select, query, scope, backend, path);
        return select;
    };
    let mut select = of_ids(ids, scope);
    narrow(&mut select, &rest, scope, backend, path);
    select
}

/// Those of these tickets, by `ticket_id`, that the scope's person may see.
pub fn of_ids(ids: SelectStatement, scope: &OrgScope) -> SelectStatement {
    let led_by = || Alias::new("led_by");
    let mut select = Query::select();
    select.from_subquery(ids, led_by());
    cross(&mut select, ticket::Entity, "t");
    select
        .and_where(col(ticket::Column::Id).eq(Expr::col((led_by(), ticket_tag::Column::TicketId))));
    see(&mut select, scope);
    select
}

/// Joins a table after those before it: CROSS keeps SQLite to the order of the joins. It takes no ON.
pub fn cross(select: &mut SelectStatement, table: impl IntoTableRef, alias: &'static str) {
    select.join_as(JoinType::CrossJoin, table, Alias::new(alias), Cond::all());
}

/// The ids that SQLite is to begin with, and what is left of the query then. It does not know how few tickets have a tag,
/// and would look for it on all of them; and where there is nothing but words, the first texts are enough of very many.
fn led(
    query: &TicketQuery,
    scope: &OrgScope,
    path: &Path,
) -> Option<(SelectStatement, TicketQuery)> {
    if let Some((condition, choice)) = by_tag(query) {
        let rest = query.keeping(|it| it != condition);
        return Some((tagged(choice, scope), rest));
    }
    let sought = path.words_of(query)?;
    let rest = query.unfiltered();
    let words_alone = TicketQuery {
        q: query.q.clone(),
        ..rest.clone()
    };
    let is_led = path.reach == Reach::Along
        && path.lead == Lead::Texts
        && query.at(None) == words_alone
        && sought.words().number().is_none()
        && !sought.words().is_empty();
    is_led.then(|| (search::texts_led(scope, &sought), rest))
}

/// The first tag that the tickets of the query have.
pub fn by_tag(query: &TicketQuery) -> Option<(&Condition, &Choice<Tag>)> {
    query.conditions.iter().find_map(|it| match it {
        Condition::Tag(choice) if !choice.is_negated() => Some((it, choice)),
        _ => None,
    })
}

/// Leaves only what the scope's person may see of a select that has tickets as `t`.
pub fn see(select: &mut SelectStatement, scope: &OrgScope) {
    select.cond_where(live(scope));
    if let Some(ways) = ways(scope.viewer()) {
        select.cond_where(ways.into_iter().fold(Cond::any(), Cond::add));
    }
}

/// All tickets that the scope's person sees, each once, without their columns: one way to see a ticket after the other,
/// those of whole groups first, of which an index tells without the tickets.
pub fn each(scope: &OrgScope) -> SelectStatement {
    let live = || {
        Query::select()
            .expr(Expr::val(1))
            .from_as(ticket::Entity, Alias::new("t"))
            .cond_where(live(scope))
            .to_owned()
    };
    let mut ways = ways(scope.viewer()).unwrap_or_default().into_iter();
    let mut each = live();
    let Some(first) = ways.next() else {
        return each;
    };
    each.and_where(first.clone());
    let mut before = vec![first];
    for way in ways {
        let mut more = live();
        more.and_where(way.clone());
        for way in &before {
            let is_one = Func::coalesce([way.clone(), Expr::val(false)]);
            more.and_where(Expr::from(is_one).not());
        }
        each.union(UnionType::All, more);
        before.push(way);
    }
    each
}

/// The organization's, and not deleted.
fn live(scope: &OrgScope) -> Cond {
    Cond::all()
        .add(col(ticket::Column::OrganizationId).eq(Uuid::from(scope.organization_id())))
        .add(col(ticket::Column::DeletedAt).is_null())
}

/// Ticket visibility (spec §3) as SQL, each way to see a ticket by itself; `policy::sees` says the same of one ticket.
/// `None` for those who see all.
fn ways(viewer: &Viewer) -> Option<Vec<Expr>> {
    if viewer.sees_all_tickets() {
        return None;
    }
    let ids = |groups: &mut dyn Iterator<Item = &GroupId>| -> Vec<Uuid> {
        groups.copied().map(GroupId::into).collect()
    };
    let managed = ids(&mut viewer.manages.iter());
    let joined = ids(&mut viewer.member_of.difference(&viewer.manages));
    let mut ways = Vec::new();
    if !managed.is_empty() {
        ways.push(col(ticket::Column::GroupId).is_in(managed));
    }
    if !joined.is_empty() {
        let held = col(ticket::Column::AssigneeId).is_not_null();
        ways.push(col(ticket::Column::GroupId).is_in(joined).and(held));
    }
    let me = Uuid::from(viewer.user);
    ways.push(col(ticket::Column::AssigneeId).eq(me));
    ways.push(col(ticket::Column::CreatedBy).eq(me));
    Some(ways)
}

/// Narrows a select of tickets by what [`matching`] would.
pub fn narrow(
    select: &mut SelectStatement,
    query: &TicketQuery,
    scope: &OrgScope,
    backend: DbBackend,
    path: &Path,
) {
    for condition in query.conditions.iter() {
        select.cond_where(holds(condition, scope));
    }
    if query.mine {
        let me = Uuid::from(scope.user_id());
        let mine = Cond::any()
            .add(col(ticket::Column::CreatedBy).eq(me))
            .add(col(ticket::Column::AssigneeId).eq(me));
        select.cond_where(mine);
    }
    if let Some(sought) = path.words_of(query) {
        select.cond_where(search::condition(backend, scope, &sought, path.lead));
    }
}

/// Held by nobody, or by somebody who can no longer work: they count as unassigned (spec §3).
pub fn unassigned() -> Cond {
    Cond::any()
        .add(col(ticket::Column::AssigneeId).is_null())
        .add(Expr::exists(active_assignee()).not())
}

/// The assignee's active membership, where there is one.
pub fn active_assignee() -> SelectStatement {
    let m = |column: membership::Column| Expr::col((Alias::new("active"), column));
    let u = |column: user::Column| Expr::col((Alias::new("holder"), column));
    Query::select()
        .expr(Expr::val(1))
        .from_as(membership::Entity, Alias::new("active"))
        .join_as(
            JoinType::InnerJoin,
            user::Entity,
            Alias::new("holder"),
            u(user::Column::Id).equals((Alias::new("active"), membership::Column::UserId)),
        )
        .and_where(m(membership::Column::OrganizationId).equals(t(ticket::Column::OrganizationId)))
        .and_where(m(membership::Column::UserId).equals(t(ticket::Column::AssigneeId)))
        .and_where(m(membership::Column::Status).eq(MembershipStatus::Active.as_str()))
        .and_where(u(user::Column::Status).eq(UserStatus::Active.as_str()))
        .to_owned()
}
