//! Random worlds: people, groups and tickets of an organization, and a filter; and how they are written.

use chrono::Duration;
use proptest::prelude::*;
use sea_orm::{ActiveModelTrait, DatabaseConnection, Set};
use tutta::model::Role;
use tutta::model::organization::Slug;
use tutta::model::ticket_query::SortKey;
use tutta::server::entity::group_membership;
use uuid::Uuid;

use crate::migrations::world;

#[derive(Debug, Clone)]
pub struct Person {
    pub role: Role,
    pub active: bool,
}

#[derive(Debug, Clone)]
pub struct Group {
    pub manager: Option<usize>,
    pub members: Vec<bool>,
}

#[derive(Debug, Clone)]
pub struct Ticket {
    pub creator: usize,
    pub group: Option<usize>,
    pub assignee: Option<usize>,
    pub status: usize,
    pub priority: usize,
    pub hour: i64,
    pub tags: Vec<usize>,
    pub deleted: bool,
}

/// The tags that tickets have.
pub const TAGS: [&str; 3] = ["fire", "new printer", "\u{e4}rger"];

#[derive(Debug, Clone)]
pub struct World {
    pub people: Vec<Person>,
    pub groups: Vec<Group>,
    pub tickets: Vec<Ticket>,
    pub filter: Filter,
}

#[derive(Debug, Clone)]
pub struct Filter {
    pub conditions: Vec<Asked>,
    pub mine: bool,
    pub key: usize,
    pub descending: bool,
    pub page_size: u64,
}

/// A condition as it is drawn: what it compares is one of, or, negated, none of these.
#[derive(Debug, Clone)]
pub struct Asked {
    pub negated: bool,
    pub of: Of,
}

#[derive(Debug, Clone)]
pub enum Of {
    Status(Vec<usize>),
    Priority(Vec<usize>),
    /// `None` is no group.
    Group(Vec<Option<usize>>),
    Assignee(Vec<Who>),
    Creator(Vec<Who>),
    Tag(Vec<usize>),
    /// Hours since the world began; negated, before.
    Created(i64),
    Updated(i64),
}

#[derive(Debug, Clone, Copy)]
pub enum Who {
    Me,
    Nobody,
    Id(usize),
    Email(usize),
}

fn some<T: std::fmt::Debug>(one: impl Strategy<Value = T>) -> impl Strategy<Value = Vec<T>> {
    prop::collection::vec(one, 1..3)
}

fn who(people: usize) -> impl Strategy<Value = Vec<Who>> {
    some(prop_oneof![
        Just(Who::Me),
        Just(Who::Nobody),
        (0..people).prop_map(Who::Id),
        (0..people).prop_map(Who::Email),
    ])
}

fn asked(people: usize, groups: usize) -> impl Strategy<Value = Asked> {
    let of = prop_oneof![
        some(0..5usize).prop_map(Of::Status),
        some(0..4usize).prop_map(Of::Priority),
        some(prop::option::of(0..groups)).prop_map(Of::Group),
        who(people).prop_map(Of::Assignee),
        who(people).prop_map(Of::Creator),
        some(0..TAGS.len()).prop_map(Of::Tag),
        (0..6i64).prop_map(Of::Created),
        (0..6i64).prop_map(Of::Updated),
    ];
    (any::<bool>(), of).prop_map(|(negated, of)| Asked { negated, of })
}

pub fn worlds() -> impl Strategy<Value = World> {
    const PEOPLE: usize = 6;
    const GROUPS: usize = 3;
    let role = prop::sample::select(vec![
        Role::Owner,
        Role::Supervisor,
        Role::Agent,
        Role::Agent,
        Role::Member,
    ]);
    let person =
        (role, prop::bool::weighted(0.85)).prop_map(|(role, active)| Person { role, active });
    let group = (
        prop::option::of(0..PEOPLE),
        prop::collection::vec(any::<bool>(), PEOPLE),
    )
        .prop_map(|(manager, members)| Group { manager, members });
    let ticket = (
        0..PEOPLE,
        prop::option::weighted(0.8, 0..GROUPS),
        prop::option::weighted(0.6, 0..PEOPLE),
        0..5usize,
        0..4usize,
        0..6i64,
        prop::collection::vec(0..TAGS.len(), 0..3),
        prop::bool::weighted(0.1),
    )
        .prop_map(
            |(creator, group, assignee, status, priority, hour, tags, deleted)| Ticket {
                creator,
                group,
                assignee: assignee.filter(|_| group.is_some()),
                status,
                priority,
                hour,
                tags,
                deleted,
            },
        );
    let filter = (
        prop::collection::vec(asked(PEOPLE, GROUPS), 0..4),
        prop::bool::weighted(0.2),
        0..SortKey::ALL.len(),
        any::<bool>(),
        1..8u64,
    )
        .prop_map(|(conditions, mine, key, descending, page_size)| Filter {
            conditions,
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
        .prop_map(|(people, groups, tickets, filter)| World {
            people,
            groups,
            tickets,
            filter,
        })
}

/// A world as written: the ids of its people, groups and tickets.
pub struct Written {
    pub organization: Uuid,
    pub slug: Slug,
    pub people: Vec<Uuid>,
    pub emails: Vec<String>,
    pub groups: Vec<Uuid>,
    pub tickets: Vec<Uuid>,
}

pub async fn write(db: &DatabaseConnection, world: &World, people: &[(Uuid, String)]) -> Written {
    let (people, emails): (Vec<Uuid>, Vec<String>) = people.iter().cloned().unzip();
    let mut organization = world::organization("world", people[0]);
    organization.name = Set(Uuid::now_v7().to_string());
    let filed = i64::try_from(world.tickets.len()).expect("few");
    organization.ticket_sequence = Set(filed);
    let organization = organization.insert(db).await.expect("organization");
    for (person, id) in world.people.iter().zip(&people) {
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
        for (person, _) in people
            .iter()
            .zip(&group.members)
            .filter(|(_, is_in)| **is_in)
        {
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
        let tags: Vec<_> = ticket.tags.iter().map(|tag| TAGS[*tag]).collect();
        row.tags = Set(tags.into());
        row.created_at = Set(time);
        row.updated_at = Set(time + Duration::milliseconds(ticket.hour * 500));
        row.deleted_at = Set(ticket.deleted.then_some(time));
        tickets.push(row.insert(db).await.expect("ticket").id);
    }
    let slug = Slug::parse(&organization.slug).expect("a slug");
    Written {
        organization: organization.id,
        slug,
        people,
        emails,
        groups,
        tickets,
    }
}
