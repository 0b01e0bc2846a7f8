//! What happened in a period as a file: a row for each day and group.

use crate::model::AppError;
use crate::model::stats_query::StatsQuery;
use crate::model::ticket_query::GroupFilter;
use crate::policy::{OrganizationAction, can};
use crate::server::context::RequestContext;
use crate::server::scope::OrgScope;
use crate::server::service::csv::written;
use crate::server::service::stats::calendar::Calendar;
use crate::server::store::group::GroupStore;
use crate::server::store::tally::TallyStore;

const COLUMNS: [&str; 4] = ["date", "group", "opened", "resolved"];

/// What tickets without a group are under.
const NO_GROUP: &str = "No group";

/// The days of the caller's calendar, oldest first; of groups those with anything in the period, by name.
///
/// # Errors
/// `Forbidden` below supervisor (spec §3).
pub async fn export(
    ctx: &RequestContext,
    scope: &OrgScope,
    query: StatsQuery,
) -> Result<Vec<u8>, AppError> {
    can(scope.viewer(), OrganizationAction::SeeStats, &()).obey()?;
    let days = Calendar::of(ctx).days(query.period);
    let spans: Vec<_> = days.iter().map(|(_, span)| span.clone()).collect();
    let tx = scope.begin(ctx.db()).await?;
    let mut counts = TallyStore::open(scope, &tx)
        .await?
        .counts_by_group(&spans)
        .await?;
    let groups = GroupStore::new(scope, &tx).list().await?;
    tx.commit().await?;
    let named = groups.into_iter().map(|group| (Some(group.id), group.name));
    let mut columns = Vec::new();
    for (id, name) in named.chain([(None, NO_GROUP.to_owned())]) {
        let is_asked = query.group.is_none_or(|asked| asked == filter(id));
        let counts = counts.remove(&id).filter(|_| is_asked).unwrap_or_default();
        if counts.iter().any(|day| day.opened + day.resolved > 0) {
            columns.push((name, counts));
        }
    }
    let row = |at: usize, date: chrono::NaiveDate| {
        let cells = columns.iter().map(move |(name, counts)| {
            let day = counts[at];
            [
                date.to_string(),
                name.clone(),
                day.opened.to_string(),
                day.resolved.to_string(),
            ]
        });
        cells.collect::<Vec<_>>()
    };
    let rows = days
        .iter()
        .enumerate()
        .flat_map(|(at, (date, _))| row(at, *date));
    written(std::iter::once(COLUMNS.map(str::to_owned)).chain(rows))
}

fn filter(group: Option<crate::model::GroupId>) -> GroupFilter {
    group.map_or(GroupFilter::None, GroupFilter::Is)
}
