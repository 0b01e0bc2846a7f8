//! The numbers of a dashboard. They reuse the list's select, so a dashboard can't reveal hidden tickets.

use chrono::{DateTime, Days, NaiveDate, Utc};
use sea_orm::sea_query::{
    Alias, CaseStatement, Cond, Expr, ExprTrait, Func, IntoColumnRef, JoinType, NullOrdering,
    Order, Query, SelectStatement, WindowStatement,
};
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, FromQueryResult, QueryResult,
};
use uuid::Uuid;

use super::ticket_select::{active_assignee, col, narrow, t, visible};
use super::{by_rank, person_name};
use crate::model::stats::{AssigneeLoad, Day, GroupLoad, Stats};
use crate::model::ticket::{Priority, TicketStatus};
use crate::model::ticket_query::TicketQuery;
use crate::model::{GroupId, UserId};
use crate::server::entity::{group, ticket, user};
use crate::server::scope::OrgScope;

const DAYS: u64 = 7;
const MEDIAN_DAYS: u64 = 30;
const TOP_ASSIGNEES: u64 = 5;
const TOP_GROUPS: u64 = 20;

/// The numbers of the scope's organization.
pub struct StatsStore<'a> {
    scope: &'a OrgScope,
    tx: &'a DatabaseTransaction,
    query: TicketQuery,
}

impl<'a> StatsStore<'a> {
    /// The numbers over the tickets of `query` that the scope's person may see.
    #[must_use]
    pub fn new(scope: &'a OrgScope, tx: &'a DatabaseTransaction, query: TicketQuery) -> Self {
        Self { scope, tx, query }
    }

    /// All of them, in seven queries whatever the size.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn load(&self, now: DateTime<Utc>) -> Result<Stats, DbErr> {
        let mut stats = self.totals().await?;
        stats.last_7_days = self.days(now).await?;
        stats.top_assignees = self.top_assignees().await?;
        stats.by_group = self.by_group(TOP_GROUPS).await?;
        let since = now - Days::new(MEDIAN_DAYS);
        stats.median_first_response_minutes =
            self.median(ticket::Column::FirstResponseAt, since).await?;
        stats.median_resolution_minutes = self.median(ticket::Column::ResolvedAt, since).await?;
        Ok(stats)
    }

    fn select(&self) -> SelectStatement {
        let mut select = visible(self.scope);
        let backend = self.tx.get_database_backend();
        narrow(&mut select, &self.query, self.scope, backend);
        select
    }

    async fn all<T: FromQueryResult>(&self, select: &SelectStatement) -> Result<Vec<T>, DbErr> {
        let rows = self.tx.query_all(select).await?;
        rows.iter()
            .map(|row: &QueryResult| T::from_query_result(row, ""))
            .collect()
    }

    async fn totals(&self) -> Result<Stats, DbErr> {
        #[derive(FromQueryResult)]
        struct Row {
            status: i16,
            priority: i16,
            tickets: i64,
        }
        let mut select = self.select();
        select
            .column(t(ticket::Column::Status))
            .column(t(ticket::Column::Priority))
            .expr_as(Func::count(Expr::val(1)), Alias::new("tickets"))
            .group_by_col(t(ticket::Column::Status))
            .group_by_col(t(ticket::Column::Priority));
        let mut stats = Stats {
            by_status: TicketStatus::ALL
                .iter()
                .map(|status| (status.to_string(), 0))
                .collect(),
            by_priority: Priority::ALL
                .iter()
                .map(|priority| (priority.to_string(), 0))
                .collect(),
            ..Stats::default()
        };
        for row in self.all::<Row>(&select).await? {
            let status: TicketStatus = by_rank(TicketStatus::ALL, row.status)?;
            let priority: Priority = by_rank(Priority::ALL, row.priority)?;
            let tickets = unsigned(row.tickets);
            stats.total += tickets;
            stats.open += if status.is_unresolved() { tickets } else { 0 };
            *stats.by_status.entry(status.to_string()).or_default() += tickets;
            *stats.by_priority.entry(priority.to_string()).or_default() += tickets;
        }
        Ok(stats)
    }

    async fn days(&self, now: DateTime<Utc>) -> Result<Vec<Day>, DbErr> {
        let first = now.date_naive() - Days::new(DAYS - 1);
        let opened = self.per_day(ticket::Column::CreatedAt, first).await?;
        let resolved = self.per_day(ticket::Column::ResolvedAt, first).await?;
        let on = |counts: &[(String, u64)], date: NaiveDate| {
            let date = date.to_string();
            counts
                .iter()
                .find(|(day, _)| *day == date)
                .map_or(0, |(_, tickets)| *tickets)
        };
        Ok(first
            .iter_days()
            .take(usize::try_from(DAYS).unwrap_or_default())
            .map(|date| Day {
                date,
                opened: on(&opened, date),
                resolved: on(&resolved, date),
            })
            .collect())
    }

    async fn per_day(
        &self,
        time: ticket::Column,
        first: NaiveDate,
    ) -> Result<Vec<(String, u64)>, DbErr> {
        #[derive(FromQueryResult)]
        struct Row {
            day: String,
            tickets: i64,
        }
        let day = match self.tx.get_database_backend() {
            DbBackend::Postgres => {
                Expr::cust_with_expr("to_char($1 AT TIME ZONE 'UTC', 'YYYY-MM-DD')", col(time))
            }
            _ => Expr::cust_with_expr("substr(?, 1, 10)", col(time)),
        };
        let mut select = self.select();
        select
            .expr_as(day, Alias::new("day"))
            .expr_as(Func::count(Expr::val(1)), Alias::new("tickets"))
            .and_where(col(time).gte(first.and_time(chrono::NaiveTime::MIN).and_utc()))
            .group_by_col(Alias::new("day"));
        let rows = self.all::<Row>(&select).await?;
        Ok(rows
            .into_iter()
            .map(|row| (row.day, unsigned(row.tickets)))
            .collect())
    }

    async fn top_assignees(&self) -> Result<Vec<AssigneeLoad>, DbErr> {
        #[derive(FromQueryResult)]
        struct Row {
            id: Uuid,
            first_name: String,
            last_name: String,
            email: String,
            open: i64,
            resolved: i64,
        }
        let u = |column: user::Column| Expr::col((Alias::new("u"), column));
        let mut loads = self.select();
        loads
            .expr_as(col(ticket::Column::AssigneeId), Alias::new("assignee_id"))
            .expr_as(
                count_where(Cond::all().add(unresolved())),
                Alias::new("open"),
            )
            .expr_as(
                count_where(Cond::all().add(unresolved().not())),
                Alias::new("resolved"),
            )
            .and_where(col(ticket::Column::AssigneeId).is_not_null())
            .group_by_col(t(ticket::Column::AssigneeId))
            .order_by_expr(Expr::col(Alias::new("open")), Order::Desc)
            .order_by_expr(Expr::col(Alias::new("resolved")), Order::Desc)
            .order_by(t(ticket::Column::AssigneeId), Order::Asc)
            .limit(TOP_ASSIGNEES);
        let l = |name: &'static str| (Alias::new("loads"), Alias::new(name));
        let select = Query::select()
            .expr(u(user::Column::Id))
            .expr(u(user::Column::FirstName))
            .expr(u(user::Column::LastName))
            .expr(u(user::Column::Email))
            .column(l("open"))
            .column(l("resolved"))
            .from_subquery(loads, Alias::new("loads"))
            .join_as(
                JoinType::InnerJoin,
                user::Entity,
                Alias::new("u"),
                u(user::Column::Id).equals(l("assignee_id")),
            )
            .order_by(l("open"), Order::Desc)
            .order_by(l("resolved"), Order::Desc)
            .order_by(l("assignee_id"), Order::Asc)
            .to_owned();
        Ok(self
            .all::<Row>(&select)
            .await?
            .into_iter()
            .map(|row| AssigneeLoad {
                id: UserId(row.id),
                name: person_name(&row.first_name, &row.last_name, &row.email),
                open: unsigned(row.open),
                resolved: unsigned(row.resolved),
            })
            .collect())
    }

    /// The groups with the most unresolved tickets, at most so many; those without any are left out.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn by_group(&self, most: u64) -> Result<Vec<GroupLoad>, DbErr> {
        #[derive(FromQueryResult)]
        struct Row {
            id: Uuid,
            name: String,
            open: i64,
            unassigned: i64,
        }
        let g = |column: group::Column| (Alias::new("g"), column);
        let held = Expr::exists(active_assignee());
        let mut select = self.select();
        select
            .expr_as(Expr::col(g(group::Column::Id)), Alias::new("id"))
            .expr_as(Expr::col(g(group::Column::Name)), Alias::new("name"))
            .expr_as(Func::count(Expr::val(1)), Alias::new("open"))
            .expr_as(
                count_where(Cond::all().add(held.not())),
                Alias::new("unassigned"),
            )
            .join_as(
                JoinType::InnerJoin,
                group::Entity,
                Alias::new("g"),
                Expr::col(g(group::Column::OrganizationId))
                    .equals(t(ticket::Column::OrganizationId))
                    .and(Expr::col(g(group::Column::Id)).equals(t(ticket::Column::GroupId))),
            )
            .and_where(unresolved())
            .group_by_col(g(group::Column::Id))
            .group_by_col(g(group::Column::Name))
            .order_by_expr(Expr::col(Alias::new("open")), Order::Desc)
            .order_by(g(group::Column::Name), Order::Asc)
            .limit(most);
        Ok(self
            .all::<Row>(&select)
            .await?
            .into_iter()
            .map(|row| GroupLoad {
                id: GroupId(row.id),
                name: row.name,
                open: unsigned(row.open),
                unassigned: unsigned(row.unassigned),
            })
            .collect())
    }

    /// The median minutes from creation to `time`: the lower one of an even number.
    async fn median(
        &self,
        time: ticket::Column,
        since: DateTime<Utc>,
    ) -> Result<Option<u64>, DbErr> {
        let created = || col(ticket::Column::CreatedAt);
        let minutes = || match self.tx.get_database_backend() {
            DbBackend::Postgres => Expr::cust_with_exprs(
                "CAST(EXTRACT(EPOCH FROM ($1 - $2)) / 60 AS DOUBLE PRECISION)",
                [col(time), created()],
            ),
            _ => Expr::cust_with_exprs(
                "(julianday(?) - julianday(?)) * 1440.0",
                [col(time), created()],
            ),
        };
        let rank = WindowStatement::new()
            .order_by_expr_with_nulls(minutes(), Order::Asc, NullOrdering::Last)
            .to_owned();
        let mut ranked = self.select();
        ranked
            .expr_as(minutes(), Alias::new("minutes"))
            .expr_window_as(
                Func::cust(Alias::new("ROW_NUMBER")),
                rank,
                Alias::new("place"),
            )
            .expr_window_as(
                Func::count(Expr::val(1)),
                WindowStatement::new(),
                Alias::new("places"),
            )
            .and_where(created().gte(since))
            .and_where(col(time).is_not_null());
        let r = |name: &'static str| (Alias::new("ranked"), Alias::new(name)).into_column_ref();
        let select = Query::select()
            .column((Alias::new("ranked"), Alias::new("minutes")))
            .from_subquery(ranked, Alias::new("ranked"))
            .and_where(Expr::col(r("place")).eq(Expr::col(r("places")).add(1).div(2)))
            .to_owned();
        let row = self.tx.query_one(&select).await?;
        let minutes: Option<f64> = row.map(|row| row.try_get("", "minutes")).transpose()?;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "rounded and not negative"
        )]
        Ok(minutes.map(|minutes| minutes.round().max(0.0) as u64))
    }
}

fn unresolved() -> Expr {
    col(ticket::Column::Status).lt(TicketStatus::Resolved as i16)
}

/// `COUNT` of the rows that meet the condition.
fn count_where(condition: Cond) -> Expr {
    Func::count(CaseStatement::new().case(condition, Expr::val(1))).into()
}

fn unsigned(counted: i64) -> u64 {
    u64::try_from(counted).unwrap_or(0)
}
