//! Invitations: those of the scope's organization, and the one that a link names.
//!
//! Whoever follows a link has no scope yet; what they hold instead is the token, and the functions that take its hash
//! are the exception.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, FromQueryResult,
    JoinType, QueryFilter, QuerySelect, RelationTrait, Select,
};
use uuid::Uuid;

use super::keyset::{self, First};
use super::{parse, person_name};
use crate::model::invitation::{Invitation, InvitationStatus};
use crate::model::page::{Cursor, Page};
use crate::model::user::Email;
use crate::model::{GroupId, InvitationId, OrganizationId, Reference, Role, UserId};
use crate::server::entity::{group, invitation, user};
use crate::server::scope::OrgScope;

/// An invitation to be stored.
pub struct NewInvitation {
    /// The invitation.
    pub id: InvitationId,
    /// The hash of its link's token.
    pub token_hash: Vec<u8>,
    /// To whom.
    pub email: Email,
    /// Given name; may be empty.
    pub first_name: String,
    /// Family name; may be empty.
    pub last_name: String,
    /// As what.
    pub role: Role,
    /// Into which group.
    pub group: Option<GroupId>,
    /// When its time is over.
    pub expires_at: DateTime<Utc>,
}

/// An invitation as the way in reads it.
pub struct Found {
    /// The tenant.
    pub organization: OrganizationId,
    /// Who sent it.
    pub inviter: UserId,
    /// The rest.
    pub invitation: Invitation,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    organization_id: Uuid,
    email: String,
    first_name: String,
    last_name: String,
    role: String,
    group_id: Option<Uuid>,
    group_name: Option<String>,
    invited_by: Uuid,
    inviter_first_name: String,
    inviter_last_name: String,
    inviter_email: String,
    expires_at: DateTime<Utc>,
    accepted_at: Option<DateTime<Utc>>,
    revoked_at: Option<DateTime<Utc>>,
    created_at: DateTime<Utc>,
}

impl Row {
    fn read(self, now: DateTime<Utc>) -> Result<Found, DbErr> {
        let inviter = UserId(self.invited_by);
        let name = person_name(
            &self.inviter_first_name,
            &self.inviter_last_name,
            &self.inviter_email,
        );
        Ok(Found {
            organization: self.organization_id.into(),
            inviter,
            invitation: Invitation {
                id: self.id.into(),
                email: self.email,
                first_name: self.first_name,
                last_name: self.last_name,
                role: parse(&self.role)?,
                group: self.group_id.map(|id| Reference {
                    id: GroupId(id),
                    name: self.group_name.unwrap_or_default(),
                }),
                invited_by: Reference { id: inviter, name },
                status: InvitationStatus::of(
                    self.accepted_at,
                    self.revoked_at,
                    self.expires_at,
                    now,
                ),
                expires_at: self.expires_at,
                created_at: self.created_at,
            },
        })
    }
}

fn with_names(select: Select<invitation::Entity>) -> Select<invitation::Entity> {
    select
        .join(JoinType::InnerJoin, invitation::Relation::Inviter.def())
        .join(JoinType::LeftJoin, invitation::Relation::Group.def())
        .select_only()
        .columns([
            invitation::Column::Id,
            invitation::Column::OrganizationId,
            invitation::Column::Email,
            invitation::Column::FirstName,
            invitation::Column::LastName,
            invitation::Column::Role,
            invitation::Column::GroupId,
            invitation::Column::InvitedBy,
            invitation::Column::ExpiresAt,
            invitation::Column::AcceptedAt,
            invitation::Column::RevokedAt,
            invitation::Column::CreatedAt,
        ])
        .column_as(group::Column::Name, "group_name")
        .column_as(user::Column::FirstName, "inviter_first_name")
        .column_as(user::Column::LastName, "inviter_last_name")
        .column_as(user::Column::Email, "inviter_email")
}

/// Those that a select finds.
pub(super) async fn read(
    tx: &DatabaseTransaction,
    select: Select<invitation::Entity>,
    now: DateTime<Utc>,
) -> Result<Vec<Invitation>, DbErr> {
    let rows = with_names(select).into_model::<Row>().all(tx).await?;
    let read = rows.into_iter().map(|row| Ok(row.read(now)?.invitation));
    read.collect()
}

/// The invitation whose link has a token of this hash.
///
/// # Errors
/// When the database refuses.
pub async fn by_token(
    tx: &DatabaseTransaction,
    hash: Vec<u8>,
    now: DateTime<Utc>,
) -> Result<Option<Found>, DbErr> {
    let select = invitation::Entity::find().filter(invitation::Column::TokenHash.eq(hash));
    let row = with_names(select).into_model::<Row>().one(tx).await?;
    row.map(|row| row.read(now)).transpose()
}

/// Uses an invitation up; `false` where somebody else did, or where it is revoked or over.
///
/// # Errors
/// When the database refuses.
pub async fn accept(
    tx: &DatabaseTransaction,
    id: InvitationId,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let update = invitation::Entity::update_many()
        .col_expr(invitation::Column::AcceptedAt, Expr::val(now))
        .filter(invitation::Column::Id.eq(Uuid::from(id)))
        .filter(invitation::Column::AcceptedAt.is_null())
        .filter(invitation::Column::RevokedAt.is_null())
        .filter(invitation::Column::ExpiresAt.gt(now));
    Ok(update.exec(tx).await?.rows_affected == 1)
}

/// The invitations of the scope's organization.
pub struct InvitationStore<'a> {
    scope: &'a OrgScope,
    tx: &'a DatabaseTransaction,
}

impl<'a> InvitationStore<'a> {
    /// The invitations of `scope`, in the transaction.
    #[must_use]
    pub fn new(scope: &'a OrgScope, tx: &'a DatabaseTransaction) -> Self {
        Self { scope, tx }
    }

    fn organization(&self) -> Uuid {
        self.scope.organization_id().into()
    }

    fn waiting(&self) -> Select<invitation::Entity> {
        invitation::Entity::find()
            .filter(invitation::Column::OrganizationId.eq(self.organization()))
            .filter(invitation::Column::AcceptedAt.is_null())
            .filter(invitation::Column::RevokedAt.is_null())
    }

    /// A page of those that are neither accepted nor revoked, newest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn page(
        &self,
        size: u64,
        cursor: Option<Cursor>,
        now: DateTime<Utc>,
    ) -> Result<Page<Invitation>, DbErr> {
        use invitation::Column as C;
        let count = keyset::count(self.tx, self.waiting()).await?;
        let select = with_names(self.waiting());
        let columns = (C::CreatedAt, C::Id);
        let rows = keyset::rows(select, columns, First::Newest, (size, cursor))
            .into_model::<Row>()
            .all(self.tx)
            .await?;
        let read = rows.into_iter().map(|row| Ok(row.read(now)?.invitation));
        let read = read.collect::<Result<Vec<_>, DbErr>>()?;
        Ok(Page::cut(
            read,
            size,
            cursor,
            count,
            |invitation, direction| keyset::beside(invitation.created_at, invitation.id, direction),
        ))
    }

    /// One of them, whatever its status.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn find(
        &self,
        id: InvitationId,
        now: DateTime<Utc>,
    ) -> Result<Option<Invitation>, DbErr> {
        let select = invitation::Entity::find()
            .filter(invitation::Column::OrganizationId.eq(self.organization()))
            .filter(invitation::Column::Id.eq(Uuid::from(id)));
        let row = with_names(select).into_model::<Row>().one(self.tx).await?;
        row.map(|row| Ok(row.read(now)?.invitation)).transpose()
    }

    /// Writes one, sent by the scope's person.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn insert(&self, new: NewInvitation, now: DateTime<Utc>) -> Result<(), DbErr> {
        let row = invitation::ActiveModel {
            id: Set(new.id.into()),
            organization_id: Set(self.organization()),
            token_hash: Set(new.token_hash),
            email: Set(new.email.into()),
            first_name: Set(new.first_name),
            last_name: Set(new.last_name),
            role: Set(new.role.as_str().to_owned()),
            group_id: Set(new.group.map(Into::into)),
            expires_at: Set(new.expires_at),
            invited_by: Set(self.scope.user_id().into()),
            created_at: Set(now),
            ..Default::default()
        };
        invitation::Entity::insert(row)
            .exec_without_returning(self.tx)
            .await?;
        Ok(())
    }

    /// Gives one a new time; `false` where it was accepted or revoked meanwhile.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn prolong(
        &self,
        id: InvitationId,
        expires_at: DateTime<Utc>,
    ) -> Result<bool, DbErr> {
        let update = self.update(invitation::Column::ExpiresAt, expires_at);
        let update = update.filter(invitation::Column::Id.eq(Uuid::from(id)));
        Ok(update.exec(self.tx).await?.rows_affected == 1)
    }

    /// Takes one back; `false` where it was accepted or revoked meanwhile.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn revoke(&self, id: InvitationId, now: DateTime<Utc>) -> Result<bool, DbErr> {
        let update = self.update(invitation::Column::RevokedAt, now);
        let update = update.filter(invitation::Column::Id.eq(Uuid::from(id)));
        Ok(update.exec(self.tx).await?.rows_affected == 1)
    }

    /// Takes back what was sent to an address before: the newest invitation is the one that holds.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn revoke_of(&self, email: &Email, now: DateTime<Utc>) -> Result<(), DbErr> {
        let update = self.update(invitation::Column::RevokedAt, now);
        let update = update.filter(invitation::Column::Email.eq(email.as_str()));
        update.exec(self.tx).await.map(drop)
    }

    fn update(
        &self,
        column: invitation::Column,
        time: DateTime<Utc>,
    ) -> sea_orm::UpdateMany<invitation::Entity> {
        invitation::Entity::update_many()
            .col_expr(column, Expr::val(time))
            .filter(invitation::Column::OrganizationId.eq(self.organization()))
            .filter(invitation::Column::AcceptedAt.is_null())
            .filter(invitation::Column::RevokedAt.is_null())
    }
}
