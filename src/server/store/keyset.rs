//! Pages of lists that are sorted by when their rows were made.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, Order};
use sea_orm::{
    ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    Select,
};
use uuid::Uuid;

use crate::model::page::{COUNT_CAP, Count, Cursor, Direction, Page, cursor_time};

/// Which rows a list begins with.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum First {
    /// Those made last.
    Newest,
    /// Those made first.
    Oldest,
}

/// The rows of the page that `cursor` points at and one more, as [`Page::cut`] takes them; the columns are when a row
/// was made, and its id.
pub fn rows<E: EntityTrait>(
    select: Select<E>,
    (created_at, id): (E::Column, E::Column),
    first: First,
    (size, cursor): (u64, Option<Cursor>),
) -> Select<E> {
    let descending = (first == First::Newest) != Cursor::looks_back(cursor);
    let beyond = cursor.map(|cursor| {
        let column = |column| Expr::col((E::default(), column));
        let here = Expr::tuple([column(created_at), column(id)]);
        let from = Expr::tuple([Expr::val(cursor_time(cursor.key)), Expr::val(cursor.id)]);
        if descending {
            here.lt(from)
        } else {
            here.gt(from)
        }
    });
    let order = if descending { Order::Desc } else { Order::Asc };
    let select = match beyond {
        Some(beyond) => select.filter(beyond),
        None => select,
    };
    select
        .order_by(created_at, order.clone())
        .order_by(id, order)
        .limit(size + 1)
}

/// How many rows there are, as far as it is worth counting.
///
/// # Errors
/// When the database refuses.
pub async fn count<E: EntityTrait<Model: Sync>>(
    db: &impl ConnectionTrait,
    select: Select<E>,
) -> Result<Count, DbErr> {
    let rows = select.select_only().expr(Expr::val(1));
    let counted = rows.limit(COUNT_CAP + 1).count(db).await?;
    Ok(Count::capped(counted))
}

/// The place beside a row.
pub fn beside(created_at: DateTime<Utc>, id: impl Into<Uuid>, direction: Direction) -> Cursor {
    Cursor {
        direction,
        key: created_at.timestamp_micros(),
        then: 0,
        id: id.into(),
    }
}

/// The page of `select` that `cursor` points at, newest first; `place` tells when a row was made, and its id.
///
/// # Errors
/// When the database refuses.
pub async fn newest_first<E: EntityTrait<Model: Sync>>(
    db: &impl ConnectionTrait,
    select: Select<E>,
    columns: (E::Column, E::Column),
    (size, cursor): (u64, Option<Cursor>),
    place: impl Fn(&E::Model) -> (DateTime<Utc>, Uuid),
) -> Result<Page<E::Model>, DbErr> {
    let counted = count(db, select.clone()).await?;
    let select = rows(select, columns, First::Newest, (size, cursor));
    let rows = select.all(db).await?;
    let place = |row: &E::Model, direction| {
        let (created_at, id) = place(row);
        beside(created_at, id, direction)
    };
    Ok(Page::cut(rows, size, cursor, counted, place))
}
