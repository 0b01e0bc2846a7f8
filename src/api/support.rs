//! Support access, as an organization meets it.

use leptos::server;

use crate::model::AppError;

/// Ends a look at once.
#[server(prefix = "/fn", endpoint = "support/end")]
pub async fn end_support(slug: String, id: String) -> Result<(), AppError> {
    use crate::server::{context, service::support::end};
    let (ctx, scope) = context::scoped(&slug).await?;
    let id = context::answer(id.parse().map_err(|_| AppError::NotFound))?;
    context::answer(end::end(&ctx, &scope, id).await)?;
    if scope.is_support() {
        context::redirect("/platform");
    }
    Ok(())
}
