//! Groups of an organization.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::JoinType;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, FromQueryResult,
    QueryFilter, QueryOrder, QuerySelect, RelationTrait,
};
use uuid::Uuid;

use super::{person_name, unless_taken};
use crate::model::group::{Group, NewGroup};
use crate::model::{GroupId, Reference, UserId};
use crate::server::entity::{department, group, user};
use crate::server::scope::OrgScope;

/// Most groups a list holds.
const LIST_LIMIT: u64 = 1_000;

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    name: String,
    description: String,
    department_id: Option<Uuid>,
    department_name: Option<String>,
    manager_id: Option<Uuid>,
    first_name: Option<String>,
    last_name: Option<String>,
    email: Option<String>,
}

impl From<Row> for Group {
    fn from(row: Row) -> Self {
        let text = Option::unwrap_or_default;
        let manager_name = person_name(
            &text(row.first_name),
            &text(row.last_name),
            &text(row.email),
        );
        Self {
            id: row.id.into(),
            name: row.name,
            description: row.description,
            department: row.department_id.map(|id| Reference {
                id: id.into(),
                name: text(row.department_name),
            }),
            manager: row.manager_id.map(|id| Reference {
                id: UserId(id),
                name: manager_name,
            }),
        }
    }
}

/// The groups of the scope's organization.
pub struct GroupStore<'a> {
    scope: &'a OrgScope,
    tx: &'a DatabaseTransaction,
}

impl<'a> GroupStore<'a> {
    /// The groups of `scope`, in the transaction.
    #[must_use]
    pub fn new(scope: &'a OrgScope, tx: &'a DatabaseTransaction) -> Self {
        Self { scope, tx }
    }

    /// All groups, by name; at most 1,000.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn list(&self) -> Result<Vec<Group>, DbErr> {
        let rows = self
            .select()
            .order_by_asc(group::Column::Name)
            .limit(LIST_LIMIT)
            .into_model::<Row>();
        Ok(rows
            .all(self.tx)
            .await?
            .into_iter()
            .map(Group::from)
            .collect())
    }

    /// One group.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn find(&self, id: GroupId) -> Result<Option<Group>, DbErr> {
        let select = self.select().filter(group::Column::Id.eq(Uuid::from(id)));
        Ok(select
            .into_model::<Row>()
            .one(self.tx)
            .await?
            .map(Group::from))
    }

    /// Writes one; `false` where the name is taken, and then the transaction is over.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn insert(
        &self,
        id: GroupId,
        new: NewGroup,
        now: DateTime<Utc>,
    ) -> Result<bool, DbErr> {
        let row = group::ActiveModel {
            id: Set(id.into()),
            organization_id: Set(self.scope.organization_id().into()),
            name: Set(new.name.into()),
            manager_id: Set(new.manager.map(Into::into)),
            created_at: Set(now),
            updated_at: Set(now),
            ..Default::default()
        };
        let inserted = group::Entity::insert(row).exec_without_returning(self.tx);
        unless_taken(inserted.await.map(drop))
    }

    fn select(&self) -> sea_orm::Select<group::Entity> {
        group::Entity::find()
            .join(JoinType::LeftJoin, group::Relation::Manager.def())
            .join(JoinType::LeftJoin, group::Relation::Department.def())
            .select_only()
            .columns([
                group::Column::Id,
                group::Column::Name,
                group::Column::Description,
                group::Column::DepartmentId,
                group::Column::ManagerId,
            ])
            .column_as(department::Column::Name, "department_name")
            .columns([
                user::Column::FirstName,
                user::Column::LastName,
                user::Column::Email,
            ])
            .filter(group::Column::OrganizationId.eq(Uuid::from(self.scope.organization_id())))
    }
}
