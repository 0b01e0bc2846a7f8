//! Where the browser's side of the program is: Leptos' own options, with defaults that fit both a checkout and
//! an unpacked release.

use std::path::{Path, PathBuf};

use leptos::config::{LeptosOptions, get_config_from_str};

use super::ConfigError;

/// What holds where no file says otherwise.
const DEFAULTS: &str = "[package.metadata.leptos]\noutput-name = \"tutta\"\nsite-root = \"target/site\"\n\
                        site-pkg-dir = \"pkg\"\nsite-addr = \"127.0.0.1:3000\"\nenv = \"PROD\"\n";

/// Reads `[package.metadata.leptos]` and the `LEPTOS_*` variables.
pub(super) fn options(text: Option<&str>) -> Result<LeptosOptions, ConfigError> {
    let text = text
        .filter(|text| text.contains("[package.metadata.leptos]"))
        .unwrap_or(DEFAULTS);
    let mut options = get_config_from_str(text).map_err(|error| {
        ConfigError(format!(
            "[package.metadata.leptos] or a LEPTOS_ variable cannot be read: {error}"
        ))
    })?;
    let beside = std::env::current_exe()
        .ok()
        .and_then(|exe| exe.parent().map(Path::to_path_buf))
        .unwrap_or_default();
    if let Some(root) = site_root(Path::new(&*options.site_root), &beside) {
        options.site_root = root.to_string_lossy().into();
    }
    let hashes = beside.join(&*options.hash_file);
    match (
        std::env::var_os("LEPTOS_HASH_FILES").is_some(),
        hashes.is_file(),
    ) {
        (true, false) if options.hash_files => Err(ConfigError(format!(
            "LEPTOS_HASH_FILES is on, but {} is missing. Put the file there that the build made, or leave the variable out.",
            hashes.display()
        ))),
        (true, _) => Ok(options),
        (false, is_there) => {
            options.hash_files = is_there;
            Ok(options)
        }
    }
}

/// The `site` beside the program, where the configured folder is not there.
fn site_root(configured: &Path, beside: &Path) -> Option<PathBuf> {
    let packed = beside.join("site");
    (!configured.is_dir() && packed.is_dir()).then_some(packed)
}
