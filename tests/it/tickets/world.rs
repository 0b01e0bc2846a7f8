//! A help desk in small: Acme with one person of each kind and two groups.

use tutta::model::Role;

use crate::app::App;
use crate::builders::{Group, NewTicket, Organization, Person, Ticket};

/// Acme: `agent` is in Support, `manager` (an agent) manages it, `other` is an agent of Billing.
#[derive(Clone)]
pub struct Acme {
    pub organization: Organization,
    pub owner: Person,
    pub supervisor: Person,
    pub manager: Person,
    pub agent: Person,
    pub other: Person,
    pub requester: Person,
    pub support: Group,
    pub billing: Group,
}

impl Acme {
    pub async fn open(app: &App) -> Self {
        let owner = app.person("owner@acme.example").await;
        let organization = app.organization("acme", &owner).await;
        let supervisor = app
            .member(&organization, "supervisor@acme.example", Role::Supervisor)
            .await;
        let manager = app
            .member(&organization, "manager@acme.example", Role::Agent)
            .await;
        let agent = app
            .member(&organization, "agent@acme.example", Role::Agent)
            .await;
        let other = app
            .member(&organization, "other@acme.example", Role::Agent)
            .await;
        let requester = app
            .member(&organization, "requester@acme.example", Role::Member)
            .await;
        let support = app
            .group(&organization, "Support", Some(&manager), &[&agent])
            .await;
        let billing = app.group(&organization, "Billing", None, &[&other]).await;
        Self {
            organization,
            owner,
            supervisor,
            manager,
            agent,
            other,
            requester,
            support,
            billing,
        }
    }

    /// A ticket of the requester in Support, held by nobody.
    pub async fn unassigned(&self, app: &App) -> Ticket {
        app.ticket(
            &self.organization,
            NewTicket {
                group: Some(&self.support),
                ..NewTicket::by(&self.requester)
            },
        )
        .await
    }

    /// A ticket of the requester in Support, held by the agent.
    pub async fn assigned(&self, app: &App) -> Ticket {
        let new = NewTicket {
            group: Some(&self.support),
            assignee: Some(&self.agent),
            ..NewTicket::by(&self.requester)
        };
        app.ticket(&self.organization, new).await
    }
}

/// The path of a ticket, with something behind it.
pub fn path(ticket: &Ticket, rest: &str) -> String {
    format!("/api/tickets/{}{rest}", ticket.number)
}
