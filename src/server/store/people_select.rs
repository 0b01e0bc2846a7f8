//! The one select of an organization's people: lists and counts share it. People are in the order of their names.

use sea_orm::sea_query::{
    Alias, BinOper, Cond, Expr, ExprTrait, Func, LikeExpr, Order, SimpleExpr,
};
use sea_orm::{
    ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, FromQueryResult, JoinType, QueryFilter,
    QueryOrder, QuerySelect, RelationTrait, Select,
};
use uuid::Uuid;

use super::{parse, person_name};
use crate::model::organization::MembershipStatus;
use crate::model::person::{Membership, Person, PersonQuery};
use crate::model::{DepartmentId, Reference, UserId};
use crate::server::entity::{department, membership, user};

/// Those who are in the organization, whether or not they may work.
pub const IN: [MembershipStatus; 2] = [MembershipStatus::Active, MembershipStatus::Suspended];

/// What the list is sorted by; the id comes last, so that a person is one place in it.
pub const KEYS: [user::Column; 3] = [
    user::Column::FirstName,
    user::Column::LastName,
    user::Column::Id,
];

/// A place in the order.
pub struct Named {
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// The person.
    pub id: Uuid,
}

/// A membership with the names of everything it points at.
#[derive(FromQueryResult)]
pub struct Row {
    id: Uuid,
    user_id: Uuid,
    email: String,
    first_name: String,
    last_name: String,
    role: String,
    status: String,
    department_id: Option<Uuid>,
    department_name: Option<String>,
    invited_by: Option<Uuid>,
    inviter_first_name: Option<String>,
    inviter_last_name: Option<String>,
    inviter_email: Option<String>,
    invited_at: Option<chrono::DateTime<chrono::Utc>>,
    joined_at: Option<chrono::DateTime<chrono::Utc>>,
    created_at: chrono::DateTime<chrono::Utc>,
}

impl Row {
    /// The person.
    pub const fn user(&self) -> Uuid {
        self.user_id
    }

    fn department(&self) -> Option<Reference<DepartmentId>> {
        self.department_id.map(|id| Reference {
            id: id.into(),
            name: self.department_name.clone().unwrap_or_default(),
        })
    }
}

impl TryFrom<Row> for Person {
    type Error = DbErr;

    fn try_from(row: Row) -> Result<Self, DbErr> {
        let status: MembershipStatus = parse(&row.status)?;
        Ok(Self {
            department: row.department(),
            id: UserId(row.user_id),
            email: row.email,
            first_name: row.first_name,
            last_name: row.last_name,
            role: parse(&row.role)?,
            is_active: status == MembershipStatus::Active,
        })
    }
}

impl TryFrom<Row> for Membership {
    type Error = DbErr;

    fn try_from(row: Row) -> Result<Self, DbErr> {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let inviter = person_name(
            &text(&row.inviter_first_name),
            &text(&row.inviter_last_name),
            &text(&row.inviter_email),
        );
        Ok(Self {
            department: row.department(),
            id: row.id.into(),
            user: Reference {
                id: UserId(row.user_id),
                name: person_name(&row.first_name, &row.last_name, &row.email),
            },
            email: row.email,
            role: parse(&row.role)?,
            status: parse(&row.status)?,
            invited_by: row.invited_by.map(|id| Reference {
                id: UserId(id),
                name: inviter,
            }),
            invited_at: row.invited_at,
            joined_at: row.joined_at,
            created_at: row.created_at,
        })
    }
}

fn of(organization: Uuid) -> Select<membership::Entity> {
    membership::Entity::find().filter(membership::Column::OrganizationId.eq(organization))
}

/// The memberships of an organization with their people.
pub fn joined(organization: Uuid) -> Select<membership::Entity> {
    of(organization).join(JoinType::InnerJoin, membership::Relation::User.def())
}

/// Those that the query asks for; no columns yet.
pub fn matching(
    organization: Uuid,
    query: &PersonQuery,
    statuses: &[MembershipStatus],
) -> Select<membership::Entity> {
    narrowed(joined(organization), query, statuses)
}

/// The same, to be counted: people are looked at only where names are asked for, since each membership has its person.
pub fn counted(
    organization: Uuid,
    query: &PersonQuery,
    statuses: &[MembershipStatus],
) -> Select<membership::Entity> {
    let select = match query.q {
        Some(_) => joined(organization),
        None => of(organization),
    };
    narrowed(select, query, statuses)
}

fn narrowed(
    select: Select<membership::Entity>,
    query: &PersonQuery,
    statuses: &[MembershipStatus],
) -> Select<membership::Entity> {
    let is_active = |status: &MembershipStatus| *status == MembershipStatus::Active;
    let wanted = statuses.iter().filter(|status| {
        query.status.is_none_or(|wanted| wanted == **status)
            && query
                .is_active
                .is_none_or(|wanted| wanted == is_active(status))
    });
    let mut select =
        select.filter(membership::Column::Status.is_in(wanted.map(|status| status.as_str())));
    if let Some(role) = query.role {
        select = select.filter(membership::Column::Role.eq(role.as_str()));
    }
    match &query.q {
        Some(words) => select.filter(named(words)),
        None => select,
    }
}

/// A part of the name or the address, in any letter case.
pub fn named(words: &str) -> Cond {
    let escaped = words
        .replace('\\', r"\\")
        .replace('%', r"\%")
        .replace('_', r"\_");
    let holding = |words: &str| LikeExpr::new(format!("%{words}%")).escape('\\');
    let column = |column: user::Column| Expr::col((user::Entity, column));
    let name = || {
        column(user::Column::FirstName)
            .binary(BinOper::Custom("||"), Expr::val(" "))
            .binary(BinOper::Custom("||"), column(user::Column::LastName))
    };
    let lowered = escaped.to_lowercase();
    // As typed too: SQLite lowers only ASCII, so "Ärger" would not find itself.
    Cond::any()
        .add(column(user::Column::Email).like(holding(&lowered)))
        .add(SimpleExpr::from(Func::lower(name())).like(holding(&lowered)))
        .add(name().like(holding(&escaped)))
}

/// Those after, or before, a place.
pub fn beyond(
    select: Select<membership::Entity>,
    from: &Named,
    backwards: bool,
) -> Select<membership::Entity> {
    let place = Expr::tuple(KEYS.map(|key| Expr::col((user::Entity, key))));
    let from = Expr::tuple([
        Expr::val(from.first_name.as_str()),
        Expr::val(from.last_name.as_str()),
        Expr::val(from.id),
    ]);
    select.filter(if backwards {
        place.lt(from)
    } else {
        place.gt(from)
    })
}

/// The order of names, or the other way round.
pub const fn order(backwards: bool) -> Order {
    if backwards { Order::Desc } else { Order::Asc }
}

/// With the columns of a [`Row`].
pub fn with_names(select: Select<membership::Entity>) -> Select<membership::Entity> {
    let inviter = Alias::new("inviter");
    select
        .join(JoinType::LeftJoin, membership::Relation::Department.def())
        .join_as(
            JoinType::LeftJoin,
            membership::Relation::Inviter.def(),
            inviter.clone(),
        )
        .select_only()
        .columns([
            membership::Column::Id,
            membership::Column::UserId,
            membership::Column::Role,
            membership::Column::Status,
            membership::Column::DepartmentId,
            membership::Column::InvitedBy,
            membership::Column::InvitedAt,
            membership::Column::JoinedAt,
            membership::Column::CreatedAt,
        ])
        .columns([
            user::Column::Email,
            user::Column::FirstName,
            user::Column::LastName,
        ])
        .column_as(department::Column::Name, "department_name")
        .column_as(
            Expr::col((inviter.clone(), user::Column::FirstName)),
            "inviter_first_name",
        )
        .column_as(
            Expr::col((inviter.clone(), user::Column::LastName)),
            "inviter_last_name",
        )
        .column_as(Expr::col((inviter, user::Column::Email)), "inviter_email")
}

/// Up to `most` people of memberships that are joined with their users, by name.
///
/// # Errors
/// When the database refuses.
pub async fn references(
    tx: &DatabaseTransaction,
    select: Select<membership::Entity>,
    most: u64,
) -> Result<Vec<Reference<UserId>>, DbErr> {
    let rows: Vec<(Uuid, String, String, String)> = select
        .select_only()
        .column(membership::Column::UserId)
        .column(user::Column::FirstName)
        .column(user::Column::LastName)
        .column(user::Column::Email)
        .order_by_asc(user::Column::FirstName)
        .order_by_asc(user::Column::LastName)
        .order_by_asc(user::Column::Id)
        .limit(most)
        .into_tuple()
        .all(tx)
        .await?;
    let reference = |(id, first_name, last_name, email): (_, String, String, String)| Reference {
        id: UserId(id),
        name: person_name(&first_name, &last_name, &email),
    };
    Ok(rows.into_iter().map(reference).collect())
}
