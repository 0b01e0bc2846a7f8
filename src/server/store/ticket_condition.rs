//! The conditions of a ticket query as SQL, about the ticket `t`.

use sea_orm::sea_query::{
    Alias, Cond, Expr, ExprTrait, Query, SelectStatement, SimpleExpr, UnionType,
};
use uuid::Uuid;

use super::ticket_select::{col, t, unassigned};
use crate::model::ticket::Tag;
use crate::model::ticket_query::{Bound, Choice, Condition, GroupFilter, PersonFilter};
use crate::server::entity::{ticket, ticket_tag, user};
use crate::server::scope::OrgScope;

/// What a condition says of a ticket: true or false, never unknown, so that its opposite holds for all others.
pub fn holds(condition: &Condition, scope: &OrgScope) -> Cond {
    use ticket::Column as C;
    match condition {
        Condition::Status(choice) => ranked(C::Status, choice, |status| *status as i16),
        Condition::Priority(choice) => ranked(C::Priority, choice, |priority| *priority as i16),
        Condition::Group(choice) => {
            let nowhere = Cond::all().add(col(C::GroupId).is_null());
            one_of(choice, C::GroupId, |group| match group {
                GroupFilter::Is(id) => Wanted::Row((*id).into()),
                GroupFilter::None => Wanted::Else(nowhere.clone()),
            })
        }
        Condition::Assignee(choice) => people(choice, C::AssigneeId, unassigned, scope),
        Condition::CreatedBy(choice) => people(choice, C::CreatedBy, never, scope),
        Condition::Tag(choice) => with_tag(choice, scope),
        Condition::Created(bound) => bounded(C::CreatedAt, *bound),
        Condition::Updated(bound) => bounded(C::UpdatedAt, *bound),
    }
}

fn unless(is_negated: bool, condition: Cond) -> Cond {
    if is_negated {
        condition.not()
    } else {
        condition
    }
}

fn never() -> Cond {
    Cond::all().add(Expr::val(false))
}

/// A rank among the chosen ones.
fn ranked<T>(column: ticket::Column, choice: &Choice<T>, rank: fn(&T) -> i16) -> Cond {
    let among = col(column).is_in(choice.values().iter().map(rank));
    unless(choice.is_negated(), Cond::all().add(among))
}

/// What a reference to another row is wanted to be.
enum Wanted {
    /// This row.
    Row(Uuid),
    /// Whatever makes this hold.
    Else(Cond),
}

/// A reference that may be empty, among the chosen ones.
fn one_of<T>(choice: &Choice<T>, column: ticket::Column, wanted: impl Fn(&T) -> Wanted) -> Cond {
    let mut rows = Vec::new();
    let mut any = Cond::any();
    for value in choice.values() {
        match wanted(value) {
            Wanted::Row(id) => rows.push(id),
            Wanted::Else(condition) => any = any.add(condition),
        }
    }
    if !rows.is_empty() {
        any = any.add(filled(column, col(column).is_in(rows)));
    }
    unless(choice.is_negated(), any)
}

/// Comparing what is empty would be neither true nor false.
fn filled(column: ticket::Column, holds: Expr) -> Cond {
    Cond::all().add(col(column).is_not_null()).add(holds)
}

/// A person among the chosen ones; whoever does not work here knows nobody's address.
fn people(
    choice: &Choice<PersonFilter>,
    column: ticket::Column,
    nobody: fn() -> Cond,
    scope: &OrgScope,
) -> Cond {
    let knows_addresses = scope.viewer().reads_internal_notes();
    one_of(choice, column, |person| match person {
        PersonFilter::Me => Wanted::Row(scope.user_id().into()),
        PersonFilter::Is(id) => Wanted::Row((*id).into()),
        PersonFilter::Nobody => Wanted::Else(nobody()),
        PersonFilter::At(_) if !knows_addresses => Wanted::Else(never()),
        PersonFilter::At(email) => {
            let person = Query::select()
                .column(user::Column::Id)
                .from(user::Entity)
                .and_where(Expr::col(user::Column::Email).eq(email.as_str()))
                .to_owned();
            // An index is asked by what is equal; but a person who is not there is neither equal nor unequal to anybody.
            Wanted::Else(if choice.is_negated() {
                filled(column, col(column).in_subquery(person))
            } else {
                Cond::all().add(col(column).eq(SimpleExpr::from(person)))
            })
        }
    })
}

/// A tag among the chosen ones. The tickets that have it are looked up by the tag; whether one has it, by the ticket.
fn with_tag(choice: &Choice<Tag>, scope: &OrgScope) -> Cond {
    if !choice.is_negated() {
        return Cond::all().add(col(ticket::Column::Id).in_subquery(tagged(choice, scope)));
    }
    let mut has = Query::select();
    has.expr(Expr::val(1))
        .from_as(ticket_tag::Entity, Alias::new("tagged"))
        .and_where(tag_of(scope))
        .and_where(tag(ticket_tag::Column::Tag).is_in(choice.values().iter().map(Tag::as_str)))
        .and_where(tag(ticket_tag::Column::TicketId).equals(t(ticket::Column::Id)));
    Cond::all().add(Expr::exists(has).not())
}

/// The ids of the tickets with one of the tags, each once.
pub fn tagged(choice: &Choice<Tag>, scope: &OrgScope) -> SelectStatement {
    let with = |word: &Tag| {
        Query::select()
            .expr(tag(ticket_tag::Column::TicketId))
            .from_as(ticket_tag::Entity, Alias::new("tagged"))
            .and_where(tag_of(scope))
            .and_where(tag(ticket_tag::Column::Tag).eq(word.as_str()))
            .to_owned()
    };
    let each = choice.values().iter().map(with);
    each.reduce(|mut all, with| all.union(UnionType::Distinct, with).to_owned())
        .unwrap_or_default()
}

fn tag(column: ticket_tag::Column) -> Expr {
    Expr::col((Alias::new("tagged"), column))
}

fn tag_of(scope: &OrgScope) -> Expr {
    tag(ticket_tag::Column::OrganizationId).eq(Uuid::from(scope.organization_id()))
}

fn bounded(column: ticket::Column, bound: Bound) -> Cond {
    let moment = bound.moment().in_utc();
    Cond::all().add(match bound {
        Bound::After(_) => col(column).gte(moment),
        Bound::Before(_) => col(column).lt(moment),
    })
}
