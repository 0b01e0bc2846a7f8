//! What can be tried without being signed in is limited per address and per account, on every way in, and the limit
//! holds across instances.

use chrono::Duration;
use serde_json::{Value, json};
use tutta::server::config::{Config, TrustedProxies};

use crate::app::{App, Reply};
use crate::both_databases;
use crate::builders::PASSWORD;

fn strict(config: &mut Config) {
    config.limits.generosity = 1;
}

fn behind_a_proxy(config: &mut Config) {
    strict(config);
    config.server.trusted_proxies = "127.0.0.1".parse_list();
}

trait ParseList {
    fn parse_list(&self) -> TrustedProxies;
}

impl ParseList for str {
    fn parse_list(&self) -> TrustedProxies {
        serde_json::from_value(json!(self)).expect("a list of networks")
    }
}

async fn try_with(app: &App, email: &str, from: &str) -> Reply {
    let body = json!({ "email": email, "password": "certainly not the password" });
    let request = app.request("POST", "/api/token").json(&body);
    Reply::to(request.header("x-forwarded-for", from)).await
}

fn seconds(reply: &Reply) -> i64 {
    reply.header("retry-after").parse().expect("seconds")
}

both_databases!(
    one_account_is_tried_fifteen_times_a_minute,
    super::strict,
    async |app| {
        app.person("ada@example.com").await;
        for _ in 0..15 {
            try_with(app, "ada@example.com", "").await.expect(401);
        }
        app.pass(Duration::seconds(20));
        let refused = try_with(app, " ADA@example.com", "").await.expect(429);
        assert_eq!(
            (refused.code().as_str(), seconds(&refused)),
            ("too_many_requests", 40)
        );
        try_with(app, "bo@example.com", "").await.expect(401);
        app.pass(Duration::seconds(40));
        try_with(app, "ada@example.com", "").await.expect(401);
    }
);

both_databases!(
    an_account_that_is_not_there_is_limited_alike,
    super::strict,
    async |app| {
        for _ in 0..15 {
            try_with(app, "nobody@example.com", "").await.expect(401);
        }
        try_with(app, "nobody@example.com", "").await.expect(429);
    }
);

both_databases!(
    one_address_tries_thirty_times_whatever_it_says_of_itself,
    super::strict,
    async |app| {
        for number in 0..30 {
            let (email, from) = (format!("p{number}@example.com"), format!("10.0.0.{number}"));
            try_with(app, &email, &from).await.expect(401);
        }
        try_with(app, "another@example.com", "10.0.0.99")
            .await
            .expect(429);
    }
);

both_databases!(
    behind_a_trusted_proxy_each_client_counts_for_itself,
    super::behind_a_proxy,
    async |app| {
        for number in 0..30 {
            let email = format!("p{number}@example.com");
            try_with(app, &email, "6.6.6.6, 198.51.100.1")
                .await
                .expect(401);
        }
        try_with(app, "another@example.com", "198.51.100.1")
            .await
            .expect(429);
        try_with(app, "another@example.com", "198.51.100.2")
            .await
            .expect(401);
    }
);

both_databases!(
    all_addresses_of_one_ipv6_network_count_together,
    super::behind_a_proxy,
    async |app| {
        for number in 0..30 {
            let (email, from) = (
                format!("p{number}@example.com"),
                format!("2001:db8:0:1::{number:x}"),
            );
            try_with(app, &email, &from).await.expect(401);
        }
        try_with(app, "another@example.com", "2001:db8:0:1:ffff::1")
            .await
            .expect(429);
        try_with(app, "another@example.com", "2001:db8:0:2::1")
            .await
            .expect(401);
    }
);

both_databases!(
    the_page_says_when_to_come_back_and_keeps_what_was_typed,
    super::strict,
    async |app| {
        let ada = app.person("ada@example.com").await;
        for _ in 0..15 {
            try_with(app, &ada.email, "").await.expect(401);
        }
        let fields = [
            ("email", "ada@example.com"),
            ("password", PASSWORD),
            ("next", ""),
        ];
        let page = app
            .browser()
            .post("/sign-in", "/fn/sign_in", &fields)
            .await
            .expect(429);
        assert!(
            seconds(&page) > 0 && page.body.contains("ada@example.com"),
            "{}",
            page.body
        );
        assert!(!page.body.contains(PASSWORD));
        let function = app.browser().call("/fn/sign_in", &fields).await.expect(429);
        assert!(seconds(&function) > 0);
    }
);

both_databases!(refresh_and_verify_are_limited, super::strict, async |app| {
    for (path, field) in [
        ("/api/token/refresh", "refresh"),
        ("/api/token/verify", "token"),
    ] {
        let body = |token: &str| Value::from_iter([(field, token)]);
        for _ in 0..60 {
            app.api().post(path, body("the same")).await.expect(401);
        }
        let refused = app.api().post(path, body("the same")).await.expect(429);
        assert!(seconds(&refused) > 0);
        app.pass(Duration::minutes(1));
    }
});

both_databases!(
    refresh_tokens_in_cookies_are_no_way_around_it,
    super::strict,
    async |app| {
        let browser = app.browser();
        for number in 0..240 {
            browser.set_cookie("tutta_refresh", &format!("guess {number}"));
            browser.get("/sign-in").await.expect(200);
        }
        browser.set_cookie("tutta_refresh", "one more guess");
        let refused = browser.get("/sign-in").await.expect(429);
        assert!(seconds(&refused) > 0);
    }
);

both_databases!(two_instances_count_together, super::strict, async |app| {
    let other = crate::app::App::beside(app).await;
    for _ in 0..8 {
        try_with(app, "ada@example.com", "").await.expect(401);
    }
    for _ in 0..7 {
        try_with(&other, "ada@example.com", "").await.expect(401);
    }
    try_with(app, "ada@example.com", "").await.expect(429);
    try_with(&other, "ada@example.com", "").await.expect(429);
});
