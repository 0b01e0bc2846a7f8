//! What the form of a new ticket chooses from.

use crate::model::ticket::TicketStatus;
use crate::model::view::NewTicketForm;
use crate::model::{AppError, GroupId};
use crate::policy::{OrganizationAction, TicketAction, TicketFacts, can};
use crate::server::context::RequestContext;
use crate::server::scope::OrgScope;
use crate::server::store::group::GroupStore;
use crate::server::store::membership::MembershipStore;
use crate::server::store::ticket_tag;

/// Groups, tags, and the people of the group that was chosen, for those who may assign in it.
///
/// # Errors
/// When the database refuses.
pub async fn new_form(
    ctx: &RequestContext,
    scope: &OrgScope,
    group: Option<GroupId>,
) -> Result<NewTicketForm, AppError> {
    can(scope.viewer(), OrganizationAction::See, &()).obey()?;
    let facts = TicketFacts {
        created_by: scope.user_id(),
        assignee: None,
        group,
        status: TicketStatus::Open,
    };
    let may_assign = can(scope.viewer(), TicketAction::Assign, &facts).is_allowed();
    let tx = scope.begin(ctx.db()).await?;
    let assignable = match group.filter(|_| may_assign) {
        Some(group) => MembershipStore::new(scope, &tx).assignable(group).await?,
        None => Vec::new(),
    };
    let groups = GroupStore::new(scope, &tx).list().await?;
    let tags = ticket_tag::in_use(&tx, scope).await?;
    tx.commit().await?;
    Ok(NewTicketForm {
        groups,
        assignable,
        tags,
    })
}
