//! `tutta demo`: makes the demo, or finds it, and prints who can sign in.

use std::io::Write;

use anyhow::{Result, anyhow};

use crate::model::user::NewPassword;
use crate::server::config::Config;
use crate::server::service::demo::{self, Outcome, SignIn};

/// Everybody's password in the demo, and nowhere else.
const PASSWORD: &str = "tutta-demo-2026!";

pub(super) async fn demo(config: Config) -> Result<()> {
    let state = super::open_migrated(config).await?;
    let password = NewPassword::parse(PASSWORD).map_err(|message| anyhow!(message))?;
    let hash = state.auth.passwords().hash(&password).await?;
    let made = demo::run(&state.db, &state.storage, &hash, state.clock.now()).await;
    state.db.close().await?;
    print(&describe(made?, &state.config.server.public_url))
}

fn describe(outcome: Outcome, url: &str) -> String {
    let done = match outcome {
        Outcome::Made { tickets, comments } => {
            format!("The demo is made: {tickets} tickets, {comments} comments.")
        }
        Outcome::Found => "The demo is there already; nothing was changed.".to_owned(),
    };
    let (named, unnamed) = demo::sign_ins();
    let table = table(&named);
    format!(
        "{done}\n\n{table}\n{unnamed} more requesters are like the members above.\n\n\
         Everybody's password: {PASSWORD}\nSign in at {url}/sign-in\n"
    )
}

/// Prints the text, whoever reads only its beginning.
fn print(text: &str) -> Result<()> {
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

/// The sign-ins in columns.
fn table(sign_ins: &[SignIn]) -> String {
    let header = ["ROLE", "ORGANIZATION", "NAME", "E-MAIL"].map(str::to_owned);
    let rows = sign_ins.iter().map(|person| {
        let organization = person.organization.as_deref().unwrap_or("(platform)");
        [
            person.role.clone(),
            organization.to_owned(),
            person.name.clone(),
            person.email.clone(),
        ]
    });
    let rows: Vec<[String; 4]> = std::iter::once(header).chain(rows).collect();
    let width = |column: usize| {
        rows.iter()
            .map(|row| row[column].chars().count())
            .max()
            .unwrap_or_default()
    };
    let widths = [width(0), width(1), width(2)];
    let lines = rows.iter().map(|[role, organization, name, email]| {
        let [first, second, third] = widths;
        format!("{role:first$}  {organization:second$}  {name:third$}  {email}\n")
    });
    lines.collect()
}
