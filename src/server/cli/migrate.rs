//! `tutta migrate`.

use anyhow::Result;

use crate::server::config::Config;

pub(super) async fn migrate(config: Config) -> Result<()> {
    let state = super::open_migrated(config).await?;
    state.db.close().await?;
    println!("The database is up to date.");
    Ok(())
}
