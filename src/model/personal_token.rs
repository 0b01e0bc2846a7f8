//! Personal access tokens: what programs use the REST API with, in a person's name and never with more rights.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::FieldErrors;
use super::ids::PersonalTokenId;
use super::text::{NotALine, line};
use super::text_enum::text_enum;

text_enum! {
    /// What a personal access token may be used for.
    pub enum TokenScope {
        /// Who one is.
        ProfileRead = "profile:read", "See who you are and your organizations";
        /// Reading what people ask for.
        TicketsRead = "tickets:read", "Read tickets, comments, groups and your own numbers";
        /// Working on it.
        TicketsWrite = "tickets:write", "File, change, assign, close, reopen and delete tickets, and comment";
        /// Reading about an organization.
        OrganizationRead = "organization:read", "Read people, groups, settings, join requests, invitations, statistics and the audit log";
        /// Running an organization.
        OrganizationAdmin = "organization:admin", "Change people, groups, settings, join requests and invitations";
    }
}

/// How long before its end a token is told to end soon.
const SOON: Duration = Duration::days(7);

/// How long a token works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenLifetime {
    /// For so many days.
    Days(u16),
    /// To the end of a day, in the holder's time zone.
    Until(NaiveDate),
}

impl TokenLifetime {
    /// What can be chosen, and how it is called; the last one asks for a day.
    pub const CHOICES: [(&'static str, &'static str); 5] = [
        ("7", "In 7 days"),
        ("30", "In 30 days"),
        ("90", "In 90 days"),
        ("365", "In a year"),
        ("day", "On a day of my choice"),
    ];

    /// How long at most.
    pub const LONGEST: Duration = Duration::days(366);

    /// Reads a choice, and its day where it asks for one.
    ///
    /// # Errors
    /// What is wrong with which field.
    pub fn parse(choice: &str, day: &str) -> Result<Self, FieldErrors> {
        if !Self::CHOICES.iter().any(|(known, _)| *known == choice) {
            return Err(FieldErrors::one("lifetime", "Choose when it ends."));
        }
        match choice.parse() {
            Ok(days) => Ok(Self::Days(days)),
            Err(_) => day
                .parse()
                .map(Self::Until)
                .map_err(|_| FieldErrors::one("day", "Choose a day, at most a year from now.")),
        }
    }
}

/// A token to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewToken {
    /// What its holder calls it: 1 to 100 characters.
    pub name: String,
    /// What it may be used for: at least one thing, each once, in order.
    pub scopes: Vec<TokenScope>,
    /// How long it works.
    pub lifetime: TokenLifetime,
}

impl NewToken {
    /// Longest name, in characters.
    pub const MAX_NAME: usize = 100;

    /// # Errors
    /// What is wrong with which field.
    pub fn parse(
        name: &str,
        scopes: &[String],
        lifetime: &str,
        day: &str,
    ) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let name = line(name, Self::MAX_NAME).map_err(|wrong| match wrong {
            NotALine::Empty => "Say what the token is for.".to_owned(),
            _ => wrong.to_string(),
        });
        let name = errors.take("name", name);
        let scopes = errors.take("scopes", parse_scopes(scopes));
        let lifetime = TokenLifetime::parse(lifetime, day);
        let lifetime = lifetime.map_err(|wrong| errors.merge(wrong)).ok();
        match (name, scopes, lifetime) {
            (Some(name), Some(scopes), Some(lifetime)) => Ok(Self {
                name,
                scopes,
                lifetime,
            }),
            _ => Err(errors),
        }
    }
}

fn parse_scopes(raw: &[String]) -> Result<Vec<TokenScope>, String> {
    let mut scopes = raw
        .iter()
        .map(|scope| scope.parse())
        .collect::<Result<Vec<_>, _>>()?;
    scopes.sort_unstable();
    scopes.dedup();
    if scopes.is_empty() {
        return Err("Tick what it may be used for.".to_owned());
    }
    Ok(scopes)
}

/// A token as its holder sees it; the token itself is shown once, when it is made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonalToken {
    /// Which.
    pub id: PersonalTokenId,
    /// What its holder calls it.
    pub name: String,
    /// Its last characters.
    pub ending: String,
    /// What it may be used for.
    pub scopes: Vec<TokenScope>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last used, to the hour.
    pub last_used_at: Option<DateTime<Utc>>,
    /// When it ends, or ended.
    pub expires_at: DateTime<Utc>,
}

/// Where a token is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenState {
    /// It works.
    Works,
    /// It works for some days yet.
    EndsSoon,
    /// It works no more.
    Ended,
}

impl PersonalToken {
    /// Where it is in its life.
    #[must_use]
    pub fn state(&self, now: DateTime<Utc>) -> TokenState {
        let left = self.expires_at - now;
        if left <= Duration::zero() {
            TokenState::Ended
        } else if left <= SOON {
            TokenState::EndsSoon
        } else {
            TokenState::Works
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(name: &str, scopes: &[&str], lifetime: &str, day: &str) -> Vec<String> {
        let scopes: Vec<_> = scopes.iter().map(|&scope| scope.to_owned()).collect();
        match NewToken::parse(name, &scopes, lifetime, day) {
            Ok(_) => Vec::new(),
            Err(errors) => errors.iter().map(|(field, _)| field.to_owned()).collect(),
        }
    }

    #[test]
    fn a_token_has_a_name_a_scope_and_an_end() {
        let right = ["tickets:read"];
        assert!(wrong("Report", &right, "30", "").is_empty());
        assert!(wrong("Report", &right, "day", "2026-12-24").is_empty());
        assert_eq!(
            wrong(" ", &[], "0", ""),
            ["lifetime", "name", "scopes"],
            "all of it is told at once"
        );
        assert_eq!(wrong("Report", &["everything"], "30", ""), ["scopes"]);
        assert_eq!(wrong("Report", &right, "31", ""), ["lifetime"]);
        assert_eq!(wrong("Report", &right, "day", "soon"), ["day"]);
        assert_eq!(wrong(&"x".repeat(101), &right, "7", ""), ["name"]);
    }

    #[test]
    fn scopes_are_kept_once_and_in_order() {
        let scopes = ["tickets:write", "profile:read", "TICKETS:WRITE"].map(str::to_owned);
        let token = NewToken::parse("Report", &scopes, "7", "").expect("valid");
        assert_eq!(
            token.scopes,
            [TokenScope::ProfileRead, TokenScope::TicketsWrite]
        );
    }

    #[test]
    fn a_token_says_a_week_before_that_it_ends() {
        let now: DateTime<Utc> = "2026-11-21T12:00:00Z".parse().expect("a time");
        let state = |left: Duration| {
            let token = PersonalToken {
                id: uuid::Uuid::nil().into(),
                name: String::new(),
                ending: String::new(),
                scopes: Vec::new(),
                created_at: now,
                last_used_at: None,
                expires_at: now + left,
            };
            token.state(now)
        };
        assert_eq!(state(Duration::days(8)), TokenState::Works);
        assert_eq!(state(Duration::days(7)), TokenState::EndsSoon);
        assert_eq!(state(Duration::seconds(1)), TokenState::EndsSoon);
        assert_eq!(state(Duration::zero()), TokenState::Ended);
    }
}
