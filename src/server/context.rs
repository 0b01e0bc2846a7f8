//! What an adapter may ask for: the signed-in person, the scope, the time, and the answer's cookies.
//!
//! A [`RequestContext`] is made once per request by the authentication middleware and travels as a request
//! extension; pages, server functions and REST adapters all start from it.

use std::sync::Arc;

use axum::http::request::Parts;
use axum::http::{Extensions, HeaderValue, Uri, header};
use chrono::{DateTime, Utc};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;
use sea_orm::DatabaseConnection;
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Mutex;

use super::auth::cookies;
use super::auth::session::{SignedIn, StartedSession};
use super::locale::Locale;
use super::platform::PlatformScope;
use super::refused;
use super::scope::OrgScope;
use super::state::AppState;
use super::storage::Storage;
use super::store::{membership, organization};
use crate::model::local_path::local_path;
use crate::model::organization::Slug;
use crate::model::{AppError, UserId};

/// One request, as services see it.
#[derive(Clone)]
pub struct RequestContext {
    /// What lives longer.
    pub state: AppState,
    /// The request's time; one per request.
    pub now: DateTime<Utc>,
    /// Who is signed in.
    pub signed_in: Option<SignedIn>,
    /// Where from, for sessions and rate limits.
    pub origin: Origin,
    /// The refresh token of the browser's cookie, also one that no longer works.
    pub refresh_cookie: Option<SecretString>,
    proven: Arc<Mutex<Option<(Slug, OrgScope)>>>,
}

/// Where a request comes from.
#[derive(Debug, Clone, Default)]
pub struct Origin {
    /// The client's address, as far as a trusted proxy or the connection tells.
    pub ip: Option<String>,
    /// Its `User-Agent`.
    pub user_agent: Option<String>,
}

impl RequestContext {
    /// The context of a request, which the authentication middleware puts there.
    ///
    /// # Errors
    /// `Internal` where that did not run.
    pub fn of(extensions: &Extensions) -> Result<Self, AppError> {
        let context = extensions.get::<Self>().cloned();
        context.ok_or_else(|| {
            super::error::internal(
                "no request context",
                "the authentication middleware did not run",
            )
        })
    }

    /// A context for a request that was just authenticated.
    #[must_use]
    pub fn new(state: AppState, signed_in: Option<SignedIn>, origin: Origin) -> Self {
        let now = state.clock.now();
        Self {
            state,
            now,
            signed_in,
            origin,
            refresh_cookie: None,
            proven: Arc::default(),
        }
    }

    /// The same request with the refresh token that its browser holds.
    #[must_use]
    pub fn with_refresh_cookie(mut self, token: Option<SecretString>) -> Self {
        self.refresh_cookie = token;
        self
    }

    /// The same request as done by `user`, who has just proved who they are or is only now being written down;
    /// the audit logs then name them.
    #[must_use]
    pub fn acting_as(&self, user: UserId) -> Self {
        self.signed_in_as(SignedIn {
            user,
            session: None,
            is_master: false,
            is_verified: false,
            locale: Locale::default(),
        })
    }

    /// The same request as done by somebody who has just shown who they are.
    #[must_use]
    pub fn signed_in_as(&self, person: SignedIn) -> Self {
        Self {
            signed_in: Some(person),
            proven: Arc::default(),
            ..self.clone()
        }
    }

    /// The database.
    #[must_use]
    pub fn db(&self) -> &DatabaseConnection {
        &self.state.db
    }

    /// Where the files of tickets are.
    #[must_use]
    pub fn storage(&self) -> &Storage {
        &self.state.storage
    }

    /// # Errors
    /// `SignedOut` when nobody is.
    pub fn user_id(&self) -> Result<UserId, AppError> {
        self.signed_in
            .as_ref()
            .map(|person| person.user)
            .ok_or(AppError::SignedOut)
    }

    /// Whether a program asks, with a token that somebody made for it.
    #[must_use]
    pub fn is_program(&self) -> bool {
        self.signed_in
            .is_some_and(|person| person.session.is_none())
    }

    /// How the caller reads time.
    #[must_use]
    pub fn locale(&self) -> Locale {
        let signed_in = self.signed_in.as_ref();
        signed_in.map_or_else(Locale::default, |person| person.locale)
    }

    /// Proves the membership in the organization where the caller lands.
    ///
    /// # Errors
    /// As [`RequestContext::scope`]; `NotFound` for those who land nowhere.
    pub async fn primary_scope(&self) -> Result<OrgScope, AppError> {
        let slug = organization::primary_slug(self.db(), self.user_id()?).await?;
        self.scope(slug.ok_or(AppError::NotFound)?.as_str()).await
    }

    /// Proves the membership in `slug`, once per request. A slug that the organization had before works too.
    ///
    /// # Errors
    /// `SignedOut`, `NotFound` or `Forbidden`; see [`OrgScope::prove`].
    pub async fn scope(&self, slug: &str) -> Result<OrgScope, AppError> {
        let user = self.user_id()?;
        let slug = Slug::parse(slug).map_err(|_| AppError::NotFound)?;
        let mut proven = self.proven.lock().await;
        if let Some((_, scope)) = proven.as_ref().filter(|(asked, _)| *asked == slug) {
            return Ok(scope.clone());
        }
        let scope = match OrgScope::prove(self.db(), user, &slug, self.now).await {
            Err(AppError::NotFound) => match membership::renamed(self.db(), user, &slug).await? {
                Some(now) => OrgScope::prove(self.db(), user, &now, self.now).await?,
                None => return Err(AppError::NotFound),
            },
            proven => proven?,
        };
        // Looking in is for a person who gave a reason, not for a program that goes on by itself.
        if scope.is_support() && self.is_program() {
            return Err(AppError::NotFound);
        }
        *proven = Some((slug, scope.clone()));
        Ok(scope)
    }

    /// Where a page of this request is now, if its organization has got another slug since: its whole new address.
    pub async fn moved(&self, uri: &Uri) -> Option<String> {
        let path = uri.path_and_query()?.as_str().strip_prefix("/o/")?;
        let proven = self.proven.lock().await;
        let (asked, scope) = proven.as_ref()?;
        let now = &scope.organization().slug;
        let rest = path.strip_prefix(asked.as_str())?;
        let is_whole = rest.is_empty() || rest.starts_with(['/', '?']);
        (now != asked && is_whole).then(|| format!("/o/{now}{rest}"))
    }
}

/// The context of the page or server function being run.
///
/// # Errors
/// `Internal` when the middleware is missing from the route.
pub async fn from_leptos() -> Result<RequestContext, AppError> {
    let extensions = use_context::<Parts>().map(|parts| parts.extensions);
    RequestContext::of(&extensions.unwrap_or_default())
}

/// The context and the proven scope of the organization a page names.
///
/// # Errors
/// As [`RequestContext::scope`]; the response carries the status.
pub async fn scoped(slug: &str) -> Result<(RequestContext, OrgScope), AppError> {
    let ctx = from_leptos().await?;
    let scope = answer(ctx.scope(slug).await)?;
    Ok((ctx, scope))
}

/// The context and the proof that the caller is a master user.
///
/// # Errors
/// As [`PlatformScope::prove`]; the response carries the status.
pub async fn on_platform() -> Result<(RequestContext, PlatformScope), AppError> {
    let ctx = from_leptos().await?;
    let scope = answer(PlatformScope::prove(&ctx))?;
    Ok((ctx, scope))
}

/// Passes a service's answer on; an error also sets the response's status, and says when to retry.
///
/// # Errors
/// The service's own.
pub fn answer<T>(result: Result<T, AppError>) -> Result<T, AppError> {
    if let (Err(error), Some(response)) = (&result, use_context::<ResponseOptions>()) {
        response.set_status(refused::status(error));
        if let Some(seconds) = refused::retry_after(error) {
            response.insert_header(header::RETRY_AFTER, seconds);
        }
    }
    result
}

/// Sends the browser to another page of this site; see [`local_path`].
pub fn redirect(path: &str) {
    leptos_axum::redirect(&local_path(path));
}

/// Gives the browser the session's cookies.
pub fn set_session_cookies(ctx: &RequestContext, session: &StartedSession) {
    append_cookies(cookies::of_session(&ctx.state.config, session));
}

/// Takes the session's cookies away.
pub fn clear_session_cookies(ctx: &RequestContext) {
    append_cookies(cookies::cleared(&ctx.state.config));
}

/// Remembers the theme; anything but `light` and `dark` means the system's.
pub fn set_theme_cookie(ctx: &RequestContext, theme: &str) {
    append_cookies(vec![cookies::theme(&ctx.state.config, theme)]);
}

/// Hands a personal access token that was just made to the page that shows it.
pub fn hand_over_token(ctx: &RequestContext, token: &SecretString) {
    append_cookies(vec![cookies::of_new_token(
        &ctx.state.config,
        token.expose_secret(),
    )]);
}

/// The personal access token that was just made in this browser; whoever takes it is the last.
#[must_use]
pub fn take_new_token(ctx: &RequestContext) -> Option<SecretString> {
    let parts = use_context::<Parts>()?;
    let token = cookies::new_token(&ctx.state.config, &parts.headers)?;
    append_cookies(vec![cookies::without_new_token(&ctx.state.config)]);
    Some(token.into())
}

fn append_cookies(cookies: Vec<HeaderValue>) {
    if let Some(response) = use_context::<ResponseOptions>() {
        for cookie in cookies {
            response.append_header(header::SET_COOKIE, cookie);
        }
    }
}
