//! Whether a search begins at its words, or at the tickets.

use sea_orm::sea_query::{Alias, Expr, Query, SelectStatement, UnionType};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr};
use serde_json::Value;

use super::{postgres, sqlite};
use crate::model::search::SearchWords;
use crate::server::entity::{comment, ticket};
use crate::server::scope::OrgScope;

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

/// Where a search for the words is to begin, if up to `few` texts are few.
///
/// # Errors
/// When the database refuses.
pub async fn lead(
    tx: &DatabaseTransaction,
    scope: &OrgScope,
    words: &SearchWords,
    few: u64,
) -> Result<Lead, DbErr> {
    if words.is_empty() {
        return Ok(Lead::Texts);
    }
    if tx.get_database_backend() == DbBackend::Postgres {
        return led_by_estimates(tx, scope, words, few).await;
    }
    let one_more = sqlite::any_beyond(scope, words, few);
    Ok(match tx.query_one(&one_more).await? {
        Some(_) => Lead::Tickets,
        None => Lead::Texts,
    })
}

/// PostgreSQL counts words by gathering them, but keeps samples that tell it how many to expect.
async fn led_by_estimates(
    tx: &DatabaseTransaction,
    scope: &OrgScope,
    words: &SearchWords,
    few: u64,
) -> Result<Lead, DbErr> {
    let all = texts(|alias| postgres::of_tenant(alias, scope));
    let mut fewest = expected(tx, &all).await?;
    let mut lead = Lead::Tickets;
    for (at, word) in words.iter().enumerate() {
        // Whosever they are: the index has them together.
        let with_it = expected(tx, &texts(|alias| postgres::listed_by(alias, word))).await?;
        if with_it <= few && with_it < fewest {
            fewest = with_it;
            lead = Lead::TextsWith(at);
        }
    }
    Ok(lead)
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
    rows.ok_or_else(|| DbErr::Custom("a plan without rows".to_owned()))
}
