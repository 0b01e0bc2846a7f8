//! `tutta check`: what is wrong, and how to mend it. A wrong configuration is told while it is loaded.

use std::path::Path;
use std::process::ExitCode;

use secrecy::ExposeSecret;

use crate::server::config::Config;
use crate::server::db;
use crate::server::mail::Mailer;
use crate::server::storage::Storage;

pub(super) async fn check(config: &Config) -> ExitCode {
    let results = [
        (
            "configuration",
            Ok(format!(
                "serves {}, listens on {}",
                config.server.public_url, config.server.address
            )),
        ),
        ("data folder", data_folder(config)),
        ("database", database(config).await),
        ("storage", storage(config).await),
        ("mail", mail(config).await),
        ("client", client(config)),
    ];
    let mut code = ExitCode::SUCCESS;
    for (what, result) in results {
        match result {
            Ok(fact) => println!("ok     {what}: {fact}"),
            Err(problem) => {
                println!("WRONG  {what}: {problem}");
                code = ExitCode::FAILURE;
            }
        }
    }
    code
}

fn data_folder(config: &Config) -> Result<String, String> {
    let folder = &config.server.data_dir;
    let mend = |error: &dyn std::fmt::Display| {
        format!(
            "{}: {error}. Let the server's user write there, or set server.data_dir.",
            folder.display()
        )
    };
    config.make_data_dir().map_err(|error| mend(&error))?;
    tempfile_in(folder).map_err(|error| mend(&error))?;
    key_is_private(&folder.join("secret.key"))?;
    Ok(format!("{} can be written", folder.display()))
}

fn tempfile_in(folder: &Path) -> std::io::Result<()> {
    let probe = folder.join(format!(".check.{}", std::process::id()));
    std::fs::write(&probe, b"")?;
    std::fs::remove_file(&probe)
}

fn key_is_private(file: &Path) -> Result<(), String> {
    #[cfg(unix)]
    if let Ok(metadata) = std::fs::metadata(file) {
        let mode = std::os::unix::fs::PermissionsExt::mode(&metadata.permissions());
        if mode & 0o077 != 0 {
            let file = file.display();
            return Err(format!(
                "other users can read {file}. Run: chmod 600 {file}"
            ));
        }
    }
    Ok(())
}

async fn database(config: &Config) -> Result<String, String> {
    let url = config.database.url.expose_secret();
    let database = db::connect(url, 1).await.map_err(|error| {
        format!("{error}. Check database.url (DATABASE_URL), and that the database is running and lets this user in.")
    })?;
    let is_migrated = db::is_migrated(&database)
        .await
        .map_err(|error| format!("{error}. Is it Tutta's database?"))?;
    if is_migrated {
        Ok("reachable and up to date".to_owned())
    } else {
        Err(
            "reachable, but not up to date. Run: tutta migrate (tutta serve does it too)"
                .to_owned(),
        )
    }
}

async fn storage(config: &Config) -> Result<String, String> {
    let mend = "Check that the folder can be written, or storage.s3_url, s3_endpoint, s3_region and the key.";
    let storage = Storage::new(&config.storage).map_err(|error| format!("{error}. {mend}"))?;
    let checked = storage.check().await;
    checked.map_err(|error| format!("{error}. {mend}"))
}

async fn mail(config: &Config) -> Result<String, String> {
    let mailer = Mailer::new(config)
        .map_err(|error| format!("{error}. Is mail.ca_file a certificate in PEM?"))?;
    mailer.check().await.map_err(|error| {
        format!(
            "{error}. Check mail.smtp_url (smtps:// is TLS, smtp:// is STARTTLS, ?tls=none is neither), the server's name \
             and certificate (mail.ca_file), and user and password."
        )
    })
}

fn client(config: &Config) -> Result<String, String> {
    let root = Path::new(&*config.leptos.site_root).join(&*config.leptos.site_pkg_dir);
    if root.is_dir() {
        Ok(format!("served from {}", config.leptos.site_root))
    } else {
        Err(format!(
            "{} is missing, so pages come without style and scripts. Build it, or set LEPTOS_SITE_ROOT to where it is.",
            root.display()
        ))
    }
}
