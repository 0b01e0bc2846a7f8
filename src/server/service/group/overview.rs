//! Groups with their people and numbers, for those who manage them.

use sea_orm::DatabaseTransaction;

use super::find;
use crate::model::group::{
    ChosenGroup, Group, GroupBoard, GroupEnding, GroupLeaving, GroupMember, GroupSummary,
};
use crate::model::person::PersonQuery;
use crate::model::{AppError, GroupId, Reference, UserId};
use crate::policy::{OrganizationAction, can};
use crate::server::context::RequestContext;
use crate::server::scope::OrgScope;
use crate::server::store::group::GroupStore;
use crate::server::store::group_member::GroupMemberStore;
use crate::server::store::membership::MembershipStore;
use crate::server::store::people::PeopleStore;
use crate::server::store::stats::StatsStore;

/// Most people offered to be added; a search finds the others.
const CANDIDATES: u64 = 50;

async fn begin(ctx: &RequestContext, scope: &OrgScope) -> Result<DatabaseTransaction, AppError> {
    can(scope.viewer(), OrganizationAction::ManageGroups, &()).obey()?;
    Ok(scope.begin(ctx.db()).await?)
}

/// All groups, by name.
///
/// # Errors
/// `Forbidden` for those who may not manage them.
pub async fn list(ctx: &RequestContext, scope: &OrgScope) -> Result<Vec<GroupSummary>, AppError> {
    let tx = begin(ctx, scope).await?;
    let groups = summaries(scope, &tx).await?;
    tx.commit().await?;
    Ok(groups)
}

/// One group.
///
/// # Errors
/// `Forbidden` for those who may not manage them, `NotFound` where there is none.
pub async fn read(
    ctx: &RequestContext,
    scope: &OrgScope,
    id: GroupId,
) -> Result<GroupSummary, AppError> {
    let tx = begin(ctx, scope).await?;
    let group = summary(scope, &tx, id).await?;
    tx.commit().await?;
    Ok(group)
}

/// The people of a group, by name.
///
/// # Errors
/// As [`read`].
pub async fn members(
    ctx: &RequestContext,
    scope: &OrgScope,
    id: GroupId,
) -> Result<Vec<GroupMember>, AppError> {
    let tx = begin(ctx, scope).await?;
    let group = find(scope, &tx, id).await?;
    let members = GroupMemberStore::new(scope, &tx).list(&group).await?;
    tx.commit().await?;
    Ok(members)
}

/// The page: all groups, and one of them with its people and those who fit the search and could be added.
///
/// # Errors
/// As [`read`].
pub async fn board(
    ctx: &RequestContext,
    scope: &OrgScope,
    chosen: Option<GroupId>,
    search: &PersonQuery,
) -> Result<GroupBoard, AppError> {
    let tx = begin(ctx, scope).await?;
    let groups = summaries(scope, &tx).await?;
    let chosen = match chosen {
        Some(id) => Some(choose(scope, &tx, id, search).await?),
        None => None,
    };
    let people = MembershipStore::new(scope, &tx);
    let words = chosen.as_ref().and(search.q.as_deref());
    let (managers, more_managers) = people.workers_named(words).await?;
    let board = GroupBoard {
        groups,
        chosen,
        departments: PeopleStore::new(scope, &tx).departments().await?,
        managers,
        more_managers,
    };
    tx.commit().await?;
    Ok(board)
}

async fn choose(
    scope: &OrgScope,
    tx: &DatabaseTransaction,
    id: GroupId,
    search: &PersonQuery,
) -> Result<ChosenGroup, AppError> {
    let group = find(scope, tx, id).await?;
    let store = GroupMemberStore::new(scope, tx);
    let members = store.list(&group).await?;
    let mut candidates = store.candidates(id, search, CANDIDATES + 1).await?;
    let shown = usize::try_from(CANDIDATES).unwrap_or(usize::MAX);
    let more_candidates = candidates.len() > shown;
    candidates.truncate(shown);
    Ok(ChosenGroup {
        group: summary(scope, tx, id).await?,
        members,
        candidates,
        more_candidates,
    })
}

/// Who is about to leave a group, and who could take over their tickets.
///
/// # Errors
/// As [`read`]; `NotFound` also where none of them is in the group.
pub async fn leaving(
    ctx: &RequestContext,
    scope: &OrgScope,
    id: GroupId,
    people: &[UserId],
) -> Result<GroupLeaving, AppError> {
    let tx = begin(ctx, scope).await?;
    let group = find(scope, &tx, id).await?;
    let leaving = GroupMemberStore::new(scope, &tx)
        .among(&group, people)
        .await?;
    if leaving.is_empty() {
        return Err(AppError::NotFound);
    }
    let mut staying = MembershipStore::new(scope, &tx).assignable(id).await?;
    staying.retain(|person| !people.contains(&person.id));
    tx.commit().await?;
    Ok(GroupLeaving {
        group: Reference {
            id: group.id,
            name: group.name,
        },
        leaving,
        staying,
    })
}

/// A group that is about to be deleted, and those that could take over its tickets.
///
/// # Errors
/// As [`read`].
pub async fn ending(
    ctx: &RequestContext,
    scope: &OrgScope,
    id: GroupId,
) -> Result<GroupEnding, AppError> {
    let tx = begin(ctx, scope).await?;
    let (mine, others): (Vec<_>, Vec<_>) = summaries(scope, &tx)
        .await?
        .into_iter()
        .partition(|group| group.id == id);
    let ending = GroupEnding {
        group: mine.into_iter().next().ok_or(AppError::NotFound)?,
        tickets: GroupMemberStore::new(scope, &tx).tickets(id).await?,
        others: others.iter().map(GroupSummary::reference).collect(),
    };
    tx.commit().await?;
    Ok(ending)
}

/// Every group with its numbers, in three queries however many there are.
async fn summaries(
    scope: &OrgScope,
    tx: &DatabaseTransaction,
) -> Result<Vec<GroupSummary>, AppError> {
    let groups = GroupStore::new(scope, tx).list().await?;
    with_numbers(scope, tx, groups).await
}

/// One group with its numbers.
pub(super) async fn summary(
    scope: &OrgScope,
    tx: &DatabaseTransaction,
    id: GroupId,
) -> Result<GroupSummary, AppError> {
    let group = find(scope, tx, id).await?;
    let group = with_numbers(scope, tx, vec![group]).await?.pop();
    group.ok_or(AppError::NotFound)
}

async fn with_numbers(
    scope: &OrgScope,
    tx: &DatabaseTransaction,
    groups: Vec<Group>,
) -> Result<Vec<GroupSummary>, AppError> {
    let members = GroupMemberStore::new(scope, tx).counts().await?;
    let loads = StatsStore::of_all(scope, tx, None)
        .by_group(GroupStore::LIST_LIMIT)
        .await?;
    let summary = |group: Group| {
        let load = loads.iter().find(|load| load.id == group.id);
        GroupSummary {
            members: members.get(&group.id).copied().unwrap_or(0)
                + u64::from(group.manager.is_some()),
            open: load.map_or(0, |load| load.open),
            unassigned: load.map_or(0, |load| load.unassigned),
            id: group.id,
            name: group.name,
            description: group.description,
            department: group.department,
            manager: group.manager,
        }
    };
    Ok(groups.into_iter().map(summary).collect())
}
