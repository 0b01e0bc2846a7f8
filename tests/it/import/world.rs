//! An organization to import into, files to import, and what the tables then hold.

use std::path::{Path, PathBuf};

use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use tutta::model::Role;
use tutta::model::organization::Slug;
use tutta::server::entity::{group, membership, ticket, ticket_event, user};
use tutta::server::operator::OperatorScope;
use tutta::server::service::import::{self, ImportError, Options, Report};
use uuid::Uuid;

use crate::app::App;
use crate::builders::{Organization, Person};

/// An organization with its owner, and a folder for files.
pub struct World<'a> {
    pub app: &'a App,
    pub organization: Organization,
    pub owner: Person,
    folder: tempfile::TempDir,
}

impl<'a> World<'a> {
    pub async fn new(app: &'a App) -> Self {
        let owner = app.person("owner@acme.example").await;
        let organization = app.organization("acme", &owner).await;
        Self {
            app,
            organization,
            owner,
            folder: tempfile::tempdir().expect("a folder"),
        }
    }

    /// A file with that content.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, content).expect("a file");
        path
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn options(&self, file: &Path) -> Options {
        Options {
            file: file.to_owned(),
            map: Vec::new(),
            group_by: None,
            refused_folder: self.folder.path().to_owned(),
        }
    }

    /// Imports into an organization, which must work.
    pub async fn import_into(&self, slug: &str, options: &Options) -> Report {
        let (report, ended) = self.try_import(slug, options).await;
        ended.expect("the file is read to its end");
        report
    }

    /// Imports the file as it is.
    pub async fn import(&self, file: &Path) -> Report {
        self.import_into(&self.organization.slug, &self.options(file))
            .await
    }

    pub async fn try_import(
        &self,
        slug: &str,
        options: &Options,
    ) -> (Report, Result<(), ImportError>) {
        let slug = Slug::parse(slug).expect("a slug");
        let scope = OperatorScope::open(self.app.db(), &slug)
            .await
            .expect("the database")
            .expect("the organization");
        let mut report = Report::default();
        let ended = import::run(
            self.app.db(),
            &scope,
            options,
            &self.app.state.clock,
            &mut report,
            &mut |_| {},
        )
        .await;
        (report, ended)
    }

    /// The organization's tickets by number.
    pub async fn tickets(&self) -> Vec<ticket::Model> {
        ticket::Entity::find()
            .filter(ticket::Column::OrganizationId.eq(Uuid::from(self.organization.id)))
            .order_by_asc(ticket::Column::Number)
            .all(self.app.db())
            .await
            .expect("tickets")
    }

    /// The organization's ticket of that external id.
    pub async fn ticket(&self, external_id: &str) -> ticket::Model {
        let tickets = self.tickets().await;
        tickets
            .into_iter()
            .find(|ticket| ticket.external_id.as_deref() == Some(external_id))
            .expect(external_id)
    }

    /// How many tickets, events, people, memberships and groups the database holds.
    pub async fn counts(&self) -> [u64; 5] {
        let db = self.app.db();
        [
            ticket::Entity::find().count(db).await.expect("tickets"),
            ticket_event::Entity::find()
                .count(db)
                .await
                .expect("events"),
            user::Entity::find().count(db).await.expect("people"),
            membership::Entity::find()
                .count(db)
                .await
                .expect("memberships"),
            group::Entity::find().count(db).await.expect("groups"),
        ]
    }

    pub async fn user(&self, email: &str) -> user::Model {
        let found = user::Entity::find()
            .filter(user::Column::Email.eq(email))
            .one(self.app.db())
            .await;
        found.expect("the database").expect(email)
    }

    pub async fn membership(&self, user: Uuid) -> membership::Model {
        membership::Entity::find()
            .filter(membership::Column::OrganizationId.eq(Uuid::from(self.organization.id)))
            .filter(membership::Column::UserId.eq(user))
            .one(self.app.db())
            .await
            .expect("the database")
            .expect("a membership")
    }

    /// A member with a role.
    pub async fn member(&self, email: &str, role: Role) -> Person {
        self.app.member(&self.organization, email, role).await
    }
}

/// Imported, skipped and refused.
pub fn outcome(report: &Report) -> (u64, u64, u64) {
    assert_eq!(
        report.rows,
        report.counts.imported + report.counts.skipped + report.refused,
        "rows unaccounted for"
    );
    (
        report.counts.imported,
        report.counts.skipped,
        report.refused,
    )
}
