//! What the server answered.

use reqwest::header::{HeaderMap, SET_COOKIE};
use serde_json::Value;

use super::contract::Asked;

/// An answer, read to its end.
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: String,
}

impl Reply {
    /// Sends the request and reads the answer; one of the REST API must be as its description says.
    pub async fn to(request: reqwest::RequestBuilder) -> Self {
        let (client, request) = request.build_split();
        let request = request.expect("a request");
        let asked = Asked::of(&request);
        let response = client.execute(request).await.expect("an answer");
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let reply = Self {
            status,
            headers,
            body: response.text().await.expect("a body"),
        };
        asked.hold_against(&reply);
        reply
    }

    /// Insists on the status.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.body);
        self
    }

    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    /// `error.code` of a REST error.
    #[track_caller]
    pub fn code(&self) -> String {
        self.json()["error"]["code"]
            .as_str()
            .expect(&self.body)
            .to_owned()
    }

    /// A header, or nothing.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().expect("text"))
    }

    /// The `Set-Cookie` headers.
    pub fn cookies(&self) -> Vec<&str> {
        self.headers
            .get_all(SET_COOKIE)
            .iter()
            .map(|cookie| cookie.to_str().expect("text"))
            .collect()
    }
}

/// Sends all the requests at once.
pub async fn at_once(requests: Vec<reqwest::RequestBuilder>) -> Vec<Reply> {
    let mut running = tokio::task::JoinSet::new();
    for request in requests {
        running.spawn(Reply::to(request));
    }
    running.join_all().await
}
