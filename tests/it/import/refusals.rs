//! What cannot be taken as it is comes back with the reason, and can be corrected.

use super::world::{World, outcome};
use crate::app::App;
use crate::both_databases;

const HEADER: &str = "Ticket ID,Subject,Email,Status,Priority,Created at,Description\n";

/// Each row is wrong in one way: the row, the column, and a part of the reason.
const WRONG: &[(&str, &str, &str)] = &[
    (
        "10,,a@example.com,open,low,,",
        "Subject",
        "Say in a few words",
    ),
    ("11,Fine,nobody,open,low,,", "Email", "name@example.com"),
    ("12,Fine,,open,low,,", "Email", "name@example.com"),
    (
        "13,Fine,a@example.com,Odd,low,,",
        "Status",
        "\"Odd\" is not a status",
    ),
    (
        "14,Fine,a@example.com,open,Odd,,",
        "Priority",
        "\"Odd\" is not a priority",
    ),
    (
        "15,Fine,a@example.com,open,low,31/12/2025,",
        "Created at",
        "is not a time",
    ),
    (
        "16,Fine,a@example.com,open,low,2099-01-01,",
        "Created at",
        "lies in the future",
    ),
    (
        "17,Fine,a@example.com,open,low",
        "",
        "5 cells where the header has 7",
    ),
    (
        "18,Fine,a@example.com,open,low,,x,y",
        "",
        "8 cells where the header has 7",
    ),
    ("19,Fine,a@example.com,open,low,,nul\0byte", "", "NUL"),
    (
        "1,Again,a@example.com,open,low,,",
        "Ticket ID",
        "earlier row",
    ),
];

both_databases!(
    each_refused_row_is_reported_with_line_column_and_reason,
    async |app: &App| {
        let world = World::new(app).await;
        let too_long = format!("20,{},a@example.com,open,low,,", "x".repeat(201));
        let wrong: Vec<&str> = WRONG
            .iter()
            .map(|(row, ..)| *row)
            .chain([too_long.as_str()])
            .collect();
        let content = format!(
            "{HEADER}1,Fine,a@example.com,open,low,,\"two\nlines\"\n{}\n",
            wrong.join("\n")
        );
        let file = world.file("wrong.csv", &content);
        let report = world.import(&file).await;
        assert_eq!(outcome(&report), (1, 0, wrong.len() as u64));
        for (index, (row, column, reason)) in WRONG.iter().enumerate() {
            let line = index as u64 + 4;
            let found = report.reasons.iter().any(|((at, why), (_, first))| {
                at == column && why.contains(reason) && *first <= line
            });
            assert!(found, "{row}: {:?}", report.reasons);
        }

        let path = report.refused_file.expect("a file of refused rows");
        assert_eq!(
            path.file_name().and_then(|name| name.to_str()),
            Some("wrong.refused.csv")
        );
        let refused = std::fs::read_to_string(&path).expect("the file");
        assert!(
            refused.starts_with("Refused line,Refused because,Ticket ID,Subject,"),
            "{refused}"
        );
        for (index, row) in wrong.iter().enumerate() {
            let line = refused
                .lines()
                .find(|line| line.starts_with(&format!("{},", index + 4)))
                .expect(row);
            assert!(line.ends_with(row), "{line}");
        }
        assert_eq!(
            outcome(&world.import(&path).await),
            (0, 1, wrong.len() as u64 - 1)
        );
    }
);

both_databases!(corrected_rows_can_be_imported, async |app: &App| {
    let world = World::new(app).await;
    let content = "Subject,Email,Status\nOne,a@example.com,Odd\nTwo,b@example.com,open\n";
    let report = world.import(&world.file("some.csv", content)).await;
    assert_eq!(outcome(&report), (1, 0, 1));
    let path = report.refused_file.expect("a file of refused rows");
    let corrected = std::fs::read_to_string(&path)
        .expect("the file")
        .replace("a@example.com,Odd", "a@example.com,on hold");
    std::fs::write(&path, corrected).expect("the file");
    assert_eq!(outcome(&world.import(&path).await), (1, 0, 0));
    let original = world.file("some.csv", content.replace("Odd", "on hold"));
    assert_eq!(
        outcome(&world.import(&original).await),
        (0, 2, 0),
        "the same row has the same id in both files"
    );
});

both_databases!(
    a_file_under_correction_is_never_overwritten,
    async |app: &App| {
        let world = World::new(app).await;
        let file = world.file("some.csv", "Subject,Email\n,a@example.com\n");
        let first = world.import(&file).await.refused_file.expect("a file");
        std::fs::write(&first, "corrected").expect("the file");
        let second = world.import(&file).await.refused_file.expect("a file");
        assert_ne!(first, second);
        assert_eq!(
            std::fs::read_to_string(&first).expect("the file"),
            "corrected"
        );
        assert_eq!(
            std::fs::read_dir(world.folder())
                .expect("the folder")
                .count(),
            3
        );
    }
);

both_databases!(
    the_wrong_column_does_not_make_hundreds_of_groups,
    async |app: &App| {
        let world = World::new(app).await;
        let rows: String = (0..1_000)
            .map(|id| format!("{id},Fine,a@example.com,Group {id}\n"))
            .collect();
        let file = world.file("groups.csv", format!("id,subject,email,group\n{rows}"));
        assert_eq!(outcome(&world.import(&file).await), (200, 0, 800));
    }
);
