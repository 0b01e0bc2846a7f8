//! The architecture as a test: what each room may import, and how its files look.

use std::fs;
use std::path::{Path, PathBuf};

/// A room and the words its code must not hold.
const ROOMS: &[(&str, &[&str])] = &[
    (
        "src/model",
        &[
            "sea_orm",
            "axum",
            "leptos",
            "crate::server",
            "crate::policy",
            "crate::api",
            "crate::ui",
            "async fn",
        ],
    ),
    (
        "src/policy",
        &[
            "sea_orm",
            "axum",
            "leptos",
            "crate::server",
            "crate::api",
            "crate::ui",
            "async fn",
            "chrono",
            "std::fs",
        ],
    ),
    ("src/server/entity", &["crate::", "axum", "leptos"]),
    (
        "src/server/store",
        &[
            "crate::policy",
            "axum",
            "leptos",
            "server::service",
            "server::rest",
            "server::context",
            "crate::api",
            "crate::ui",
        ],
    ),
    (
        "src/server/service",
        &[
            "axum",
            "leptos",
            "server::entity",
            "server::rest",
            "crate::api",
            "crate::ui",
        ],
    ),
    (
        "src/server/rest",
        &[
            "crate::policy",
            "server::store",
            "server::entity",
            "server::operator",
            "sea_orm",
            ".role ==",
            "crate::ui",
        ],
    ),
    (
        "src/api",
        &[
            "crate::policy",
            "server::store",
            "server::entity",
            "server::operator",
            "sea_orm",
            ".role ==",
            "crate::ui",
        ],
    ),
    (
        "src/ui",
        &[
            "crate::server",
            "sea_orm",
            "axum",
            ".role ==",
            "cfg(feature",
        ],
    ),
];

/// Words that no code of ours holds.
const NOWHERE: &[&str] = &[
    "#[allow(",
    "#![allow(",
    "todo!(",
    "unimplemented!(",
    "dbg!(",
    "TODO",
    "FIXME",
    "XXX",
];

/// Most lines of a source file; the aim is 250.
const MOST_LINES: usize = 350;

struct Source {
    path: PathBuf,
    text: String,
}

impl Source {
    /// The lines that are code, with their numbers.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text
            .lines()
            .enumerate()
            .map(|(index, line)| (index + 1, line))
            .filter(|(_, line)| !line.trim_start().starts_with("//"))
    }

    fn at(&self, line: usize, complaint: &str) -> String {
        format!("{}:{line}: {complaint}", self.path.display())
    }
}

fn sources(root: &str) -> Vec<Source> {
    fn walk(folder: &Path, found: &mut Vec<Source>) {
        let mut entries: Vec<_> = fs::read_dir(folder)
            .expect("a folder of ours")
            .flatten()
            .collect();
        entries.sort_by_key(fs::DirEntry::path);
        for entry in entries {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).expect("a file of ours");
                let path = path
                    .strip_prefix(env!("CARGO_MANIFEST_DIR"))
                    .expect("inside the project")
                    .to_owned();
                found.push(Source { path, text });
            }
        }
    }
    let mut found = Vec::new();
    walk(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join(root),
        &mut found,
    );
    assert!(!found.is_empty(), "{root} holds no source");
    found
}

fn ours() -> Vec<Source> {
    [
        "src",
        "migration/src",
        "frontend/src",
        "strength/src",
        "strength/web/src",
        "tests",
    ]
    .iter()
    .flat_map(|root| sources(root))
    .collect()
}

fn assert_none(complaints: Vec<String>) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

#[test]
fn every_room_imports_only_what_it_may() {
    let mut complaints = Vec::new();
    for (room, forbidden) in ROOMS {
        for source in sources(room) {
            for (number, line) in source.code() {
                for word in forbidden.iter().filter(|word| line.contains(**word)) {
                    complaints.push(source.at(number, &format!("`{word}` has no place in {room}")));
                }
            }
        }
    }
    assert_none(complaints);
}

#[test]
fn the_clock_is_read_in_one_place() {
    let mut complaints = Vec::new();
    for source in sources("src") {
        if source.path.ends_with("clock.rs") {
            continue;
        }
        for (number, line) in source.code() {
            if line.contains("Utc::now") || line.contains("SystemTime::now") {
                complaints.push(source.at(number, "time is an argument"));
            }
        }
    }
    assert_none(complaints);
}

#[test]
fn the_server_is_cut_out_in_lib_and_one_more_place_at_most() {
    let places: Vec<_> = sources("src")
        .into_iter()
        .filter(|source| {
            source
                .code()
                .any(|(_, line)| line.contains("cfg(feature = \"ssr\")"))
        })
        .map(|source| source.path)
        .collect();
    assert!(
        places.len() <= 2 && places.contains(&PathBuf::from("src/lib.rs")),
        "{places:?}"
    );
}

#[test]
fn a_tenant_store_cannot_be_made_without_a_scope() {
    let mut complaints = Vec::new();
    for source in sources("src/server/store") {
        let makes_store = source
            .code()
            .any(|(_, line)| line.contains("Store<'a> {") && line.contains("pub struct"));
        let takes_scope = source.text.contains("scope: &'a OrgScope")
            || source.text.contains("scope: &'a OperatorScope");
        if makes_store && !takes_scope {
            complaints.push(source.at(1, "a store of tenant data takes the scope"));
        }
    }
    assert_none(complaints);
}

#[test]
fn every_module_says_what_it_is_and_stays_small() {
    let mut complaints = Vec::new();
    for source in ours() {
        if !source.text.starts_with("//!") {
            complaints.push(source.at(1, "begin with a `//!` line that says what this module is"));
        }
        let lines = source.text.lines().count();
        if lines > MOST_LINES {
            complaints.push(source.at(lines, "too many people in this room; split it"));
        }
    }
    assert_none(complaints);
}

#[test]
fn nothing_is_left_half_done() {
    let mut complaints = Vec::new();
    for source in ours() {
        if source.path.ends_with("tidy.rs") {
            continue;
        }
        for (index, line) in source.text.lines().enumerate() {
            for word in NOWHERE.iter().filter(|word| line.contains(**word)) {
                complaints.push(source.at(index + 1, &format!("`{word}` is not for main")));
            }
        }
    }
    assert_none(complaints);
}

#[test]
fn requests_cannot_panic_by_unwrapping() {
    let mut complaints = Vec::new();
    for source in sources("src/server").into_iter().chain(sources("src/api")) {
        let tests_start = source
            .text
            .find("#[cfg(test)]")
            .unwrap_or(source.text.len());
        let last = source.text[..tests_start].lines().count();
        for (number, line) in source.code().filter(|(number, _)| *number <= last) {
            if line.contains(".unwrap()") || line.contains(".expect(\"") {
                complaints.push(source.at(number, "answer with an error instead of panicking"));
            }
        }
    }
    assert_none(complaints);
}
