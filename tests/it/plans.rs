//! How the databases come by what a large help desk is asked for. What is explained is what the stores really send, so an
//! index that is lost, or not used any more, changes a snapshot.

mod desk;

use std::fmt::Write;
use std::sync::{Arc, Mutex};

use chrono::{Days, NaiveTime};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, Statement,
    TransactionTrait,
};
use tutta::model::list_query::ListQuery;
use tutta::model::search::SearchWords;
use tutta::model::ticket_query::TicketQuery;
use tutta::server::scope::OrgScope;
use tutta::server::store::reach::Few;
use tutta::server::store::search;
use tutta::server::store::stats::{StatsStore, Windows};
use tutta::server::store::ticket::{TicketKey, TicketStore};

use self::desk::Desk;
use crate::migrations::world;

#[tokio::test]
async fn lists_searches_and_numbers_keep_to_their_indexes() {
    world::on_migrated_databases(async |db| {
        let desk = desk::open(db).await;
        let plans = plans(db, &desk).await;
        match db.get_database_backend() {
            DbBackend::Postgres => insta::assert_snapshot!("plans_postgresql", plans),
            _ => insta::assert_snapshot!("plans_sqlite", plans),
        }
    })
    .await;
}

/// Every question, and how it is answered.
async fn plans(db: &DatabaseConnection, desk: &Desk) -> String {
    let sent = Arc::new(Mutex::new(Vec::<Statement>::new()));
    let mut db = db.clone();
    let heard = Arc::clone(&sent);
    db.set_metric_callback(move |info| {
        let mut heard = heard.lock().expect("nobody panicked");
        heard.push(info.statement.clone());
    });
    let tx = db.begin().await.expect("a transaction");
    let people = [
        ("owner", &desk.owner),
        ("agent", &desk.agent),
        ("member", &desk.member),
    ];
    let people = match db.get_database_backend() {
        DbBackend::Postgres => {
            // Reading all of a table this small is cheap; what matters is what is chosen instead.
            let setting = "SET LOCAL enable_seqscan = off";
            tx.execute_unprepared(setting).await.expect("a setting");
            vec![people[0], people[2]]
        }
        _ => people.to_vec(),
    };
    let mut all = String::new();
    for (who, scope) in people {
        for question in QUESTIONS {
            question.ask(&tx, scope).await;
            let statements = std::mem::take(&mut *sent.lock().expect("nobody panicked"));
            writeln!(all, "# {question:?}, by the {who}").expect("a string");
            for statement in statements
                .into_iter()
                .filter(|it| it.sql.starts_with("SELECT"))
            {
                explain(&tx, statement, &mut all).await;
            }
            sent.lock().expect("nobody panicked").clear();
        }
    }
    all
}

/// What is asked.
#[derive(Debug, Clone, Copy)]
enum Question {
    /// Rows and count of the list with this query.
    List(&'static str),
    /// A later page of it.
    Deep(&'static str),
    /// The tickets beside one.
    Beside,
    /// The texts with these words.
    Search(&'static str),
    /// The numbers of the overview.
    Numbers,
}

/// What is few for a help desk of this size: everybody has a cycle and a controller, and two a zebra.
const FEW: Few = Few {
    tickets: 1_000,
    asked: 100,
    walked: 1_000,
    texts: 1_000,
    one_in: 20,
};

const QUESTIONS: [Question; 16] = [
    Question::List(""),
    Question::Deep(""),
    Question::Deep("ordering=-priority"),
    Question::List("status=open"),
    Question::List("assignee=none"),
    Question::List("tag=rare"),
    Question::List("q=zebra"),
    Question::List("q=cycle"),
    Question::List("q=cycle&status=open"),
    Question::List("q=control"),
    Question::Beside,
    Question::Search("zebra"),
    Question::Search("cycle"),
    Question::Search("control"),
    Question::List("created_after=2026-11-20"),
    Question::Numbers,
];

impl Question {
    async fn ask(self, tx: &DatabaseTransaction, scope: &OrgScope) {
        let tickets = TicketStore::new(scope, tx).with_few(FEW);
        match self {
            Self::List(query) => {
                let query = read(query);
                tickets.page(&query, false).await.expect("a page");
                // A page that is not full is not counted.
                tickets.count(&query).await.expect("a number");
            }
            Self::Deep(query) => {
                let mut query = read(query);
                let first = tickets.page(&query, false).await.expect("a page");
                query.cursor = first.next;
                tickets.page(&query, false).await.expect("a page");
            }
            Self::Beside => {
                let first = tickets.page(&read(""), false).await.expect("a page");
                let id = first.results[0].ticket.id;
                let record = tickets.find(TicketKey::Id(id)).await.expect("found");
                let record = record.expect("a ticket");
                tickets.beside(&record, &read("")).await.expect("numbers");
            }
            Self::Search(words) => {
                let words = SearchWords::parse(words);
                search::newest(tx, scope, &words, FEW).await.expect("texts");
            }
            Self::Numbers => {
                let numbers = StatsStore::of_all(scope, tx, None);
                numbers.load(&windows()).await.expect("numbers");
            }
        }
    }
}

fn read(query: &str) -> TicketQuery {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    TicketQuery::parse(pairs)
        .expect("a query")
        .told_by(|day| day.and_time(NaiveTime::MIN).and_utc())
}

fn windows() -> Windows {
    let first = world::now().date_naive();
    let start = |day: chrono::NaiveDate| day.and_time(NaiveTime::MIN).and_utc();
    let last = first + Days::new(7);
    Windows {
        days: first
            .iter_days()
            .take(7)
            .map(|day| (day, start(day)..start(day + Days::new(1))))
            .collect(),
        period: start(first)..start(last),
        utc_days: first..last,
    }
}

/// Adds how it is answered: SQLite's own words, and PostgreSQL's indexes.
async fn explain(tx: &DatabaseTransaction, mut statement: Statement, all: &mut String) {
    let is_postgres = tx.get_database_backend() == DbBackend::Postgres;
    if is_postgres && statement.sql.contains("\"counted\"") {
        // Any index of the organization counts as well as any other.
        return;
    }
    let (explain, column) = match is_postgres {
        true => ("EXPLAIN (COSTS OFF)", "QUERY PLAN"),
        false => ("EXPLAIN QUERY PLAN", "detail"),
    };
    statement.sql = format!("{explain} {}", statement.sql);
    let rows = tx.query_all_raw(statement).await.expect("a plan");
    let line = |row: &sea_orm::QueryResult| row.try_get::<String>("", column).expect("a line");
    let lines = rows.iter().map(line).filter(|line| !is_of_few(line));
    let mut told: Vec<String> = match is_postgres {
        true => lines.filter_map(|line| index(&line)).collect(),
        false => lines.filter(|line| is_told(line)).collect(),
    };
    if is_postgres {
        // In which order it joins, and where it sorts, hangs by a hair on what it has sampled.
        told.sort();
    }
    told.dedup();
    for line in told {
        writeln!(all, "  {line}").expect("a string");
    }
    writeln!(all, "  .").expect("a string");
}

/// People and groups are few, and read however it comes.
fn is_of_few(line: &str) -> bool {
    let few = [
        "creator",
        "assignee",
        "holder",
        "active",
        "users",
        "memberships",
        "groups",
        "g",
        "m",
        "u",
    ];
    let words: Vec<_> = line.split_whitespace().collect();
    // The table or its alias: the second word of SQLite's lines, the last of PostgreSQL's.
    let table = [words.get(1), words.last()];
    table.into_iter().flatten().any(|word| few.contains(word))
}

/// What SQLite reads and sorts.
fn is_told(line: &str) -> bool {
    let reads = ["SEARCH", "SCAN", "USE TEMP"];
    reads.iter().any(|word| line.contains(word))
}

/// The index that a line of PostgreSQL's plan reads, or the table that it reads all of.
fn index(line: &str) -> Option<String> {
    let (_, from) = line.split_once("Scan ")?;
    let words: Vec<_> = from.split_whitespace().collect();
    let name = match words.as_slice() {
        ["using", index, ..] | ["Backward", "using", index, ..] => *index,
        ["on", index] if line.contains("Bitmap Index") => *index,
        ["on", table, ..] if line.contains("Seq Scan") => return Some(format!("all {table}")),
        _ => return None,
    };
    // A row by its id is found as well with the tenant as without.
    let by_id = name
        .strip_prefix("uq_")
        .and_then(|it| it.strip_suffix("_tenant"));
    Some(by_id.map_or_else(|| name.to_owned(), |table| format!("pk_{table}")))
}
