//! The audit logs: append-only, each entry chained to the one before by its hash, in the transaction of the change
//! it tells of. One chain per organization, one for the platform.

use chrono::{DateTime, SecondsFormat, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait,
    QueryFilter,
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::model::audit::{AuditAction, AuditRecord};
use crate::model::{AuditEntryId, OrganizationId, UserId};
use crate::server::clock::new_id;
use crate::server::entity::{audit_entry, audit_head};

/// Whose log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chain {
    /// An organization's.
    Organization(OrganizationId),
    /// The platform's.
    Platform,
}

impl Chain {
    /// The organization, if it is one's.
    #[must_use]
    pub fn organization(self) -> Option<Uuid> {
        match self {
            Self::Organization(id) => Some(id.into()),
            Self::Platform => None,
        }
    }

    /// What its head is stored under.
    #[must_use]
    pub fn key(self) -> Uuid {
        self.organization().unwrap_or_default()
    }
}

/// Who did it, from where and when.
#[derive(Debug, Clone)]
pub struct By<'a> {
    /// The person; `None` for the system.
    pub actor: Option<UserId>,
    /// Their address on the network.
    pub ip: Option<&'a str>,
    /// When.
    pub at: DateTime<Utc>,
}

/// What was done to which record.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What.
    pub action: AuditAction,
    /// To what kind of record.
    pub kind: AuditRecord,
    /// To which.
    pub record: Uuid,
    /// As it was; an object, secrets left out.
    pub before: Option<Value>,
    /// As it is now; an object, secrets left out.
    pub after: Option<Value>,
}

/// The hash of nothing: what the first entry of a chain follows.
pub const FIRST: [u8; 32] = [0; 32];

/// Appends an entry. It takes the chain's lock until the transaction ends, so append last, and an organization's
/// before the platform's.
///
/// # Errors
/// When the database refuses.
pub async fn append(
    tx: &DatabaseTransaction,
    chain: Chain,
    by: &By<'_>,
    entry: Entry,
) -> Result<(), DbErr> {
    let (sequence, previous) = advance(tx, chain).await?;
    let mut row = audit_entry::Model {
        id: new_id::<AuditEntryId>(by.at).into(),
        organization_id: chain.organization(),
        actor_id: by.actor.map(Into::into),
        action: entry.action.as_str().to_owned(),
        record_kind: entry.kind.as_str().to_owned(),
        record_id: entry.record,
        before: entry.before,
        after: entry.after,
        ip: by.ip.map(str::to_owned),
        previous_hash: Some(previous),
        hash: None,
        sequence: Some(sequence),
        created_at: by.at,
    };
    let hash = fingerprint(&row);
    row.hash = Some(hash.clone());
    let row: audit_entry::ActiveModel = row.into();
    audit_entry::Entity::insert(row.reset_all())
        .exec_without_returning(tx)
        .await?;
    audit_head::Entity::update_many()
        .col_expr(audit_head::Column::Hash, Expr::val(hash))
        .filter(audit_head::Column::Chain.eq(chain.key()))
        .exec(tx)
        .await?;
    Ok(())
}

/// Takes the chain's next number, and with it the lock; tells the hash it follows.
async fn advance(tx: &DatabaseTransaction, chain: Chain) -> Result<(i64, Vec<u8>), DbErr> {
    let first = audit_head::ActiveModel {
        chain: Set(chain.key()),
        sequence: Set(1),
        hash: Set(FIRST.to_vec()),
    };
    let next = Expr::col((audit_head::Entity, audit_head::Column::Sequence)).add(1);
    let on_conflict = OnConflict::column(audit_head::Column::Chain)
        .value(audit_head::Column::Sequence, next)
        .to_owned();
    let head = audit_head::Entity::insert(first)
        .on_conflict(on_conflict)
        .exec_with_returning(tx)
        .await?;
    Ok((head.sequence, head.hash))
}

/// The hash of an entry: SHA-256 over everything it says and the hash before it, as one JSON text with sorted keys.
#[must_use]
pub fn fingerprint(row: &audit_entry::Model) -> Vec<u8> {
    let said = json!({
        "id": row.id,
        "organization": row.organization_id,
        "actor": row.actor_id,
        "action": row.action,
        "record_kind": row.record_kind,
        "record": row.record_id,
        "before": row.before,
        "after": row.after,
        "ip": row.ip,
        "sequence": row.sequence,
        "previous": row.previous_hash,
        "at": row.created_at.to_rfc3339_opts(SecondsFormat::Micros, true),
    });
    Sha256::digest(said.to_string().as_bytes()).to_vec()
}
