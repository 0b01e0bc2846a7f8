//! Accounts, wherever they belong.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{
    ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect,
};
use uuid::Uuid;

use super::holds;
use crate::model::UserId;
use crate::model::directory::DirectoryQuery;
use crate::model::page::Page;
use crate::model::platform::PlatformUser;
use crate::model::user::UserStatus;
use crate::server::entity::user;
use crate::server::platform::PlatformScope;
use crate::server::store::{keyset, parse};

/// An account, and whether its holder can prove who they are.
pub struct AccountRecord {
    /// The account.
    pub user: PlatformUser,
    /// Whether a password was ever set.
    pub has_password: bool,
}

/// What an account is changed to.
pub enum Patch {
    /// Whether the person may sign in.
    Status(UserStatus),
    /// No more lock, and no wrong passwords counted.
    Unlocked,
    /// Whether they run the platform.
    Master(bool),
}

/// A page of them, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn page(
    _: &PlatformScope,
    tx: &DatabaseTransaction,
    query: &DirectoryQuery<UserStatus>,
) -> Result<Page<PlatformUser>, DbErr> {
    use user::Column as C;
    let mut select = user::Entity::find();
    if let Some(status) = query.status {
        select = select.filter(C::Status.eq(status.as_str()));
    }
    if query.master {
        select = select.filter(C::IsMaster.eq(true));
    }
    if let Some(words) = &query.q {
        let name = Expr::col(C::FirstName)
            .binary(sea_orm::sea_query::BinOper::Custom("||"), Expr::val(" "))
            .binary(
                sea_orm::sea_query::BinOper::Custom("||"),
                Expr::col(C::LastName),
            );
        select = select.filter(holds(Expr::col(C::Email), words).or(holds(name, words)));
    }
    let part = (query.page_size, query.cursor);
    let place = |row: &user::Model| (row.created_at, row.id);
    let page = keyset::newest_first(tx, select, (C::CreatedAt, C::Id), part, place).await?;
    let (next, previous, count) = (page.next, page.previous, page.count);
    let users: Result<Vec<_>, DbErr> = page.results.into_iter().map(one).collect();
    Ok(Page {
        results: users?.into_iter().map(|record| record.user).collect(),
        next,
        previous,
        count,
    })
}

/// One of them.
///
/// # Errors
/// When the database refuses.
pub async fn find(
    _: &PlatformScope,
    tx: &DatabaseTransaction,
    id: UserId,
) -> Result<Option<PlatformUser>, DbErr> {
    let row = user::Entity::find_by_id(Uuid::from(id)).one(tx).await?;
    Ok(row.map(one).transpose()?.map(|record| record.user))
}

/// The same, kept from other writers until the transaction ends.
///
/// # Errors
/// When the database refuses.
pub async fn find_for_update(
    _: &PlatformScope,
    tx: &DatabaseTransaction,
    id: UserId,
) -> Result<Option<AccountRecord>, DbErr> {
    let row = user::Entity::find_by_id(Uuid::from(id))
        .lock_exclusive()
        .one(tx)
        .await?;
    row.map(one).transpose()
}

/// How many master users can sign in, but for this person.
///
/// # Errors
/// When the database refuses.
pub async fn count_other_masters(
    _: &PlatformScope,
    tx: &DatabaseTransaction,
    id: UserId,
) -> Result<u64, DbErr> {
    user::Entity::find()
        .filter(user::Column::IsMaster.eq(true))
        .filter(user::Column::Status.eq(UserStatus::Active.as_str()))
        .filter(user::Column::Id.ne(Uuid::from(id)))
        .count(tx)
        .await
}

/// Changes an account.
///
/// # Errors
/// When the database refuses.
pub async fn change(
    _: &PlatformScope,
    tx: &DatabaseTransaction,
    id: UserId,
    patch: Patch,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let update = user::Entity::update_many().filter(user::Column::Id.eq(Uuid::from(id)));
    let update = match patch {
        Patch::Status(status) => update.col_expr(user::Column::Status, Expr::val(status.as_str())),
        Patch::Unlocked => update
            .col_expr(user::Column::FailedLoginAttempts, Expr::val(0))
            .col_expr(user::Column::LockedUntil, Expr::val(None::<DateTime<Utc>>)),
        Patch::Master(is_master) => update.col_expr(user::Column::IsMaster, Expr::val(is_master)),
    };
    update
        .col_expr(user::Column::UpdatedAt, Expr::val(now))
        .exec(tx)
        .await?;
    Ok(())
}

fn one(row: user::Model) -> Result<AccountRecord, DbErr> {
    Ok(AccountRecord {
        has_password: row.password_hash.is_some(),
        user: PlatformUser {
            id: row.id.into(),
            email: row.email,
            first_name: row.first_name,
            last_name: row.last_name,
            status: parse(&row.status)?,
            is_master_user: row.is_master,
            locked_until: row.locked_until,
            last_active_at: row.last_active_at,
            created_at: row.created_at,
        },
    })
}
