//! Numbers of what happened when, counted on the list's select.

use sea_orm::sea_query::{
    Alias, Expr, ExprTrait, Func, IntoColumnRef, NullOrdering, Order, Query, WindowStatement,
};
use sea_orm::{ConnectionTrait, DbBackend, DbErr};

use super::{StatsStore, Windows, unsigned};
use crate::model::stats::{Day, Stats};
use crate::server::entity::ticket;
use crate::server::store::tally::Span;
use crate::server::store::ticket_select::col;

impl StatsStore<'_> {
    /// What happened in the windows.
    pub(super) async fn count_windows(
        &self,
        windows: &Windows,
        stats: &mut Stats,
    ) -> Result<(), DbErr> {
        stats.last_7_days = self.days(windows).await?;
        stats.median_first_response_minutes = self
            .median(ticket::Column::FirstResponseAt, &windows.period)
            .await?;
        stats.median_resolution_minutes = self
            .median(ticket::Column::ResolvedAt, &windows.period)
            .await?;
        Ok(())
    }

    async fn days(&self, windows: &Windows) -> Result<Vec<Day>, DbErr> {
        let mut select = self.select();
        for (at, (_, span)) in windows.days.iter().enumerate() {
            for (name, time) in [
                ("opened", ticket::Column::CreatedAt),
                ("resolved", ticket::Column::ResolvedAt),
            ] {
                select.expr_as(self.tickets(within(time, span)), format!("{name}{at}"));
            }
        }
        let row = self.tx.query_one(&select).await?;
        let count = |name: &str, at: usize| -> Result<u64, DbErr> {
            let counted = row
                .as_ref()
                .map(|row| row.try_get("", &format!("{name}{at}")));
            Ok(unsigned(counted.transpose()?.flatten().unwrap_or(0)))
        };
        let day = |(at, (date, _)): (usize, &(_, Span))| {
            Ok(Day {
                date: *date,
                opened: count("opened", at)?,
                resolved: count("resolved", at)?,
            })
        };
        windows.days.iter().enumerate().map(day).collect()
    }

    /// The median minutes from creation to `time`: the lower one of an even number.
    async fn median(&self, time: ticket::Column, window: &Span) -> Result<Option<u64>, DbErr> {
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
            .and_where(within(time, window));
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

/// Whether a time is in the span.
fn within(time: ticket::Column, span: &Span) -> Expr {
    col(time).gte(span.start).and(col(time).lt(span.end))
}
