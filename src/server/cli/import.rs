//! `tutta import`: reads a CSV file of tickets into an organization, shows how far it is, and reports.

mod progress;
mod report;

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Args;
use sea_orm::DatabaseConnection;

use self::progress::Display;
use crate::model::organization::Slug;
use crate::server::clock::Clock;
use crate::server::config::Config;
use crate::server::operator::OperatorScope;
use crate::server::service::import::{self, Options, Report};
use crate::server::store::bulk::platform;

/// How many organizations are named to whoever mistyped one.
const SLUGS_NAMED: u64 = 10;

/// Tickets, requesters and groups from a CSV file. Rows that are there already are skipped, so it can be run again.
#[derive(Args)]
#[command(after_long_help = FIELDS)]
pub(super) struct Import {
    /// The organization, by the name in its addresses (/o/SLUG).
    #[arg(long, value_name = "SLUG")]
    organization: String,
    /// The file: UTF-8, the first line names the columns.
    #[arg(value_name = "FILE.csv", required_unless_present = "map")]
    file: Option<PathBuf>,
    /// Read a column as a field; `COLUMN=ignore` leaves it out. Takes one or more.
    #[arg(long, value_name = "COLUMN=FIELD", num_args = 1..)]
    map: Vec<String>,
    /// The column that names each ticket's group.
    #[arg(long, value_name = "COLUMN")]
    group_by: Option<String>,
}

const FIELDS: &str = "\
Fields: external_id, subject, description, status, priority, requester_email, requester_name, group, assignee_email,
resolution, created_at, first_response_at, resolved_at, tags. Columns called so, or as other help desks call them
(Ticket ID, Customer Email, Ticket Type, ...), are found without --map; subject and requester_email are needed.

{column_name} in a subject, description or resolution is filled from that column of the row. Times without an offset
are UTC. Without an external_id, a row's own cells make one. Rows that cannot be read are written to
FILE.refused.csv in the current folder with the reason; correct them there and import that file.";

/// The file and the columns. `--map` takes several values, and with them a file that stands behind it.
fn file_and_map(
    file: Option<PathBuf>,
    map: Vec<String>,
) -> Result<(PathBuf, Vec<(String, String)>)> {
    let mut files: Vec<PathBuf> = file.into_iter().collect();
    let mut columns = Vec::new();
    for raw in map {
        match raw.rsplit_once('=') {
            Some((column, field)) => {
                columns.push((column.trim().to_owned(), field.trim().to_owned()))
            }
            None => files.push(raw.into()),
        }
    }
    match (files.pop(), files.is_empty()) {
        (Some(file), true) => Ok((file, columns)),
        (Some(extra), false) => bail!("{} is no COLUMN=FIELD.", extra.display()),
        (None, _) => bail!("Name the file to import."),
    }
}

pub(super) async fn import(config: Config, arguments: Import) -> Result<()> {
    let state = super::open_migrated(config).await?;
    let done = run(&state.db, arguments, &state.clock).await;
    state.db.close().await?;
    done
}

async fn run(db: &DatabaseConnection, arguments: Import, clock: &Clock) -> Result<()> {
    let scope = open(db, &arguments.organization).await?;
    let (file, map) = file_and_map(arguments.file, arguments.map)?;
    let options = Options {
        file,
        map,
        group_by: arguments.group_by,
        refused_folder: std::env::current_dir().context("The current folder cannot be read")?,
    };
    let mut report = Report::default();
    let mut display = Display::new();
    let ended = import::run(db, &scope, &options, clock, &mut report, &mut |progress| {
        display.show(progress)
    })
    .await;
    display.end();
    eprint!("{}", report::describe(&report, scope.organization_name()));
    ended.context(if report.rows > 0 {
        "The import stopped; what is reported above is kept. Run it again to go on"
    } else {
        "Nothing was imported"
    })
}

async fn open(db: &DatabaseConnection, slug: &str) -> Result<OperatorScope> {
    let found = match Slug::parse(slug) {
        Ok(slug) => OperatorScope::open(db, &slug).await?,
        Err(_) => None,
    };
    if let Some(scope) = found {
        return Ok(scope);
    }
    let slugs = platform::slugs(db, SLUGS_NAMED).await?;
    let there = if slugs.is_empty() {
        "There is none yet.".to_owned()
    } else {
        format!("There are: {}.", slugs.join(", "))
    };
    bail!(
        "There is no organization {slug:?}. {there} Name one of these; `tutta demo` makes some to try with."
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::service::import::Field;

    #[test]
    fn the_help_names_every_field() {
        let words: Vec<&str> = FIELDS.split([' ', ',', '.', '\n']).collect();
        assert!(Field::names().split(", ").all(|name| words.contains(&name)));
    }

    #[test]
    fn the_file_may_stand_before_or_behind_the_columns() {
        let columns = || vec!["Kind = group".to_owned(), "a=b=tags".to_owned()];
        let expected = vec![
            ("Kind".to_owned(), "group".to_owned()),
            ("a=b".to_owned(), "tags".to_owned()),
        ];
        let before = file_and_map(Some("x.csv".into()), columns()).expect("fine");
        let behind =
            file_and_map(None, [columns(), vec!["x.csv".to_owned()]].concat()).expect("fine");
        assert_eq!(before, ("x.csv".into(), expected));
        assert_eq!(before, behind);
        assert!(file_and_map(Some("x.csv".into()), vec!["Kind".to_owned()]).is_err());
        assert!(file_and_map(None, columns()).is_err());
    }
}
