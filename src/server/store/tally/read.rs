//! Reading what happened to an organization's tickets: the sums, and the notes that are not in them yet.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, Query, SelectStatement, UnionType};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::bins::Histogram;
use super::flow::{EVERY, Event, Figure, NONE, events};
use super::grain::{cover, quarter};
use crate::model::GroupId;
use crate::model::stats::Took;
use crate::model::ticket_query::GroupFilter;
use crate::server::entity::ticket_change::Model as Change;
use crate::server::entity::{group, ticket_change, ticket_flow};
use crate::server::scope::OrgScope;

/// From a moment on, up to another.
pub type Span = Range<DateTime<Utc>>;

/// Tickets of a span.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Created in it.
    pub opened: u64,
    /// Resolved in it, and not opened again since.
    pub resolved: u64,
}

/// The kept numbers of the scope's organization.
pub struct TallyStore<'a> {
    scope: &'a OrgScope,
    tx: &'a DatabaseTransaction,
    unfolded: Vec<Change>,
}

impl<'a> TallyStore<'a> {
    /// The numbers as they stand in the transaction, which has to see one state of the database.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn open(scope: &'a OrgScope, tx: &'a DatabaseTransaction) -> Result<Self, DbErr> {
        let of_organization =
            ticket_change::Column::OrganizationId.eq(Uuid::from(scope.organization_id()));
        let unfolded = ticket_change::Entity::find()
            .filter(of_organization)
            .all(tx)
            .await?;
        Ok(Self {
            scope,
            tx,
            unfolded,
        })
    }

    /// The tickets of each span, of all groups or of those that the filter keeps.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn counts(
        &self,
        spans: &[Span],
        group: Option<GroupFilter>,
    ) -> Result<Vec<Counts>, DbErr> {
        let select = self.sums(spans, Expr::val(key(group)));
        let mut counts = Balance::of(spans);
        for row in self.tx.query_all(&select).await? {
            counts.read(&row)?;
        }
        for (change, event) in self.events(group) {
            counts.note(change, event);
        }
        Ok(counts.done())
    }

    /// The tickets of each span by their group, and of those that have none.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn counts_by_group(
        &self,
        spans: &[Span],
    ) -> Result<BTreeMap<Option<GroupId>, Vec<Counts>>, DbErr> {
        let id = ("g", group::Column::Id);
        let mut groups = Query::select();
        groups
            .column(group::Column::Id)
            .from(group::Entity)
            .and_where(Expr::col(group::Column::OrganizationId).eq(self.organization()))
            .union(
                UnionType::All,
                Query::select().expr(Expr::val(NONE)).to_owned(),
            );
        let mut select = self.sums(spans, Expr::col(id));
        select.from_subquery(groups, "g").column(id);
        let mut counts: BTreeMap<Uuid, Balance> = BTreeMap::new();
        for row in self.tx.query_all(&select).await? {
            let of_group = counts.entry(row.try_get("", "id")?);
            of_group.or_insert_with(|| Balance::of(spans)).read(&row)?;
        }
        for (change, event) in self.events(None) {
            let of_group = counts.entry(change.group_id.unwrap_or(NONE));
            of_group
                .or_insert_with(|| Balance::of(spans))
                .note(change, event);
        }
        let named =
            |(id, counts): (Uuid, Balance)| ((id != NONE).then(|| id.into()), counts.done());
        Ok(counts.into_iter().map(named).collect())
    }

    /// How long first responses took that were given on these days of UTC, and resolving what was resolved on them.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn took(
        &self,
        days: &Range<NaiveDate>,
        group: Option<GroupFilter>,
    ) -> Result<[Took; 2], DbErr> {
        const FIGURES: [Figure; 2] = [Figure::FirstResponse, Figure::Resolution];
        let begins = |day: NaiveDate| quarter(day.and_time(NaiveTime::MIN).and_utc());
        let span = begins(days.start)..begins(days.end);
        let mut took = FIGURES.map(|_| Histogram::default());
        if let Some(select) = self.bins(FIGURES, &span, key(group)) {
            for row in self.tx.query_all(&select).await? {
                let figure: i16 = row.try_get("", "figure")?;
                if let Some(at) = FIGURES.iter().position(|one| *one as i16 == figure) {
                    took[at].add(row.try_get("", "bin")?, row.try_get("", "tickets")?);
                }
            }
        }
        for (change, event) in self.events(group) {
            let at = FIGURES.iter().position(|one| *one == event.figure);
            if let Some(at) = at.filter(|_| span.contains(&event.quarter)) {
                took[at].add(event.bin, change.weight.into());
            }
        }
        Ok(took.map(|histogram| Took {
            median: histogram.percentile(50),
            p90: histogram.percentile(90),
        }))
    }

    fn organization(&self) -> Uuid {
        self.scope.organization_id().into()
    }

    /// What the unfolded notes tell of the tickets that the filter keeps.
    fn events(&self, group: Option<GroupFilter>) -> impl Iterator<Item = (&Change, Event)> {
        let kept = move |change: &&Change| {
            group.is_none() || key(group) == change.group_id.unwrap_or(NONE)
        };
        let changes = self.unfolded.iter().filter(kept);
        changes.flat_map(|change| events(change).map(move |event| (change, event)))
    }

    /// The opened and resolved tickets in each run of blocks that the spans are made of. Each sum is a query of its own,
    /// so that every database reads it from the one stretch of the key where it stands.
    fn sums(&self, spans: &[Span], group: Expr) -> SelectStatement {
        let pieces = (0..).zip(spans).flat_map(|(at, span): (i32, _)| {
            let runs = cover(quarters(span), Figure::Opened.grains()).into_iter();
            runs.map(move |run| (at, run.grain as i16, run.blocks.start, run.blocks.end))
        });
        let piece = |column: &'static str| Expr::col(("piece", Alias::new(column)));
        let sum = |figure| {
            let mut flows = self.flows();
            flows
                .expr(Func::coalesce([total(), Expr::val(0_i64)]))
                .and_where(flow(ticket_flow::Column::Figure).eq(figure as i16))
                .and_where(flow(ticket_flow::Column::GroupId).eq(group.clone()))
                .and_where(flow(ticket_flow::Column::Grain).eq(piece("column2")))
                .and_where(flow(ticket_flow::Column::Block).gte(piece("column3")))
                .and_where(flow(ticket_flow::Column::Block).lt(piece("column4")));
            Expr::from(flows)
        };
        Query::select()
            .expr_as(piece("column1"), "span")
            .expr_as(sum(Figure::Opened), "opened")
            .expr_as(sum(Figure::Resolved), "resolved")
            .from_values(pieces, "piece")
            .to_owned()
    }

    /// The bins of a group in a span; nothing where the span is empty.
    fn bins(
        &self,
        figures: [Figure; 2],
        span: &Range<i32>,
        group: Uuid,
    ) -> Option<SelectStatement> {
        use ticket_flow::Column as C;
        let runs = cover(span.clone(), figures[0].grains()).into_iter();
        let mut runs = runs.map(|run| {
            self.flows()
                .columns([C::Figure, C::Bin, C::Tickets].map(|column| ("f", column)))
                .and_where(flow(C::Figure).is_in(figures.map(|figure| figure as i16)))
                .and_where(flow(C::GroupId).eq(group))
                .and_where(flow(C::Grain).eq(run.grain as i16))
                .and_where(flow(C::Block).gte(run.blocks.start))
                .and_where(flow(C::Block).lt(run.blocks.end))
                .to_owned()
        });
        let mut all = runs.next()?;
        all.unions(runs.map(|run| (UnionType::All, run)));
        Some(
            Query::select()
                .columns([C::Figure, C::Bin].map(|column| ("f", column)))
                .expr_as(total(), "tickets")
                .from_subquery(all, "f")
                .group_by_columns([C::Figure, C::Bin].map(|column| ("f", column)))
                .to_owned(),
        )
    }

    fn flows(&self) -> SelectStatement {
        Query::select()
            .from_as(ticket_flow::Entity, "f")
            .and_where(flow(ticket_flow::Column::OrganizationId).eq(self.organization()))
            .to_owned()
    }
}

/// What is counted up for each span.
struct Balance<'a>(Vec<(&'a Span, [i64; 2])>);

impl<'a> Balance<'a> {
    fn of(spans: &'a [Span]) -> Self {
        Self(spans.iter().map(|span| (span, [0; 2])).collect())
    }

    fn read(&mut self, row: &sea_orm::QueryResult) -> Result<(), DbErr> {
        let at: i32 = row.try_get("", "span")?;
        let span = usize::try_from(at).ok().and_then(|at| self.0.get_mut(at));
        if let Some((_, [opened, resolved])) = span {
            *opened += row.try_get::<i64>("", "opened")?;
            *resolved += row.try_get::<i64>("", "resolved")?;
        }
        Ok(())
    }

    fn note(&mut self, change: &Change, event: Event) {
        let at = match event.figure {
            Figure::Opened => 0,
            Figure::Resolved => 1,
            Figure::FirstResponse | Figure::Resolution => return,
        };
        for (span, counts) in &mut self.0 {
            if quarters(span).contains(&event.quarter) {
                counts[at] += i64::from(change.weight);
            }
        }
    }

    fn done(self) -> Vec<Counts> {
        let unsigned = |tickets| u64::try_from(tickets).unwrap_or(0);
        let counts = |(_, [opened, resolved]): (_, [i64; 2])| Counts {
            opened: unsigned(opened),
            resolved: unsigned(resolved),
        };
        self.0.into_iter().map(counts).collect()
    }
}

fn quarters(span: &Span) -> Range<i32> {
    quarter(span.start)..quarter(span.end)
}

/// The group that sums are kept under.
fn key(group: Option<GroupFilter>) -> Uuid {
    match group {
        None => EVERY,
        Some(GroupFilter::None) => NONE,
        Some(GroupFilter::Is(id)) => id.into(),
    }
}

fn flow(column: ticket_flow::Column) -> Expr {
    Expr::col(("f", column))
}

/// PostgreSQL adds up large integers to a number without end.
fn total() -> Expr {
    Expr::from(Func::sum(flow(ticket_flow::Column::Tickets))).cast_as("bigint")
}
