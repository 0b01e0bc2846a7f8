//! Entries, written as the program writes them.

use serde_json::{Value, json};
use tutta::model::audit::{AuditAction, AuditRecord};
use tutta::model::{OrganizationId, Role};
use tutta::server::db;
use tutta::server::store::audit::{By, Chain, Entry, append};

use crate::app::App;
use crate::builders::{Organization, Person};

/// Acme with its owner Ada and its agent Bo, and Globex with its owner Eve.
pub struct World {
    pub acme: Organization,
    pub ada: Person,
    pub bo: Person,
    pub globex: Organization,
    pub eve: Person,
}

impl World {
    pub async fn open(app: &App) -> Self {
        let (ada, eve) = (
            app.person("ada@acme.example").await,
            app.person("eve@globex.example").await,
        );
        let acme = app.organization("acme", &ada).await;
        let globex = app.organization("globex", &eve).await;
        let bo = app.member(&acme, "bo@acme.example", Role::Agent).await;
        Self {
            acme,
            ada,
            bo,
            globex,
            eve,
        }
    }

    pub fn chain(&self) -> Chain {
        Chain::Organization(self.acme.id)
    }
}

/// `actor` changed the role of `person`.
pub fn role_changed(person: &Person, before: &str, after: &str) -> Entry {
    Entry {
        action: AuditAction::RoleChanged,
        kind: AuditRecord::User,
        record: person.id.into(),
        before: Some(json!({ "role": before })),
        after: Some(
            json!({ "role": after, "weight": 1.5, "list": [1, null, "ü"], "a": { "z": 1, "b": 2 } }),
        ),
    }
}

/// Settings were changed.
pub fn settings_changed(organization: OrganizationId, before: Value, after: Value) -> Entry {
    Entry {
        action: AuditAction::SettingsChanged,
        kind: AuditRecord::Organization,
        record: organization.into(),
        before: Some(before),
        after: Some(after),
    }
}

impl App {
    pub async fn record(&self, chain: Chain, actor: &Person, entry: Entry) {
        let by = By {
            actor: Some(actor.id),
            ip: Some("192.0.2.7"),
            at: self.now(),
        };
        let tx = db::begin_write(self.db()).await.expect("a transaction");
        append(&tx, chain, &by, entry).await.expect("an entry");
        tx.commit().await.expect("commit");
    }
}
