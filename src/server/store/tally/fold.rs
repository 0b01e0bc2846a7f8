//! Folds notes of changed tickets into the sums. Un-scoped: it looks at nobody's tickets, only adds up.

use std::collections::BTreeMap;

use sea_orm::sea_query::{Expr, ExprTrait, LockBehavior, LockType, OnConflict, Query};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbErr, EntityTrait, FromQueryResult,
    IntoActiveModel, Iterable, QueryOrder, QuerySelect, QueryTrait,
};
use uuid::Uuid;

use super::flow::{EVERY, NONE, events};
use crate::server::db;
use crate::server::entity::ticket_change::Model as Change;
use crate::server::entity::{ticket_change, ticket_flow, ticket_load};
use crate::server::store::bulk::insert_all;

/// Notes folded in one transaction: other writers of SQLite wait no longer than for these.
const AT_ONCE: u64 = 4_000;

/// Folds what there is, up to 4,000 notes, and tells how many there were. Several may fold at once: on PostgreSQL each
/// takes notes that no other holds, and adds to the sums in the order of their keys, so that none waits for one that
/// waits for it.
///
/// # Errors
/// When the database refuses; nothing is folded then.
pub async fn fold(db: &DatabaseConnection) -> Result<usize, DbErr> {
    let first = ticket_change::Entity::find()
        .select_only()
        .column(ticket_change::Column::Id)
        .limit(1);
    if first.into_tuple::<i64>().one(db).await?.is_none() {
        return Ok(0);
    }
    let tx = db::begin_write(db).await?;
    let changes = take(&tx).await?;
    let mut loads = BTreeMap::new();
    let mut flows = BTreeMap::new();
    for change in &changes {
        let weight = i64::from(change.weight);
        *loads.entry(load_of(change)).or_default() += weight;
        for cell in flows_of(change) {
            *flows.entry(cell).or_default() += weight;
        }
    }
    add::<ticket_load::Entity, _>(&tx, loads, load_row, ticket_load::Column::Tickets).await?;
    add::<ticket_flow::Entity, _>(&tx, flows, flow_row, ticket_flow::Column::Tickets).await?;
    tx.commit().await?;
    Ok(changes.len())
}

/// Folds all there is.
///
/// # Errors
/// When the database refuses; what was folded before stays so.
pub async fn fold_all(db: &DatabaseConnection) -> Result<(), DbErr> {
    while fold(db).await? > 0 {}
    Ok(())
}

/// Takes the oldest notes out of the table.
async fn take(tx: &DatabaseTransaction) -> Result<Vec<Change>, DbErr> {
    use ticket_change::{Column, Entity};
    let oldest = Entity::find()
        .select_only()
        .column(Column::Id)
        .order_by_asc(Column::Id)
        .limit(AT_ONCE)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .into_query();
    let taken = Query::delete()
        .from_table(Entity)
        .and_where(Expr::col(Column::Id).in_subquery(oldest))
        .returning(Query::returning().columns(Column::iter()))
        .to_owned();
    let rows = tx.query_all(&taken).await?;
    rows.iter()
        .map(|row| Change::from_query_result(row, ""))
        .collect()
}

/// A row's key in the table of tickets as they are.
type Load = (Uuid, Uuid, Uuid, i16, i16);

/// A row's key in the table of what happened.
type Flow = (Uuid, i16, Uuid, i16, i32, i16);

fn load_of(change: &Change) -> Load {
    (
        change.organization_id,
        change.group_id.unwrap_or(NONE),
        change.assignee_id.unwrap_or(NONE),
        change.status,
        change.priority,
    )
}

fn flows_of(change: &Change) -> impl Iterator<Item = Flow> {
    let organization = change.organization_id;
    let groups = [change.group_id.unwrap_or(NONE), EVERY];
    events(change).flat_map(move |event| {
        let figure = event.figure as i16;
        event.figure.grains().iter().flat_map(move |grain| {
            let block = grain.block(event.quarter);
            groups.map(|group| (organization, figure, group, *grain as i16, block, event.bin))
        })
    })
}

fn load_row((key, tickets): (Load, i64)) -> ticket_load::Model {
    let (organization_id, group_id, assignee_id, status, priority) = key;
    ticket_load::Model {
        organization_id,
        group_id,
        assignee_id,
        status,
        priority,
        tickets,
    }
}

fn flow_row((key, tickets): (Flow, i64)) -> ticket_flow::Model {
    let (organization_id, figure, group_id, grain, block, bin) = key;
    ticket_flow::Model {
        organization_id,
        figure,
        group_id,
        grain,
        block,
        bin,
        tickets,
    }
}

/// Adds to the sums, in the order of their keys.
async fn add<E, K>(
    tx: &DatabaseTransaction,
    sums: BTreeMap<K, i64>,
    row: fn((K, i64)) -> E::Model,
    tickets: E::Column,
) -> Result<(), DbErr>
where
    E: EntityTrait,
    E::Model: IntoActiveModel<E::ActiveModel>,
{
    let added = Expr::col((E::default(), tickets)).add(Expr::col(("excluded", tickets)));
    let to_what_is_there = OnConflict::columns(E::PrimaryKey::iter())
        .value(tickets, added)
        .to_owned();
    let changed = sums.into_iter().filter(|(_, tickets)| *tickets != 0);
    insert_all::<E, _>(tx, changed.map(row), Some(to_what_is_there)).await?;
    Ok(())
}
