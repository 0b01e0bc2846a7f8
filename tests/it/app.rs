//! A server of its own for each test: the real router on a port of its own, a database of its own, and a clock
//! that the test moves.

mod api;
mod browser;
pub mod contract;
mod database;
mod described;
mod mails;
mod reply;

pub use self::api::Api;
pub use self::browser::Browser;
pub use self::database::TestDatabase;
pub use self::described::Described;
pub use self::mails::Mail;
pub use self::reply::{Reply, at_once};

use std::net::SocketAddr;
use std::ops::Deref;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, Duration, Utc};
use leptos::config::LeptosOptions;
use sea_orm::DatabaseConnection;
use tokio::net::TcpListener;
use tutta::server::clock::Clock;
use tutta::server::config::{
    AuthConfig, Config, CorsOrigins, DatabaseConfig, LimitsConfig, LogFormat, MailConfig,
    OrganizationSignup, ServerConfig, SignupConfig, StorageConfig, StoragePlace, TrustedProxies,
};
use tutta::server::router;
use tutta::server::state::AppState;

/// When every test begins, in microseconds: 2026-11-18, early in the afternoon.
const BEGINNING: i64 = 1_795_010_400_000_000;

/// A running server.
pub struct App {
    /// What the server runs on.
    pub state: AppState,
    address: SocketAddr,
    clock: Arc<AtomicI64>,
    http: reqwest::Client,
    _site: tempfile::TempDir,
    database_url: String,
}

impl App {
    async fn start(db: DatabaseConnection, url: String, adapt: impl FnOnce(&mut Config)) -> Self {
        Self::start_with(db, url, Arc::new(AtomicI64::new(BEGINNING)), adapt).await
    }

    /// Another instance on the same database and clock.
    pub async fn beside(other: &Self) -> Self {
        let generosity = other.state.config.limits.generosity;
        let adapt = |config: &mut Config| config.limits.generosity = generosity;
        let (db, url) = (other.db().clone(), other.database_url.clone());
        Self::start_with(db, url, Arc::clone(&other.clock), adapt).await
    }

    async fn start_with(
        db: DatabaseConnection,
        database_url: String,
        clock: Arc<AtomicI64>,
        adapt: impl FnOnce(&mut Config),
    ) -> Self {
        let site = tempfile::tempdir().expect("a folder");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let mut config = config(address, site.path().to_owned());
        adapt(&mut config);
        let hand = Arc::clone(&clock);
        let tell =
            move || DateTime::from_timestamp_micros(hand.load(Ordering::SeqCst)).expect("a moment");
        let state = AppState::new(config, db, Clock::from_fn(tell)).expect("a state");
        let service =
            router::build(state.clone()).into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async move { axum::serve(listener, service).await });
        let http = reqwest::Client::builder()
            .timeout(std::time::Duration::from_secs(60))
            .redirect(reqwest::redirect::Policy::none());
        Self {
            state,
            address,
            clock,
            http: http.build().expect("a client"),
            _site: site,
            database_url,
        }
    }

    /// The database, for what no request can do.
    pub fn db(&self) -> &DatabaseConnection {
        &self.state.db
    }

    /// The database's address, for a program beside the server.
    pub fn database_url(&self) -> &str {
        &self.database_url
    }

    /// The time as the server sees it.
    pub fn now(&self) -> DateTime<Utc> {
        self.state.clock.now()
    }

    /// Lets time pass.
    pub fn pass(&self, time: Duration) {
        self.clock.fetch_add(
            time.num_microseconds().expect("a short time"),
            Ordering::SeqCst,
        );
    }

    /// The address of a path.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// `host:port` as browsers send it.
    pub fn host(&self) -> String {
        self.address.to_string()
    }

    /// A request as it is, with nothing added.
    pub fn request(&self, method: &str, path: &str) -> reqwest::RequestBuilder {
        self.http
            .request(method.parse().expect("a method"), self.url(path))
    }

    /// A browser without cookies.
    pub fn browser(&self) -> Browser<'_> {
        Browser::new(self)
    }

    /// A REST client without a token.
    pub fn api(&self) -> Api<'_> {
        Api::new(self)
    }

    /// The folder the static files come from.
    pub fn site(&self) -> PathBuf {
        PathBuf::from(&*self.state.leptos.site_root)
    }
}

fn config(address: SocketAddr, site: PathBuf) -> Config {
    Config {
        server: ServerConfig {
            address,
            public_url: format!("http://{address}"),
            secure_cookies: false,
            log_format: LogFormat::Human,
            log_filter: "off".to_owned(),
            data_dir: site.clone(),
            trusted_proxies: TrustedProxies::default(),
            cors_origins: CorsOrigins::default(),
        },
        database: DatabaseConfig {
            url: "".into(),
            max_connections: 8,
        },
        signup: SignupConfig {
            enabled: true,
            organizations: OrganizationSignup::Approval,
        },
        auth: AuthConfig {
            secret_key: "a key for tests, at least 32 characters".into(),
            argon2_memory_kib: 8,
            argon2_iterations: 1,
            argon2_parallelism: 1,
        },
        limits: LimitsConfig { generosity: 1000 },
        mail: MailConfig {
            smtp: None,
            from: "Tutta <no-reply@tutta.example>".parse().expect("a mailbox"),
            verify_addresses: false,
        },
        storage: StorageConfig {
            place: StoragePlace::Folder(site.join("attachments")),
            most_bytes: 1024 * 1024,
        },
        leptos: LeptosOptions::builder()
            .output_name("tutta")
            .site_root(site.display().to_string())
            .build(),
    }
}

/// A test's server, which takes its database with it when it ends well.
pub struct Running {
    app: App,
    database: TestDatabase,
}

impl Deref for Running {
    type Target = App;

    fn deref(&self) -> &App {
        &self.app
    }
}

impl Running {
    async fn end(self) {
        self.app.state.db.close_by_ref().await.ok();
        self.database.remove().await;
    }
}

/// Runs `test` on SQLite.
pub async fn on_sqlite(adapt: impl FnOnce(&mut Config), test: impl AsyncFnOnce(&App)) {
    run(TestDatabase::sqlite().await, adapt, test).await;
}

/// Runs `test` on PostgreSQL, or says aloud that it was skipped.
pub async fn on_postgresql(adapt: impl FnOnce(&mut Config), test: impl AsyncFnOnce(&App)) {
    if let Some(database) = TestDatabase::postgresql().await {
        run(database, adapt, test).await;
    }
}

async fn run(
    database: TestDatabase,
    adapt: impl FnOnce(&mut Config),
    test: impl AsyncFnOnce(&App),
) {
    let app = App::start(database.connect().await, database.url(), adapt).await;
    let running = Running { app, database };
    test(&running).await;
    running.end().await;
}

/// Tells the compiler what the closures of `both_databases!` take.
pub async fn call(test: impl AsyncFnOnce(&App), app: &App) {
    test(app).await;
}

/// Declares a test that runs on both databases: `both_databases!(name, async |app| { ... });`, with
/// `|config| ...` before the body to run under another configuration.
#[macro_export]
macro_rules! both_databases {
    ($name:ident, $test:expr) => {
        $crate::both_databases!($name, |_| {}, $test);
    };
    ($name:ident, $adapt:expr, $test:expr) => {
        async fn $name(app: &$crate::app::App) {
            $crate::app::call($test, app).await;
        }

        mod $name {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                $crate::app::on_sqlite($adapt, super::$name).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgresql() {
                $crate::app::on_postgresql($adapt, super::$name).await;
            }
        }
    };
}
