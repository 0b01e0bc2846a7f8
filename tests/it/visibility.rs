//! What a list shows is what the rulebook lets one see: random worlds, the list's SQL against `policy::sees`,
//! on both databases. Counts, pages and statistics are held to the same.

mod beside;
mod searching;
mod worlds;

use std::collections::BTreeMap;

use chrono::{Days, Duration, NaiveDate, NaiveTime};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use sea_orm::{ActiveModelTrait, DatabaseConnection};
use tokio::runtime::Handle;
use tutta::model::list_query::ListQuery;
use tutta::model::ticket::{Priority, TicketFacts, TicketStatus};
use tutta::model::ticket_query::{GroupFilter, Ordering, SortKey, TicketQuery};
use tutta::model::viewer::Viewer;
use tutta::model::{GroupId, Role, UserId};
use tutta::policy;
use tutta::server::scope::OrgScope;
use tutta::server::store::stats::{StatsStore, Windows};
use tutta::server::store::ticket::TicketStore;
use uuid::Uuid;

use self::worlds::{Asked, Of, TAGS, Ticket, Who, World, Written, worlds, write};
use crate::migrations::world;

const CASES: u32 = 40;

/// The condition as an address says it.
fn said(asked: &Asked, written: &Written) -> (String, String) {
    let many = |values: Vec<String>| values.join(",");
    let person = |who: &Who| match who {
        Who::Me => "me".to_owned(),
        Who::Nobody => "none".to_owned(),
        Who::Id(person) => written.people[*person].to_string(),
        Who::Email(person) => written.emails[*person].clone(),
    };
    let group = |group: &Option<usize>| {
        group.map_or_else(
            || "none".to_owned(),
            |group| written.groups[group].to_string(),
        )
    };
    let hour = |hour: &i64| (world::now() + Duration::hours(*hour)).to_rfc3339();
    let (field, value) = match &asked.of {
        Of::Status(ranks) => (
            "status",
            many(
                ranks
                    .iter()
                    .map(|it| TicketStatus::ALL[*it].to_string())
                    .collect(),
            ),
        ),
        Of::Priority(ranks) => (
            "priority",
            many(
                ranks
                    .iter()
                    .map(|it| Priority::ALL[*it].to_string())
                    .collect(),
            ),
        ),
        Of::Group(groups) => ("group", many(groups.iter().map(group).collect())),
        Of::Assignee(people) => ("assignee", many(people.iter().map(person).collect())),
        Of::Creator(people) => ("created_by", many(people.iter().map(person).collect())),
        Of::Tag(tags) => (
            "tag",
            many(tags.iter().map(|tag| TAGS[*tag].to_owned()).collect()),
        ),
        Of::Created(after) => ("created", hour(after)),
        Of::Updated(after) => ("updated", hour(after)),
    };
    let name = match (&asked.of, asked.negated) {
        (Of::Created(_) | Of::Updated(_), true) => format!("{field}_before"),
        (Of::Created(_) | Of::Updated(_), false) => format!("{field}_after"),
        (_, true) => format!("{field}_not"),
        (_, false) => field.to_owned(),
    };
    (name, value)
}

/// What the filter asks, each condition of a kind once: a second one would widen the first.
fn asked(world: &World) -> Vec<&Asked> {
    let mut seen = Vec::new();
    let is_first = |asked: &&Asked| {
        let kind = (std::mem::discriminant(&asked.of), asked.negated);
        let stands_alone = matches!(asked.of, Of::Tag(_)) && !asked.negated;
        stands_alone
            || !seen.contains(&kind) && {
                seen.push(kind);
                true
            }
    };
    world.filter.conditions.iter().filter(is_first).collect()
}

fn query(world: &World, written: &Written) -> TicketQuery {
    let filter = &world.filter;
    let said = asked(world).into_iter().map(|asked| said(asked, written));
    TicketQuery {
        mine: filter.mine,
        ordering: Ordering {
            key: SortKey::ALL[filter.key],
            descending: filter.descending,
        },
        page_size: filter.page_size,
        ..TicketQuery::parse(said).expect("a valid query")
    }
}

/// Whether the filter keeps a ticket: the query's meaning, told a second time.
fn keeps(world: &World, viewer: usize, ticket: &Ticket) -> bool {
    let knows_addresses = world.people[viewer].role >= Role::Agent;
    let is = |who: &Who, person: usize| match who {
        Who::Me => person == viewer,
        Who::Nobody => false,
        Who::Id(wanted) => person == *wanted,
        Who::Email(wanted) => knows_addresses && person == *wanted,
    };
    let holder = ticket
        .assignee
        .filter(|person| world.people[*person].active);
    let holds = |asked: &Asked| {
        let is_so = match &asked.of {
            Of::Status(ranks) => ranks.contains(&ticket.status),
            Of::Priority(ranks) => ranks.contains(&ticket.priority),
            Of::Group(groups) => groups.contains(&ticket.group),
            Of::Assignee(people) => people.iter().any(|who| match who {
                Who::Nobody => holder.is_none(),
                who => ticket.assignee.is_some_and(|person| is(who, person)),
            }),
            Of::Creator(people) => people.iter().any(|who| is(who, ticket.creator)),
            Of::Tag(tags) => tags.iter().any(|tag| ticket.tags.contains(tag)),
            Of::Created(hour) => ticket.hour >= *hour,
            // A ticket changes within half an hour of its hour.
            Of::Updated(hour) => ticket.hour >= *hour,
        };
        is_so != asked.negated
    };
    asked(world).into_iter().all(holds)
        && (!world.filter.mine || ticket.creator == viewer || ticket.assignee == Some(viewer))
}

fn facts(written: &Written, ticket: &Ticket) -> TicketFacts {
    TicketFacts {
        created_by: UserId(written.people[ticket.creator]),
        assignee: ticket.assignee.map(|person| UserId(written.people[person])),
        group: ticket.group.map(|group| GroupId(written.groups[group])),
        status: TicketStatus::ALL[ticket.status],
    }
}

/// The person as the rulebook must know them: told from the world, not by what is being tested.
fn viewer_of(world: &World, written: &Written, person: usize) -> Viewer {
    let groups = || world.groups.iter().zip(&written.groups);
    Viewer {
        user: UserId(written.people[person]),
        role: world.people[person].role,
        manages: groups()
            .filter(|(group, _)| group.manager == Some(person))
            .map(|(_, id)| GroupId(*id))
            .collect(),
        member_of: groups()
            .filter(|(group, _)| group.members[person])
            .map(|(_, id)| GroupId(*id))
            .collect(),
        read_only: false,
    }
}

/// What the person should see, in order.
fn expected(world: &World, written: &Written, viewer: usize) -> Vec<Uuid> {
    let who = viewer_of(world, written, viewer);
    let mut rows: Vec<(i64, i64, Uuid)> = world
        .tickets
        .iter()
        .enumerate()
        .filter(|(_, ticket)| !ticket.deleted && keeps(world, viewer, ticket))
        .filter(|(_, ticket)| policy::sees(&who, &facts(written, ticket)))
        .map(|(index, ticket)| {
            let key = match SortKey::ALL[world.filter.key] {
                SortKey::CreatedAt | SortKey::UpdatedAt => ticket.hour,
                SortKey::Number => i64::try_from(index).expect("small"),
                SortKey::Priority => i64::try_from(ticket.priority).expect("small"),
                SortKey::Status => i64::try_from(ticket.status).expect("small"),
            };
            let then = match SortKey::ALL[world.filter.key] {
                SortKey::Priority | SortKey::Status => ticket.hour,
                _ => 0,
            };
            (key, then, written.tickets[index])
        })
        .collect();
    rows.sort_unstable();
    if world.filter.descending {
        rows.reverse();
    }
    rows.into_iter().map(|(_, _, id)| id).collect()
}

/// Every page forwards, then every page back.
async fn walk(store: &TicketStore<'_>, query: &TicketQuery) -> (Vec<Uuid>, Vec<Uuid>, u64) {
    let ids =
        |page: &tutta::model::page::Page<tutta::server::store::ticket_record::TicketRecord>| {
            page.results
                .iter()
                .map(|record| Uuid::from(record.ticket.id))
                .collect::<Vec<_>>()
        };
    let mut query = query.clone();
    let mut page = store.page(&query, false).await.expect("page");
    let count = page.count.count;
    let mut forwards = ids(&page);
    while let Some(next) = page.next {
        query.cursor = Some(next);
        page = store.page(&query, false).await.expect("page");
        forwards.extend(ids(&page));
    }
    let mut backwards = ids(&page);
    while let Some(previous) = page.previous {
        query.cursor = Some(previous);
        page = store.page(&query, false).await.expect("page");
        backwards.splice(0..0, ids(&page));
    }
    (forwards, backwards, count)
}

/// The day on which a world's tickets are filed, and the one after.
fn windows() -> Windows {
    let day = |day: NaiveDate| day.and_time(NaiveTime::MIN).and_utc();
    let first = world::now().date_naive();
    let days = [first, first + Days::new(1)];
    let period = day(first)..day(first + Days::new(2));
    Windows {
        days: days
            .map(|date| (date, day(date)..day(date + Days::new(1))))
            .into(),
        period,
        utc_days: first..first + Days::new(2),
    }
}

async fn check(db: &DatabaseConnection, world: &World) -> Result<(), TestCaseError> {
    let mut people = Vec::new();
    for _ in &world.people {
        let person = world::user(&format!("{}@world.example", Uuid::now_v7().simple()));
        let person = person.insert(db).await.expect("user");
        people.push((person.id, person.email));
    }
    // The same people in a second organization: its tickets must never show in the first.
    let written = write(db, world, &people).await;
    write(db, world, &people).await;

    let query = query(world, &written);
    for (viewer, person) in world
        .people
        .iter()
        .enumerate()
        .filter(|(_, person)| person.active)
    {
        let scope = OrgScope::prove(
            db,
            UserId(written.people[viewer]),
            &written.slug,
            chrono::DateTime::UNIX_EPOCH,
        )
        .await
        .expect("a member");
        let tx = scope.begin(db).await.expect("begin");
        let expected = expected(world, &written, viewer);
        let store = TicketStore::new(&scope, &tx);
        let (forwards, backwards, count) = walk(&store, &query).await;
        prop_assert_eq!(&forwards, &expected, "{:?} sees", person);
        prop_assert_eq!(&backwards, &expected, "{:?} sees, backwards", person);
        prop_assert_eq!(count, expected.len() as u64, "{:?} counts", person);
        let (told, listed) = beside::beside(&store, &query, &expected).await;
        prop_assert_eq!(told, listed, "{:?} goes on to the next", person);

        let stats = StatsStore::of(&scope, &tx, query.clone())
            .load(&windows())
            .await
            .expect("stats");
        prop_assert_eq!(stats.total, expected.len() as u64);
        let mut by_status: BTreeMap<String, u64> = TicketStatus::ALL
            .iter()
            .map(|s| (s.to_string(), 0))
            .collect();
        for id in &expected {
            let index = written
                .tickets
                .iter()
                .position(|ticket| ticket == id)
                .expect("written");
            *by_status
                .entry(TicketStatus::ALL[world.tickets[index].status].to_string())
                .or_default() += 1;
        }
        prop_assert_eq!(stats.by_status, by_status);

        let group = world
            .filter
            .conditions
            .iter()
            .find_map(|asked| match &asked.of {
                Of::Group(groups) => Some(groups[0].map_or(GroupFilter::None, |group| {
                    GroupFilter::Is(GroupId(written.groups[group]))
                })),
                _ => None,
            });
        let of_group = TicketQuery::of_group(group);
        let counted = StatsStore::of(&scope, &tx, of_group).load(&windows()).await;
        let of_all = StatsStore::of_all(&scope, &tx, group)
            .load(&windows())
            .await;
        prop_assert_eq!(of_all, counted, "{:?} is told of all", person);
        tx.commit().await.expect("commit");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_shows_exactly_what_the_rulebook_lets_one_see() {
    world::on_migrated_databases(async |db| {
        let handle = Handle::current();
        let config = Config {
            cases: CASES,
            failure_persistence: None,
            max_shrink_iters: 200,
            ..Config::default()
        };
        let check = |world| handle.block_on(check(db, &world));
        let run = || {
            let outcome = TestRunner::new(config).run(&worlds(), check);
            outcome.map_err(|failure| failure.to_string())
        };
        if let Err(failure) = tokio::task::block_in_place(run) {
            panic!("{failure}");
        }
    })
    .await;
}
