//! Departments of an organization.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::unless_taken;
use crate::model::DepartmentId;
use crate::model::department::{Department, DepartmentName};
use crate::server::entity::{department, group, membership};
use crate::server::scope::OrgScope;

/// Most departments a list holds.
const LIST_LIMIT: u64 = 500;

/// The departments of the scope's organization.
pub struct DepartmentStore<'a> {
    scope: &'a OrgScope,
    tx: &'a DatabaseTransaction,
}

impl<'a> DepartmentStore<'a> {
    /// The departments of `scope`, in the transaction.
    #[must_use]
    pub fn new(scope: &'a OrgScope, tx: &'a DatabaseTransaction) -> Self {
        Self { scope, tx }
    }

    fn organization(&self) -> Uuid {
        self.scope.organization_id().into()
    }

    /// All departments, by name; at most 500.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn list(&self) -> Result<Vec<Department>, DbErr> {
        let rows: Vec<(Uuid, String)> = department::Entity::find()
            .select_only()
            .columns([department::Column::Id, department::Column::Name])
            .filter(department::Column::OrganizationId.eq(self.organization()))
            .order_by_asc(department::Column::Name)
            .limit(LIST_LIMIT)
            .into_tuple()
            .all(self.tx)
            .await?;
        let groups = self.groups().await?;
        let people = self.people().await?;
        let count = |counts: &HashMap<Uuid, i64>, id| {
            let count = counts.get(&id).copied().unwrap_or(0);
            u64::try_from(count).unwrap_or(0)
        };
        Ok(rows
            .into_iter()
            .map(|(id, name)| Department {
                id: id.into(),
                name,
                groups: count(&groups, id),
                people: count(&people, id),
            })
            .collect())
    }

    async fn groups(&self) -> Result<HashMap<Uuid, i64>, DbErr> {
        let counts: Vec<(Uuid, i64)> = group::Entity::find()
            .select_only()
            .column(group::Column::DepartmentId)
            .column_as(group::Column::Id.count(), "counted")
            .filter(group::Column::OrganizationId.eq(self.organization()))
            .filter(group::Column::DepartmentId.is_not_null())
            .group_by(group::Column::DepartmentId)
            .into_tuple()
            .all(self.tx)
            .await?;
        Ok(counts.into_iter().collect())
    }

    async fn people(&self) -> Result<HashMap<Uuid, i64>, DbErr> {
        let counts: Vec<(Uuid, i64)> = membership::Entity::find()
            .select_only()
            .column(membership::Column::DepartmentId)
            .column_as(membership::Column::Id.count(), "counted")
            .filter(membership::Column::OrganizationId.eq(self.organization()))
            .filter(membership::Column::DepartmentId.is_not_null())
            .group_by(membership::Column::DepartmentId)
            .into_tuple()
            .all(self.tx)
            .await?;
        Ok(counts.into_iter().collect())
    }

    /// The name of one, which is kept from other writers until the transaction ends.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn name_for_update(&self, id: DepartmentId) -> Result<Option<String>, DbErr> {
        let row = department::Entity::find_by_id(Uuid::from(id))
            .filter(department::Column::OrganizationId.eq(self.organization()))
            .lock_exclusive()
            .one(self.tx)
            .await?;
        Ok(row.map(|row| row.name))
    }

    /// Writes one; `false` where the name is taken, and then the transaction is over.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn insert(
        &self,
        id: DepartmentId,
        name: &DepartmentName,
        now: DateTime<Utc>,
    ) -> Result<bool, DbErr> {
        let row = department::ActiveModel {
            id: Set(id.into()),
            organization_id: Set(self.organization()),
            name: Set(name.as_str().to_owned()),
            created_at: Set(now),
            updated_at: Set(now),
        };
        let inserted = department::Entity::insert(row)
            .exec_without_returning(self.tx)
            .await;
        unless_taken(inserted.map(drop))
    }

    /// Gives it another name; `false` where that is taken, and then the transaction is over.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn rename(
        &self,
        id: DepartmentId,
        name: &DepartmentName,
        now: DateTime<Utc>,
    ) -> Result<bool, DbErr> {
        let renamed = department::Entity::update_many()
            .col_expr(department::Column::Name, Expr::val(name.as_str()))
            .col_expr(department::Column::UpdatedAt, Expr::val(now))
            .filter(department::Column::OrganizationId.eq(self.organization()))
            .filter(department::Column::Id.eq(Uuid::from(id)))
            .exec(self.tx)
            .await;
        unless_taken(renamed.map(drop))
    }

    /// Takes it away; its groups and people stay, without a department.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn delete(&self, id: DepartmentId) -> Result<(), DbErr> {
        let id = Uuid::from(id);
        group::Entity::update_many()
            .col_expr(group::Column::DepartmentId, Expr::val(None::<Uuid>))
            .filter(group::Column::OrganizationId.eq(self.organization()))
            .filter(group::Column::DepartmentId.eq(id))
            .exec(self.tx)
            .await?;
        membership::Entity::update_many()
            .col_expr(membership::Column::DepartmentId, Expr::val(None::<Uuid>))
            .filter(membership::Column::OrganizationId.eq(self.organization()))
            .filter(membership::Column::DepartmentId.eq(id))
            .exec(self.tx)
            .await?;
        department::Entity::delete_many()
            .filter(department::Column::OrganizationId.eq(self.organization()))
            .filter(department::Column::Id.eq(id))
            .exec(self.tx)
            .await?;
        Ok(())
    }
}
