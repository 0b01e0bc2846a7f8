//! Leaving an organization by oneself.

use super::begin;
use super::remove::take_out;
use crate::model::AppError;
use crate::model::audit::AuditAction;
use crate::server::context::RequestContext;
use crate::server::scope::OrgScope;
use crate::server::store::people::PeopleStore;

/// Ends the caller's own membership.
///
/// # Errors
/// `Conflict` for the last owner, who has to make somebody else an owner first.
pub async fn leave(ctx: &RequestContext, scope: &OrgScope) -> Result<(), AppError> {
    let (tx, _) = begin(ctx, scope).await?;
    let people = PeopleStore::new(scope, &tx);
    let me = people.find(scope.user_id()).await?;
    let me = me.ok_or(AppError::NotFound)?;
    take_out(ctx, scope, &people, &tx, &me, AuditAction::MemberLeft).await?;
    tx.commit().await?;
    Ok(())
}
