//! Searching the tickets one may see: what was typed, and what is found.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::ids::CommentId;
use super::ticket::TicketRow;

/// Most words of a search; what is typed beyond them is left out.
const MOST_WORDS: usize = 12;

/// What is looked for: every word, as the beginning of one in the same text; or a ticket's number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchWords(Vec<String>);

impl SearchWords {
    /// Reads what was typed: letters and digits are words, all else stands between them.
    #[must_use]
    pub fn parse(typed: &str) -> Self {
        let words = typed.split(is_between_words);
        let words = words.filter(|word| word.contains(char::is_alphanumeric));
        Self(words.take(MOST_WORDS).map(str::to_owned).collect())
    }

    /// Whether there is nothing to look for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The words, as typed.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// The number of a ticket, where that is all there is: `12` or `#12`.
    #[must_use]
    pub fn number(&self) -> Option<i64> {
        match self.0.as_slice() {
            [word] => word.parse().ok(),
            _ => None,
        }
    }
}

/// Whether a sign is no part of a word; letters may be written with their marks apart.
#[must_use]
pub fn is_between_words(sign: char) -> bool {
    !sign.is_alphanumeric() && !('\u{300}'..='\u{36f}').contains(&sign)
}

/// A part of a text that was searched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// As written.
    pub text: String,
    /// Whether it is what was looked for.
    pub is_match: bool,
}

/// Where in a ticket it was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// In its subject, its description or its resolution.
    Ticket,
    /// In a comment.
    Comment {
        /// Which.
        id: CommentId,
        /// Its author's name.
        author: String,
        /// Whether it is an internal note.
        is_internal: bool,
    },
}

/// A ticket that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// The ticket.
    pub ticket: TicketRow,
    /// Its subject.
    pub subject: Vec<Piece>,
    /// Where the words stand.
    pub place: Place,
    /// What is written around them; empty where the subject says it all.
    pub excerpt: Vec<Piece>,
}

/// `/o/{slug}/search?q=...`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchPage {
    /// What was looked for.
    pub q: String,
    /// The best first.
    pub hits: Vec<Hit>,
    /// Whether there is more than is shown.
    pub has_more: bool,
    /// The server's time.
    pub now: DateTime<Utc>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_no_words_and_a_number_alone_is_a_tickets() {
        let words = SearchWords::parse("  pump-7 - \"broken\" & ");
        assert_eq!(words.iter().collect::<Vec<_>>(), ["pump", "7", "broken"]);
        assert_eq!(SearchWords::parse("#12").number(), Some(12));
        assert_eq!(SearchWords::parse("12 pumps").number(), None);
        assert!(SearchWords::parse(" % ").is_empty());
    }
}
