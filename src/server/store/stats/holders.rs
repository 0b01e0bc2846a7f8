//! Who holds the tickets: the people with most of them, and the groups.

use sea_orm::DbErr;
use sea_orm::FromQueryResult;
use sea_orm::sea_query::{Alias, CaseStatement, Cond, Expr, ExprTrait, JoinType, Order, Query};
use uuid::Uuid;

use super::{StatsStore, sum, unresolved, unsigned};
use crate::model::organization::MembershipStatus;
use crate::model::stats::{AssigneeLoad, GroupLoad};
use crate::model::user::UserStatus;
use crate::model::{GroupId, UserId};
use crate::server::entity::ticket::{self, Column as C};
use crate::server::entity::{group, membership, user};
use crate::server::store::person_name;
use crate::server::store::ticket_select::{col, t};

const TOP_ASSIGNEES: u64 = 5;

impl StatsStore<'_> {
    pub(super) async fn top_assignees(&self) -> Result<Vec<AssigneeLoad>, DbErr> {
        #[derive(FromQueryResult)]
        struct Row {
            id: Uuid,
            first_name: String,
            last_name: String,
            email: String,
            open: i64,
            resolved: i64,
        }
        let u = |column: user::Column| Expr::col((Alias::new("u"), column));
        let mut loads = self.select();
        loads
            .expr_as(col(ticket::Column::AssigneeId), Alias::new("assignee_id"))
            .expr_as(self.tickets(unresolved()), "open")
            .expr_as(self.tickets(unresolved().not()), "resolved")
            .and_where(col(ticket::Column::AssigneeId).is_not_null())
            .group_by_col(t(ticket::Column::AssigneeId))
            .and_having(self.tickets(Cond::all()).gt(0))
            .order_by_expr(Expr::col(Alias::new("open")), Order::Desc)
            .order_by_expr(Expr::col(Alias::new("resolved")), Order::Desc)
            .order_by(t(ticket::Column::AssigneeId), Order::Asc)
            .limit(TOP_ASSIGNEES);
        let l = |name: &'static str| (Alias::new("loads"), Alias::new(name));
        let select = Query::select()
            .expr(u(user::Column::Id))
            .expr(u(user::Column::FirstName))
            .expr(u(user::Column::LastName))
            .expr(u(user::Column::Email))
            .column(l("open"))
            .column(l("resolved"))
            .from_subquery(loads, Alias::new("loads"))
            .join_as(
                JoinType::InnerJoin,
                user::Entity,
                Alias::new("u"),
                u(user::Column::Id).equals(l("assignee_id")),
            )
            .order_by(l("open"), Order::Desc)
            .order_by(l("resolved"), Order::Desc)
            .order_by(l("assignee_id"), Order::Asc)
            .to_owned();
        Ok(self
            .all::<Row>(&select)
            .await?
            .into_iter()
            .map(|row| AssigneeLoad {
                id: UserId(row.id),
                name: person_name(&row.first_name, &row.last_name, &row.email),
                open: unsigned(row.open),
                resolved: unsigned(row.resolved),
            })
            .collect())
    }

    /// The groups with the most unresolved tickets, at most so many; those without any are left out.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn by_group(&self, most: u64) -> Result<Vec<GroupLoad>, DbErr> {
        #[derive(FromQueryResult)]
        struct Row {
            id: Uuid,
            name: String,
            open: i64,
            unassigned: i64,
        }
        let h = |name: &'static str| Expr::col(("held", Alias::new(name)));
        let g = |column: group::Column| Expr::col(("g", column));
        let m = |column: membership::Column| Expr::col(("m", column));
        let u = |column: user::Column| Expr::col(("u", column));
        let mut held = self.select();
        held.columns([C::OrganizationId, C::GroupId, C::AssigneeId].map(t))
            .expr_as(self.tickets(Cond::all()), "tickets")
            .and_where(unresolved())
            .and_where(col(C::GroupId).is_not_null())
            .group_by_columns([C::OrganizationId, C::GroupId, C::AssigneeId].map(t));
        // Held by somebody who can no longer work counts as unassigned (spec §3).
        let works = m(membership::Column::Status)
            .eq(MembershipStatus::Active.as_str())
            .and(u(user::Column::Status).eq(UserStatus::Active.as_str()));
        let by_nobody = CaseStatement::new()
            .case(works, Expr::val(0_i64))
            .finally(h("tickets"));
        let select = Query::select()
            .expr_as(g(group::Column::Id), "id")
            .expr_as(g(group::Column::Name), "name")
            .expr_as(sum(h("tickets")), "open")
            .expr_as(sum(by_nobody), "unassigned")
            .from_subquery(held, "held")
            .join_as(
                JoinType::InnerJoin,
                group::Entity,
                "g",
                g(group::Column::OrganizationId)
                    .eq(h("organization_id"))
                    .and(g(group::Column::Id).eq(h("group_id"))),
            )
            .join_as(
                JoinType::LeftJoin,
                membership::Entity,
                "m",
                m(membership::Column::OrganizationId)
                    .eq(h("organization_id"))
                    .and(m(membership::Column::UserId).eq(h("assignee_id"))),
            )
            .join_as(
                JoinType::LeftJoin,
                user::Entity,
                "u",
                u(user::Column::Id).eq(h("assignee_id")),
            )
            .group_by_columns([("g", group::Column::Id), ("g", group::Column::Name)])
            .and_having(sum(h("tickets")).gt(0))
            .order_by(Alias::new("open"), Order::Desc)
            .order_by(("g", group::Column::Name), Order::Asc)
            .limit(most)
            .to_owned();
        let load = |row: Row| GroupLoad {
            id: GroupId(row.id),
            name: row.name,
            open: unsigned(row.open),
            unassigned: unsigned(row.unassigned),
        };
        Ok(self.all(&select).await?.into_iter().map(load).collect())
    }
}
