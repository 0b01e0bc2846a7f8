//! Renders the application on the server: a whole document with its data, its theme and its status.

use std::sync::{Arc, OnceLock};

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;
use leptos::nonce::use_nonce;
use leptos::prelude::{provide_context, use_context};
use leptos_axum::ResponseOptions;
use leptos_router::components::provide_server_redirect;

use super::auth::cookies;
use super::context::{self, RequestContext};
use super::mail::Mailer;
use super::state::AppState;
use crate::app::{MostUploadBytes, StrengthModule, shell};
use crate::model::view::FormFlash;
use crate::model::zone::Zone;
use crate::ui::mail::MailIsKept;
use crate::ui::part::Part;
use crate::ui::theme::Theme;

/// Renders the page of `request`'s address; `flash` is what became of the form that was posted to it.
///
/// Everything is awaited first, so that status, redirects and cookies can still be decided by what is found.
pub async fn render(state: &AppState, request: Request, flash: Option<FormFlash>) -> Response {
    let theme: Theme = cookies::theme_of(request.headers())
        .and_then(|theme| theme.parse().ok())
        .unwrap_or_default();
    let zone = zone_of(&request);
    let part = Part::of(request.uri().path());
    let mail = MailIsKept(matches!(*state.mailer, Mailer::Outbox(_)));
    let most_bytes = MostUploadBytes(state.storage.most_bytes());
    let hash_file = state
        .leptos
        .hash_files
        .then(|| state.leptos.hash_file.clone());
    let contexts = move || {
        provide_context(theme);
        provide_context(part);
        provide_context(zone.clone());
        provide_context(mail);
        provide_context(most_bytes);
        if let Some(module) = strength_module(&hash_file) {
            provide_context(module);
        }
        provide_server_redirect(context::redirect);
        if let Some(flash) = flash.clone() {
            provide_context(flash);
        }
        if let (Some(nonce), Some(response)) = (use_nonce(), use_context::<ResponseOptions>())
            && let Ok(policy) = HeaderValue::try_from(content_security_policy(&nonce))
        {
            response.insert_header(header::CONTENT_SECURITY_POLICY, policy);
        }
    };
    let options = state.leptos.clone();
    let renderer =
        leptos_axum::render_app_async_with_context(contexts, move || shell(options.clone()));
    redirected(renderer(request).await)
}

/// The address of the meter beside new passwords, by the list of names beside the program that the build writes; read
/// once.
fn strength_module(hash_file: &Option<Arc<str>>) -> Option<StrengthModule> {
    static NAME: OnceLock<Option<String>> = OnceLock::new();
    let read = |file: &str| {
        let beside = std::env::current_exe().ok()?.parent()?.join(file);
        let names = std::fs::read_to_string(beside).ok()?;
        let name = names
            .lines()
            .find_map(|line| line.strip_prefix("strength:"));
        name.map(|name| name.trim().to_owned())
    };
    let name = NAME.get_or_init(|| read(hash_file.as_deref()?));
    name.as_ref()
        .map(|name| StrengthModule(format!("/pkg/strength.{name}.js")))
}

/// How whoever asks reads time.
fn zone_of(request: &Request) -> Zone {
    let ctx = request.extensions().get::<RequestContext>();
    ctx.map_or_else(Zone::default, |ctx| ctx.locale().zone(ctx.now))
}

/// A redirect decided while rendering is one whatever the client says it accepts.
fn redirected(mut response: Response) -> Response {
    response.headers_mut().remove(HeaderName::from_static(
        server_fn::redirect::REDIRECT_HEADER,
    ));
    if response.headers().contains_key(header::LOCATION) {
        if !response.status().is_redirection() {
            *response.status_mut() = StatusCode::FOUND;
        }
        *response.body_mut() = Body::empty();
    }
    response
}

/// Scripts only of ours: by address, or inline with this answer's nonce. Styles may stand in attributes, which
/// cannot load or run anything.
fn content_security_policy(nonce: &str) -> String {
    // The reload socket of `cargo leptos watch` is on another port.
    let reload = if std::env::var_os("LEPTOS_WATCH").is_some() {
        " ws:"
    } else {
        ""
    };
    format!(
        "default-src 'self'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; \
         style-src 'self' 'nonce-{nonce}'; style-src-attr 'unsafe-inline'; img-src 'self' data: https:; \
         connect-src 'self'{reload}; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
}
