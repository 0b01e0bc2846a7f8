//! What the tests of people ask beside the addresses themselves.

use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use serde_json::Value;
use tutta::server::auth::Link;
use tutta::server::entity::{audit_entry, job, membership, user};
use uuid::Uuid;

use crate::app::App;
use crate::builders::{Organization, Person};

/// The token of an invitation's link, as the mail carries it.
pub fn token(app: &App, invitation: &Value) -> String {
    let id = invitation["id"].as_str().expect("an id");
    let id: Uuid = id.parse().expect("an id");
    app.state.auth.link_token(Link::Invitation, id)
}

/// The actions of an organization's audit log, in their order.
pub async fn log(app: &App, organization: &Organization) -> Vec<String> {
    let entries = audit_entry::Entity::find()
        .filter(audit_entry::Column::OrganizationId.eq(Uuid::from(organization.id)))
        .order_by_asc(audit_entry::Column::Sequence);
    let entries = entries.all(app.db()).await.expect("the log");
    entries.into_iter().map(|entry| entry.action).collect()
}

/// How many mails of this kind stand in the outbox.
pub async fn mails(app: &App, kind: &str) -> usize {
    let jobs = job::Entity::find().all(app.db()).await.expect("the jobs");
    jobs.iter()
        .filter(|job| job.payload["mail"] == kind)
        .count()
}

/// A person's role and status in the organization.
pub async fn standing(
    app: &App,
    organization: &Organization,
    person: &Person,
) -> Option<(String, String)> {
    let row = membership::Entity::find()
        .filter(membership::Column::OrganizationId.eq(Uuid::from(organization.id)))
        .filter(membership::Column::UserId.eq(Uuid::from(person.id)));
    let row = row.one(app.db()).await.expect("a query")?;
    Some((row.role, row.status))
}

/// An account's row.
pub async fn account(app: &App, email: &str) -> Option<user::Model> {
    let row = user::Entity::find().filter(user::Column::Email.eq(email));
    row.one(app.db()).await.expect("a query")
}

/// How many active owners the organization has.
pub async fn owners(app: &App, organization: &Organization) -> u64 {
    let owners = membership::Entity::find()
        .filter(membership::Column::OrganizationId.eq(Uuid::from(organization.id)))
        .filter(membership::Column::Role.eq("owner"))
        .filter(membership::Column::Status.eq("active"));
    owners.count(app.db()).await.expect("a count")
}
