//! What of a batch is in the organization already.

use std::collections::{HashMap, HashSet};

use sea_orm::{DatabaseTransaction, DbErr};

use super::row::Row;
use crate::model::organization::MembershipStatus;
use crate::model::user::Email;
use crate::model::{GroupId, Reference, Role, UserId};
use crate::server::store::bulk::{BulkStore, platform};

/// Tickets, people and groups that a batch's rows name; those the batch adds are added here too.
pub struct Known {
    /// Ticket numbers by external id.
    pub tickets: HashMap<String, i64>,
    /// People by address.
    pub people: HashMap<Email, Reference<UserId>>,
    /// How those of them stand who belong to the organization.
    pub standings: HashMap<UserId, (Role, MembershipStatus)>,
    groups: HashMap<String, GroupId>,
}

impl Known {
    /// Looks them up.
    pub async fn load(
        store: &BulkStore<'_>,
        tx: &DatabaseTransaction,
        rows: &[(usize, Row)],
    ) -> Result<Self, DbErr> {
        let ids: Vec<String> = rows
            .iter()
            .map(|(_, row)| row.external_id.clone())
            .collect();
        let emails = rows
            .iter()
            .flat_map(|(_, row)| [Some(&row.requester), row.assignee.as_ref()]);
        let emails: HashSet<&Email> = emails.flatten().collect();
        let emails: Vec<Email> = emails.into_iter().cloned().collect();
        let people = platform::people_by_email(tx, &emails).await?;
        let ids_of_people: Vec<UserId> = people.values().map(|person| person.id).collect();
        Ok(Self {
            tickets: store.known_tickets(&ids).await?,
            standings: store.standings(&ids_of_people).await?,
            groups: store
                .groups()
                .await?
                .into_iter()
                .map(|(id, name)| (name.to_lowercase(), id))
                .collect(),
            people,
        })
    }

    /// The person with that address, who must be there by now.
    pub fn person(&self, email: &Email) -> Result<&Reference<UserId>, DbErr> {
        self.people
            .get(email)
            .ok_or_else(|| DbErr::RecordNotFound(format!("the person {}", email.as_str())))
    }

    /// The group of that name, in any letter case.
    pub fn group(&self, name: &str) -> Option<GroupId> {
        self.groups.get(&name.to_lowercase()).copied()
    }

    /// Notes a group that was added.
    pub fn add_group(&mut self, name: &str, id: GroupId) {
        self.groups.insert(name.to_lowercase(), id);
    }
}
