//! The origins whose pages may call the REST API from a browser, with a token (ADR 18).

use axum::http::HeaderValue;
use serde::Deserialize;

/// Origins such as `https://app.example.com`, written as an array or, in the environment, separated by commas.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Written")]
pub struct CorsOrigins(Vec<HeaderValue>);

#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Line(String),
    List(Vec<String>),
}

impl TryFrom<Written> for CorsOrigins {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        let list = match written {
            Written::Line(line) => line.split(',').map(str::to_owned).collect(),
            Written::List(list) => list,
        };
        let named = list
            .iter()
            .map(|one| one.trim())
            .filter(|one| !one.is_empty());
        named.map(parse).collect::<Result<_, _>>().map(Self)
    }
}

/// An origin as browsers send it: in lower case, without a path.
fn parse(raw: &str) -> Result<HeaderValue, String> {
    let origin = raw.trim_end_matches('/').to_ascii_lowercase();
    let host = origin
        .strip_prefix("https://")
        .or_else(|| origin.strip_prefix("http://"));
    let is_host = |host: &str| {
        !host.is_empty()
            && host
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "-.:[]".contains(c))
    };
    host.filter(|host| is_host(host))
        .and_then(|_| HeaderValue::try_from(&origin).ok())
        .ok_or_else(|| {
            format!("server.cors_origins holds \"{raw}\". Write whole origins, such as https://app.example.com")
        })
}

impl CorsOrigins {
    /// All of them.
    #[must_use]
    pub fn as_slice(&self) -> &[HeaderValue] {
        &self.0
    }
}
