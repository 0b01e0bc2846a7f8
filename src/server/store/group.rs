//! Groups of an organization.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, JoinType};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, FromQueryResult,
    QueryFilter, QueryOrder, QuerySelect, RelationTrait,
};
use uuid::Uuid;

use super::{person_name, unless_taken};
use crate::model::group::{Group, GroupChange, NewGroup};
use crate::model::{GroupId, Reference, UserId};
use crate::server::entity::{department, group, invitation, user};
use crate::server::scope::OrgScope;

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
    /// Most groups a list holds.
    pub const LIST_LIMIT: u64 = 1_000;

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
            .limit(Self::LIST_LIMIT)
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
            organization_id: Set(self.organization()),
            name: Set(new.name.into()),
            description: Set(new.description.into()),
            department_id: Set(new.department.map(Into::into)),
            manager_id: Set(new.manager.map(Into::into)),
            created_at: Set(now),
            updated_at: Set(now),
        };
        let inserted = group::Entity::insert(row).exec_without_returning(self.tx);
        unless_taken(inserted.await.map(drop))
    }

    /// Writes name, description and department as far as they are given; `false` where the name is taken, and then the
    /// transaction is over.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn update(
        &self,
        id: GroupId,
        change: GroupChange,
        now: DateTime<Utc>,
    ) -> Result<bool, DbErr> {
        let mut update = self.update_one(id, now);
        if let Some(name) = change.name {
            update = update.col_expr(group::Column::Name, Expr::val(name.as_str()));
        }
        if let Some(text) = change.description {
            update = update.col_expr(group::Column::Description, Expr::val(text.as_str()));
        }
        if let Some(department) = change.department {
            let department = Expr::val(department.map(Uuid::from));
            update = update.col_expr(group::Column::DepartmentId, department);
        }
        unless_taken(update.exec(self.tx).await.map(drop))
    }

    /// Names who manages it, or nobody.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn set_manager(
        &self,
        id: GroupId,
        manager: Option<UserId>,
        now: DateTime<Utc>,
    ) -> Result<(), DbErr> {
        let manager = Expr::val(manager.map(Uuid::from));
        let update = self.update_one(id, now);
        let update = update.col_expr(group::Column::ManagerId, manager);
        update.exec(self.tx).await.map(drop)
    }

    fn update_one(&self, id: GroupId, now: DateTime<Utc>) -> sea_orm::UpdateMany<group::Entity> {
        group::Entity::update_many()
            .col_expr(group::Column::UpdatedAt, Expr::val(now))
            .filter(group::Column::OrganizationId.eq(self.organization()))
            .filter(group::Column::Id.eq(Uuid::from(id)))
    }

    /// Takes it away, and its people's places in it. Invitations to it lead into the organization alone from then on;
    /// its tickets must have left it before.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn delete(&self, id: GroupId) -> Result<(), DbErr> {
        let id = Uuid::from(id);
        invitation::Entity::update_many()
            .col_expr(invitation::Column::GroupId, Expr::val(None::<Uuid>))
            .filter(invitation::Column::OrganizationId.eq(self.organization()))
            .filter(invitation::Column::GroupId.eq(id))
            .exec(self.tx)
            .await?;
        group::Entity::delete_many()
            .filter(group::Column::OrganizationId.eq(self.organization()))
            .filter(group::Column::Id.eq(id))
            .exec(self.tx)
            .await?;
        Ok(())
    }

    fn organization(&self) -> Uuid {
        self.scope.organization_id().into()
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
            .filter(group::Column::OrganizationId.eq(self.organization()))
    }
}
