//! `tutta create-master`: the password comes from the prompt or from `TUTTA_PASSWORD`, never from an argument,
//! which other users of the machine could read.

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::model::AppError;
use crate::model::error::Conflict;
use crate::server::config::Config;
use crate::server::service::identity::create_master::{NewMaster, create_master as create};

#[derive(Args)]
pub(super) struct CreateMaster {
    /// The address to sign in with.
    #[arg(long)]
    email: String,
    #[arg(long, default_value = "")]
    first_name: String,
    #[arg(long, default_value = "")]
    last_name: String,
}

pub(super) async fn create_master(config: Config, person: CreateMaster) -> Result<()> {
    let CreateMaster {
        email,
        first_name,
        last_name,
    } = person;
    let password = password()?;
    let state = super::open_migrated(config).await?;
    let person = NewMaster {
        email: email.clone(),
        first_name,
        last_name,
        password,
    };
    let made = create(&state, person).await;
    state.db.close().await?;
    match made {
        Ok(_) => {
            println!(
                "{email} is a master user now. Sign in at {}/sign-in",
                state.config.server.public_url
            );
            Ok(())
        }
        Err(AppError::Invalid(fields)) => {
            let lines: Vec<_> = fields
                .iter()
                .map(|(field, message)| format!("{field}: {message}"))
                .collect();
            bail!("{}", lines.join("\n       "))
        }
        Err(AppError::Conflict(Conflict::Taken { .. })) => {
            bail!(
                "There is an account with this address already, and it was not changed. Use another address."
            )
        }
        Err(error) => Err(error.into()),
    }
}

fn password() -> Result<String> {
    match std::env::var("TUTTA_PASSWORD") {
        Ok(password) => return Ok(password),
        Err(std::env::VarError::NotUnicode(_)) => bail!("TUTTA_PASSWORD is not valid UTF-8."),
        Err(std::env::VarError::NotPresent) => {}
    }
    let password = rpassword::prompt_password("Password: ")
        .context("There is no terminal to ask for the password. Set TUTTA_PASSWORD instead")?;
    if rpassword::prompt_password("Again: ")? != password {
        bail!("The two passwords differ.");
    }
    Ok(password)
}
