//! The cookies: the two tokens, which no script can read, one that was just made, and the theme.

use axum::http::{HeaderMap, HeaderValue, header};
use axum_extra::extract::cookie::{CookieJar, SameSite};
use chrono::Duration;

use super::super::config::Config;
use super::session::{ACCESS_LIFETIME, REFRESH_LIFETIME, StartedSession};

/// A year, in seconds.
const THEME_SECONDS: i64 = 365 * 24 * 60 * 60;

/// The name of the theme's cookie.
pub const THEME: &str = "tutta_theme";

const ACCESS: &str = "tutta_access";
const REFRESH: &str = "tutta_refresh";
const NEW_TOKEN: &str = "tutta_new_token";

/// How long a token that was just made waits for the page that shows it.
const NEW_TOKEN_LIFETIME: Duration = Duration::minutes(1);

/// The tokens that a request carries in its cookies.
#[derive(Default)]
pub struct Carried {
    /// The access token.
    pub access: Option<String>,
    /// The refresh token.
    pub refresh: Option<String>,
}

/// The cookies that hand a session to the browser.
#[must_use]
pub fn of_session(config: &Config, session: &StartedSession) -> Vec<HeaderValue> {
    vec![
        secret(config, ACCESS, &session.access, ACCESS_LIFETIME),
        secret(config, REFRESH, &session.refresh, REFRESH_LIFETIME),
    ]
}

/// The cookies that take it away.
#[must_use]
pub fn cleared(config: &Config) -> Vec<HeaderValue> {
    [ACCESS, REFRESH]
        .map(|name| secret(config, name, "", Duration::zero()))
        .into()
}

/// The cookie that takes a personal access token, which was just made, to the page that shows it. An address would be
/// remembered, and what a page was refused with stands in it again.
#[must_use]
pub fn of_new_token(config: &Config, token: &str) -> HeaderValue {
    secret(config, NEW_TOKEN, token, NEW_TOKEN_LIFETIME)
}

/// The cookie that takes it away.
#[must_use]
pub fn without_new_token(config: &Config) -> HeaderValue {
    secret(config, NEW_TOKEN, "", Duration::zero())
}

/// The personal access token that was just made.
#[must_use]
pub fn new_token(config: &Config, headers: &HeaderMap) -> Option<String> {
    value(config, &CookieJar::from_headers(headers), NEW_TOKEN)
}

/// The cookie that remembers the theme; anything but `light` and `dark` means the system's.
#[must_use]
pub fn theme(config: &Config, theme: &str) -> HeaderValue {
    let theme = match theme {
        "light" | "dark" => theme,
        _ => "system",
    };
    let secure = if config.server.secure_cookies {
        "; Secure"
    } else {
        ""
    };
    header_value(format!(
        "{THEME}={theme}; Path=/; Max-Age={THEME_SECONDS}; SameSite=Lax{secure}"
    ))
}

/// The theme that a request asks for.
#[must_use]
pub fn theme_of(headers: &HeaderMap) -> Option<String> {
    CookieJar::from_headers(headers)
        .get(THEME)
        .map(|cookie| cookie.value().to_owned())
}

/// The tokens of a request.
#[must_use]
pub fn carried(config: &Config, headers: &HeaderMap) -> Carried {
    let jar = CookieJar::from_headers(headers);
    Carried {
        access: value(config, &jar, ACCESS),
        refresh: value(config, &jar, REFRESH),
    }
}

fn value(config: &Config, jar: &CookieJar, name: &str) -> Option<String> {
    let cookie = jar.get(&name_of(config, name))?;
    Some(cookie.value().to_owned()).filter(|value| !value.is_empty())
}

/// Whether these answer headers already hand out or take away a session.
#[must_use]
pub fn mention_session(config: &Config, headers: &HeaderMap) -> bool {
    let start = format!("{}=", name_of(config, ACCESS));
    headers
        .get_all(header::SET_COOKIE)
        .iter()
        .any(|cookie| cookie.as_bytes().starts_with(start.as_bytes()))
}

/// The prefix makes browsers refuse the cookie from another host or without TLS (RFC 6265bis §4.1.3).
fn name_of(config: &Config, name: &str) -> String {
    if config.server.secure_cookies {
        format!("__Host-{name}")
    } else {
        name.to_owned()
    }
}

fn secret(config: &Config, name: &str, token: &str, lifetime: Duration) -> HeaderValue {
    let name = name_of(config, name);
    let seconds = lifetime.num_seconds();
    let secure = if config.server.secure_cookies {
        "; Secure"
    } else {
        ""
    };
    let same_site = SameSite::Lax;
    let mut value = header_value(format!(
        "{name}={token}; Path=/; Max-Age={seconds}; HttpOnly; SameSite={same_site}{secure}"
    ));
    value.set_sensitive(true);
    value
}

/// Tokens and names are of letters that headers allow; anything else would be a bug and sets nothing.
fn header_value(text: String) -> HeaderValue {
    HeaderValue::try_from(text).unwrap_or_else(|_| HeaderValue::from_static(""))
}
