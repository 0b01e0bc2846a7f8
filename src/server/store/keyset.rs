//! Pages of lists that are sorted by when their rows were made, newest first.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    Select,
};
use uuid::Uuid;

use crate::model::page::{COUNT_CAP, Count, Cursor, Page, cursor_time};

/// The page of `select` that `cursor` points at; `place` tells when a row was made, and its id.
///
/// # Errors
/// When the database refuses.
pub async fn newest_first<E: EntityTrait<Model: Sync>>(
    db: &impl ConnectionTrait,
    select: Select<E>,
    (created_at, id): (E::Column, E::Column),
    (size, cursor): (u64, Option<Cursor>),
    place: impl Fn(&E::Model) -> (DateTime<Utc>, Uuid),
) -> Result<Page<E::Model>, DbErr> {
    let counted = select.clone().limit(COUNT_CAP + 1).count(db).await?;
    let backwards = Cursor::looks_back(cursor);
    let mut select = select.limit(size + 1);
    if let Some(cursor) = cursor {
        let column = |column| Expr::col((E::default(), column));
        let here = Expr::tuple([column(created_at), column(id)]);
        let from = Expr::tuple([Expr::val(cursor_time(cursor.key)), Expr::val(cursor.id)]);
        select = select.filter(if backwards {
            here.gt(from)
        } else {
            here.lt(from)
        });
    }
    let select = if backwards {
        select.order_by_asc(created_at).order_by_asc(id)
    } else {
        select.order_by_desc(created_at).order_by_desc(id)
    };
    let rows = select.all(db).await?;
    let place = |row: &E::Model, direction| {
        let (created_at, id) = place(row);
        Cursor {
            direction,
            key: created_at.timestamp_micros(),
            then: 0,
            id,
        }
    };
    Ok(Page::cut(rows, size, cursor, Count::capped(counted), place))
}
