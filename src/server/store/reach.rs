//! How the tickets of a list or a search are come by: where the database cannot know which way is the shortest, it is
//! told.

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr};

use super::search::{self, Lead};
use super::ticket_select::{by_tag, each};
use crate::model::search::SearchWords;
use crate::model::ticket_query::TicketQuery;
use crate::server::scope::OrgScope;

/// What is little enough to be gone through one by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Few {
    /// Tickets of somebody who does not see all.
    pub tickets: u64,
    /// Tickets of theirs that SQLite asks for words, looking into its index for each of their texts.
    pub asked: u64,
    /// Tickets that are asked for common words, one after the other, before one begins at the words after all; for a
    /// search on PostgreSQL, so many tickets and so many comments.
    pub walked: u64,
    /// Texts that hold the words.
    pub texts: u64,
    /// On PostgreSQL, how many texts go to one that holds them.
    pub one_in: u64,
}

impl Few {
    /// What a list sorts faster than it finds the first of them along an index of the whole organization.
    pub const OF_LIST: Self = Self {
        tickets: 2_000,
        asked: 500,
        walked: 1_000,
        texts: 30_000,
        one_in: 20,
    };
    /// What a search looks through faster than through everybody's texts.
    pub const OF_SEARCH: Self = Self {
        tickets: 10_000,
        asked: 500,
        walked: 5_000,
        texts: 30_000,
        one_in: 20,
    };
}

/// How the tickets of a query are come by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Path {
    /// By who sees them.
    pub reach: Reach,
    /// By their words.
    pub lead: Lead,
}

/// How SQLite is to find the tickets of somebody who does not see all. PostgreSQL knows how many they are, and chooses;
/// what SQLite knows, if anything, is how many somebody has on average.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Along an index of the whole organization, leaving out what they may not see: the first of many.
    Along,
    /// What they filed, what they hold and what their groups have, put together: few, or all of them.
    Gathered,
}

impl Path {
    /// To all tickets of a query, not to the first of them.
    pub const TO_ALL: Self = Self {
        reach: Reach::Gathered,
        lead: Lead::Texts,
    };

    /// To the first tickets of the query.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn to_first(
        tx: &DatabaseTransaction,
        scope: &OrgScope,
        query: &TicketQuery,
        few: Few,
    ) -> Result<Self, DbErr> {
        let is_sqlite = tx.get_database_backend() == DbBackend::Sqlite;
        let words = query.q.as_deref().map(SearchWords::parse);
        let (lead, most) = match &words {
            None => (Lead::Texts, Some(few.tickets)),
            Some(words) => match search::lead(tx, scope, words, few).await? {
                Lead::Tickets => (Lead::Tickets, Some(few.asked)),
                lead => (lead, None),
            },
        };
        let most = most.filter(|_| is_sqlite && by_tag(query).is_none());
        let reach = match most {
            Some(most) if sees_at_most(tx, scope, most).await? => Reach::Gathered,
            _ => Reach::Along,
        };
        Ok(Self { reach, lead })
    }

    /// The same, beginning at the words.
    #[must_use]
    pub fn by_texts(self) -> Self {
        Self {
            lead: match self.lead {
                Lead::Tickets => Lead::Texts,
                lead => lead,
            },
            ..self
        }
    }

    /// To as many as are worth counting, where the first come by this path.
    #[must_use]
    pub fn to_count(self, backend: DbBackend) -> Self {
        match (backend, self.reach) {
            // Asking very many tickets for words is dear.
            (DbBackend::Sqlite, Reach::Along) => self.by_texts(),
            _ => self,
        }
    }
}

/// Whether the scope's person sees at most so many tickets, and not simply all.
///
/// # Errors
/// When the database refuses.
pub async fn sees_at_most(
    tx: &DatabaseTransaction,
    scope: &OrgScope,
    most: u64,
) -> Result<bool, DbErr> {
    if scope.viewer().sees_all_tickets() {
        return Ok(false);
    }
    let one_more = each(scope).offset(most).limit(1).to_owned();
    Ok(tx.query_one(&one_more).await?.is_none())
}
