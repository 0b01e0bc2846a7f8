//! The first seed's client: the React `AuthContext`, step by step. Its base address is `/api/v1`, every path ends with
//! a slash, and a 401 is answered with one refresh and one more try.

use chrono::Duration;
use serde_json::{Value, json};

use crate::app::{App, Reply};
use crate::both_databases;
use crate::builders::{PASSWORD, Person};

/// What the provider keeps.
pub struct AuthContext<'a> {
    app: &'a App,
    origin: Option<&'a str>,
    pub user: Value,
    pub access_token: Option<String>,
    pub refresh_token: Option<String>,
}

impl<'a> AuthContext<'a> {
    /// A page served from `origin`, or from here.
    pub fn new(app: &'a App, origin: Option<&'a str>) -> Self {
        Self {
            app,
            origin,
            user: Value::Null,
            access_token: None,
            refresh_token: None,
        }
    }

    /// `axios`: JSON and nothing else, with what the browser adds.
    fn axios(&self, method: &str, path: &str, body: Option<&Value>) -> reqwest::RequestBuilder {
        let mut request = self.app.request(method, &format!("/api/v1{path}"));
        if let Some(body) = body {
            request = request.json(body);
        }
        match self.origin {
            Some(origin) => request
                .header("origin", origin)
                .header("sec-fetch-site", "cross-site"),
            None => request.header("sec-fetch-site", "same-origin"),
        }
    }

    /// `api`: the same with the token, and with the interceptor for a 401.
    pub async fn api(&mut self, method: &str, path: &str, body: Option<Value>) -> Reply {
        let first = self.with_token(method, path, body.as_ref()).await;
        let Some(refresh) = self.refresh_token.clone().filter(|_| first.status == 401) else {
            return first;
        };
        let refreshed = self.axios(
            "POST",
            "/auth/refresh/",
            Some(&json!({ "refresh_token": refresh })),
        );
        let refreshed = Reply::to(refreshed).await;
        if refreshed.status != 200 {
            self.logout().await;
            return refreshed;
        }
        self.keep(&refreshed.json());
        self.with_token(method, path, body.as_ref()).await
    }

    async fn with_token(&self, method: &str, path: &str, body: Option<&Value>) -> Reply {
        let mut request = self.axios(method, path, body);
        if let Some(token) = &self.access_token {
            request = request.bearer_auth(token);
        }
        Reply::to(request).await
    }

    fn keep(&mut self, data: &Value) {
        let token = |name: &str| Some(data[name].as_str().expect(name).to_owned());
        self.access_token = token("access_token");
        self.refresh_token = token("refresh_token");
    }

    pub async fn login(&mut self, email: &str, password: &str) -> Reply {
        let body = json!({ "email": email, "password": password });
        let reply = Reply::to(self.axios("POST", "/auth/login/", Some(&body))).await;
        if reply.status == 200 {
            let data = reply.json();
            self.user = data["user"].clone();
            self.keep(&data);
        }
        reply
    }

    pub async fn load_user(&mut self) {
        let reply = self.api("GET", "/auth/me/", None).await;
        if reply.status == 200 {
            self.user = reply.json();
        } else {
            self.logout().await;
        }
    }

    pub async fn switch_organization(&mut self, id: &Value) {
        let body = json!({ "organization_id": id });
        let reply = self
            .api("POST", "/auth/switch-org/", Some(body))
            .await
            .expect(200);
        self.user = reply.json()["user"].clone();
    }

    pub async fn logout(&mut self) {
        if let Some(refresh) = self.refresh_token.take() {
            let body = json!({ "refresh_token": refresh });
            Reply::to(self.axios("POST", "/auth/logout/", Some(&body))).await;
        }
        self.access_token = None;
        self.user = Value::Null;
    }
}

/// The interface `User` of the client's source.
fn is_a_user(user: &Value) {
    for name in ["id", "email", "first_name", "last_name", "onboarding_step"] {
        assert!(user[name].is_string(), "{name}: {user}");
    }
    for name in ["is_master_user", "onboarding_completed"] {
        assert!(user[name].is_boolean(), "{name}: {user}");
    }
    let kind = user["user_type"].as_str().expect("a type");
    assert!(
        ["master", "org_admin", "manager", "learner"].contains(&kind),
        "{kind}"
    );
    assert!(user["primary_org"].is_string() || user["primary_org"].is_null());
    for organization in user["organizations"].as_array().expect("a list") {
        for name in ["id", "name", "slug", "role", "status"] {
            assert!(organization[name].is_string(), "{name}: {organization}");
        }
    }
}

async fn ada(app: &App) -> Person {
    let ada = app.person("ada@example.com").await;
    app.organization("acme", &ada).await;
    app.organization("globex", &ada).await;
    ada
}

both_databases!(signs_in_and_learns_who_it_is, async |app| {
    let ada = ada(app).await;
    let mut context = AuthContext::new(app, None);
    context
        .login(&ada.email, "certainly not the password")
        .await
        .expect(401);
    assert_eq!(context.user, Value::Null);
    let reply = context.login(&ada.email, PASSWORD).await.expect(200);
    assert!(reply.json()["expires_in"].is_i64());
    is_a_user(&context.user);
    let at_login = context.user.clone();
    context.load_user().await;
    assert_eq!(context.user, at_login);
});

both_databases!(goes_on_after_the_access_token_has_ended, async |app| {
    let ada = ada(app).await;
    let mut context = AuthContext::new(app, None);
    context.login(&ada.email, PASSWORD).await.expect(200);
    let first = (context.access_token.clone(), context.refresh_token.clone());
    app.pass(Duration::minutes(16));
    context.load_user().await;
    is_a_user(&context.user);
    assert_ne!(
        (&context.access_token, &context.refresh_token),
        (&first.0, &first.1)
    );
    app.pass(Duration::days(8));
    context.load_user().await;
    assert_eq!(
        (&context.user, &context.refresh_token),
        (&Value::Null, &None)
    );
});

both_databases!(switches_the_organization, async |app| {
    let ada = ada(app).await;
    let mut context = AuthContext::new(app, None);
    context.login(&ada.email, PASSWORD).await.expect(200);
    let organizations = context.user["organizations"]
        .as_array()
        .expect("a list")
        .clone();
    assert_eq!(organizations.len(), 2);
    for organization in organizations {
        context.switch_organization(&organization["id"]).await;
        assert_eq!(context.user["primary_org"], organization["id"]);
        context.load_user().await;
        assert_eq!(context.user["primary_org"], organization["id"]);
    }
});

both_databases!(signs_out_for_good, async |app| {
    let ada = ada(app).await;
    let mut context = AuthContext::new(app, None);
    context.login(&ada.email, PASSWORD).await.expect(200);
    let (access, refresh) = (context.access_token.clone(), context.refresh_token.clone());
    context.logout().await;
    assert_eq!(context.user, Value::Null);
    (context.access_token, context.refresh_token) = (access, refresh);
    context.api("GET", "/auth/me/", None).await.expect(401);
    assert_eq!(
        context.access_token, None,
        "the refresh token has ended too"
    );
});
