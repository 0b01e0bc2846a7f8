//! A help desk of some size, beside another one, for plans that empty tables would not have.

use chrono::TimeDelta;
use sea_orm::{ActiveModelTrait, ConnectionTrait, DatabaseConnection, DbBackend, EntityTrait, Set};
use tutta::model::UserId;
use tutta::model::organization::Slug;
use tutta::server::entity::{comment, group_membership, ticket};
use tutta::server::scope::OrgScope;
use uuid::Uuid;

use crate::migrations::world;

const TICKETS: usize = 6_000;

/// Who asks.
pub struct Desk {
    /// Sees everything.
    pub owner: OrgScope,
    /// Is in one of four groups, and manages another.
    pub agent: OrgScope,
    /// Has filed a few tickets.
    pub member: OrgScope,
}

/// Writes the two help desks.
pub async fn open(db: &DatabaseConnection) -> Desk {
    write(db, "another").await;
    let (slug, [owner, agent, member]) = write(db, "acme").await;
    let settle = match db.get_database_backend() {
        DbBackend::Postgres => "VACUUM ANALYZE",
        // What closing a connection does.
        _ => "PRAGMA analysis_limit = 400; PRAGMA optimize = 0x10002",
    };
    db.execute_unprepared(settle).await.expect("statistics");
    let slug: Slug = slug.parse().expect("a slug");
    let prove = async |person: Uuid| {
        let proven = OrgScope::prove(db, UserId(person), &slug, world::now()).await;
        proven.expect("a member")
    };
    Desk {
        owner: prove(owner).await,
        agent: prove(agent).await,
        member: prove(member).await,
    }
}

async fn write(db: &DatabaseConnection, name: &str) -> (String, [Uuid; 3]) {
    let mut people = Vec::new();
    for at in 0..30 {
        let person = world::user(&format!("{at}@{name}.example"));
        people.push(person.insert(db).await.expect("a person").id);
    }
    let organization = world::organization(name, people[0]);
    let organization = organization.insert(db).await.expect("an organization");
    for (at, person) in people.iter().enumerate() {
        let mut member = world::membership(organization.id, *person);
        let role = ["owner", "agent", "agent"].get(at).unwrap_or(&"member");
        member.role = Set((*role).to_owned());
        member.insert(db).await.expect("a membership");
    }
    let mut groups = Vec::new();
    for at in 0..4 {
        let mut group = world::group(organization.id, &format!("Group {at}"));
        group.manager_id = Set((at == 1).then_some(people[1]));
        groups.push(group.insert(db).await.expect("a group").id);
    }
    for (group, person) in [(0, 1), (1, 1), (2, 2), (3, 2)] {
        join(db, organization.id, groups[group], people[person]).await;
    }
    let tickets = (0..TICKETS).map(|at| filed(organization.id, &people, &groups, at));
    let tickets: Vec<_> = tickets.collect();
    for some in tickets.chunks(500) {
        let insert = ticket::Entity::insert_many(some.to_vec());
        insert.exec_without_returning(db).await.expect("tickets");
    }
    let said = tickets.iter().step_by(2).enumerate().map(|(at, ticket)| {
        let id = ticket.id.clone().unwrap();
        let mut row = world::comment(organization.id, id, people[1]);
        row.body = Set(if at == 40 {
            "A zebra."
        } else {
            "The cycle goes on."
        }
        .to_owned());
        row
    });
    for some in said.collect::<Vec<_>>().chunks(500) {
        let insert = comment::Entity::insert_many(some.to_vec());
        insert.exec_without_returning(db).await.expect("comments");
    }
    (organization.slug, [people[0], people[1], people[29]])
}

async fn join(db: &DatabaseConnection, organization: Uuid, group: Uuid, person: Uuid) {
    let row = group_membership::ActiveModel {
        id: Set(Uuid::now_v7()),
        organization_id: Set(organization),
        group_id: Set(group),
        user_id: Set(person),
        created_at: Set(world::now()),
    };
    row.insert(db).await.expect("a place in the group");
}

fn filed(organization: Uuid, people: &[Uuid], groups: &[Uuid], at: usize) -> ticket::ActiveModel {
    let count = i64::try_from(at).expect("few");
    // The last person files few; the agents none.
    let creator = if at.is_multiple_of(997) {
        29
    } else {
        3 + at % 26
    };
    let group = at % 4;
    let when = world::now() + TimeDelta::minutes(count);
    let mut row = world::ticket(organization, people[creator], count + 1);
    row.subject = Set(format!("Unit {} reports error {}", at % 97, at % 499));
    let animal = if at == 70 { "A zebra did it." } else { "" };
    row.description = Set(format!(
        "The controller stops in the middle of a cycle. {animal}"
    ));
    row.status = Set(i16::try_from(at % 4).expect("a rank"));
    row.priority = Set(i16::try_from(at / 4 % 4).expect("a rank"));
    row.group_id = Set(Some(groups[group]));
    row.assignee_id = Set((!at.is_multiple_of(3)).then_some(people[1 + group / 2]));
    row.tags = Set(serde_json::json!([if at.is_multiple_of(50) {
        "rare"
    } else {
        "usual"
    }]));
    row.created_at = Set(when);
    row.updated_at = Set(when);
    row
}
