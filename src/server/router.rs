//! What is served where: pages, server functions, the REST API, files, and whether the server is well.

use std::sync::LazyLock;
use std::time::Duration;

use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state, map_response};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::services::ServeDir;
use tower_http::trace::{DefaultOnResponse, TraceLayer};
use tracing::Instrument as _;

use super::auth::middleware::{authenticate, refuse_cross_site};
use super::context::RequestContext;
use super::error::internal;
use super::refused::refused;
use super::state::AppState;
use super::{attachments, cors, db, forms, logos, multipart, pages, rest};
use crate::app::{App, AppProps, all};
use crate::model::AppError;

/// A year for what has its hash in its name; an hour for the rest.
const HASHED_FILES: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const OTHER_FILES: HeaderValue = HeaderValue::from_static("public, max-age=3600");

/// An answer that takes longer is given up, so that nothing stuck holds a connection for ever.
const LONGEST_ANSWER: Duration = Duration::from_secs(30);

/// Files take as long as a slow line needs for them; a pause in them is not as long (`service/attachment/upload.rs`).
const LONGEST_UPLOAD: Duration = Duration::from_secs(15 * 60);

/// Everything the server answers.
pub fn build(state: AppState) -> Router {
    let well = Router::new()
        .route("/healthz", get(healthz))
        .route("/readyz", get(readyz))
        .route("/logos/{organization}/{file}", get(logos::read))
        .layer(from_fn(to_its_end));
    let (own_pages, not_found) = pages_router(&state);
    let dynamic = Router::new()
        .route("/fn/{*function}", post(forms::server_function))
        .route("/o/{slug}/uploads", post(attachments::upload))
        .route(
            "/o/{slug}/tickets/{number}/attachments/{id}",
            get(attachments::read),
        )
        .merge(own_pages);
    let files = ServeDir::new(&*state.leptos.site_root)
        .precompressed_br()
        .precompressed_gzip()
        .append_index_html_on_directories(false)
        .call_fallback_on_method_not_allowed(true)
        .fallback(guarded(not_found, &state).with_state(state.clone()));
    let mut api =
        guarded(rest::router(), &state).merge(rest::description().layer(CompressionLayer::new()));
    if let Some(cors) = cors::layer(&state.config.server.cors_origins) {
        api = api.layer(cors);
    }
    let app = Router::new()
        .merge(well)
        .merge(api)
        .merge(guarded(dynamic, &state))
        .nest_service(
            &format!("/{}", state.leptos.site_pkg_dir),
            hashed_files(&state),
        )
        .fallback_service(
            Router::new()
                .fallback_service(files)
                .layer(map_response(cache_for_an_hour)),
        )
        .layer(from_fn_with_state(state.clone(), security_headers));
    observed(app).with_state(state)
}

/// The addresses of the application's pages, with `{name}` where something stands for a parameter.
///
/// Listed once per process: while Leptos lists routes it keeps every resource of the process from loading, so a
/// page that was being rendered meanwhile would wait for ever.
pub fn page_paths() -> &'static [String] {
    static PATHS: LazyLock<Vec<String>> = LazyLock::new(|| {
        let app = || {
            leptos::prelude::provide_context(crate::ui::theme::Theme::default());
            App(AppProps { routes: all })
        };
        let routes = leptos_axum::generate_route_list(app);
        routes.iter().map(|route| route.path().to_owned()).collect()
    });
    &PATHS
}

/// The pages the application knows, and what answers every other address.
fn pages_router(state: &AppState) -> (Router<AppState>, Router<AppState>) {
    let mut known = Router::new();
    for path in page_paths() {
        let page = match path.as_str() {
            logos::PAGE => get(page).post(logos::post),
            path if attachments::PAGES.contains(&path) => get(page).post(attachments::post),
            _ => get(page).post(forms::post),
        };
        known = known.route(path, page);
    }
    // Forms of the frame, such as the theme's, stand on this page too.
    let unknown = get(unknown_page).post(forms::post);
    let unknown = Router::new().fallback_service(unknown.with_state(state.clone()));
    (known, unknown)
}

/// A page; one under an organization's former slug leads to where it is now.
async fn page(State(state): State<AppState>, request: Request) -> Response {
    let context = request.extensions().get::<RequestContext>().cloned();
    let uri = request.uri().clone();
    let response = pages::render(&state, request, None).await;
    match context {
        Some(context) => match context.moved(&uri).await {
            Some(now) => Redirect::permanent(&now).into_response(),
            None => response,
        },
        None => response,
    }
}

async fn unknown_page(State(state): State<AppState>, request: Request) -> Response {
    let mut response = pages::render(&state, request, None).await;
    if response.status().is_success() {
        *response.status_mut() = StatusCode::NOT_FOUND;
    }
    response
}

/// What depends on who asks: behind the checks of origin and sign-in, never stored, compressed on the way out.
fn guarded(router: Router<AppState>, state: &AppState) -> Router<AppState> {
    router
        .layer(DefaultBodyLimit::max(forms::BODY_LIMIT))
        .layer(from_fn_with_state(state.clone(), authenticate))
        .layer(from_fn_with_state(state.clone(), refuse_cross_site))
        .layer(map_response(never_store))
        .layer(from_fn(to_its_end))
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .layer(from_fn(in_time))
}

/// Files below the package folder change their name with their content, unless hashing is off.
fn hashed_files(state: &AppState) -> Router {
    let folder = std::path::Path::new(&*state.leptos.site_root).join(&*state.leptos.site_pkg_dir);
    let files = Router::new().fallback_service(
        ServeDir::new(folder)
            .precompressed_br()
            .precompressed_gzip(),
    );
    if state.leptos.hash_files {
        files.layer(map_response(cache_for_ever))
    } else {
        files.layer(map_response(always_ask))
    }
}

async fn cache_for_ever(response: Response) -> Response {
    cached(response, HASHED_FILES)
}

async fn cache_for_an_hour(response: Response) -> Response {
    cached(response, OTHER_FILES)
}

async fn always_ask(response: Response) -> Response {
    cached(response, HeaderValue::from_static("no-cache"))
}

/// Works a request to its end, also when whoever asked goes away, or the time is over, before that. Work that is dropped
/// in the middle of a statement leaves its database connection in a transaction that the pool does not know of.
async fn to_its_end(request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    match tokio::spawn(next.run(request).in_current_span()).await {
        Ok(response) => response,
        Err(panic) => refused(&path, &internal("a request panicked", panic)),
    }
}

/// Gives up what takes too long.
async fn in_time(request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let given_up = if request.method().is_safe() {
        AppError::Busy
    } else {
        AppError::TooSlow
    };
    let longest = if multipart::is_multipart(request.headers()) {
        LONGEST_UPLOAD
    } else {
        LONGEST_ANSWER
    };
    let answer = tokio::time::timeout(longest, next.run(request)).await;
    answer.unwrap_or_else(|_| refused(&path, &given_up))
}

async fn never_store(mut response: Response) -> Response {
    let no_store = HeaderValue::from_static("no-store");
    response
        .headers_mut()
        .entry(header::CACHE_CONTROL)
        .or_insert(no_store);
    response
}

fn cached(mut response: Response, policy: HeaderValue) -> Response {
    if response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED {
        response
            .headers_mut()
            .entry(header::CACHE_CONTROL)
            .or_insert(policy);
    }
    response
}

async fn security_headers(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (
            header::HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            header::HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
        (
            header::HeaderName::from_static("permissions-policy"),
            "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // What is no page needs nothing at all.
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert(HeaderValue::from_static(
            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
        ));
    if state.config.server.is_https() {
        let a_year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, a_year);
    }
    response
}

/// One line per request: method, path without its query (which may hold tokens), status and time.
fn observed<S: Clone + Send + Sync + 'static>(router: Router<S>) -> Router<S> {
    let trace = TraceLayer::new_for_http()
        .make_span_with(|request: &Request| {
            let id = request.headers().get("x-request-id").and_then(|id| id.to_str().ok()).unwrap_or_default();
            tracing::info_span!("request", method = %request.method(), path = request.uri().path(), id)
        })
        .on_request(())
        .on_response(DefaultOnResponse::new().level(tracing::Level::INFO))
        .on_failure(());
    router
        .layer(PropagateRequestIdLayer::x_request_id())
        .layer(trace)
        .layer(SetRequestIdLayer::x_request_id(MakeRequestUuid))
}

/// The process answers.
async fn healthz() -> Json<serde_json::Value> {
    Json(serde_json::json!({ "status": "ok" }))
}

/// The database answers and its schema is up to date.
async fn readyz(State(state): State<AppState>) -> Response {
    let problem = match db::is_migrated(&state.db).await {
        Ok(true) => return healthz().await.into_response(),
        Ok(false) => "the database needs: tutta migrate",
        Err(error) => {
            tracing::error!(%error, "the database does not answer");
            "the database does not answer"
        }
    };
    (
        StatusCode::SERVICE_UNAVAILABLE,
        Json(serde_json::json!({ "status": problem })),
    )
        .into_response()
}
