//! Calls of server functions, without a copy of the machinery for each of them: the first visit has to stay small.
//!
//! [`post`] sends what a form holds, as it stands; [`ask`] asks for a page's data and leaves it as text, so that
//! waiting, hydrating and refreshing are compiled once for all pages.

use std::fmt::Debug;

use leptos::prelude::window;
use leptos::server_fn::client::Client;
use leptos::server_fn::codec::{IntoReq, PostUrl};
use leptos::server_fn::redirect::call_redirect_hook;
use leptos::server_fn::request::ClientReq;
use leptos::server_fn::response::ClientRes;
use leptos::server_fn::{ContentType, ServerFn};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::api::account::DeleteAccount;
use crate::api::identity::{SignIn, SignOut};
use crate::api::invitations::AcceptInvitation;
use crate::api::sign_up::{ResetPassword, SignUp};
use crate::model::AppError;
use crate::ui::part;

/// All server functions travel alike; any of them names the types.
type Transport = <SignOut as ServerFn>::Client;
type Request = <Transport as Client<AppError>>::Request;

/// A server function that a page's data comes from.
pub trait Question:
    ServerFn<Error = AppError, Output: Answer, Client = Transport>
    + IntoReq<PostUrl, Request, AppError>
    + Debug
    + 'static
{
}

impl<S> Question for S where
    S: ServerFn<Error = AppError, Output: Answer, Client = Transport>
        + IntoReq<PostUrl, Request, AppError>
        + Debug
        + 'static
{
}

/// A page's data.
pub trait Answer: Serialize + DeserializeOwned + Send + Sync + 'static {}

impl<T: Serialize + DeserializeOwned + Send + Sync + 'static> Answer for T {}

const ACCEPTS: &str = "application/json";

/// Where an answer leaves the browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// On the page it is on.
    Stay,
    /// On its way to another one.
    Leave,
}

/// These change who is signed in: the page then starts anew, so that nothing of the one before stays in memory and
/// all that hangs on the person (language, time zone) is right from the first byte.
const START_ANEW: [&str; 6] = [
    SignIn::PATH,
    SignOut::PATH,
    SignUp::PATH,
    AcceptInvitation::PATH,
    ResetPassword::PATH,
    DeleteAccount::PATH,
];

/// Sends URL-encoded fields to the server function at `path`, and follows where it leads: where that is the page that
/// one is on, what changed may stand anywhere in it, and it starts anew, too.
///
/// # Errors
/// The server function's own, or `Unreachable`.
pub async fn post(path: &str, fields: String) -> Result<Then, AppError> {
    let request: Result<Request, AppError> =
        Request::try_new_post(path, PostUrl::CONTENT_TYPE, ACCEPTS, fields);
    let (_, target) = send(request?).await?;
    let anew = START_ANEW.contains(&path) || target.as_deref().is_some_and(is_here);
    Ok(follow(target, anew))
}

/// Asks a server function: in the browser over HTTP, on the server by running it. The answer is JSON.
///
/// # Errors
/// The server function's own, or `Unreachable`.
pub async fn ask<S: Question>(question: S) -> Result<String, AppError> {
    // A constant: neither side carries the other's half.
    if cfg!(target_arch = "wasm32") {
        let (text, target) = send(question.into_req(S::PATH, ACCEPTS)?).await?;
        follow(target, false);
        Ok(text)
    } else {
        let answer = question.run_body().await?;
        serde_json::to_string(&answer).map_err(|_| AppError::Internal)
    }
}

/// Whether this is the address that one is at.
fn is_here(target: &str) -> bool {
    let here = window().location();
    let path = here.pathname().unwrap_or_default();
    let query = here.search().unwrap_or_default();
    target == path + &query
}

/// Goes where an answer leads, if it does.
fn follow(target: Option<String>, anew: bool) -> Then {
    match target {
        None => return Then::Stay,
        Some(target) if anew || part::is_elsewhere(&target) => {
            let _ = window().location().set_href(&target);
        }
        Some(target) => call_redirect_hook(&target),
    }
    Then::Leave
}

/// What was answered, and where it leads.
async fn send(request: Request) -> Result<(String, Option<String>), AppError> {
    let response = <Transport as Client<AppError>>::send(request).await?;
    let failed = ClientRes::<AppError>::status(&response) >= 400;
    let leads = ClientRes::<AppError>::has_redirect(&response);
    let target = ClientRes::<AppError>::location(&response);
    let text: String = ClientRes::<AppError>::try_into_string(response).await?;
    if failed {
        return Err(serde_json::from_str(&text).unwrap_or(AppError::Internal));
    }
    Ok((text, leads.then_some(target)))
}
