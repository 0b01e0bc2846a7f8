//! The numbers of a dashboard.
//!
//! For those who see every ticket they are kept (`store/tally`), which reveals nothing to them. Everybody else's are
//! counted on the list's select, so that a dashboard can't reveal hidden tickets.

mod counted;
mod holders;

use chrono::NaiveDate;
use sea_orm::sea_query::{
    CaseStatement, Cond, Expr, ExprTrait, Func, Query, SelectStatement, UnionType,
};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, FromQueryResult, QueryResult};
use uuid::Uuid;

use super::by_rank;
use super::reach::Path;
use super::tally::{NONE, Span, TallyStore};
use super::ticket_select::{col, matching, narrow, t};
use crate::model::stats::{Day, Stats};
use crate::model::ticket::{Priority, TicketStatus};
use crate::model::ticket_query::{GroupFilter, TicketQuery};
use crate::server::entity::{ticket, ticket_change, ticket_load};
use crate::server::scope::OrgScope;

const TOP_GROUPS: u64 = 20;

/// Which days the numbers are about.
#[derive(Debug, Clone)]
pub struct Windows {
    /// Days and when they begin and end, oldest first.
    pub days: Vec<(NaiveDate, Span)>,
    /// What the medians are about.
    pub period: Span,
    /// The days of UTC that come closest to it: kept durations have no others.
    pub utc_days: std::ops::Range<NaiveDate>,
}

/// The numbers of the scope's organization.
pub struct StatsStore<'a> {
    scope: &'a OrgScope,
    tx: &'a DatabaseTransaction,
    tickets: Tickets,
}

/// The tickets that the numbers are of, and where they come from.
enum Tickets {
    /// Counted, one by one.
    Counted(TicketQuery),
    /// Kept for the whole organization.
    Kept(Option<GroupFilter>),
}

impl<'a> StatsStore<'a> {
    /// The numbers over the tickets of `query` that the scope's person may see.
    #[must_use]
    pub fn of(scope: &'a OrgScope, tx: &'a DatabaseTransaction, query: TicketQuery) -> Self {
        Self {
            scope,
            tx,
            tickets: Tickets::Counted(query),
        }
    }

    /// The numbers over all tickets, or those of a group, that the scope's person may see.
    #[must_use]
    pub fn of_all(
        scope: &'a OrgScope,
        tx: &'a DatabaseTransaction,
        group: Option<GroupFilter>,
    ) -> Self {
        let tickets = if scope.viewer().sees_all_tickets() {
            Tickets::Kept(group)
        } else {
            Tickets::Counted(TicketQuery::of_group(group))
        };
        Self { scope, tx, tickets }
    }

    /// All of them, in a few queries whatever the size.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn load(&self, windows: &Windows) -> Result<Stats, DbErr> {
        let mut stats = self.totals().await?;
        stats.top_assignees = self.top_assignees().await?;
        stats.by_group = self.by_group(TOP_GROUPS).await?;
        match &self.tickets {
            Tickets::Counted(_) => self.count_windows(windows, &mut stats).await?,
            Tickets::Kept(group) => {
                let tally = TallyStore::open(self.scope, self.tx).await?;
                stats.last_7_days = by_day(&tally, &windows.days, *group).await?;
                let [first_response, resolution] = tally.took(&windows.utc_days, *group).await?;
                stats.median_first_response_minutes = first_response.median;
                stats.median_resolution_minutes = resolution.median;
            }
        }
        Ok(stats)
    }

    /// The tickets, or sums of tickets, as `t`; [`Self::tickets`] counts them.
    fn select(&self) -> SelectStatement {
        let backend = self.tx.get_database_backend();
        let query = match &self.tickets {
            Tickets::Counted(query) => {
                return matching(query, self.scope, backend, &Path::TO_ALL);
            }
            Tickets::Kept(group) => TicketQuery::of_group(*group),
        };
        let mut select = Query::select();
        select.from_subquery(self.kept(), "t");
        narrow(&mut select, &query, self.scope, backend, &Path::TO_ALL);
        select
    }

    /// Sums of tickets that are alike, and the notes that are not in them yet, with the names of a ticket's columns.
    fn kept(&self) -> SelectStatement {
        use ticket_load::Column as C;
        let organization = Uuid::from(self.scope.organization_id());
        let unless_none =
            |column: C| Func::cust("NULLIF").args([Expr::col(column), Expr::val(NONE)]);
        let noted = Query::select()
            .columns([
                ticket_change::Column::OrganizationId,
                ticket_change::Column::GroupId,
                ticket_change::Column::AssigneeId,
                ticket_change::Column::Status,
                ticket_change::Column::Priority,
                ticket_change::Column::Weight,
            ])
            .from(ticket_change::Entity)
            .and_where(Expr::col(ticket_change::Column::OrganizationId).eq(organization))
            .to_owned();
        Query::select()
            .column(C::OrganizationId)
            .expr_as(unless_none(C::GroupId), C::GroupId)
            .expr_as(unless_none(C::AssigneeId), C::AssigneeId)
            .columns([C::Status, C::Priority, C::Tickets])
            .from(ticket_load::Entity)
            .and_where(Expr::col(C::OrganizationId).eq(organization))
            .union(UnionType::All, noted)
            .to_owned()
    }

    /// How many tickets meet the condition.
    fn tickets(&self, condition: impl Into<Cond>) -> Expr {
        let one = match self.tickets {
            Tickets::Counted(_) => Expr::val(1_i64),
            Tickets::Kept(_) => Expr::col(("t", ticket_load::Column::Tickets)),
        };
        sum(CaseStatement::new()
            .case(condition.into(), one)
            .finally(0_i64))
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
            .expr_as(self.tickets(Cond::all()), "tickets")
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
}

/// What happened on each of the days.
///
/// # Errors
/// When the database refuses.
pub async fn by_day(
    tally: &TallyStore<'_>,
    days: &[(NaiveDate, Span)],
    group: Option<GroupFilter>,
) -> Result<Vec<Day>, DbErr> {
    let spans: Vec<_> = days.iter().map(|(_, span)| span.clone()).collect();
    let counts = tally.counts(&spans, group).await?;
    let days = days.iter().zip(counts).map(|((date, _), counts)| Day {
        date: *date,
        opened: counts.opened,
        resolved: counts.resolved,
    });
    Ok(days.collect())
}

fn unresolved() -> Expr {
    col(ticket::Column::Status).lt(TicketStatus::Resolved as i16)
}

/// A sum as a whole number: PostgreSQL adds up large integers to a number without end.
fn sum(of: impl Into<Expr>) -> Expr {
    Expr::from(Func::sum(of.into())).cast_as("bigint")
}

fn unsigned(counted: i64) -> u64 {
    u64::try_from(counted).unwrap_or(0)
}
