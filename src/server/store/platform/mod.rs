//! What the platform's console reads and changes. Its queries take the platform's scope and reach organizations and
//! accounts; of tickets they only count those of all organizations together.

pub mod job;
pub mod organization;
pub mod statistics;
pub mod user;

use sea_orm::sea_query::{Expr, ExprTrait, Func, LikeExpr, SimpleExpr};

/// Whether `text` holds the words, in any letter case.
fn holds(text: Expr, words: &str) -> SimpleExpr {
    let escaped = words
        .replace('\\', r"\\")
        .replace('%', r"\%")
        .replace('_', r"\_");
    let holding = |words: &str| LikeExpr::new(format!("%{words}%")).escape('\\');
    // As typed too: SQLite lowers only ASCII, so "Ärger" would not find itself.
    SimpleExpr::from(Func::lower(text.clone()))
        .like(holding(&escaped.to_lowercase()))
        .or(text.like(holding(&escaped)))
}
