//! How the tickets of a list or a search are come by: where the database cannot know which way is the shortest, it is
//! told.

use std::borrow::Cow;

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr};

use super::search::{self, Lead, Sought};
use super::ticket_select::{by_tag, each};
use crate::model::search::SearchWords;
use crate::model::ticket_query::TicketQuery;
use crate::server::scope::OrgScope;

/// What is little enough to be gone through one by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Few {
    /// Tickets of somebody who does not see all.
    pub tickets: u64,
    /// Tickets of theirs that a search on SQLite asks for words, looking into its index for each of their texts.
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// By who sees them.
    pub reach: Reach,
    /// By their words.
    pub lead: Lead,
    /// The query's words, where they were looked up.
    pub sought: Option<Sought>,
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
        sought: None,
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
        let sought = match &query.q {
            Some(typed) => Some(Sought::look_up(tx, &SearchWords::parse(typed)).await?),
            None => None,
        };
        let lead = match &sought {
            None => Lead::Texts,
            Some(sought) => search::lead(tx, scope, sought, few).await?,
        };
        let begins_at_tickets =
            by_tag(query).is_none() && (sought.is_none() || lead == Lead::Tickets);
        let reach =
            if is_sqlite && begins_at_tickets && sees_at_most(tx, scope, few.tickets).await? {
                Reach::Gathered
            } else {
                Reach::Along
            };
        Ok(Self {
            reach,
            lead,
            sought,
        })
    }

    /// The words of this query, which has those of the path or none.
    #[must_use]
    pub fn words_of(&self, query: &TicketQuery) -> Option<Cow<'_, Sought>> {
        let typed = query.q.as_ref()?;
        let as_typed = || Cow::Owned(Sought::from(SearchWords::parse(typed)));
        Some(self.sought.as_ref().map_or_else(as_typed, Cow::Borrowed))
    }

    /// The same, beginning at the words.
    #[must_use]
    pub fn by_texts(&self) -> Self {
        let lead = match self.lead {
            Lead::Tickets => Lead::Texts,
            lead => lead,
        };
        Self {
            lead,
            ..self.clone()
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
