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
            &people[..1]
        }
        _ => &people[..],
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

const QUESTIONS: [Question; 12] = [
    Question::List(""),
    Question::Deep(""),
    Question::Deep("ordering=-priority"),
    Question::List("status=open"),
    Question::List("assignee=none"),
    Question::List("tag=rare"),
    Question::List("q=error 47"),
    Question::Beside,
    Question::Search("error 47"),
    Question::Search("cycle"),
    Question::List("created_after=2026-11-20"),
    Question::Numbers,
];

impl Question {
    async fn ask(self, tx: &DatabaseTransaction, scope: &OrgScope) {
        let tickets = TicketStore::new(scope, tx);
        match self {
            Self::List(query) => {
                tickets.page(&read(query), false).await.expect("a page");
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
                search::newest(tx, scope, &words).await.expect("texts");
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

/// Adds what is read, from which index, and what is sorted.
async fn explain(tx: &DatabaseTransaction, mut statement: Statement, all: &mut String) {
    let is_postgres = tx.get_database_backend() == DbBackend::Postgres;
    if is_postgres && statement.sql.contains("\"counted\"") {
        // Any index of the organization counts as well as any other.
        return;
    }
    let (explain, column) = match tx.get_database_backend() {
        DbBackend::Postgres => ("EXPLAIN (COSTS OFF)", "QUERY PLAN"),
        _ => ("EXPLAIN QUERY PLAN", "detail"),
    };
    statement.sql = format!("{explain} {}", statement.sql);
    let rows = tx.query_all_raw(statement).await.expect("a plan");
    let mut last = String::new();
    for row in rows {
        let line: String = row.try_get("", column).expect("a line");
        let line = line.trim_start_matches([' ', '-', '>']);
        if is_told(line) && line != last {
            writeln!(all, "  {line}").expect("a string");
            line.clone_into(&mut last);
        }
    }
    writeln!(all, "  .").expect("a string");
}

/// Only how tickets, their texts and the numbers kept of them are read, and what is sorted: people and groups are few.
fn is_told(line: &str) -> bool {
    let of_few = [
        "creator",
        "assignee",
        "holder",
        "active",
        "users",
        "memberships",
        "groups",
        " g ",
        " m ",
        " u ",
    ];
    let told = ["SEARCH", "SCAN", "USE TEMP", "Scan ", "Sort"];
    told.iter().any(|word| line.contains(word))
        && !of_few.iter().any(|word| line.contains(word))
        && !["Sort Key", "Subquery Scan"]
            .iter()
            .any(|word| line.contains(word))
}
