//! The one select that lists, counts and statistics share, so that none of them can reveal a ticket that the
//! others hide. `t` is the ticket.

use sea_orm::sea_query::{
    Alias, Cond, Expr, ExprTrait, IntoColumnRef, JoinType, Query, SelectStatement,
};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr};
use uuid::Uuid;

use super::search;
use super::ticket_condition::{holds, tagged};
use crate::model::GroupId;
use crate::model::organization::MembershipStatus;
use crate::model::search::SearchWords;
use crate::model::ticket_query::{Condition, TicketQuery};
use crate::model::user::UserStatus;
use crate::model::viewer::Viewer;
use crate::server::entity::{membership, ticket, ticket_tag, user};
use crate::server::scope::OrgScope;

/// How SQLite is to find the tickets of somebody who does not see all. PostgreSQL knows how many they are, and chooses;
/// what SQLite knows, if anything, is how many somebody has on average.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Along an index of the whole organization, leaving out what they may not see: the first of many.
    Along,
    /// What they filed, what they hold and what their groups have, put together: few, or all of them.
    Gathered,
}

/// Whether the scope's person sees at most so many tickets, and not simply all.
///
/// # Errors
/// When the database refuses.
pub async fn sees_at_most(
    tx: &DatabaseTransaction,
    scope: &OrgScope,
    most: u64,
) -> Result<bool, DbErr> {
    if scope.viewer().sees_all_tickets() {
        return Ok(false);
    }
    let mut one_more = gathered(scope, tx.get_database_backend());
    one_more.expr(Expr::val(1)).offset(most).limit(1);
    Ok(tx.query_one(&one_more).await?.is_none())
}

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
    let live = || {
        Cond::all()
            .add(col(ticket::Column::OrganizationId).eq(Uuid::from(scope.organization_id())))
            .add(col(ticket::Column::DeletedAt).is_null())
    };
    let any = ways
        .into_iter()
        .fold(Cond::any(), |any, way| any.add(live().add(way)));
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
    reach: Reach,
) -> SelectStatement {
    let lead = query.conditions.iter().find_map(|it| match it {
        Condition::Tag(choice) if !choice.is_negated() => Some((it, choice)),
        _ => None,
    });
    // SQLite does not know how few tickets have a tag, and would look for it on all of them.
    let Some((lead, choice)) = lead.filter(|_| backend == DbBackend::Sqlite) else {
        let mut select = match reach {
            Reach::Along => visible(scope),
            Reach::Gathered => gathered(scope, backend),
        };
        narrow(&mut select, query, scope, backend);
        return select;
    };
    let by_tag = || Alias::new("by_tag");
    let mut select = Query::select();
    select
        .from_subquery(tagged(choice, scope), by_tag())
        // CROSS keeps SQLite to the order of the joins; it takes no ON.
        .join_as(
            JoinType::CrossJoin,
            ticket::Entity,
            Alias::new("t"),
            Cond::all(),
        )
        .and_where(col(ticket::Column::Id).eq(Expr::col((by_tag(), ticket_tag::Column::TicketId))));
    see(&mut select, scope);
    narrow(&mut select, &query.keeping(|it| it != lead), scope, backend);
    select
}

/// Leaves only what the scope's person may see of a select that has tickets as `t`.
pub fn see(select: &mut SelectStatement, scope: &OrgScope) {
    select
        .and_where(col(ticket::Column::OrganizationId).eq(Uuid::from(scope.organization_id())))
        .and_where(col(ticket::Column::DeletedAt).is_null());
    if let Some(ways) = ways(scope.viewer()) {
        select.cond_where(ways.into_iter().fold(Cond::any(), Cond::add));
    }
}

/// Ticket visibility (spec §3) as SQL, each way to see a ticket by itself; `policy::sees` says the same of one ticket.
/// `None` for those who see all.
fn ways(viewer: &Viewer) -> Option<Vec<Cond>> {
    if viewer.sees_all_tickets() {
        return None;
    }
    let me = Uuid::from(viewer.user);
    let mut ways = vec![
        Cond::all().add(col(ticket::Column::CreatedBy).eq(me)),
        Cond::all().add(col(ticket::Column::AssigneeId).eq(me)),
    ];
    let managed: Vec<Uuid> = viewer.manages.iter().copied().map(GroupId::into).collect();
    if !managed.is_empty() {
        ways.push(Cond::all().add(col(ticket::Column::GroupId).is_in(managed)));
    }
    let joined: Vec<Uuid> = viewer
        .member_of
        .difference(&viewer.manages)
        .copied()
        .map(GroupId::into)
        .collect();
    if !joined.is_empty() {
        ways.push(
            Cond::all()
                .add(col(ticket::Column::GroupId).is_in(joined))
                .add(col(ticket::Column::AssigneeId).is_not_null()),
        );
    }
    Some(ways)
}

/// Narrows a select of tickets by what [`matching`] would.
pub fn narrow(
    select: &mut SelectStatement,
    query: &TicketQuery,
    scope: &OrgScope,
    backend: DbBackend,
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
    if let Some(words) = &query.q {
        select.cond_where(matches(&SearchWords::parse(words), scope, backend));
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

/// Words of a text, or a number with or without `#`; nothing but signs finds nothing.
fn matches(words: &SearchWords, scope: &OrgScope, backend: DbBackend) -> Cond {
    if words.is_empty() {
        return Cond::all().add(Expr::val(false));
    }
    let texts = search::holding(backend, scope, words);
    let condition = Cond::any().add(col(ticket::Column::Id).in_subquery(texts));
    match words.number() {
        Some(number) => condition.add(col(ticket::Column::Number).eq(number)),
        None => condition,
    }
}
