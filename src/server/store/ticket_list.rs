//! Lists of tickets: their rows, how many there are, and what is beside a row.

use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, Order, Query, SelectStatement, SimpleExpr};
use sea_orm::{ConnectionTrait, DbErr};
use uuid::Uuid;

use super::reach::Path;
use super::search::Lead;
use super::ticket::TicketStore;
use super::ticket_order::{cursor_of, cursor_values, sort_columns};
use super::ticket_record::{TicketRecord, add_columns};
use super::ticket_select::{col, each, matching, narrow, of_ids, t};
use crate::model::list_query::ListAddress;
use crate::model::page::{COUNT_CAP, Count, Cursor, Direction, Page};
use crate::model::ticket_query::TicketQuery;
use crate::model::view::Beside;
use crate::server::entity::{organization, ticket, ticket_tag};

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
        let (rows, path) = self.rows(query, whole).await?;
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
        let (mut records, _) = self.rows(&query.at(None), false).await?;
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
            let query = query.at(Some(cursor_of(record, query, direction)));
            match self.nearest(&query, path).await? {
                None if self.has_more_to_ask(&query, path).await? => {
                    self.nearest(&query, path.by_texts()).await
                }
                number => Ok(number),
            }
        };
        Ok(Beside {
            previous: number(Direction::Before).await?,
            next: number(Direction::After).await?,
        })
    }

    /// The number of the first ticket beyond the query's cursor.
    async fn nearest(&self, query: &TicketQuery, path: Path) -> Result<Option<i64>, DbErr> {
        let mut nearest = self.beyond(query, path);
        nearest.column(t(ticket::Column::Number)).limit(1);
        let row = self.tx.query_one(&nearest).await?;
        row.map(|row| row.try_get("", "number")).transpose()
    }

    /// The rows of a page and one more, and the path that led to them.
    async fn rows(
        &self,
        query: &TicketQuery,
        whole: bool,
    ) -> Result<(Vec<TicketRecord>, Path), DbErr> {
        let fetch = async |path| {
            let mut select = self.beyond(query, path);
            add_columns(&mut select, whole);
            select.limit(query.page_size + 1);
            self.records(&select).await
        };
        let path = self.path(query).await?;
        let rows = fetch(path).await?;
        let is_full = rows.len() as u64 > query.page_size;
        if is_full || !self.has_more_to_ask(query, path).await? {
            return Ok((rows, path));
        }
        // The words are common, but not here.
        Ok((fetch(path.by_texts()).await?, path.by_texts()))
    }

    /// Whether there are tickets beyond those that were asked for words.
    async fn has_more_to_ask(&self, query: &TicketQuery, path: Path) -> Result<bool, DbErr> {
        if path.lead != Lead::Tickets {
            return Ok(false);
        }
        let mut more = self.in_order(&query.without_words(), path);
        more.expr(Expr::val(1)).offset(self.few.walked).limit(1);
        Ok(self.tx.query_one(&more).await?.is_some())
    }

    /// The query's tickets from its cursor on, the nearest first; no columns yet. Where tickets are asked for words, those
    /// among the next few.
    fn beyond(&self, query: &TicketQuery, path: Path) -> SelectStatement {
        let mut select = match &query.q {
            Some(_) if path.lead == Lead::Tickets => {
                let mut next = self.in_order(&query.without_words(), path);
                next.expr_as(col(ticket::Column::Id), ticket_tag::Column::TicketId);
                self.saying(query, next.limit(self.few.walked).to_owned())
            }
            _ => return self.in_order(query, path),
        };
        order(&mut select, query);
        select
    }

    /// Of these tickets those that have the query's words.
    fn saying(&self, query: &TicketQuery, ids: SelectStatement) -> SelectStatement {
        let mut select = of_ids(ids, self.scope);
        let words = TicketQuery {
            q: query.q.clone(),
            ..query.unfiltered()
        };
        let backend = self.tx.get_database_backend();
        narrow(&mut select, &words, self.scope, backend, Lead::Tickets);
        select
    }

    /// The query's tickets from its cursor on, the nearest first.
    fn in_order(&self, query: &TicketQuery, path: Path) -> SelectStatement {
        let mut select = self.matching(query, path);
        let keys = sort_columns(query.ordering.key);
        if let Some(cursor) = query.cursor {
            let values = cursor_values(query.ordering.key, cursor);
            let place = Expr::tuple(keys.iter().map(|key| col(*key)));
            let from = Expr::tuple(values);
            select.and_where(match goes_down(query) {
                true => place.lt(from),
                false => place.gt(from),
            });
        }
        order(&mut select, query);
        select
    }

    /// How many tickets the query has, as far as it is worth counting.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn count(&self, query: &TicketQuery) -> Result<Count, DbErr> {
        let path = self.path(query).await?.by_texts();
        self.count_along(query, path).await
    }

    async fn count_along(&self, query: &TicketQuery, path: Path) -> Result<Count, DbErr> {
        let select = if query.is_filtered() {
            let path = path.to_count(self.tx.get_database_backend());
            let mut matching = self.matching(query, path);
            if path.lead == Lead::Tickets {
                // As the first were found: who knows how far the others are.
                order(&mut matching, query);
            }
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

/// Whether the next ticket of the query has less of what it is ordered by.
fn goes_down(query: &TicketQuery) -> bool {
    query.ordering.descending != Cursor::looks_back(query.cursor)
}

fn order(select: &mut SelectStatement, query: &TicketQuery) {
    let order = if goes_down(query) {
        Order::Desc
    } else {
        Order::Asc
    };
    for key in sort_columns(query.ordering.key) {
        select.order_by(t(*key), order.clone());
    }
}

/// Counts rows, as far as it is worth counting.
fn how_many(rows: &mut SelectStatement) -> SelectStatement {
    Query::select()
        .expr_as(Func::count(Expr::val(1)), Alias::new("counted"))
        .from_subquery(rows.limit(COUNT_CAP + 1).to_owned(), Alias::new("matching"))
        .to_owned()
}
