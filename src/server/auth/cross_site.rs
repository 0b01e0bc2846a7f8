//! Refuses requests that another site makes a browser send (spec §4), beside the cookies' `SameSite`.
//!
//! tower-http's layer has the same idea, but lets through whatever carries neither `Sec-Fetch-Site` nor
//! `Origin`. Here a request with cookies must show one of them.

use axum::extract::Request;
use axum::http::{HeaderMap, Method, Uri, header};

use super::bearer;

/// Whether a request that may change something comes from elsewhere than the host it was sent to, or than
/// `public_url`: a proxy in front may send the request on under another name.
#[must_use]
pub fn is_cross_site(request: &Request, public_url: &str) -> bool {
    let is_safe = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    !is_safe
        && bearer(request.headers()).is_none()
        && !is_own(request.headers(), request.uri(), public_url)
}

fn is_own(headers: &HeaderMap, uri: &Uri, public_url: &str) -> bool {
    if let Some(site) = headers.get("sec-fetch-site") {
        return site == "same-origin" || site == "none";
    }
    match headers.get(header::ORIGIN) {
        Some(origin) => origin.to_str().is_ok_and(|origin| {
            origin.eq_ignore_ascii_case(public_url) || is_same_host(origin, headers, uri)
        }),
        None => !headers.contains_key(header::COOKIE),
    }
}

fn is_same_host(origin: &str, headers: &HeaderMap, uri: &Uri) -> bool {
    let host = uri.authority().map(axum::http::uri::Authority::as_str);
    let host = host.or_else(|| {
        headers
            .get(header::HOST)
            .and_then(|host| host.to_str().ok())
    });
    let origin = origin
        .strip_prefix("https://")
        .or_else(|| origin.strip_prefix("http://"));
    matches!((origin, host), (Some(origin), Some(host)) if origin.eq_ignore_ascii_case(host))
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    fn is_refused(method: &str, headers: &[(&str, &str)]) -> bool {
        let mut request = Request::builder()
            .method(method)
            .uri("/sign-in")
            .header("host", "help.example:3000");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        is_cross_site(
            &request.body(Body::empty()).expect("a request"),
            "https://public.example",
        )
    }

    #[test]
    fn what_changes_something_must_come_from_this_site() {
        let cookie = ("cookie", "tutta_access=x");
        for (refused, headers) in [
            (false, vec![cookie, ("sec-fetch-site", "same-origin")]),
            (false, vec![cookie, ("sec-fetch-site", "none")]),
            (true, vec![cookie, ("sec-fetch-site", "same-site")]),
            (true, vec![cookie, ("sec-fetch-site", "cross-site")]),
            (true, vec![("sec-fetch-site", "cross-site")]),
            (
                true,
                vec![
                    cookie,
                    ("sec-fetch-site", "cross-site"),
                    ("origin", "http://help.example:3000"),
                ],
            ),
            (false, vec![cookie, ("origin", "http://help.example:3000")]),
            (false, vec![cookie, ("origin", "https://HELP.example:3000")]),
            (true, vec![cookie, ("origin", "http://help.example")]),
            (false, vec![cookie, ("origin", "https://public.example")]),
            (true, vec![cookie, ("origin", "http://public.example")]),
            (
                true,
                vec![cookie, ("origin", "https://public.example.evil.example")],
            ),
            (true, vec![cookie, ("origin", "http://evil.example")]),
            (true, vec![cookie, ("origin", "null")]),
            (true, vec![("origin", "null")]),
            (true, vec![cookie]),
            (false, vec![]),
            (
                false,
                vec![
                    cookie,
                    ("authorization", "Bearer x"),
                    ("sec-fetch-site", "cross-site"),
                ],
            ),
            (true, vec![cookie, ("authorization", "Basic eDp5")]),
        ] {
            assert_eq!(is_refused("POST", &headers), refused, "{headers:?}");
            assert_eq!(is_refused("DELETE", &headers), refused, "{headers:?}");
            assert!(!is_refused("GET", &headers), "{headers:?}");
        }
    }
}
