//! The orders of a ticket list, and a row's place in one.

use sea_orm::sea_query::Expr;

use super::ticket_record::TicketRecord;
use crate::model::page::{Cursor, Direction, cursor_time};
use crate::model::ticket_query::{SortKey, TicketQuery};
use crate::server::entity::ticket;

/// What a list is sorted by: each has its index, and the id comes last so that a cursor is a place in it.
pub const fn sort_columns(key: SortKey) -> &'static [ticket::Column] {
    use ticket::Column as C;
    match key {
        SortKey::CreatedAt => &[C::CreatedAt, C::Id],
        SortKey::UpdatedAt => &[C::UpdatedAt, C::Id],
        SortKey::Number => &[C::Number, C::Id],
        SortKey::Priority => &[C::Priority, C::CreatedAt, C::Id],
        SortKey::Status => &[C::Status, C::CreatedAt, C::Id],
    }
}

/// The stored form of a cursor, one value for each of [`sort_columns`].
pub fn cursor_values(key: SortKey, cursor: Cursor) -> Vec<Expr> {
    let time = |raw| Expr::val(cursor_time(raw));
    let id = Expr::val(cursor.id);
    match key {
        SortKey::CreatedAt | SortKey::UpdatedAt => vec![time(cursor.key), id],
        SortKey::Number => vec![Expr::val(cursor.key), id],
        SortKey::Priority | SortKey::Status => vec![Expr::val(cursor.key), time(cursor.then), id],
    }
}

/// The place of a row in the query's order.
pub fn cursor_of(record: &TicketRecord, query: &TicketQuery, direction: Direction) -> Cursor {
    let ticket = &record.ticket;
    let created = ticket.created_at.timestamp_micros();
    let (key, then) = match query.ordering.key {
        SortKey::CreatedAt => (created, 0),
        SortKey::UpdatedAt => (ticket.updated_at.timestamp_micros(), 0),
        SortKey::Number => (ticket.number, 0),
        SortKey::Priority => (ticket.priority as i64, created),
        SortKey::Status => (ticket.status as i64, created),
    };
    Cursor {
        direction,
        key,
        then,
        id: ticket.id.into(),
    }
}
