//! The demo's organizations, people and groups, written.

use std::collections::HashMap;

use chrono::{DateTime, Duration, Utc};
use sea_orm::DatabaseTransaction;
use serde_json::json;

use super::cast::{self, Organization};
use super::desk::{Desk, Person, Team, Worker};
use super::{DemoError, MARKER};
use crate::model::organization::{MembershipStatus, OrganizationName, OrganizationStatus, Slug};
use crate::model::user::Email;
use crate::model::{OrganizationId, Reference, Role, UserId};
use crate::server::clock::new_id;
use crate::server::operator::OperatorScope;
use crate::server::store::bulk::rows::{GroupRow, MemberRow, OrganizationRow, PersonRow};
use crate::server::store::bulk::{BulkStore, platform};

/// How long ago the demo began, in days: before its first ticket.
const BEGAN: i64 = 120;

/// How long a pending organization has waited, in days.
const WAITED: i64 = 2;

/// Everybody's name and id, by address.
type People = HashMap<String, Person>;

/// Writes everything but tickets; answers the organizations that get some.
pub async fn build(
    tx: &DatabaseTransaction,
    password_hash: &str,
    now: DateTime<Utc>,
) -> Result<Vec<Desk>, DemoError> {
    let people = add_people(tx, password_hash, now).await?;
    let mut desks = Vec::new();
    let mut homes: HashMap<UserId, OrganizationId> = HashMap::new();
    for organization in &cast::ORGANIZATIONS {
        let scope = add_organization(tx, organization, &people, now).await?;
        for person in organization.people {
            let id = find(&people, &cast::address_of(organization, person))?.id;
            if person.3.is_empty() {
                homes.insert(id, scope.organization_id());
            } else {
                homes.entry(id).or_insert(scope.organization_id());
            }
        }
        let teams = add_groups(&BulkStore::new(&scope, tx), organization, &people, now).await?;
        if organization.tickets > 0 {
            desks.push(desk(organization, teams, &people)?);
        }
    }
    for organization in homes.values().collect::<std::collections::HashSet<_>>() {
        let at_home = homes
            .iter()
            .filter(|(_, home)| *home == organization)
            .map(|(person, _)| *person);
        platform::set_primary(tx, *organization, &at_home.collect::<Vec<_>>()).await?;
    }
    Ok(desks)
}

fn find<'a>(people: &'a People, address: &str) -> Result<&'a Person, DemoError> {
    people
        .get(address)
        .ok_or_else(|| DemoError::Told(format!("nobody is {address}")))
}

async fn add_people(
    tx: &DatabaseTransaction,
    password_hash: &str,
    now: DateTime<Utc>,
) -> Result<People, DemoError> {
    let created_at = now - Duration::days(BEGAN);
    let mut people = People::new();
    let mut rows = Vec::new();
    let mut add =
        |first_name: &str, last_name: &str, address: String, is_master| -> Result<(), DemoError> {
            if people.contains_key(&address) {
                return Ok(());
            }
            let id = new_id(created_at);
            rows.push(PersonRow {
                id,
                email: Email::parse(&address).map_err(DemoError::Told)?,
                first_name: first_name.to_owned(),
                last_name: last_name.to_owned(),
                is_master,
                password_hash: Some(password_hash.to_owned()),
                primary_organization: None,
                created_at,
            });
            people.insert(
                address,
                Reference {
                    id,
                    name: format!("{first_name} {last_name}"),
                },
            );
            Ok(())
        };
    let (first_name, last_name, address) = cast::MASTER;
    add(first_name, last_name, address.to_owned(), true)?;
    for organization in &cast::ORGANIZATIONS {
        for person in organization.people {
            add(
                person.1,
                person.2,
                cast::address_of(organization, person),
                false,
            )?;
        }
    }
    platform::add_people(tx, rows).await?;
    Ok(people)
}

/// Writes the organization and its members.
async fn add_organization(
    tx: &DatabaseTransaction,
    organization: &Organization,
    people: &People,
    now: DateTime<Utc>,
) -> Result<OperatorScope, DemoError> {
    let days = if organization.status == OrganizationStatus::Pending {
        WAITED
    } else {
        BEGAN
    };
    let created_at = now - Duration::days(days);
    let slug = Slug::parse(organization.slug).map_err(DemoError::Told)?;
    let mut members = Vec::new();
    for person in organization.people {
        let address = cast::address_of(organization, person);
        let left = address == cast::LEFT.0;
        let status = if left {
            MembershipStatus::Suspended
        } else {
            MembershipStatus::Active
        };
        members.push(MemberRow {
            user: find(people, &address)?.id,
            role: person.0,
            status,
            since: created_at,
        });
    }
    let owner = members.iter().find(|member| member.role == Role::Owner);
    let owner = owner
        .ok_or_else(|| DemoError::Told(format!("nobody owns {slug}")))?
        .user;
    let row = OrganizationRow {
        id: new_id(created_at),
        name: OrganizationName::parse(organization.name).map_err(DemoError::Told)?,
        slug: slug.clone(),
        status: organization.status,
        plan: organization.plan,
        primary_color: organization.color,
        settings: json!({ MARKER: true }),
        email_domain: Some(organization.domain.to_owned()),
        invite_code: invite_code(organization.slug),
        created_by: owner,
        created_at,
    };
    platform::add_organizations(tx, vec![row]).await?;
    let scope = OperatorScope::open(tx, &slug).await?;
    let scope = scope.ok_or_else(|| DemoError::Told(format!("{slug} is not there")))?;
    BulkStore::new(&scope, tx).add_members(members).await?;
    Ok(scope)
}

/// Random, as every invite code: the demo may be reachable by others.
fn invite_code(slug: &str) -> String {
    format!(
        "{}-{:010x}",
        slug.to_uppercase(),
        rand::random::<u64>() >> 24
    )
}

async fn add_groups(
    store: &BulkStore<'_>,
    organization: &Organization,
    people: &People,
    now: DateTime<Utc>,
) -> Result<Vec<Team>, DemoError> {
    let created_at = now - Duration::days(BEGAN);
    let by_local_part = |local_part: &str| {
        let person = organization
            .people
            .iter()
            .find(|person| cast::local_part(person) == local_part);
        let person = person.ok_or_else(|| DemoError::Told(format!("nobody is {local_part}")))?;
        let address = cast::address_of(organization, person);
        let left_at = (address == cast::LEFT.0).then(|| now - Duration::days(cast::LEFT.1));
        Ok::<_, DemoError>(Worker {
            person: find(people, &address)?.clone(),
            left_at,
        })
    };
    let (mut rows, mut places, mut teams) = (Vec::new(), Vec::new(), Vec::new());
    for group in organization.groups {
        let id = new_id(created_at);
        let manager = by_local_part(group.manager)?.person;
        let workers = group
            .members
            .iter()
            .map(|name| by_local_part(name))
            .collect::<Result<Vec<_>, _>>()?;
        places.extend(workers.iter().map(|worker| (id, worker.person.id)));
        rows.push(GroupRow {
            id,
            name: group.name.to_owned(),
            description: group.description.to_owned(),
            manager: Some(manager.id),
            created_at,
        });
        let group_name = Reference {
            id,
            name: group.name.to_owned(),
        };
        teams.push(Team {
            group: group_name,
            share: group.share,
            topic: group.topic,
            manager,
            workers,
        });
    }
    store.add_groups(rows).await?;
    store.add_group_members(places, created_at).await?;
    Ok(teams)
}

fn desk(organization: &Organization, teams: Vec<Team>, people: &People) -> Result<Desk, DemoError> {
    let with_role = |role: Role| {
        let some = organization.people.iter().filter(|person| person.0 == role);
        some.map(|person| find(people, &cast::address_of(organization, person)).cloned())
            .collect::<Result<Vec<_>, _>>()
    };
    Ok(Desk {
        slug: Slug::parse(organization.slug).map_err(DemoError::Told)?,
        tickets: organization.tickets,
        teams,
        supervisors: with_role(Role::Supervisor)?,
        requesters: with_role(Role::Member)?,
    })
}
