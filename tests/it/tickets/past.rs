//! The past of a ticket: loaded on demand, and every piece of it with an address.

use chrono::Duration;
use serde_json::json;

use super::world::{Acme, path};
use crate::both_databases;

both_databases!(older_activity_and_comments_are_asked_for, async |app| {
    let acme = Acme::open(app).await;
    let ticket = acme.assigned(app).await;
    let supervisor = acme.supervisor.api(app).await;
    for turn in 0..101 {
        let priority = if turn % 2 == 0 { "high" } else { "low" };
        let change = json!({ "priority": priority });
        let changed = supervisor.patch(&path(&ticket, ""), change).await;
        changed.expect(200);
    }
    for turn in 0..201 {
        app.pass(Duration::seconds(1));
        let comment = json!({ "body": format!("Word {turn}.") });
        let written = supervisor.post(&path(&ticket, "/comments"), comment).await;
        written.expect(201);
    }
    let browser = acme.requester.browser(app).await;
    let page = format!("/o/acme/tickets/{}", ticket.number);
    let newest = browser.get(&format!("{page}?tab=activity")).await.body;
    assert!(newest.contains("Show older activity"));
    assert!(newest.contains("Show older comments"));
    assert!(!newest.contains("Word 0.") && newest.contains("Word 1."));
    let events = |page: &str| page.matches("id='event-").count();
    assert_eq!(events(&newest), 100);

    let more = browser
        .get(&format!("{page}?tab=activity&older=1"))
        .await
        .body;
    assert!(more.contains("Word 0."), "every comment is there");
    assert!(!more.contains("Show older comments"));
    assert_eq!(events(&more), 200, "a hundred more");
    let absurd = browser.get(&format!("{page}?older=4000000000")).await;
    let all = events(&absurd.expect(200).body);
    assert!(all >= 302, "{all}");
});
