//! The platform's numbers, and what master users do not see.

use serde_json::json;

use crate::both_databases;
use crate::builders::NewTicket;
use crate::tickets::world::Acme;

both_databases!(tickets_are_counted_and_nothing_more, async |app| {
    let acme = Acme::open(app).await;
    let ticket = NewTicket {
        subject: "The secret of Acme",
        ..NewTicket::by(&acme.owner)
    };
    let ticket = app.ticket(&acme.organization, ticket).await;
    let root = app.master("root@example.com").await;
    let api = root.api(app).await;
    let stats = api.get("/api/v1/platform/stats").await.expect(200).json();
    assert_eq!(stats["organizations_by_status"]["active"], 1);
    assert_eq!(
        (&stats["organizations"], &stats["masters"]),
        (&json!(1), &json!(1))
    );
    let filed = stats["tickets_filed"].as_array().expect("days");
    assert_eq!((filed.len(), &filed[13]["tickets"]), (14, &json!(1)));
    assert_eq!(filed[0]["tickets"], 0);

    let browser = root.browser(app).await;
    for path in ["/platform", "/platform/users", "/platform/statistics"] {
        let page = browser.get(path).await.expect(200);
        assert!(!page.body.contains("The secret of Acme"), "{path}");
    }
    for path in [
        "/o/acme",
        "/o/acme/tickets",
        &format!("/o/acme/tickets/{}", ticket.number),
    ] {
        browser.get(path).await.expect(404);
    }
    let path = format!("/api/tickets/{}", ticket.id);
    api.get(&path).await.expect(404);
    api.within("acme").get(&path).await.expect(404);
});
