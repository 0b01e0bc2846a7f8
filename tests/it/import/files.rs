//! Files come with other names, other separators, and without ids.

use tutta::model::ticket::{Priority, TicketStatus};
use tutta::server::service::import::{ImportError, Options};

use super::world::{World, outcome};
use crate::app::App;
use crate::both_databases;

both_databases!(columns_can_be_named, async |app: &App| {
    let world = World::new(app).await;
    let file = world.file(
        "exported.csv",
        "\u{feff}Key;What;Who;Team;Area;Channel;Filed\r\nA-1;No {area};ADA@Example.com;Ops;Power;Phone, Urgent;2026-11-01 10:00\r\n",
    );
    let map = [
        ("key", "external_id"),
        ("What", "subject"),
        ("Who", "requester-email"),
        ("Channel", "tags"),
        ("Filed", "created_at"),
    ];
    let options = Options {
        map: map
            .map(|(column, field)| (column.to_owned(), field.to_owned()))
            .to_vec(),
        group_by: Some("Area".to_owned()),
        ..world.options(&file)
    };
    let report = world.import_into("acme", &options).await;
    assert_eq!(outcome(&report), (1, 0, 0));
    let ticket = world.ticket("A-1").await;
    assert_eq!((ticket.subject.as_str(), ticket.number), ("No Power", 1));
    assert_eq!(ticket.tags, serde_json::json!(["phone", "urgent"]));
    assert_eq!(ticket.created_at.to_rfc3339(), "2026-11-01T10:00:00+00:00");
    assert_eq!(
        (ticket.status, ticket.priority),
        (TicketStatus::Open as i16, Priority::Normal as i16)
    );
    assert_eq!(ticket.created_by, world.user("ada@example.com").await.id);
});

both_databases!(
    rows_without_an_id_are_known_by_their_cells,
    async |app: &App| {
        let world = World::new(app).await;
        let file = world.file(
            "plain.csv",
            "subject,email\nOne,a@example.com\nTwo,a@example.com\nOne,a@example.com\n",
        );
        assert_eq!(outcome(&world.import(&file).await), (2, 0, 1));
        assert_eq!(outcome(&world.import(&file).await), (0, 3, 0));
    }
);

both_databases!(two_organizations_can_import_one_file, async |app: &App| {
    let world = World::new(app).await;
    app.organization("globex", &world.owner).await;
    let file = world.file(
        "plain.csv",
        "id,subject,email,group\n1,One,a@example.com,Ops\n",
    );
    assert_eq!(outcome(&world.import(&file).await), (1, 0, 0));
    let report = world.import_into("globex", &world.options(&file)).await;
    assert_eq!(outcome(&report), (1, 0, 0));
    assert_eq!(
        (
            report.counts.people,
            report.counts.members,
            report.counts.groups
        ),
        (0, 1, 1)
    );
});

both_databases!(a_file_that_cannot_be_read_says_why, async |app: &App| {
    let world = World::new(app).await;
    let error = async |name: &str, content: &[u8]| {
        let file = world.file(name, content);
        let (report, ended) = world.try_import("acme", &world.options(&file)).await;
        (report, ended.expect_err(name))
    };
    let (_, missing) = error("missing.csv", b"subject,who\nOne,a@example.com\n").await;
    assert!(
        matches!(&missing, ImportError::Columns(why) if why.contains("requester_email")),
        "{missing}"
    );
    let (_, empty) = error("empty.csv", b"").await;
    assert!(
        matches!(&empty, ImportError::File(why) if why.contains("is empty")),
        "{empty}"
    );
    let (_, utf16) = error("utf16.csv", b"\xff\xfes\0u\0b\0,\0").await;
    assert!(
        matches!(&utf16, ImportError::File(why) if why.contains("not UTF-8")),
        "{utf16}"
    );

    let rows: String = (0..600)
        .map(|id| format!("{id},Fine,a@example.com\n"))
        .collect();
    let open_quote = format!(
        "id,subject,email\n{rows}600,\"{}",
        "never closed ".repeat(1_000_000)
    );
    let (report, endless) = error("endless.csv", open_quote.as_bytes()).await;
    assert!(
        matches!(&endless, ImportError::File(why) if why.starts_with("Line 602:")),
        "{endless}"
    );
    assert_eq!(outcome(&report), (500, 0, 0));
    assert_eq!(world.tickets().await.len(), 500);
});
