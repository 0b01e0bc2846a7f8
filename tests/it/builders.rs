//! Quick worlds: people, organizations, groups and tickets, written straight into the tables.

use chrono::Duration;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};
use serde_json::json;
use tutta::model::ticket::{Priority, TicketStatus};
use tutta::model::{GroupId, OrganizationId, Role, TicketId, UserId};
use tutta::server::entity::{group, group_membership, membership, organization, ticket, user};
use uuid::Uuid;

use crate::app::{Api, App, Browser};

/// Everybody's password.
pub const PASSWORD: &str = "correct horse battery staple";

/// An account.
#[derive(Clone)]
pub struct Person {
    pub id: UserId,
    pub email: String,
}

impl Person {
    /// A REST client signed in as them.
    pub async fn api<'a>(&self, app: &'a App) -> Api<'a> {
        app.api().signed_in(&self.email, PASSWORD).await
    }

    /// A browser signed in as them.
    pub async fn browser<'a>(&self, app: &'a App) -> Browser<'a> {
        let browser = app.browser();
        browser.sign_in(&self.email, PASSWORD).await;
        browser
    }

    /// Changes the account's row.
    pub async fn change(&self, app: &App, change: impl FnOnce(&mut user::ActiveModel)) {
        let mut row = user::ActiveModel {
            id: Set(self.id.into()),
            ..Default::default()
        };
        change(&mut row);
        row.update(app.db()).await.expect("the person");
    }
}

/// A tenant.
#[derive(Clone)]
pub struct Organization {
    pub id: OrganizationId,
    pub slug: String,
}

/// A group of a tenant.
#[derive(Clone)]
pub struct Group {
    pub id: GroupId,
    pub organization: OrganizationId,
}

/// A ticket of a tenant.
#[derive(Clone)]
pub struct Ticket {
    pub id: TicketId,
    pub number: i64,
}

/// A ticket to be filed; `NewTicket::by(person)` is open, normal, and nobody's.
pub struct NewTicket<'a> {
    pub by: &'a Person,
    pub subject: &'a str,
    pub group: Option<&'a Group>,
    pub assignee: Option<&'a Person>,
    pub status: TicketStatus,
    pub priority: Priority,
}

impl<'a> NewTicket<'a> {
    pub const fn by(by: &'a Person) -> Self {
        Self {
            by,
            subject: "The printer is on fire",
            group: None,
            assignee: None,
            status: TicketStatus::Open,
            priority: Priority::Normal,
        }
    }
}

impl App {
    /// An active person with the password `PASSWORD`.
    pub async fn person(&self, email: &str) -> Person {
        let password = tutta::model::user::NewPassword::parse(PASSWORD).expect("long enough");
        let hash = self
            .state
            .auth
            .passwords()
            .hash(&password)
            .await
            .expect("a hash");
        let id = Uuid::now_v7();
        let first_name = email.split('@').next().unwrap_or_default();
        let row = user::ActiveModel {
            id: Set(id),
            email: Set(email.to_owned()),
            password_hash: Set(Some(hash)),
            first_name: Set(first_name.to_owned()),
            status: Set("active".to_owned()),
            created_at: Set(self.now()),
            updated_at: Set(self.now()),
            ..Default::default()
        };
        row.insert(self.db()).await.expect("a person");
        Person {
            id: id.into(),
            email: email.to_owned(),
        }
    }

    /// An active master user.
    pub async fn master(&self, email: &str) -> Person {
        let person = self.person(email).await;
        person.change(self, |row| row.is_master = Set(true)).await;
        person
    }

    /// An active organization; `slug` is also its name. Whoever opened it is its owner and lands there.
    pub async fn organization(&self, slug: &str, owner: &Person) -> Organization {
        let id = Uuid::now_v7();
        let row = organization::ActiveModel {
            id: Set(id),
            name: Set(slug.to_owned()),
            slug: Set(slug.to_owned()),
            created_by: Set(owner.id.into()),
            status: Set("active".to_owned()),
            invite_code: Set(id.to_string()),
            created_at: Set(self.now()),
            updated_at: Set(self.now()),
            ..Default::default()
        };
        row.insert(self.db()).await.expect("an organization");
        let organization = Organization {
            id: id.into(),
            slug: slug.to_owned(),
        };
        self.join(&organization, owner, Role::Owner).await;
        organization
    }

    /// Makes somebody an active member; it is where they land from now on.
    pub async fn join(&self, organization: &Organization, person: &Person, role: Role) {
        let row = membership::ActiveModel {
            id: Set(Uuid::now_v7()),
            organization_id: Set(organization.id.into()),
            user_id: Set(person.id.into()),
            role: Set(role.as_str().to_owned()),
            status: Set("active".to_owned()),
            joined_at: Set(Some(self.now())),
            created_at: Set(self.now()),
            updated_at: Set(self.now()),
            ..Default::default()
        };
        row.insert(self.db()).await.expect("a membership");
        person
            .change(self, |row| {
                row.primary_organization_id = Set(Some(organization.id.into()))
            })
            .await;
    }

    /// So many agents who never sign in.
    pub async fn agents(&self, organization: &Organization, count: usize) {
        let ids: Vec<Uuid> = (0..count).map(|_| Uuid::now_v7()).collect();
        let people = ids.iter().enumerate().map(|(n, id)| user::ActiveModel {
            id: Set(*id),
            email: Set(format!("agent{n:03}@{}.example", organization.slug)),
            first_name: Set(format!("Agent {n:03}")),
            status: Set("active".to_owned()),
            created_at: Set(self.now()),
            updated_at: Set(self.now()),
            ..Default::default()
        });
        let memberships = ids.iter().map(|id| membership::ActiveModel {
            id: Set(Uuid::now_v7()),
            organization_id: Set(organization.id.into()),
            user_id: Set(*id),
            role: Set(Role::Agent.as_str().to_owned()),
            status: Set("active".to_owned()),
            created_at: Set(self.now()),
            updated_at: Set(self.now()),
            ..Default::default()
        });
        let people = user::Entity::insert_many(people).exec(self.db()).await;
        people.expect("the people");
        let memberships = membership::Entity::insert_many(memberships);
        memberships
            .exec(self.db())
            .await
            .expect("their memberships");
    }

    /// Sets the status of a membership.
    pub async fn set_membership(&self, organization: &Organization, person: &Person, status: &str) {
        use sea_orm::{ColumnTrait, QueryFilter};
        membership::Entity::update_many()
            .col_expr(membership::Column::Status, status.into())
            .filter(membership::Column::OrganizationId.eq(Uuid::from(organization.id)))
            .filter(membership::Column::UserId.eq(Uuid::from(person.id)))
            .exec(self.db())
            .await
            .expect("the membership");
    }

    /// A new person who is an active member.
    pub async fn member(&self, organization: &Organization, email: &str, role: Role) -> Person {
        let person = self.person(email).await;
        self.join(organization, &person, role).await;
        person
    }

    /// A group with its manager and members.
    pub async fn group(
        &self,
        organization: &Organization,
        name: &str,
        manager: Option<&Person>,
        members: &[&Person],
    ) -> Group {
        let id = Uuid::now_v7();
        let row = group::ActiveModel {
            id: Set(id),
            organization_id: Set(organization.id.into()),
            name: Set(name.to_owned()),
            manager_id: Set(manager.map(|manager| manager.id.into())),
            created_at: Set(self.now()),
            updated_at: Set(self.now()),
            ..Default::default()
        };
        row.insert(self.db()).await.expect("a group");
        let group = Group {
            id: id.into(),
            organization: organization.id,
        };
        for person in members {
            self.add_to(&group, person).await;
        }
        group
    }

    /// Adds a person to a group.
    pub async fn add_to(&self, group: &Group, person: &Person) {
        let row = group_membership::ActiveModel {
            id: Set(Uuid::now_v7()),
            organization_id: Set(group.organization.into()),
            group_id: Set(group.id.into()),
            user_id: Set(person.id.into()),
            created_at: Set(self.now()),
        };
        row.insert(self.db()).await.expect("a place in the group");
    }

    /// Files a ticket under the organization's next number.
    pub async fn ticket(&self, organization: &Organization, new: NewTicket<'_>) -> Ticket {
        let id = Uuid::now_v7();
        let number = self.next_number(organization).await;
        let is_done = matches!(new.status, TicketStatus::Resolved | TicketStatus::Closed);
        let row = ticket::ActiveModel {
            id: Set(id),
            organization_id: Set(organization.id.into()),
            number: Set(number),
            subject: Set(new.subject.to_owned()),
            status: Set(rank(TicketStatus::ALL, new.status)),
            priority: Set(rank(Priority::ALL, new.priority)),
            group_id: Set(new.group.map(|group| group.id.into())),
            created_by: Set(new.by.id.into()),
            assignee_id: Set(new.assignee.map(|person| person.id.into())),
            tags: Set(json!([])),
            resolved_at: Set(is_done.then(|| self.now())),
            closed_at: Set((new.status == TicketStatus::Closed).then(|| self.now())),
            created_at: Set(self.now()),
            updated_at: Set(self.now()),
            ..Default::default()
        };
        row.insert(self.db()).await.expect("a ticket");
        self.pass(Duration::seconds(1));
        Ticket {
            id: id.into(),
            number,
        }
    }

    async fn next_number(&self, organization: &Organization) -> i64 {
        use sea_orm::EntityTrait;
        let found = organization::Entity::find_by_id(Uuid::from(organization.id));
        let row = found
            .one(self.db())
            .await
            .expect("a query")
            .expect("the organization");
        let number = row.ticket_sequence + 1;
        let mut row = row.into_active_model();
        row.ticket_sequence = Set(number);
        row.update(self.db()).await.expect("the next number");
        number
    }
}

/// The stored rank of a value.
fn rank<T: PartialEq>(all: &[T], value: T) -> i16 {
    let place = all
        .iter()
        .position(|one| *one == value)
        .expect("one of them");
    i16::try_from(place).expect("a small number")
}
