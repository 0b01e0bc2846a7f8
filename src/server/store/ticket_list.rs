//! Lists of tickets: their rows, how many there are, and what is beside a row.

use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, Order, Query, SelectStatement, SimpleExpr};
use sea_orm::{ConnectionTrait, DbBackend, DbErr};
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

/// A path, and how many tickets are asked for words along it.
#[derive(Debug, Clone)]
struct Way {
    path: Path,
    walked: Option<u64>,
}

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
            _ => self.count_along(query, &path).await?,
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
            for way in self.ways(&path) {
                let mut nearest = self.beyond(&query, &way);
                nearest.column(t(ticket::Column::Number)).limit(1);
                if let Some(row) = self.tx.query_one(&nearest).await? {
                    return row.try_get("", "number").map(Some);
                }
                if !self.goes_on(&query, &way).await? {
                    break;
                }
            }
            Ok(None)
        };
        Ok(Beside {
            previous: number(Direction::Before).await?,
            next: number(Direction::After).await?,
        })
    }

    /// The rows of a page and one more, and the path that led to them.
    async fn rows(
        &self,
        query: &TicketQuery,
        whole: bool,
    ) -> Result<(Vec<TicketRecord>, Path), DbErr> {
        let path = self.path(query).await?;
        let mut found = (Vec::new(), path);
        for way in self.ways(&found.1) {
            let mut select = self.beyond(query, &way);
            add_columns(&mut select, whole);
            select.limit(query.page_size + 1);
            let records = self.records(&select).await?;
            let is_full = records.len() as u64 > query.page_size;
            let is_end = is_full || !self.goes_on(query, &way).await?;
            found = (records, way.path);
            if is_end {
                break;
            }
        }
        Ok(found)
    }

    /// The ways to go, one after the other, until enough is found: where tickets are asked for words, they are few at
    /// first, since all are asked before the first is told.
    fn ways(&self, path: &Path) -> Vec<Way> {
        let walk = |walked| Way {
            path: path.clone(),
            walked,
        };
        match path.lead {
            Lead::Tickets => vec![
                walk(Some(self.few.walked / 10)),
                walk(Some(self.few.walked)),
                Way {
                    path: path.by_texts(),
                    walked: None,
                },
            ],
            Lead::Texts | Lead::TextsWith(_) => vec![walk(None)],
        }
    }

    /// Whether there are tickets beyond those that were asked for words.
    async fn goes_on(&self, query: &TicketQuery, way: &Way) -> Result<bool, DbErr> {
        let Some(walked) = way.walked else {
            return Ok(false);
        };
        let mut more = self.in_order(&query.without_words(), &way.path);
        more.expr(Expr::val(1)).offset(walked).limit(1);
        Ok(self.tx.query_one(&more).await?.is_some())
    }

    /// The query's tickets from its cursor on, the nearest first; no columns yet.
    fn beyond(&self, query: &TicketQuery, way: &Way) -> SelectStatement {
        let Some(walked) = way.walked else {
            return self.in_order(query, &way.path);
        };
        let mut next = self.in_order(&query.without_words(), &way.path);
        next.expr_as(col(ticket::Column::Id), ticket_tag::Column::TicketId);
        let mut select = self.saying(query, next.limit(walked).to_owned(), &way.path);
        order(&mut select, query);
        select
    }

    /// Of these tickets those that have the query's words.
    fn saying(&self, query: &TicketQuery, ids: SelectStatement, path: &Path) -> SelectStatement {
        let mut select = of_ids(ids, self.scope);
        let words = TicketQuery {
            q: query.q.clone(),
            ..query.unfiltered()
        };
        let backend = self.tx.get_database_backend();
        narrow(&mut select, &words, self.scope, backend, path);
        select
    }

    /// The query's tickets from its cursor on, the nearest first.
    fn in_order(&self, query: &TicketQuery, path: &Path) -> SelectStatement {
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
        self.count_along(query, &path).await
    }

    async fn count_along(&self, query: &TicketQuery, path: &Path) -> Result<Count, DbErr> {
        let select = if query.is_filtered() {
            let path = self.path_to_count(query, path).await?;
            let mut matching = self.matching(query, &path);
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

    /// To as many as are worth counting, where the first come by this path.
    async fn path_to_count(&self, query: &TicketQuery, path: &Path) -> Result<Path, DbErr> {
        let is_sqlite = self.tx.get_database_backend() == DbBackend::Sqlite;
        if !is_sqlite || path.lead != Lead::Tickets {
            return Ok(path.clone());
        }
        // Asking very many tickets for words is dear.
        let all = Way {
            path: path.clone(),
            walked: Some(self.few.walked),
        };
        let are_many = self.goes_on(&query.at(None), &all).await?;
        Ok(if are_many { path.by_texts() } else { all.path })
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

    fn matching(&self, query: &TicketQuery, path: &Path) -> SelectStatement {
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
