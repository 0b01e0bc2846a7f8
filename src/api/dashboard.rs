//! Home and the overview.

use leptos::server;

use crate::model::AppError;
use crate::model::view::{Home, Overview};

/// `/o/{slug}`.
#[server(prefix = "/fn", endpoint = "home")]
pub async fn load_home(slug: String) -> Result<Home, AppError> {
    use crate::server::{context, service::stats};
    let (ctx, scope) = context::scoped(&slug).await?;
    context::answer(stats::home::home(&ctx, &scope).await)
}

/// `/o/{slug}/admin?{query}`; `query` is the address's query string.
#[server(prefix = "/fn", endpoint = "overview")]
pub async fn load_overview(slug: String, query: String) -> Result<Overview, AppError> {
    use crate::server::{context, query, service::stats};
    let (ctx, scope) = context::scoped(&slug).await?;
    let query = context::answer(query::read(&query))?;
    context::answer(stats::overview::overview(&ctx, &scope, query).await)
}
