//! Verifying the audit chains: whoever edits, removes or moves an entry behind the program's back breaks the chain
//! of hashes, at a place that can be told.

use sea_orm::{DatabaseConnection, DatabaseTransaction};
use uuid::Uuid;

use crate::model::organization::Slug;
use crate::model::{AppError, OrganizationId};
use crate::server::db;
use crate::server::store::audit::{Chain, FIRST};
use crate::server::store::audit_chain::{self, Head, Link};

/// Entries read at once.
const BATCH: u64 = 500;

/// What is wrong with a chain, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Break {
    /// What it says is not what its hash was made of.
    #[error("entry {0} was edited")]
    Edited(i64),
    /// A number is left out.
    #[error("entry {0} was removed")]
    Removed(i64),
    /// It follows another entry than the one before it.
    #[error(
        "entry {0} does not follow the one before it: an entry before it was replaced, or the order was changed"
    )]
    Unlinked(i64),
    /// The newest entries are gone.
    #[error("the newest entries were removed: {there} are there, and there were {said}")]
    Shortened {
        /// How many there are.
        there: i64,
        /// How many there were.
        said: i64,
    },
    /// The newest entry is another than the one that was written, or the note of it was changed.
    #[error("the newest entry, {0}, is not the one that was written last")]
    Replaced(i64),
    /// There are rows that no number leads to.
    #[error(
        "{0} entries stand outside of the chain: they were put there, or their numbers were changed"
    )]
    Extra(u64),
}

/// A chain that was walked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Whose: an organization's slug, or `None` for the platform.
    pub slug: Option<String>,
    /// How many entries are sound, up to the break if there is one.
    pub entries: i64,
    /// The hash of the last sound entry: noted elsewhere, it proves later that nothing up to here was rewritten.
    pub hash: Vec<u8>,
    /// What is wrong.
    pub broken: Option<Break>,
}

/// Verifies the platform's chain and every organization's, telling each as it is done.
///
/// # Errors
/// `Internal` when the database refuses.
pub async fn verify_all(
    db: &DatabaseConnection,
    tell: &mut impl FnMut(Verdict),
) -> Result<(), AppError> {
    let tx = db::begin_read(db).await?;
    tell(walk(&tx, Chain::Platform, None).await?);
    let mut after = OrganizationId::from(Uuid::nil());
    loop {
        let some = audit_chain::organizations(&tx, after, BATCH).await?;
        let Some((last, _)) = some.last() else { break };
        after = *last;
        for (id, slug) in some {
            tell(walk(&tx, Chain::Organization(id), Some(slug)).await?);
        }
    }
    tx.commit().await?;
    Ok(())
}

/// Verifies the chain of one organization; `None` where there is no such organization.
///
/// # Errors
/// `Internal` when the database refuses.
pub async fn verify_one(db: &DatabaseConnection, slug: &Slug) -> Result<Option<Verdict>, AppError> {
    let tx = db::begin_read(db).await?;
    let verdict = match audit_chain::of_organization(&tx, slug).await? {
        Some(chain) => Some(walk(&tx, chain, Some(slug.as_str().to_owned())).await?),
        None => None,
    };
    tx.commit().await?;
    Ok(verdict)
}

async fn walk(
    tx: &DatabaseTransaction,
    chain: Chain,
    slug: Option<String>,
) -> Result<Verdict, AppError> {
    let mut walked = Walked {
        entries: 0,
        hash: FIRST.to_vec(),
    };
    let mut broken = None;
    while broken.is_none() {
        let links = audit_chain::links(tx, chain, walked.entries, BATCH).await?;
        if links.is_empty() {
            break;
        }
        broken = links.into_iter().find_map(|link| walked.step(link).err());
    }
    if broken.is_none() {
        let head = audit_chain::head(tx, chain).await?;
        let rows = audit_chain::count(tx, chain).await?;
        broken = walked.end(head, rows).err();
    }
    Ok(Verdict {
        slug,
        entries: walked.entries,
        hash: walked.hash,
        broken,
    })
}

/// How far a chain was found sound.
struct Walked {
    entries: i64,
    hash: Vec<u8>,
}

impl Walked {
    fn step(&mut self, link: Link) -> Result<(), Break> {
        let expected = self.entries + 1;
        if link.sequence != expected {
            return Err(Break::Removed(expected));
        }
        if link.fingerprint != link.hash {
            return Err(Break::Edited(expected));
        }
        if link.previous != self.hash {
            return Err(Break::Unlinked(expected));
        }
        self.entries = expected;
        self.hash = link.hash;
        Ok(())
    }

    fn end(&self, head: Option<Head>, rows: u64) -> Result<(), Break> {
        let head = head.unwrap_or(Head {
            sequence: 0,
            hash: FIRST.to_vec(),
        });
        if head.sequence > self.entries {
            return Err(Break::Shortened {
                there: self.entries,
                said: head.sequence,
            });
        }
        if head.sequence < self.entries || head.hash != self.hash {
            return Err(Break::Replaced(self.entries));
        }
        match rows.saturating_sub(u64::try_from(self.entries).unwrap_or(0)) {
            0 => Ok(()),
            extra => Err(Break::Extra(extra)),
        }
    }
}
