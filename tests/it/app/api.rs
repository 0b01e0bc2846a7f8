//! A REST client: JSON, a `Bearer` token, and perhaps the name of an organization.

use serde_json::{Value, json};

use super::{App, Reply};

/// A REST client.
#[derive(Clone)]
pub struct Api<'a> {
    app: &'a App,
    token: Option<String>,
    organization: Option<String>,
}

impl<'a> Api<'a> {
    pub(super) const fn new(app: &'a App) -> Self {
        Self {
            app,
            token: None,
            organization: None,
        }
    }

    /// The same with this access token.
    pub fn with_token(&self, token: &str) -> Self {
        Self {
            token: Some(token.to_owned()),
            ..self.clone()
        }
    }

    /// The same in this organization.
    pub fn within(&self, slug: &str) -> Self {
        Self {
            organization: Some(slug.to_owned()),
            ..self.clone()
        }
    }

    /// Signs in and insists that it works; the refresh token stays behind.
    pub async fn signed_in(&self, email: &str, password: &str) -> Self {
        let tokens = self.tokens(email, password).await;
        self.with_token(&tokens.0)
    }

    /// Signs in and insists that it works: the access token and the refresh token.
    pub async fn tokens(&self, email: &str, password: &str) -> (String, String) {
        let body = json!({ "email": email, "password": password });
        let pair = self.post("/api/token", body).await.expect(200).json();
        let token = |name: &str| pair[name].as_str().expect("a token").to_owned();
        (token("access"), token("refresh"))
    }

    /// `GET`.
    pub async fn get(&self, path: &str) -> Reply {
        Reply::to(self.request("GET", path)).await
    }

    /// `POST` with a body.
    pub async fn post(&self, path: &str, body: Value) -> Reply {
        Reply::to(self.request("POST", path).json(&body)).await
    }

    /// `PATCH` with a body.
    pub async fn patch(&self, path: &str, body: Value) -> Reply {
        Reply::to(self.request("PATCH", path).json(&body)).await
    }

    /// `DELETE`.
    pub async fn delete(&self, path: &str) -> Reply {
        Reply::to(self.request("DELETE", path)).await
    }

    /// A request with the token and the organization, to be completed.
    pub fn request(&self, method: &str, path: &str) -> reqwest::RequestBuilder {
        let mut request = self.app.request(method, path);
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        if let Some(organization) = &self.organization {
            request = request.header("x-organization", organization);
        }
        request
    }
}
