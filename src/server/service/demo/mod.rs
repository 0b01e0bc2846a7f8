//! `tutta demo`: organizations, people, groups and 2,000 tickets over the last 90 days, a few with files, all made up.
//!
//! The demo is made in one transaction and in an empty database only, so it never mixes with real records. Its
//! organizations carry a marker in their settings, by which a second run finds them and changes nothing. The
//! same seed gives the same stories each time; only ids and times differ.

mod arrivals;
mod cast;
mod desk;
mod files;
mod life;
mod script;
mod stories;
mod words;
mod world;

use chrono::{DateTime, Utc};
use rand::SeedableRng;
use rand::rngs::StdRng;
use sea_orm::{DatabaseConnection, DatabaseTransaction, DbErr};

use self::desk::Desk;
use self::script::play;
use crate::model::organization::OrganizationStatus;
use crate::model::user::Email;
use crate::model::{AppError, Role};
use crate::server::db;
use crate::server::operator::OperatorScope;
use crate::server::storage::Storage;
use crate::server::store::bulk::rows::{CommentRow, EventRow, TicketRow};
use crate::server::store::bulk::{BulkStore, platform};

/// What marks an organization as the demo's, in its settings.
const MARKER: &str = "demo";

/// Any number: the same one gives the same demo.
const SEED: u64 = 2_026;

/// How many requesters of an organization are named among the sign-ins; the others are like them.
const REQUESTERS_NAMED: usize = 2;

/// Somebody to sign in as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignIn {
    /// Their role, in words, and whether it is suspended.
    pub role: String,
    /// The organization's name, and whether it waits for approval; the platform has none.
    pub organization: Option<String>,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
}

/// What a run did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The demo was made, with so many tickets.
    Made {
        /// Tickets.
        tickets: u64,
        /// Comments and notes on them.
        comments: u64,
    },
    /// It was there; nothing was changed.
    Found,
}

/// Why there is no demo.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The database holds something that is not of the demo, such as this.
    #[error(
        "This database holds more than the demo ({0}). The demo is only made in an empty database: set DATABASE_URL \
         to a new one, for example sqlite://data/demo.db?mode=rwc"
    )]
    Occupied(String),
    /// The database refused.
    #[error("The database refused: {0}")]
    Database(#[from] DbErr),
    /// Its files find no place.
    #[error("The demo's files cannot be stored: {0}")]
    Storage(#[source] AppError),
    /// The demo's own texts are wrong.
    #[error("The demo cannot be told: {0}")]
    Told(String),
}

/// Makes the demo up to `now`, unless it is there. Everybody gets the password of that hash.
///
/// # Errors
/// `Occupied` where the database holds anything else; `Storage` where files cannot be stored.
pub async fn run(
    db: &DatabaseConnection,
    storage: &Storage,
    password_hash: &str,
    now: DateTime<Utc>,
) -> Result<Outcome, DemoError> {
    let tx = db::begin_write(db).await?;
    let holdings = platform::holdings(&tx, MARKER, &addresses()?).await?;
    if let Some(other) = holdings.other {
        return Err(DemoError::Occupied(other));
    }
    if holdings.has_marked {
        return Ok(Outcome::Found);
    }
    let desks = world::build(&tx, password_hash, now).await?;
    let mut rng = StdRng::seed_from_u64(SEED);
    let (mut tickets, mut comments) = (0, 0);
    for desk in &desks {
        let written = fill(&tx, storage, desk, &mut rng, now).await?;
        tickets += written.0;
        comments += written.1;
    }
    tx.commit().await?;
    Ok(Outcome::Made { tickets, comments })
}

/// Writes the tickets of one organization; answers how many, and how many comments.
async fn fill(
    tx: &DatabaseTransaction,
    storage: &Storage,
    desk: &Desk,
    rng: &mut StdRng,
    now: DateTime<Utc>,
) -> Result<(u64, u64), DemoError> {
    let scope = OperatorScope::open(tx, &desk.slug).await?;
    let scope = scope.ok_or_else(|| DemoError::Told(format!("{} is not there", desk.slug)))?;
    let store = BulkStore::new(&scope, tx);
    let first = store.take_numbers(desk.tickets).await?;
    let lives = (first..)
        .zip(arrivals::times(rng, desk.tickets, now))
        .map(|(number, created_at)| play(rng, desk, number, created_at, now))
        .collect::<Result<Vec<_>, _>>()
        .map_err(DemoError::Told)?;
    let files = files::store(storage, &scope, &lives).await?;
    let (mut tickets, mut comments, mut events) = (
        Vec::<TicketRow>::new(),
        Vec::<CommentRow>::new(),
        Vec::<EventRow>::new(),
    );
    for life in lives {
        tickets.push(life.ticket);
        comments.extend(life.comments);
        events.extend(life.events);
    }
    let tickets = store.add_tickets(tickets).await?;
    let comments = store.add_comments(comments).await?;
    store.add_events(events).await?;
    store.add_attachments(files).await?;
    Ok((tickets, comments))
}

/// Who can sign in, the highest first, and how many requesters go unnamed.
#[must_use]
pub fn sign_ins() -> (Vec<SignIn>, usize) {
    let (first_name, last_name, email) = cast::MASTER;
    let name = format!("{first_name} {last_name}");
    let mut named = vec![SignIn {
        role: "Master user".to_owned(),
        organization: None,
        name,
        email: email.to_owned(),
    }];
    let mut unnamed = 0;
    for organization in &cast::ORGANIZATIONS {
        let mut requesters = 0;
        for person in organization.people {
            requesters += usize::from(person.0 == Role::Member);
            if requesters > REQUESTERS_NAMED {
                unnamed += 1;
                continue;
            }
            let email = cast::address_of(organization, person);
            let left = if email == cast::LEFT.0 {
                " (suspended)"
            } else {
                ""
            };
            let waits = if organization.status == OrganizationStatus::Pending {
                " (pending)"
            } else {
                ""
            };
            named.push(SignIn {
                role: format!("{}{left}", person.0.label()),
                organization: Some(format!("{}{waits}", organization.name)),
                name: format!("{} {}", person.1, person.2),
                email,
            });
        }
    }
    (named, unnamed)
}

fn addresses() -> Result<Vec<Email>, DemoError> {
    let people = cast::ORGANIZATIONS.iter().flat_map(|organization| {
        organization
            .people
            .iter()
            .map(|person| cast::address_of(organization, person))
    });
    let all = people.chain([cast::MASTER.2.to_owned()]);
    all.map(|address| Email::parse(&address).map_err(DemoError::Told))
        .collect()
}
