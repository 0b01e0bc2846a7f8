//! Whether a search begins at its words, or at the tickets.

use sea_orm::sea_query::{Alias, Expr, Query, SelectStatement, UnionType};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr};
use serde_json::Value;

use super::{Sought, postgres, sqlite};
use crate::model::search::SearchWords;
use crate::server::entity::{comment, ticket};
use crate::server::scope::OrgScope;
use crate::server::store::reach::Few;

/// How many of everybody's texts PostgreSQL's index may put together for one of the organization's.
const OTHERS: u64 = 20;

/// Where a search begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lead {
    /// At the texts that hold the words: few.
    Texts,
    /// At the texts with this one of the words, which are asked for the others. For PostgreSQL alone: its index puts all
    /// texts with a beginning together before it looks at another word.
    TextsWith(usize),
    /// At the tickets, each asked for the words: very many have them.
    Tickets,
}

/// Where a search for the words is to begin.
///
/// # Errors
/// When the database refuses.
pub async fn lead(
    tx: &DatabaseTransaction,
    scope: &OrgScope,
    sought: &Sought,
    few: Few,
) -> Result<Lead, DbErr> {
    if sought.words().is_empty() {
        return Ok(Lead::Texts);
    }
    if tx.get_database_backend() == DbBackend::Postgres {
        return led_by_estimates(tx, scope, sought.words(), few).await;
    }
    let is_asked = sqlite::can_ask(sought) && is_common(tx, scope, sought, few).await?;
    Ok(if is_asked { Lead::Tickets } else { Lead::Texts })
}

/// Whether more than a few texts hold the words, which SQLite counts.
///
/// # Errors
/// When the database refuses.
pub async fn is_common(
    tx: &DatabaseTransaction,
    scope: &OrgScope,
    sought: &Sought,
    few: Few,
) -> Result<bool, DbErr> {
    let one_more = sqlite::any_beyond(scope, sought, few.texts);
    Ok(tx.query_one(&one_more).await?.is_some())
}

/// PostgreSQL counts words by gathering them, but keeps samples that tell it how many to expect.
async fn led_by_estimates(
    tx: &DatabaseTransaction,
    scope: &OrgScope,
    words: &SearchWords,
    few: Few,
) -> Result<Lead, DbErr> {
    let of_tenant = expected(tx, &texts(|alias| postgres::of_tenant(alias, scope))).await?;
    let mut rarest = None;
    for (at, word) in words.iter().enumerate() {
        let everywhere = expected(tx, &texts(|alias| postgres::listed(alias, word))).await?;
        if rarest.is_none_or(|(fewest, _, _)| everywhere < fewest) {
            rarest = Some((everywhere, at, word));
        }
    }
    let Some((everywhere, at, word)) = rarest else {
        return Ok(Lead::Texts);
    };
    let here = texts(|alias| postgres::listed_here(alias, scope, std::iter::once(word)));
    let here = expected(tx, &here).await?;
    let is_sparse = here <= few.texts && here.saturating_mul(few.one_in) <= of_tenant;
    // The index puts together what everybody has.
    let is_at_hand = everywhere <= of_tenant.saturating_mul(OTHERS);
    Ok(if is_sparse && is_at_hand {
        Lead::TextsWith(at)
    } else {
        Lead::Tickets
    })
}

/// Whether the organization has more texts than so many, on PostgreSQL.
///
/// # Errors
/// When the database refuses.
pub async fn has_more_texts(
    tx: &DatabaseTransaction,
    scope: &OrgScope,
    than: u64,
) -> Result<bool, DbErr> {
    let mut one_more = texts(|alias| postgres::of_tenant(alias, scope));
    let one_more = tx.query_one(one_more.offset(than).limit(1)).await?;
    Ok(one_more.is_some())
}

/// The tickets and the comments of which this holds.
fn texts(holds: impl Fn(&str) -> Expr) -> SelectStatement {
    let of = |select: &mut SelectStatement, alias| {
        select.expr(Expr::val(1)).and_where(holds(alias)).to_owned()
    };
    let tickets = of(
        Query::select().from_as(ticket::Entity, Alias::new("t")),
        "t",
    );
    let comments = of(
        Query::select().from_as(comment::Entity, Alias::new("c")),
        "c",
    );
    { tickets }.union(UnionType::All, comments).to_owned()
}

/// How many rows PostgreSQL expects of a select.
async fn expected(tx: &DatabaseTransaction, select: &SelectStatement) -> Result<u64, DbErr> {
    let mut statement = DbBackend::Postgres.build(select);
    statement.sql.insert_str(0, "EXPLAIN (FORMAT JSON) ");
    let row = tx.query_one_raw(statement).await?;
    let plan: Option<Value> = row.map(|row| row.try_get("", "QUERY PLAN")).transpose()?;
    let rows = plan.and_then(|plan| plan.pointer("/0/Plan/Plan Rows")?.as_u64());
    rows.ok_or_else(|| {
        DbErr::Custom(
            "PostgreSQL explains a plan without saying how many rows it expects.".to_owned(),
        )
    })
}
