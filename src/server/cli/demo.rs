//! `tutta demo`: makes the demo, or finds it, and prints who can sign in.

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
    let made = demo::run(&state.db, &hash, state.clock.now()).await;
    state.db.close().await?;
    match made? {
        Outcome::Made { tickets, comments } => {
            println!("The demo is made: {tickets} tickets, {comments} comments.")
        }
        Outcome::Found => println!("The demo is there already; nothing was changed."),
    }
    let (named, unnamed) = demo::sign_ins();
    println!("\n{}", table(&named));
    println!("{unnamed} more requesters are like the members above.");
    println!("\nEverybody's password: {PASSWORD}");
    println!("Sign in at {}/sign-in", state.config.server.public_url);
    Ok(())
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
