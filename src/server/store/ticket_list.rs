//! Lists of tickets: their rows, how many there are, and what is beside a row.

use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, Order, Query, SelectStatement, SimpleExpr};
use sea_orm::{ConnectionTrait, DbErr};
use uuid::Uuid;

use super::reach::Path;
use super::ticket::TicketStore;
use super::ticket_order::{cursor_of, cursor_values, sort_columns};
use super::ticket_record::{TicketRecord, add_columns};
use super::ticket_select::{col, each, matching, t};
use crate::model::list_query::ListAddress;
use crate::model::page::{COUNT_CAP, Count, Cursor, Direction, Page};
use crate::model::ticket_query::TicketQuery;
use crate::model::view::Beside;
use crate::server::entity::{organization, ticket};

impl TicketStore<'_> {
    /// A page of the tickets one may see, with their descriptions and all if `whole`.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn page(
        &self,
        query: &TicketQuery,
        whole: bool,
    ) -> Result<Page<TicketRecord>, DbErr> {
        let path = self.path(query).await?;
        let rows = self.rows(query, whole, path).await?;
        let count = match query.cursor {
            None if rows.len() <= usize::try_from(query.page_size).unwrap_or(0) => {
                Count::capped(rows.len() as u64)
            }
            _ => self.count_along(query, path).await?,
        };
        Ok(Page::cut(
            rows,
            query.page_size,
            query.cursor,
            count,
            |record, direction| cursor_of(record, query, direction),
        ))
    }

    /// The first page's rows alone, without the count.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn first_rows(&self, query: &TicketQuery) -> Result<Vec<TicketRecord>, DbErr> {
        let path = self.path(query).await?;
        let mut records = self.rows(&query.at(None), false, path).await?;
        records.truncate(usize::try_from(query.page_size).unwrap_or(usize::MAX));
        Ok(records)
    }

    /// The numbers of the tickets before and after this one, as the list of the query has them.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn beside(
        &self,
        record: &TicketRecord,
        query: &TicketQuery,
    ) -> Result<Beside, DbErr> {
        let path = self.path(query).await?;
        let number = async |direction| {
            let place = cursor_of(record, query, direction);
            let mut nearest = self.beyond(&query.at(Some(place)), path);
            nearest.column(t(ticket::Column::Number)).limit(1);
            let row = self.tx.query_one(&nearest).await?;
            row.map(|row| row.try_get("", "number")).transpose()
        };
        Ok(Beside {
            previous: number(Direction::Before).await?,
            next: number(Direction::After).await?,
        })
    }

    async fn rows(
        &self,
        query: &TicketQuery,
        whole: bool,
        path: Path,
    ) -> Result<Vec<TicketRecord>, DbErr> {
        let mut select = self.beyond(query, path);
        add_columns(&mut select, whole);
        select.limit(query.page_size + 1);
        self.records(&select).await
    }

    /// The query's tickets from its cursor on, the nearest first; no columns yet.
    fn beyond(&self, query: &TicketQuery, path: Path) -> SelectStatement {
        let keys = sort_columns(query.ordering.key);
        let descending = query.ordering.descending != Cursor::looks_back(query.cursor);
        let mut select = self.matching(query, path);
        if let Some(cursor) = query.cursor {
            let values = cursor_values(query.ordering.key, cursor);
            let place = Expr::tuple(keys.iter().map(|key| col(*key)));
            let from = Expr::tuple(values);
            select.and_where(if descending {
                place.lt(from)
            } else {
                place.gt(from)
            });
        }
        let order = if descending { Order::Desc } else { Order::Asc };
        for key in keys {
            select.order_by(t(*key), order.clone());
        }
        select
    }

    /// How many tickets the query has, as far as it is worth counting.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn count(&self, query: &TicketQuery) -> Result<Count, DbErr> {
        self.count_along(query, self.path(query).await?).await
    }

    async fn count_along(&self, query: &TicketQuery, path: Path) -> Result<Count, DbErr> {
        let select = if query.is_filtered() {
            let path = path.to_count(self.tx.get_database_backend());
            let mut matching = self.matching(query, path);
            how_many(matching.expr(Expr::val(1)))
        } else if self.scope.viewer().sees_all_tickets() {
            self.count_all()
        } else {
            how_many(&mut each(self.scope))
        };
        let row = self.tx.query_one(&select).await?;
        let counted: i64 = row
            .map(|row| row.try_get("", "counted"))
            .transpose()?
            .unwrap_or(0);
        let counted = u64::try_from(counted).unwrap_or(0);
        Ok(Count::capped(std::cmp::min(counted, COUNT_CAP + 1)))
    }

    /// Numbers have no gaps: all tickets are as many as the last number, less the deleted ones.
    fn count_all(&self) -> SelectStatement {
        let organization = Uuid::from(self.scope.organization_id());
        let deleted = Query::select()
            .expr(Func::count(Expr::val(1)))
            .from_as(ticket::Entity, Alias::new("t"))
            .and_where(col(ticket::Column::OrganizationId).eq(organization))
            .and_where(col(ticket::Column::DeletedAt).is_not_null())
            .to_owned();
        let all = Expr::col(organization::Column::TicketSequence).sub(SimpleExpr::from(deleted));
        Query::select()
            .expr_as(all, Alias::new("counted"))
            .from(organization::Entity)
            .and_where(Expr::col(organization::Column::Id).eq(organization))
            .to_owned()
    }

    fn matching(&self, query: &TicketQuery, path: Path) -> SelectStatement {
        matching(query, self.scope, self.tx.get_database_backend(), path)
    }

    async fn path(&self, query: &TicketQuery) -> Result<Path, DbErr> {
        Path::to_first(self.tx, self.scope, query, self.few).await
    }
}

/// Counts rows, as far as it is worth counting.
fn how_many(rows: &mut SelectStatement) -> SelectStatement {
    Query::select()
        .expr_as(Func::count(Expr::val(1)), Alias::new("counted"))
        .from_subquery(rows.limit(COUNT_CAP + 1).to_owned(), Alias::new("matching"))
        .to_owned()
}
