//! The audit chains as they are verified. Un-scoped: the operator at the machine's command line asks.

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, DatabaseTransaction, DbErr, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::audit::{Chain, fingerprint};
use crate::model::OrganizationId;
use crate::model::organization::Slug;
use crate::server::entity::audit_entry::{Column, Entity, Model};
use crate::server::entity::{audit_head, organization};

/// An entry as far as its chain is concerned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The row.
    pub id: Uuid,
    /// Its number.
    pub sequence: i64,
    /// The hash it says it follows.
    pub previous: Vec<u8>,
    /// The hash it says it has.
    pub hash: Vec<u8>,
    /// The hash of what it says.
    pub fingerprint: Vec<u8>,
}

/// Where a chain says that it ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// How many entries it has.
    pub sequence: i64,
    /// The hash of the last.
    pub hash: Vec<u8>,
}

/// The chain of the organization `slug`.
///
/// # Errors
/// When the database refuses.
pub async fn of_organization(
    tx: &DatabaseTransaction,
    slug: &Slug,
) -> Result<Option<Chain>, DbErr> {
    let id = organization::Entity::find()
        .select_only()
        .column(organization::Column::Id)
        .filter(organization::Column::Slug.eq(slug.as_str()))
        .into_tuple::<Uuid>()
        .one(tx)
        .await?;
    Ok(id.map(|id| Chain::Organization(id.into())))
}

/// Up to `most` organizations after `after`, in the order of their ids, each with its slug.
///
/// # Errors
/// When the database refuses.
pub async fn organizations(
    tx: &DatabaseTransaction,
    after: OrganizationId,
    most: u64,
) -> Result<Vec<(OrganizationId, String)>, DbErr> {
    let rows = organization::Entity::find()
        .select_only()
        .column(organization::Column::Id)
        .column(organization::Column::Slug)
        .filter(organization::Column::Id.gt(Uuid::from(after)))
        .order_by_asc(organization::Column::Id)
        .limit(most)
        .into_tuple::<(Uuid, String)>()
        .all(tx)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(id, slug)| (id.into(), slug))
        .collect())
}

/// Where the chain says that it ends; `None` where nothing was ever recorded.
///
/// # Errors
/// When the database refuses.
pub async fn head(tx: &DatabaseTransaction, chain: Chain) -> Result<Option<Head>, DbErr> {
    let row = audit_head::Entity::find_by_id(chain.key()).one(tx).await?;
    Ok(row.map(|row| Head {
        sequence: row.sequence,
        hash: row.hash,
    }))
}

/// How many rows the chain has, whatever they say.
///
/// # Errors
/// When the database refuses.
pub async fn count(tx: &DatabaseTransaction, chain: Chain) -> Result<u64, DbErr> {
    Entity::find().filter(of(chain)).count(tx).await
}

/// Up to `most` entries after `after`, in the order of their numbers.
///
/// # Errors
/// When the database refuses.
pub async fn links(
    tx: &DatabaseTransaction,
    chain: Chain,
    after: i64,
    most: u64,
) -> Result<Vec<Link>, DbErr> {
    let rows = Entity::find()
        .filter(of(chain))
        .filter(Expr::col(Column::Sequence).gt(after))
        .order_by_asc(Column::Sequence)
        .limit(most)
        .all(tx)
        .await?;
    Ok(rows.into_iter().map(link).collect())
}

fn of(chain: Chain) -> Condition {
    Condition::all().add(match chain.organization() {
        Some(id) => Column::OrganizationId.eq(id),
        None => Column::OrganizationId.is_null(),
    })
}

fn link(row: Model) -> Link {
    let fingerprint = fingerprint(&row);
    Link {
        id: row.id,
        sequence: row.sequence.unwrap_or_default(),
        previous: row.previous_hash.unwrap_or_default(),
        hash: row.hash.unwrap_or_default(),
        fingerprint,
    }
}
