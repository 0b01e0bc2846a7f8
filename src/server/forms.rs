//! Server functions over HTTP: called by the browser's side under `/fn/`, or by a plain form post.
//!
//! A form posts to the address of its own page and names its server function in the field `_fn`, so it works
//! before and without WebAssembly. What succeeds is answered with a redirect; what is refused, with the same
//! page, the right status, and a [`FormFlash`] that tells the form what was typed and what is wrong.

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use leptos::prelude::FromServerFnError;
use server_fn::error::SERVER_FN_ERROR_HEADER;

use super::error::internal;
use super::pages;
use super::refused::{of_server_function, refused, say_when_to_retry, status};
use super::state::AppState;
use crate::model::AppError;
use crate::model::local_path::local_path;
use crate::model::view::FormFlash;

/// Most bytes a form may have.
pub const BODY_LIMIT: usize = 1024 * 1024;

/// The field that names the server function.
pub const FUNCTION: &str = "_fn";

/// `POST /fn/...`: runs the server function; an error has its own HTTP status.
pub async fn server_function(parts: Parts, body: Bytes) -> Response {
    let path = parts.uri.path().to_owned();
    let ran = match run(parts, &path, body).await {
        Ok(ran) => ran,
        Err(error) => return refused(&path, &error),
    };
    match ran.error {
        None => ran.response,
        Some(error) => {
            let mut response = of_server_function(&path, &error);
            carry_cookies(ran.response.headers(), &mut response);
            response
        }
    }
}

/// `POST` of a page's own address: runs the form's server function.
pub async fn post(State(state): State<AppState>, parts: Parts, body: Bytes) -> Response {
    let form = form_urlencoded::parse(&body).into_owned().collect();
    submit(&state, parts, form).await
}

/// The same for a form that was read already.
pub async fn submit(state: &AppState, mut parts: Parts, form: Vec<(String, String)>) -> Response {
    let function = function_of(&form);
    let body: String = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(&form)
        .finish();
    parts.headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/x-www-form-urlencoded"),
    );
    parts.headers.remove(header::CONTENT_LENGTH);
    let body = Bytes::from(body);
    let outcome = match run(parts.clone(), &function, body).await {
        Ok(Ran {
            response,
            error: None,
        }) => return see_other(&parts.uri, response.headers()),
        Ok(Ran {
            response,
            error: Some(error),
        }) => (error, response.into_parts().0.headers),
        Err(AppError::NotFound) => (AppError::Malformed(OUTDATED.to_owned()), HeaderMap::new()),
        Err(error) => (error, HeaderMap::new()),
    };
    let (error, headers) = outcome;
    let mut response = again(state, parts, form, error).await;
    carry_cookies(&headers, &mut response);
    response
}

/// The page of a form again, with what was typed and what is wrong, and the error's status.
pub async fn again(
    state: &AppState,
    parts: Parts,
    form: Vec<(String, String)>,
    error: AppError,
) -> Response {
    let flash = FormFlash {
        function: function_of(&form),
        values: form.into_iter().filter(is_public).collect(),
        error: error.clone(),
    };
    let http_status = status(&error);
    let mut response = pages::render(state, as_get(parts), Some(flash)).await;
    if response.status().is_success() {
        *response.status_mut() = http_status;
    }
    say_when_to_retry(&error, response.headers_mut());
    response
}

const OUTDATED: &str = "This form is out of date. Reload the page and try again.";

/// The server function that a form names.
fn function_of(form: &[(String, String)]) -> String {
    let named = form.iter().find(|(name, _)| name == FUNCTION);
    named.map(|(_, path)| path.clone()).unwrap_or_default()
}

/// Whether what was typed may stand in the page again.
fn is_public((name, _): &(String, String)) -> bool {
    name != FUNCTION && !name.contains("password") && !name.contains("token")
}

/// A server function's answer; `error` is what its body says when it failed.
struct Ran {
    response: Response,
    error: Option<AppError>,
}

/// Runs the registered server function at `path` with a form's body.
async fn run(mut parts: Parts, path: &str, body: Bytes) -> Result<Ran, AppError> {
    if server_fn::axum::get_server_fn_service(path, Method::POST).is_none() {
        return Err(AppError::NotFound);
    }
    parts.method = Method::POST;
    parts.uri = Uri::try_from(path).map_err(|_| AppError::NotFound)?;
    // As data: asked for HTML, server functions redirect and put their errors into the address.
    parts
        .headers
        .insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    let request = Request::from_parts(parts, Body::from(body));
    let response = leptos_axum::handle_server_fns_with_context(|| {}, request)
        .await
        .into_response();
    if !response.headers().contains_key(SERVER_FN_ERROR_HEADER) {
        return Ok(Ran {
            response,
            error: None,
        });
    }
    let (head, body) = response.into_parts();
    let body = to_bytes(body, BODY_LIMIT)
        .await
        .map_err(|error| internal("an error could not be read", error))?;
    Ok(Ran {
        response: Response::from_parts(head, Body::empty()),
        error: Some(AppError::de(body)),
    })
}

/// To where the server function sends the browser, or back to the page, which then shows what has changed.
fn see_other(page: &Uri, headers: &HeaderMap) -> Response {
    let back = || {
        page.path_and_query()
            .map_or("/", axum::http::uri::PathAndQuery::as_str)
    };
    let target = headers
        .get(header::LOCATION)
        .and_then(|target| target.to_str().ok())
        .unwrap_or_else(back);
    let target =
        HeaderValue::try_from(local_path(target)).unwrap_or_else(|_| HeaderValue::from_static("/"));
    let mut response = (StatusCode::SEE_OTHER, [(header::LOCATION, target)]).into_response();
    carry_cookies(headers, &mut response);
    response
}

fn carry_cookies(from: &HeaderMap, to: &mut Response) {
    for cookie in from.get_all(header::SET_COOKIE) {
        to.headers_mut().append(header::SET_COOKIE, cookie.clone());
    }
}

/// The same page as a browser would load it.
fn as_get(mut parts: Parts) -> Request {
    parts.method = Method::GET;
    for name in [header::CONTENT_TYPE, header::CONTENT_LENGTH] {
        parts.headers.remove(name);
    }
    Request::from_parts(parts, Body::empty())
}
