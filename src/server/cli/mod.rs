//! The command line: one program that serves, migrates, checks itself, makes the first master user, makes a demo,
//! imports tickets, verifies the audit logs and prints the description of its API.

mod audit;
mod check;
mod create_master;
mod demo;
mod import;
mod migrate;
mod serve;

use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};
use secrecy::ExposeSecret;
use tracing_subscriber::EnvFilter;

use super::clock::Clock;
use super::config::{self, Config, LogFormat};
use super::db;
use super::rest::openapi;
use super::state::AppState;
use super::store::tally;

/// A multi-tenant customer-service portal.
#[derive(Parser)]
#[command(name = "tutta", version, about)]
struct Arguments {
    /// The configuration file.
    #[arg(long, global = true, env = "TUTTA_CONFIG", default_value = config::DEFAULT_FILE)]
    config: PathBuf,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Bring the database up to date and serve (the default).
    Serve,
    /// Bring the database up to date.
    Migrate,
    /// Say what is wrong with the configuration, the database and the data folder, and how to mend it.
    Check,
    /// Make a master user.
    CreateMaster(create_master::CreateMaster),
    /// Fill an empty database with made-up organizations, people and tickets, and print who can sign in.
    Demo,
    Import(import::Import),
    Audit(audit::Audit),
    /// Print the description of the REST API (OpenAPI 3.1).
    Openapi,
}

/// Runs the program.
#[must_use]
pub fn run() -> ExitCode {
    match start(Arguments::parse()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("tutta: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn start(arguments: Arguments) -> Result<ExitCode> {
    let command = arguments.command.unwrap_or(Command::Serve);
    if matches!(command, Command::Openapi) {
        // The description is the same whatever the configuration.
        std::io::stdout().write_all(openapi::document().text.as_bytes())?;
        return Ok(ExitCode::SUCCESS);
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let config = Config::load(&arguments.config)?;
    start_log(&config)?;
    runtime.block_on(async {
        match command {
            Command::Openapi => {}
            Command::Serve => serve::serve(config).await?,
            Command::Migrate => migrate::migrate(config).await?,
            Command::Check => return Ok(check::check(&config).await),
            Command::CreateMaster(person) => create_master::create_master(config, person).await?,
            Command::Demo => demo::demo(config).await?,
            Command::Audit(arguments) => return audit::audit(config, arguments).await,
            Command::Import(arguments) => import::import(config, arguments).await?,
        }
        Ok(ExitCode::SUCCESS)
    })
}

/// The log goes to the error output; the output is for what was asked for.
fn start_log(config: &Config) -> Result<()> {
    let filter = EnvFilter::try_new(&config.server.log_filter)
        .context("server.log_filter cannot be read. Write it like info,sqlx=warn")?;
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    match config.server.log_format {
        LogFormat::Human => log.init(),
        LogFormat::Json => log.json().init(),
    }
    Ok(())
}

/// Opens the database, making the data folder if need be, and brings together what a command works with.
async fn open(config: Config) -> Result<AppState> {
    config.make_data_dir()?;
    let url = config.database.url.expose_secret();
    let database = db::connect(url, config.database.max_connections)
        .await
        .context("The database cannot be opened. Check database.url (DATABASE_URL) and that the server is running")?;
    Ok(AppState::new(config, database, Clock::system())?)
}

/// The same, with the schema up to date.
async fn open_migrated(config: Config) -> Result<AppState> {
    let state = open(config).await?;
    db::migrate(&state.db)
        .await
        .context("The database could not be brought up to date")?;
    // After a migration or an import there may be much of it: better before anybody asks.
    tally::fold_all(&state.db)
        .await
        .context("The tickets' numbers could not be added up")?;
    Ok(state)
}
