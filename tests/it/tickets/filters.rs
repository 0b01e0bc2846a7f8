//! The list's page: what its address says, its chips, and the form of a condition without script.

use serde_json::json;

use super::world::Acme;
use crate::both_databases;
use crate::builders::NewTicket;

const LIST: &str = "/o/acme/tickets";

/// The form of a new ticket, filled in.
fn new_ticket<'a>(group: &'a str, assignee: &'a str, show: &'a str) -> [(&'a str, &'a str); 8] {
    [
        ("slug", "acme"),
        ("subject", "The printer"),
        ("description", "Everything I typed"),
        ("priority", "high"),
        ("group", group),
        ("assignee", assignee),
        ("tags", "a"),
        ("show", show),
    ]
}

both_databases!(
    each_condition_is_a_chip_that_can_be_taken_off,
    async |app| {
        let acme = Acme::open(app).await;
        let supervisor = acme.supervisor.browser(app).await;
        let (group, agent) = (acme.support.id, acme.agent.id);
        let address = format!(
            "{LIST}?status=open,pending&group_not={group}&assignee={agent},none&tag=fire&q=x"
        );
        let page = supervisor.get(&address).await.expect(200).body;
        for chip in [
            "Status is <b>Open or Pending</b>",
            "Group is not <b>Support</b>",
            "Assignee is <b>agent or Nobody</b>",
            "Tag is <b>fire</b>",
            "Words are <b>x</b>",
            "aria-label='Remove: Tag is fire'",
        ] {
            assert!(page.contains(chip), "{chip}\n{page}");
        }
        let without_tag = format!(
            "href='{LIST}?status=open,pending&amp;group_not={group}&amp;assignee={agent},none&amp;q=x'"
        );
        assert!(page.contains(&without_tag), "{page}");
        assert!(page.contains(&format!("href='{LIST}'>Clear all")));
    }
);

both_databases!(a_condition_is_put_together_without_script, async |app| {
    let acme = Acme::open(app).await;
    let supervisor = acme.supervisor.browser(app).await;
    let form = supervisor
        .get(&format!("{LIST}?status=open&filter=assignee"))
        .await;
    let form = form.expect(200).body;
    for part in [
        "<option value='assignee_not'>Assignee is not</option>",
        "name='status' value='open'",
        "value='me'",
        ">agent</label>",
    ] {
        assert!(form.contains(part), "{part}\n{form}");
    }
    let sent = format!("{LIST}?status=open&filter=assignee_not&value=me&value=none");
    let answer = supervisor.get(&sent).await.expect(302);
    assert_eq!(
        answer.header("location"),
        format!("{LIST}?status=open&assignee_not=me,none")
    );
    let wrong = supervisor
        .get(&format!("{LIST}?filter=created_after&value=soon"))
        .await;
    let wrong = wrong.expect(200).body;
    assert!(wrong.contains("value='soon'") && wrong.contains("Use a day such as 2026-01-31"));
    let unknown = supervisor
        .get(&format!("{LIST}?status=purple&utm_source=mail"))
        .await;
    let unknown = unknown.expect(200).body;
    assert!(unknown.contains("this was left out") && !unknown.contains("utm_source:"));
});

both_databases!(a_day_is_a_day_of_whoever_asks, async |app| {
    let acme = Acme::open(app).await;
    acme.supervisor
        .change(app, |row| {
            row.timezone = sea_orm::Set("Pacific/Auckland".to_owned())
        })
        .await;
    app.ticket(&acme.organization, NewTicket::by(&acme.requester))
        .await;
    // In Auckland a day begins 12 or 13 hours before that of UTC.
    let first = app.now().date_naive();
    let api = acme.supervisor.api(app).await;
    let utc = acme.owner.api(app).await;
    let mut counts = Vec::new();
    for days in -1..=2 {
        let day = first + chrono::Duration::days(days);
        let query = format!("/api/tickets?created_before={day}");
        let count = |page: serde_json::Value| page["count"].as_u64().expect("a count");
        counts.push((
            count(api.get(&query).await.expect(200).json()),
            count(utc.get(&query).await.expect(200).json()),
        ));
    }
    let tomorrow_there =
        app.now().time() >= chrono::NaiveTime::from_hms_opt(12, 0, 0).expect("noon");
    let ends = u64::from(!tomorrow_there);
    assert_eq!(counts[0], (0, 0));
    assert_eq!(counts[1].1, 0);
    assert_eq!(counts[2], (ends, 1), "{counts:?} at {}", app.now());
    assert_eq!(counts[3], (1, 1));
});

both_databases!(
    a_ticket_leads_back_to_the_list_it_was_found_in,
    async |app| {
        let acme = Acme::open(app).await;
        acme.unassigned(app).await;
        let supervisor = acme.supervisor.browser(app).await;
        let list = supervisor
            .get(&format!("{LIST}?status=open&q=printer"))
            .await;
        let ticket = format!("{LIST}/1?list=status%3Dopen%26q%3Dprinter");
        assert!(list.expect(200).body.contains(&format!("href='{ticket}'")));
        let page = supervisor.get(&ticket).await.expect(200).body;
        let back = format!("href='{LIST}?status=open&amp;q=printer#ticket-1'");
        assert!(page.contains(&back), "{page}");
    }
);

both_databases!(
    who_may_assign_chooses_among_the_people_of_the_group,
    async |app| {
        let acme = Acme::open(app).await;
        let manager = acme.manager.browser(app).await;
        let form = "/o/acme/tickets/new";
        let group = acme.support.id.to_string();
        let billing = acme.billing.id.to_string();
        let agent = acme.agent.id.to_string();
        assert!(
            manager
                .get(form)
                .await
                .expect(200)
                .body
                .contains("Show the group"),
            "without script it is a step of its own"
        );
        let create = "/fn/tickets/create";
        let step = new_ticket(&group, "", "people");
        let step = manager.post(form, create, &step).await.expect(422).body;
        for part in [
            "Everything I typed",
            "Now choose one of its people",
            ">agent</option>",
        ] {
            assert!(step.contains(part), "{part}\n{step}");
        }
        assert!(!step.contains(">other</option>"));
        let strange = new_ticket(&billing, "", "people");
        let strange = manager.post(form, create, &strange).await.expect(422);
        assert!(!strange.body.contains(">other</option>"));
        let fields = new_ticket(&group, &agent, "");
        manager.post(form, create, &fields).await.expect(303);
        let ticket = acme
            .manager
            .api(app)
            .await
            .get("/api/tickets/1")
            .await
            .json();
        assert_eq!(ticket["assignee"]["id"], json!(acme.agent.id));
        let requester = acme.requester.browser(app).await;
        let page = requester.get(form).await.expect(200).body;
        assert!(!page.contains("Show the group"));
        let refused = requester.post(form, create, &fields).await.expect(403);
        assert!(refused.body.contains("Everything I typed"));
    }
);
