//! The words of a search, and which of the index's terms begin with them.

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr};

use super::sqlite;
use crate::model::search::SearchWords;

/// A word that more terms begin with is looked for by its beginning.
const MOST_TERMS: usize = 64;

/// Follows a term, and comes before all longer ones.
const END: char = '\u{1}';

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sought {
    words: SearchWords,
    /// Of each word all terms that begin with it, or none where they are not known.
    terms: Vec<Vec<String>>,
}

impl Sought {
    /// Looks the terms of long words up, on SQLite: it would put all texts together for their beginnings.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn look_up(tx: &DatabaseTransaction, words: &SearchWords) -> Result<Self, DbErr> {
        let mut sought = Self::from(words.clone());
        if tx.get_database_backend() == DbBackend::Sqlite {
            for (word, terms) in words.iter().zip(&mut sought.terms) {
                if let Some(beginning) = sqlite::long(word) {
                    *terms = terms_of(tx, &beginning).await?;
                }
            }
        }
        Ok(sought)
    }

    /// The words.
    pub const fn words(&self) -> &SearchWords {
        &self.words
    }

    /// The words and their terms.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.words.iter().zip(self.terms.iter().map(Vec::as_slice))
    }
}

impl From<SearchWords> for Sought {
    fn from(words: SearchWords) -> Self {
        let terms = words.iter().map(|_| Vec::new()).collect();
        Self { words, terms }
    }
}

async fn terms_of(tx: &DatabaseTransaction, beginning: &str) -> Result<Vec<String>, DbErr> {
    let mut terms: Vec<String> = Vec::new();
    let mut from = beginning.to_owned();
    while terms.len() <= MOST_TERMS {
        let row = tx.query_one(&sqlite::next_term(&from)).await?;
        let Some(row) = row else { return Ok(terms) };
        let term: String = row.try_get("", "term")?;
        if !term.starts_with(beginning) {
            return Ok(terms);
        }
        from = format!("{term}{END}");
        terms.push(term);
    }
    Ok(Vec::new())
}
