//! Calls of server functions, without a copy of the machinery for each of them: the first visit has to stay small.
//!
//! [`post`] sends what a form holds, as it stands; [`ask`] asks for a page's data and leaves it as text, so that
//! waiting, hydrating and refreshing are compiled once for all pages.

use leptos::server_fn::client::Client;
use leptos::server_fn::codec::{IntoReq, PostUrl};
use leptos::server_fn::redirect::call_redirect_hook;
use leptos::server_fn::request::ClientReq;
use leptos::server_fn::response::ClientRes;
use leptos::server_fn::{ContentType, ServerFn};
use serde::Serialize;

use crate::api::identity::SignOut;
use crate::model::AppError;

/// All server functions travel alike; any of them names the types.
type Transport = <SignOut as ServerFn>::Client;
type Request = <Transport as Client<AppError>>::Request;

/// A server function that a page's data comes from.
pub trait Question:
    ServerFn<Error = AppError, Output: Serialize, Client = Transport>
    + IntoReq<PostUrl, Request, AppError>
{
}

impl<S> Question for S where
    S: ServerFn<Error = AppError, Output: Serialize, Client = Transport>
        + IntoReq<PostUrl, Request, AppError>
{
}

const ACCEPTS: &str = "application/json";

/// Where an answer leaves the browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// On the page it is on.
    Stay,
    /// On its way to another one.
    Leave,
}

/// Sends URL-encoded fields to the server function at `path`, and follows where it leads.
///
/// # Errors
/// The server function's own, or `Unreachable`.
pub async fn post(path: &str, fields: String) -> Result<Then, AppError> {
    let request: Result<Request, AppError> =
        Request::try_new_post(path, PostUrl::CONTENT_TYPE, ACCEPTS, fields);
    send(request?).await.map(|(_, then)| then)
}

/// Asks a server function: in the browser over HTTP, on the server by running it. The answer is JSON.
///
/// # Errors
/// The server function's own, or `Unreachable`.
pub async fn ask<S: Question>(question: S) -> Result<String, AppError> {
    // A constant: neither side carries the other's half.
    if cfg!(target_arch = "wasm32") {
        send(question.into_req(S::PATH, ACCEPTS)?)
            .await
            .map(|(text, _)| text)
    } else {
        let answer = question.run_body().await?;
        serde_json::to_string(&answer).map_err(|_| AppError::Internal)
    }
}

async fn send(request: Request) -> Result<(String, Then), AppError> {
    let response = <Transport as Client<AppError>>::send(request).await?;
    let failed = ClientRes::<AppError>::status(&response) >= 400;
    let leads = ClientRes::<AppError>::has_redirect(&response);
    let target = ClientRes::<AppError>::location(&response);
    let text: String = ClientRes::<AppError>::try_into_string(response).await?;
    if failed {
        return Err(serde_json::from_str(&text).unwrap_or(AppError::Internal));
    }
    if leads {
        call_redirect_hook(&target);
    }
    let then = if leads { Then::Leave } else { Then::Stay };
    Ok((text, then))
}
