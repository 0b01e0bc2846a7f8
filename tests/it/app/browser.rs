//! A browser as far as the server can tell: it keeps cookies, says where its requests come from, posts forms
//! and calls server functions.

use std::collections::BTreeMap;
use std::sync::Mutex;

use super::{App, Reply};

/// A browser with its cookies.
pub struct Browser<'a> {
    app: &'a App,
    cookies: Mutex<BTreeMap<String, String>>,
}

impl<'a> Browser<'a> {
    pub(super) fn new(app: &'a App) -> Self {
        Self {
            app,
            cookies: Mutex::default(),
        }
    }

    /// Loads a page.
    pub async fn get(&self, path: &str) -> Reply {
        let request = self
            .app
            .request("GET", path)
            .header("accept", "text/html")
            .header("sec-fetch-site", "none");
        self.send(request).await
    }

    /// Posts a page's form, as a browser without WebAssembly does.
    pub async fn post(&self, page: &str, function: &str, fields: &[(&str, &str)]) -> Reply {
        let mut form = vec![("_fn", function)];
        form.extend_from_slice(fields);
        let request = self
            .app
            .request("POST", page)
            .header("accept", "text/html")
            .form(&form);
        self.send(request.header("sec-fetch-site", "same-origin"))
            .await
    }

    /// Calls a server function, as the browser's side of the program does.
    pub async fn call(&self, function: &str, fields: &[(&str, &str)]) -> Reply {
        let request = self
            .app
            .request("POST", function)
            .header("accept", "application/json")
            .form(fields);
        self.send(request.header("sec-fetch-site", "same-origin"))
            .await
    }

    /// Signs in through the form and insists that it works.
    pub async fn sign_in(&self, email: &str, password: &str) {
        let fields = [("email", email), ("password", password), ("next", "")];
        self.post("/sign-in", "/fn/sign_in", &fields)
            .await
            .expect(303);
    }

    /// Sends a request with the cookies, and keeps those of the answer.
    pub async fn send(&self, request: reqwest::RequestBuilder) -> Reply {
        let cookies = self.cookie_header();
        let request = if cookies.is_empty() {
            request
        } else {
            request.header("cookie", cookies)
        };
        let reply = Reply::to(request).await;
        for cookie in reply.cookies() {
            self.keep(cookie);
        }
        reply
    }

    fn keep(&self, cookie: &str) {
        let (name, rest) = cookie.split_once('=').expect("a cookie");
        let (value, attributes) = rest.split_once(';').expect("attributes");
        let mut cookies = self.cookies.lock().expect("the cookies");
        if attributes.contains("Max-Age=0") {
            cookies.remove(name);
        } else {
            cookies.insert(name.to_owned(), value.to_owned());
        }
    }

    /// The `Cookie` header it sends.
    pub fn cookie_header(&self) -> String {
        let cookies = self.cookies.lock().expect("the cookies");
        cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect::<Vec<_>>()
            .join("; ")
    }

    /// A cookie's value.
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.lock().expect("the cookies").get(name).cloned()
    }

    /// Puts a cookie there.
    pub fn set_cookie(&self, name: &str, value: &str) {
        self.cookies
            .lock()
            .expect("the cookies")
            .insert(name.to_owned(), value.to_owned());
    }

    /// Loses a cookie, as browsers do when it expires.
    pub fn lose_cookie(&self, name: &str) {
        self.cookies.lock().expect("the cookies").remove(name);
    }
}
