//! Personal access tokens at the API's door (ADR 22). Nothing else of the server knows them: a route that states a scope
//! lets those in who show a token with it, and a route that states none lets no token in.

use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::IntoResponse;
use axum::routing::MethodRouter;

use super::error::RestError;
use crate::model::personal_token::TokenScope;
use crate::server::auth::{bearer, personal_token};
use crate::server::context::RequestContext;
use crate::server::state::AppState;

/// The route, behind this check.
pub fn guarded(route: MethodRouter<AppState>, scope: Option<TokenScope>) -> MethodRouter<AppState> {
    let check = move |mut request: Request, next: Next| async move {
        match admit(&mut request, scope).await {
            Ok(()) => next.run(request).await,
            Err(refused) => refused.into_response(),
        }
    };
    route.route_layer(from_fn(check))
}

/// Signs the holder of a token in for this request. Whoever shows none is whoever they were.
async fn admit(request: &mut Request, scope: Option<TokenScope>) -> Result<(), RestError> {
    let Some(token) = bearer(request.headers()).filter(|it| it.starts_with(personal_token::PREFIX))
    else {
        return Ok(());
    };
    let scope = scope.ok_or(RestError::NotForTokens)?;
    let ctx = RequestContext::of(request.extensions())?;
    let granted = ctx.state.auth.check_personal(ctx.db(), token, ctx.now);
    let granted = granted.await?.ok_or(RestError::InvalidToken)?;
    if !granted.scopes.contains(&scope) {
        return Err(RestError::MissingScope(scope));
    }
    let ctx = ctx.signed_in_as(granted.holder);
    request.extensions_mut().insert(ctx);
    Ok(())
}
