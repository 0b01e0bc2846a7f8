//! The command itself: what it says, and where.

use std::path::Path;
use std::process::{Command, Output};

fn tutta(folder: &Path, arguments: &[&str]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_tutta"));
    let program = program.args(arguments).current_dir(folder).env_clear();
    program
        .env("DATABASE_URL", "sqlite://tutta.db?mode=rwc")
        .output()
        .expect("the program")
}

#[test]
fn it_reports_to_the_error_output_and_leaves_the_refused_rows_in_the_current_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    assert!(tutta(path, &["demo"]).status.success());
    std::fs::create_dir(path.join("in")).expect("a folder");
    let content = "Title,Email,Kind\nOne,a@example.com,Power\nTwo,nobody,Power\n";
    std::fs::write(path.join("in/some.csv"), content).expect("a file");
    let output = tutta(
        path,
        &[
            "import",
            "--organization",
            "initech",
            "--map",
            "Kind=group",
            "in/some.csv",
        ],
    );
    let report = String::from_utf8(output.stderr).expect("text");
    assert!(
        output.status.success() && output.stdout.is_empty(),
        "{report}"
    );
    for line in [
        "100 %  1 imported, 0 skipped, 1 refused",
        "        1  tickets imported",
        "(first on line 3)",
    ] {
        assert!(report.contains(line), "{line} is not in\n{report}");
    }
    assert!(path.join("some.refused.csv").exists() && report.contains("some.refused.csv"));
}

#[test]
fn an_organization_that_is_not_there_is_an_error_that_helps() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("some.csv"), "Subject,Email\n").expect("a file");
    let output = tutta(
        folder.path(),
        &["import", "some.csv", "--organization", "acme"],
    );
    let message = String::from_utf8(output.stderr).expect("text");
    assert_eq!(output.status.code(), Some(1));
    assert!(
        message.contains("no organization \"acme\"") && message.contains("tutta demo"),
        "{message}"
    );
}
