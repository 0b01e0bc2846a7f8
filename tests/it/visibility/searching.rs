//! What a search finds, and which files a ticket shows, in random worlds: told a second time from what was written, and from
//! the rulebook.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use sea_orm::{ActiveModelTrait, DatabaseConnection, Set};
use tokio::runtime::Handle;
use tutta::model::list_query::ListQuery;
use tutta::model::search::SearchWords;
use tutta::model::ticket_query::TicketQuery;
use tutta::model::{AttachmentId, UserId};
use tutta::policy;
use tutta::server::entity::{attachment, ticket};
use tutta::server::scope::OrgScope;
use tutta::server::store::attachment::AttachmentStore;
use tutta::server::store::reach::Few;
use tutta::server::store::search;
use tutta::server::store::ticket::TicketStore;
use uuid::Uuid;

use super::worlds::{World, Written, worlds, write};
use super::{facts, viewer_of, walk};
use crate::migrations::world;

const CASES: u32 = 25;

/// What is few for the product; and what makes it go every other way as well.
const NOTIONS_OF_FEW: [Few; 6] = [
    Few::OF_LIST,
    few(0, 0, 1_000, 0),
    few(0, 0, 2, 0),
    few(10_000, 0, 1_000, 0),
    few(10_000, 10_000, 2, 0),
    few(10_000, 0, 1_000, 10_000),
];

const fn few(tickets: u64, asked: u64, walked: u64, texts: u64) -> Few {
    Few {
        tickets,
        asked,
        walked,
        texts,
        one_in: 0,
    }
}

/// Words as people write them, and as a search compares them.
const WORDS: [(&str, &str); 6] = [
    ("Printer", "printer"),
    ("print", "print"),
    ("printers", "printers"),
    ("FIRE", "fire"),
    ("Löschen", "loschen"),
    ("line", "line"),
];

/// What is searched for: beginnings of some of the words, and of none.
const SOUGHT: [&str; 8] = [
    "print", "Printer", "fi", "losch", "LÖ", "LÖSCHEN", "l", "zebra",
];

#[derive(Debug, Clone)]
struct Comment {
    is_internal: bool,
    words: Vec<usize>,
    has_file: bool,
}

/// What is written on a ticket.
#[derive(Debug, Clone)]
struct Texts {
    subject: Vec<usize>,
    description: Vec<usize>,
    comments: Vec<Comment>,
    has_file: bool,
}

#[derive(Debug, Clone)]
struct Search {
    world: World,
    /// As many as a world can have tickets.
    texts: Vec<Texts>,
    sought: Vec<usize>,
}

fn searches() -> impl Strategy<Value = Search> {
    let words = || prop::collection::vec(0..WORDS.len(), 0..3);
    let comment =
        (any::<bool>(), words(), any::<bool>()).prop_map(|(is_internal, words, has_file)| {
            Comment {
                is_internal,
                words,
                has_file,
            }
        });
    let texts = (
        words(),
        words(),
        prop::collection::vec(comment, 0..3),
        any::<bool>(),
    )
        .prop_map(|(subject, description, comments, has_file)| Texts {
            subject,
            description,
            comments,
            has_file,
        });
    (
        worlds(),
        prop::collection::vec(texts, 24),
        prop::collection::vec(0..SOUGHT.len(), 1..3),
    )
        .prop_map(|(world, texts, sought)| Search {
            world,
            texts,
            sought,
        })
}

fn written(words: &[usize]) -> String {
    let words: Vec<_> = words.iter().map(|word| WORDS[*word].0).collect();
    words.join(", ")
}

/// Whether one text begins a word with each of what is sought.
fn holds(words: &[usize], sought: &[usize]) -> bool {
    let folded = |sought: usize| SOUGHT[sought].to_lowercase().replace('ö', "o");
    sought.iter().all(|sought| {
        let begins = |word: &usize| WORDS[*word].1.starts_with(&folded(*sought));
        words.iter().any(begins)
    })
}

/// A ticket's files, with whether each came with an internal note.
type Files = BTreeSet<(AttachmentId, bool)>;

/// Writes the texts; answers the files by ticket.
async fn tell(db: &DatabaseConnection, search: &Search, told: &Written) -> Vec<Files> {
    let mut all = Vec::new();
    let tickets = search.world.tickets.iter().zip(&search.texts);
    for (id, (ticket, texts)) in told.tickets.iter().zip(tickets) {
        let row = ticket::ActiveModel {
            id: Set(*id),
            subject: Set(format!("About: {}", written(&texts.subject))),
            description: Set(written(&texts.description)),
            ..Default::default()
        };
        row.update(db).await.expect("its texts");
        let author = told.people[ticket.creator];
        let mut files = Files::new();
        if texts.has_file {
            files.insert((file(db, told, *id, author, None).await, false));
        }
        for comment in &texts.comments {
            let visibility = if comment.is_internal {
                "internal"
            } else {
                "public"
            };
            let mut row = world::comment(told.organization, *id, author);
            row.body = Set(format!("So: {}", written(&comment.words)));
            row.visibility = Set(visibility.to_owned());
            let row = row.insert(db).await.expect("a comment");
            if comment.has_file {
                let file = file(db, told, *id, author, Some(row.id)).await;
                files.insert((file, comment.is_internal));
            }
        }
        all.push(files);
    }
    all
}

async fn file(
    db: &DatabaseConnection,
    told: &Written,
    ticket: Uuid,
    author: Uuid,
    comment: Option<Uuid>,
) -> AttachmentId {
    let row = attachment::ActiveModel {
        id: Set(Uuid::now_v7()),
        organization_id: Set(told.organization),
        ticket_id: Set(ticket),
        comment_id: Set(comment),
        uploader_id: Set(author),
        file_name: Set("log.txt".to_owned()),
        content_type: Set("text/plain".to_owned()),
        size: Set(7),
        sha256: Set(vec![7; 32]),
        storage_key: Set("somewhere".to_owned()),
        created_at: Set(world::now()),
    };
    row.insert(db).await.expect("a file").id.into()
}

async fn check(db: &DatabaseConnection, search: &Search) -> Result<(), TestCaseError> {
    let world = &search.world;
    let mut people = Vec::new();
    for _ in &world.people {
        let person = world::user(&format!("{}@world.example", Uuid::now_v7().simple()));
        let person = person.insert(db).await.expect("user");
        people.push((person.id, person.email));
    }
    // What stands in another organization must never be found in the first.
    let told = write(db, world, &people).await;
    let foreign = write(db, world, &people).await;
    tell(db, search, &foreign).await;
    let files = tell(db, search, &told).await;
    let sought: Vec<_> = search.sought.iter().map(|at| SOUGHT[*at]).collect();
    let query = TicketQuery {
        page_size: 5,
        ..TicketQuery::parse([("q".to_owned(), sought.join(" "))]).expect("a query")
    };
    let active = world.people.iter().enumerate();
    for (viewer, person) in active.filter(|(_, person)| person.active) {
        let now = chrono::DateTime::UNIX_EPOCH;
        let id = UserId(told.people[viewer]);
        let scope = OrgScope::prove(db, id, &told.slug, now).await;
        let scope = scope.expect("a member");
        let tx = scope.begin(db).await.expect("begin");
        let who = viewer_of(world, &told, viewer);
        let internal = who.reads_internal_notes();
        let mut expected = BTreeSet::new();
        for (at, (ticket, texts)) in world.tickets.iter().zip(&search.texts).enumerate() {
            if ticket.deleted || !policy::sees(&who, &facts(&told, ticket)) {
                continue;
            }
            let own = [&texts.subject[..], &texts.description].concat();
            let said = texts.comments.iter().any(|comment| {
                (internal || !comment.is_internal) && holds(&comment.words, &search.sought)
            });
            if said || holds(&own, &search.sought) {
                expected.insert(told.tickets[at]);
            }
            let store = AttachmentStore::new(&scope, &tx);
            let shown = store.oldest(told.tickets[at].into(), internal, 100).await;
            let shown: BTreeSet<_> = shown.expect("files").iter().map(|it| it.id).collect();
            let readable = files[at].iter().filter(|(_, hidden)| internal || !hidden);
            let readable: BTreeSet<_> = readable.map(|(id, _)| *id).collect();
            prop_assert_eq!(shown, readable, "{:?} is shown files", person);
        }
        // Whatever counts as few, it is found the same.
        for few in NOTIONS_OF_FEW {
            let store = TicketStore::new(&scope, &tx).with_few(few);
            let (found, _, count) = walk(&store, &query).await;
            prop_assert_eq!(count, found.len() as u64, "{:?} counts", person);
            let found: BTreeSet<_> = found.into_iter().collect();
            prop_assert_eq!(&found, &expected, "{:?} seeks {:?}", person, sought);
            let narrowed = TicketQuery {
                q: query.q.clone(),
                page_size: query.page_size,
                ..super::query(world, &told)
            };
            let (found, _, count) = walk(&store, &narrowed).await;
            let mut listed = super::expected(world, &told, viewer);
            listed.retain(|id| expected.contains(id));
            prop_assert_eq!(count, found.len() as u64, "{:?} counts what fits", person);
            prop_assert_eq!(found, listed, "{:?} seeks what fits", person);
            let words = SearchWords::parse(&sought.join(" "));
            let texts = search::newest(&tx, &scope, &words, few).await;
            let texts = texts
                .expect("texts")
                .into_iter()
                .map(|text| text.ticket.into());
            let found: BTreeSet<Uuid> = texts.collect();
            prop_assert_eq!(&found, &expected, "{:?} looks for {:?}", person, sought);
        }
        tx.commit().await.expect("commit");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_finds_exactly_what_one_reads() {
    world::on_migrated_databases(async |db| {
        let handle = Handle::current();
        let config = Config {
            cases: CASES,
            failure_persistence: None,
            max_shrink_iters: 100,
            ..Config::default()
        };
        let check = |search| handle.block_on(check(db, &search));
        let run = || {
            let outcome = TestRunner::new(config).run(&searches(), check);
            outcome.map_err(|failure| failure.to_string())
        };
        if let Err(failure) = tokio::task::block_in_place(run) {
            panic!("{failure}");
        }
    })
    .await;
}
