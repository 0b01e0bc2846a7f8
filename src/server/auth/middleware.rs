//! Makes the [`RequestContext`] of every request that is not for a static file: who is signed in, by `Bearer`
//! or by cookies, and where from.
//!
//! An access token that has ended is renewed on the way, so a page load with nothing but a good refresh token
//! is signed in at once; the answer carries the new cookies.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

use super::rate_limit::{Limited, limit_at};
use super::session::{SignedIn, Worth};
use super::{Rotation, bearer, cookies, cross_site};
use crate::model::AppError;
use crate::model::error::Refusal;
use crate::server::config::TrustedProxies;
use crate::server::context::{Origin, RequestContext};
use crate::server::cors;
use crate::server::refused::refused;
use crate::server::state::AppState;

/// Whom a proxy heard.
const FORWARDED_FOR: &str = "x-forwarded-for";

/// Longest `User-Agent` that is kept, in characters.
const LONGEST_USER_AGENT: usize = 255;

/// Refuses what comes from another site, but for the origins that the REST API is open to.
pub async fn refuse_cross_site(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    let is_welcome = cors::is_welcome(&state.config.server.cors_origins, &request);
    if cross_site::is_cross_site(&request, &state.config.server.public_url) && !is_welcome {
        return refused(request.uri().path(), &Refusal::CrossSite.into());
    }
    next.run(request).await
}

/// Finds out who is signed in, and provides the [`RequestContext`].
pub async fn authenticate(
    State(state): State<AppState>,
    mut request: Request,
    next: Next,
) -> Response {
    let origin = origin(&state.config.server.trusted_proxies, &request);
    let found = match identify(&state, request.headers(), &origin).await {
        Ok(found) => found,
        Err(error) => return refused(request.uri().path(), &error),
    };
    let refresh = cookies::carried(&state.config, request.headers()).refresh;
    let context = RequestContext::new(state.clone(), found.signed_in, origin)
        .with_refresh_cookie(refresh.map(Into::into));
    request.extensions_mut().insert(context);
    let mut response = next.run(request).await;
    if !cookies::mention_session(&state.config, response.headers()) {
        for cookie in found.cookies {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
    }
    response
}

/// Who a request is from, and the cookies to answer with.
#[derive(Default)]
struct Found {
    signed_in: Option<SignedIn>,
    cookies: Vec<HeaderValue>,
}

async fn identify(
    state: &AppState,
    headers: &HeaderMap,
    origin: &Origin,
) -> Result<Found, AppError> {
    let now = state.clock.now();
    if let Some(token) = bearer(headers) {
        let signed_in = state.auth.check(&state.db, token, now).await?.alive().ok();
        return Ok(Found {
            signed_in,
            ..Found::default()
        });
    }
    let carried = cookies::carried(&state.config, headers);
    if let Some(access) = &carried.access {
        match state.auth.check(&state.db, access, now).await? {
            Worth::Alive(signed_in) => {
                return Ok(Found {
                    signed_in: Some(signed_in),
                    ..Found::default()
                });
            }
            Worth::Locked => return Ok(Found::default()),
            Worth::Dead => {}
        }
    }
    let Some(refresh) = &carried.refresh else {
        let cookies = if carried.access.is_some() {
            cookies::cleared(&state.config)
        } else {
            Vec::new()
        };
        return Ok(Found {
            signed_in: None,
            cookies,
        });
    };
    limit_at(state, origin, now, Limited::Refresh, Some(refresh)).await?;
    Ok(
        match state.auth.rotate(&state.db, refresh, origin, now).await? {
            Rotation::Next(session) => Found {
                signed_in: Some(session.signed_in),
                cookies: cookies::of_session(&state.config, &session),
            },
            Rotation::Locked => Found::default(),
            Rotation::Ended => Found {
                signed_in: None,
                cookies: cookies::cleared(&state.config),
            },
        },
    )
}

fn origin(trusted: &TrustedProxies, request: &Request) -> Origin {
    let forwarded = request.headers().get_all(FORWARDED_FOR);
    let forwarded = forwarded.iter().filter_map(|value| value.to_str().ok());
    let ip = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map(|peer| trusted.client(peer.0.ip(), forwarded).to_string());
    let user_agent = request
        .headers()
        .get(header::USER_AGENT)
        .and_then(|agent| agent.to_str().ok());
    Origin {
        ip,
        user_agent: user_agent.map(|agent| agent.chars().take(LONGEST_USER_AGENT).collect()),
    }
}
