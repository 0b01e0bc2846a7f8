//! The overview: the organization's numbers for those who may see them, one's own for everybody else.

use sea_orm::DatabaseTransaction;

use super::calendar::Calendar;
use crate::model::stats::{GroupTurnover, Turnover};
use crate::model::stats_query::StatsQuery;
use crate::model::ticket_query::GroupFilter;
use crate::model::view::{Overview, PeriodNumbers};
use crate::model::{AppError, Reference};
use crate::policy::{OrganizationAction, can};
use crate::server::context::RequestContext;
use crate::server::scope::OrgScope;
use crate::server::store::group::GroupStore;
use crate::server::store::stats::{StatsStore, by_day};
use crate::server::store::tally::{Span, TallyStore};

/// The numbers that the caller's role sees.
///
/// # Errors
/// When the database refuses.
pub async fn overview(
    ctx: &RequestContext,
    scope: &OrgScope,
    query: StatsQuery,
) -> Result<Overview, AppError> {
    if !can(scope.viewer(), OrganizationAction::SeeStats, &()).is_allowed() {
        let stats = super::of_caller(ctx, scope, StatsQuery::default()).await?;
        return Ok(Overview {
            stats,
            period: None,
        });
    }
    let tx = scope.begin(ctx.db()).await?;
    let calendar = Calendar::of(ctx);
    let store = StatsStore::of_all(scope, &tx, query.group);
    let stats = store.load(&calendar.windows(query.period)).await?;
    let period = in_period(scope, &tx, &calendar, query).await?;
    tx.commit().await?;
    Ok(Overview {
        stats,
        period: Some(period),
    })
}

async fn in_period(
    scope: &OrgScope,
    tx: &DatabaseTransaction,
    calendar: &Calendar,
    query: StatsQuery,
) -> Result<PeriodNumbers, AppError> {
    let tally = TallyStore::open(scope, tx).await?;
    let span = calendar.span(query.period);
    let before = calendar.span_before(query.period);
    let groups = GroupStore::new(scope, tx).list().await?;
    let groups = groups.into_iter().map(|group| Reference {
        id: group.id,
        name: group.name,
    });
    let groups: Vec<_> = groups.collect();
    Ok(PeriodNumbers {
        days: by_day(&tally, &calendar.days(query.period), query.group).await?,
        turnover: turnover(&tally, calendar, &span, query.group).await?,
        before: turnover(&tally, calendar, &before, query.group).await?,
        by_group: match query.group {
            None => by_group(scope, tx, &tally, span, &groups).await?,
            Some(_) => Vec::new(),
        },
        groups,
    })
}

async fn turnover(
    tally: &TallyStore<'_>,
    calendar: &Calendar,
    span: &Span,
    group: Option<GroupFilter>,
) -> Result<Turnover, AppError> {
    let counts = tally.counts(std::slice::from_ref(span), group).await?;
    let counts = counts.first().copied().unwrap_or_default();
    let [first_response, resolution] = tally.took(&calendar.utc_days(span), group).await?;
    Ok(Turnover {
        opened: counts.opened,
        resolved: counts.resolved,
        first_response,
        resolution,
    })
}

/// The groups with any number to tell, the busiest first.
async fn by_group(
    scope: &OrgScope,
    tx: &DatabaseTransaction,
    tally: &TallyStore<'_>,
    span: Span,
    groups: &[Reference<crate::model::GroupId>],
) -> Result<Vec<GroupTurnover>, AppError> {
    let store = StatsStore::of_all(scope, tx, None);
    let loads = store.by_group(GroupStore::LIST_LIMIT).await?;
    let mut counts = tally.counts_by_group(&[span]).await?;
    let number = |group: &Reference<_>| {
        let load = loads.iter().find(|load| load.id == group.id);
        let counts = counts.remove(&Some(group.id)).unwrap_or_default();
        let counts = counts.first().copied().unwrap_or_default();
        GroupTurnover {
            group: group.clone(),
            open: load.map_or(0, |load| load.open),
            unassigned: load.map_or(0, |load| load.unassigned),
            opened: counts.opened,
            resolved: counts.resolved,
        }
    };
    let mut numbers: Vec<_> = groups.iter().map(number).collect();
    numbers.retain(|group| group.open + group.opened + group.resolved > 0);
    numbers.sort_by_key(|group| std::cmp::Reverse(group.open));
    Ok(numbers)
}
