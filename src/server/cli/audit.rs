//! `tutta audit verify`: walks the audit chains and says where one is broken.

use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::{Args, Subcommand};

use crate::model::organization::Slug;
use crate::server::config::Config;
use crate::server::service::audit::verify::{self, Verdict};

/// The audit logs.
#[derive(Args)]
pub(super) struct Audit {
    #[command(subcommand)]
    command: AuditCommand,
}

#[derive(Subcommand)]
enum AuditCommand {
    /// Find out whether an entry was edited, removed or moved behind the program's back; exits with 1 if so.
    Verify {
        /// Only this organization, by the name in its addresses (/o/SLUG); else the platform and all of them.
        #[arg(long, value_name = "SLUG")]
        organization: Option<String>,
    },
}

pub(super) async fn audit(config: Config, arguments: Audit) -> Result<ExitCode> {
    let AuditCommand::Verify { organization } = arguments.command;
    let state = super::open(config).await?;
    let mut sound = true;
    let mut tell = |verdict: Verdict| {
        sound &= verdict.broken.is_none();
        println!("{}", describe(&verdict));
    };
    let verified = match organization {
        None => verify::verify_all(&state.db, &mut tell)
            .await
            .map(|()| true),
        Some(slug) => match Slug::parse(&slug) {
            Ok(slug) => {
                let verdict = verify::verify_one(&state.db, &slug).await;
                verdict.map(|verdict| verdict.map(&mut tell).is_some())
            }
            Err(_) => Ok(false),
        },
    };
    state.db.close().await?;
    match verified {
        Ok(true) if sound => Ok(ExitCode::SUCCESS),
        Ok(true) => Ok(ExitCode::FAILURE),
        Ok(false) => bail!("There is no organization of that name."),
        Err(_) => bail!(
            "The audit log cannot be read. Is the database up to date (tutta migrate)? The log above says more."
        ),
    }
}

fn describe(verdict: &Verdict) -> String {
    let whose = verdict.slug.as_deref().unwrap_or("the platform");
    let entries = match verdict.entries {
        1 => "1 entry".to_owned(),
        some => format!("{some} entries"),
    };
    match &verdict.broken {
        Some(broken) => format!("BROKEN {whose}: {broken} ({entries} before it are sound)"),
        None if verdict.entries == 0 => format!("ok     {whose}: nothing recorded yet"),
        None => {
            let hash: String = verdict
                .hash
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect();
            format!("ok     {whose}: {entries}, the last is {hash}")
        }
    }
}
