//! What a list shows is what the rulebook lets one see: random worlds, the list's SQL against `policy::sees`,
//! on both databases. Counts, pages and statistics are held to the same.

use std::collections::BTreeMap;

use chrono::Duration;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use sea_orm::{ActiveModelTrait, DatabaseConnection, Set};
use tokio::runtime::Handle;
use tutta::model::ticket::{Priority, TicketFacts, TicketStatus};
use tutta::model::ticket_query::{GroupFilter, Ordering, PersonFilter, SortKey, TicketQuery};
use tutta::model::organization::Slug;
use tutta::model::{GroupId, Role, UserId};
use tutta::policy;
use tutta::server::entity::group_membership;
use tutta::server::scope::OrgScope;
use tutta::server::store::stats::StatsStore;
use tutta::server::store::ticket::TicketStore;
use uuid::Uuid;

use crate::migrations::world;

const CASES: u32 = 40;

#[derive(Debug, Clone)]
struct Person {
    role: Role,
    active: bool,
}

#[derive(Debug, Clone)]
struct Group {
    manager: Option<usize>,
    members: Vec<bool>,
}

#[derive(Debug, Clone)]
struct Ticket {
    creator: usize,
    group: Option<usize>,
    assignee: Option<usize>,
    status: usize,
    priority: usize,
    hour: i64,
    deleted: bool,
}

#[derive(Debug, Clone)]
struct World {
    people: Vec<Person>,
    groups: Vec<Group>,
    tickets: Vec<Ticket>,
    filter: Filter,
}

#[derive(Debug, Clone)]
struct Filter {
    statuses: Vec<usize>,
    priorities: Vec<usize>,
    group: Option<Option<usize>>,
    assignee: Option<Option<usize>>,
    mine: bool,
    key: usize,
    descending: bool,
    page_size: u64,
}

fn worlds() -> impl Strategy<Value = World> {
    const PEOPLE: usize = 6;
    const GROUPS: usize = 3;
    let role = prop::sample::select(vec![Role::Owner, Role::Supervisor, Role::Agent, Role::Agent, Role::Member]);
    let person = (role, prop::bool::weighted(0.85)).prop_map(|(role, active)| Person { role, active });
    let group = (prop::option::of(0..PEOPLE), prop::collection::vec(any::<bool>(), PEOPLE))
        .prop_map(|(manager, members)| Group { manager, members });
    let ticket = (
        0..PEOPLE,
        prop::option::weighted(0.8, 0..GROUPS),
        prop::option::weighted(0.6, 0..PEOPLE),
        0..5usize,
        0..4usize,
        0..6i64,
        prop::bool::weighted(0.1),
    )
        .prop_map(|(creator, group, assignee, status, priority, hour, deleted)| Ticket {
            creator,
            group,
            assignee: assignee.filter(|_| group.is_some()),
            status,
            priority,
            hour,
            deleted,
        });
    let filter = (
        prop::collection::vec(0..5usize, 0..3),
        prop::collection::vec(0..4usize, 0..2),
        prop::option::weighted(0.3, prop::option::of(0..GROUPS)),
        prop::option::weighted(0.3, prop::option::of(0..PEOPLE)),
        prop::bool::weighted(0.2),
        0..SortKey::ALL.len(),
        any::<bool>(),
        1..8u64,
    )
        .prop_map(|(statuses, priorities, group, assignee, mine, key, descending, page_size)| Filter {
            statuses,
            priorities,
            group,
            assignee,
            mine,
            key,
            descending,
            page_size,
        });
    (
        prop::collection::vec(person, PEOPLE),
        prop::collection::vec(group, GROUPS),
        prop::collection::vec(ticket, 0..24),
        filter,
    )
        .prop_map(|(people, groups, tickets, filter)| World { people, groups, tickets, filter })
}

/// A world as written: the ids of its people, groups and tickets.
struct Written {
    slug: Slug,
    people: Vec<Uuid>,
    groups: Vec<Uuid>,
    tickets: Vec<Uuid>,
}

async fn write(db: &DatabaseConnection, world: &World, people: &[Uuid]) -> Written {
    let mut organization = world::organization("world", people[0]);
    organization.name = Set(Uuid::now_v7().to_string());
    let organization = organization.insert(db).await.expect("organization");
    for (person, id) in world.people.iter().zip(people) {
        let mut membership = world::membership(organization.id, *id);
        membership.role = Set(person.role.as_str().to_owned());
        membership.status = Set(if person.active { "active" } else { "suspended" }.to_owned());
        membership.insert(db).await.expect("membership");
    }
    let mut groups = Vec::new();
    for (index, group) in world.groups.iter().enumerate() {
        let mut row = world::group(organization.id, &format!("Group {index}"));
        row.manager_id = Set(group.manager.map(|person| people[person]));
        let row = row.insert(db).await.expect("group");
        for (person, _) in people.iter().zip(&group.members).filter(|(_, is_in)| **is_in) {
            let membership = group_membership::ActiveModel {
                id: Set(Uuid::now_v7()),
                organization_id: Set(organization.id),
                group_id: Set(row.id),
                user_id: Set(*person),
                created_at: Set(world::now()),
            };
            membership.insert(db).await.expect("group membership");
        }
        groups.push(row.id);
    }
    let mut tickets = Vec::new();
    for (number, ticket) in (1..).zip(&world.tickets) {
        let mut row = world::ticket(organization.id, people[ticket.creator], number);
        let time = world::now() + Duration::hours(ticket.hour);
        row.group_id = Set(ticket.group.map(|group| groups[group]));
        row.assignee_id = Set(ticket.assignee.map(|person| people[person]));
        row.status = Set(i16::try_from(ticket.status).expect("small"));
        row.priority = Set(i16::try_from(ticket.priority).expect("small"));
        row.closed_at = Set((ticket.status == 4).then_some(time));
        row.created_at = Set(time);
        row.updated_at = Set(time + Duration::milliseconds(ticket.hour * 500));
        row.deleted_at = Set(ticket.deleted.then_some(time));
        tickets.push(row.insert(db).await.expect("ticket").id);
    }
    let slug = Slug::parse(&organization.slug).expect("a slug");
    Written { slug, people: people.to_vec(), groups, tickets }
}

fn query(world: &World, written: &Written) -> TicketQuery {
    let filter = &world.filter;
    TicketQuery {
        status: filter.statuses.iter().map(|status| TicketStatus::ALL[*status]).collect(),
        priority: filter.priorities.iter().map(|priority| Priority::ALL[*priority]).collect(),
        group: filter.group.map(|group| {
            group.map_or(GroupFilter::None, |group| GroupFilter::Is(GroupId(written.groups[group])))
        }),
        assignee: filter.assignee.map(|person| {
            person.map_or(PersonFilter::Nobody, |person| PersonFilter::Is(UserId(written.people[person])))
        }),
        mine: filter.mine,
        ordering: Ordering { key: SortKey::ALL[filter.key], descending: filter.descending },
        page_size: filter.page_size,
        ..TicketQuery::default()
    }
}

/// Whether the filter keeps a ticket: the query's meaning, told a second time.
fn keeps(world: &World, viewer: usize, ticket: &Ticket) -> bool {
    let filter = &world.filter;
    let holder = ticket.assignee.filter(|person| world.people[*person].active);
    (filter.statuses.is_empty() || filter.statuses.contains(&ticket.status))
        && (filter.priorities.is_empty() || filter.priorities.contains(&ticket.priority))
        && filter.group.is_none_or(|group| ticket.group == group)
        && filter.assignee.is_none_or(|person| match person {
            None => holder.is_none(),
            Some(person) => ticket.assignee == Some(person),
        })
        && (!filter.mine || ticket.creator == viewer || ticket.assignee == Some(viewer))
}

fn facts(written: &Written, ticket: &Ticket) -> TicketFacts {
    TicketFacts {
        created_by: UserId(written.people[ticket.creator]),
        assignee: ticket.assignee.map(|person| UserId(written.people[person])),
        group: ticket.group.map(|group| GroupId(written.groups[group])),
        status: TicketStatus::ALL[ticket.status],
    }
}

/// What the person should see, in order.
fn expected(world: &World, written: &Written, viewer: usize, scope: &OrgScope) -> Vec<Uuid> {
    let mut rows: Vec<(i64, Uuid)> = world
        .tickets
        .iter()
        .enumerate()
        .filter(|(_, ticket)| !ticket.deleted && keeps(world, viewer, ticket))
        .filter(|(_, ticket)| policy::sees(scope.viewer(), &facts(written, ticket)))
        .map(|(index, ticket)| {
            let key = match SortKey::ALL[world.filter.key] {
                SortKey::CreatedAt | SortKey::UpdatedAt => ticket.hour,
                SortKey::Number => i64::try_from(index).expect("small"),
                SortKey::Priority => i64::try_from(ticket.priority).expect("small"),
                SortKey::Status => i64::try_from(ticket.status).expect("small"),
            };
            (key, written.tickets[index])
        })
        .collect();
    rows.sort_unstable();
    if world.filter.descending {
        rows.reverse();
    }
    rows.into_iter().map(|(_, id)| id).collect()
}

/// Every page forwards, then every page back.
async fn walk(store: &TicketStore<'_>, query: &TicketQuery) -> (Vec<Uuid>, Vec<Uuid>, u64) {
    let ids = |page: &tutta::model::page::Page<tutta::server::store::ticket_record::TicketRecord>| {
        page.results.iter().map(|record| Uuid::from(record.ticket.id)).collect::<Vec<_>>()
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

async fn check(db: &DatabaseConnection, world: &World) -> Result<(), TestCaseError> {
    let mut people = Vec::new();
    for _ in &world.people {
        let person = world::user(&format!("{}@world.example", Uuid::now_v7().simple()));
        people.push(person.insert(db).await.expect("user").id);
    }
    // The same people in a second organization: its tickets must never show in the first.
    let written = write(db, world, &people).await;
    write(db, world, &people).await;

    let query = query(world, &written);
    for (viewer, person) in world.people.iter().enumerate().filter(|(_, person)| person.active) {
        let scope = OrgScope::prove(db, UserId(people[viewer]), &written.slug).await.expect("a member");
        let tx = scope.begin(db).await.expect("begin");
        let expected = expected(world, &written, viewer, &scope);
        let (forwards, backwards, count) = walk(&TicketStore::new(&scope, &tx), &query).await;
        prop_assert_eq!(&forwards, &expected, "{:?} sees", person);
        prop_assert_eq!(&backwards, &expected, "{:?} sees, backwards", person);
        prop_assert_eq!(count, expected.len() as u64, "{:?} counts", person);

        let stats = StatsStore::new(&scope, &tx, query.clone()).load(world::now()).await.expect("stats");
        prop_assert_eq!(stats.total, expected.len() as u64);
        let mut by_status: BTreeMap<String, u64> = TicketStatus::ALL.iter().map(|s| (s.to_string(), 0)).collect();
        for id in &expected {
            let index = written.tickets.iter().position(|ticket| ticket == id).expect("written");
            *by_status.entry(TicketStatus::ALL[world.tickets[index].status].to_string()).or_default() += 1;
        }
        prop_assert_eq!(stats.by_status, by_status);
        tx.commit().await.expect("commit");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_shows_exactly_what_the_rulebook_lets_one_see() {
    world::on_migrated_databases(async |db| {
        let handle = Handle::current();
        let config = Config { cases: CASES, failure_persistence: None, max_shrink_iters: 200, ..Config::default() };
        let run = || TestRunner::new(config).run(&worlds(), |world| handle.block_on(check(db, &world)));
        if let Err(failure) = tokio::task::block_in_place(run) {
            panic!("{failure}");
        }
    })
    .await;
}
