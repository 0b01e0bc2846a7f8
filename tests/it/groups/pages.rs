//! `/o/{slug}/admin/groups` as plain forms.

use super::world::{holder, is_in};
use crate::both_databases;
use crate::tickets::world::Acme;
use tutta::model::Role;

const PAGE: &str = "/o/acme/admin/groups";

both_databases!(a_group_is_set_up_without_script, async |app| {
    let acme = Acme::open(app).await;
    let browser = acme.supervisor.browser(app).await;
    let page = browser.get(PAGE).await.expect(200);
    assert!(page.body.contains("Billing") && page.body.contains("New group"));
    let fields = [
        ("slug", "acme"),
        ("name", "On call"),
        ("description", "Nights."),
        ("department", ""),
        ("manager", ""),
    ];
    let made = browser
        .post(PAGE, "/fn/groups/create", &fields)
        .await
        .expect(303);
    let group = made.header("location").to_owned();
    let id = group.rsplit('/').next().expect("an id").to_owned();
    let page = browser.get(&group).await.expect(200);
    assert!(page.body.contains("Nobody in this group"), "{}", page.body);
    assert!(page.body.contains("agent@acme.example"), "somebody to add");

    let (agent, other) = (acme.agent.id.to_string(), acme.other.id.to_string());
    let hidden = [("slug", "acme"), ("group", id.as_str())];
    let refused = browser
        .post(&group, "/fn/groups/add_members", &hidden)
        .await
        .expect(422);
    assert!(refused.body.contains("Tick the people to add first."));
    let ticked = [
        &hidden[..],
        &[("people[]", agent.as_str()), ("people[]", other.as_str())],
    ]
    .concat();
    browser
        .post(&group, "/fn/groups/add_members", &ticked)
        .await
        .expect(303);
    let page = browser.get(&format!("{group}?q=manager")).await.expect(200);
    assert!(page.body.contains("Remove those ticked"));
    assert!(
        page.body.contains("manager@acme.example"),
        "a search finds others"
    );

    let question = format!("{group}/remove?person={agent}&person={other}");
    let page = browser.get(&question).await.expect(200);
    assert!(
        page.body.contains("Remove 2 people from On call?"),
        "{}",
        page.body
    );
    let both = format!("{agent},{other}");
    let fields = [&hidden[..], &[("leaving", both.as_str())]].concat();
    let done = browser
        .post(&question, "/fn/groups/remove_members", &fields)
        .await
        .expect(303);
    assert_eq!(done.header("location"), group);
    browser.get(&question).await.expect(404);
    let done = browser
        .post(&group, "/fn/groups/delete", &hidden)
        .await
        .expect(303);
    assert_eq!(done.header("location"), PAGE);
    browser.get(&group).await.expect(404);
});

both_databases!(
    what_becomes_of_open_tickets_is_asked_and_done,
    async |app| {
        let acme = Acme::open(app).await;
        let ticket = acme.assigned(app).await;
        let browser = acme.supervisor.browser(app).await;
        let (group, agent) = (acme.support.id.to_string(), acme.agent.id.to_string());
        let place = format!("{PAGE}/{group}");
        let question = format!("{place}/remove?person={agent}");
        let page = browser.get(&question).await.expect(200);
        assert!(
            page.body.contains("1 ticket open in this group"),
            "{}",
            page.body
        );
        assert!(page.body.contains("Their open tickets in the group"));
        let heir = acme.manager.id.to_string();
        let fields = [
            ("slug", "acme"),
            ("group", group.as_str()),
            ("leaving", agent.as_str()),
            ("reassign_to", heir.as_str()),
        ];
        browser
            .post(&question, "/fn/groups/remove_members", &fields)
            .await
            .expect(303);
        assert!(!is_in(app, &acme.support, &acme.agent).await);
        assert_eq!(holder(app, &ticket).await, Some(acme.manager.id.into()));

        // Now the manager holds it, and is in the group as its manager alone.
        let page = browser.get(&place).await.expect(200);
        assert!(
            page.body.contains("Their open tickets then"),
            "{}",
            page.body
        );
        let page = browser.get(&format!("{place}/delete")).await.expect(200);
        assert!(
            page.body.contains("It has 1 ticket, 1 of them open."),
            "{}",
            page.body
        );
        let heir = acme.billing.id.to_string();
        let fields = [
            ("slug", "acme"),
            ("group", group.as_str()),
            ("move_to", heir.as_str()),
        ];
        browser
            .post(&place, "/fn/groups/delete", &fields)
            .await
            .expect(303);
        assert_eq!(holder(app, &ticket).await, None);
    }
);

both_databases!(a_name_that_is_taken_is_said_and_kept, async |app| {
    let acme = Acme::open(app).await;
    let browser = acme.supervisor.browser(app).await;
    let group = acme.support.id.to_string();
    let fields = [
        ("slug", "acme"),
        ("group", group.as_str()),
        ("name", "billing"),
        ("description", "Help."),
        ("department", ""),
    ];
    let page = format!("{PAGE}/{group}");
    let refused = browser
        .post(&page, "/fn/groups/change", &fields)
        .await
        .expect(422);
    assert!(
        refused.body.contains("of this name already"),
        "{}",
        refused.body
    );
    assert!(refused.body.contains("value=\"billing\""));
    acme.manager.browser(app).await.get(&page).await.expect(403);
});

both_databases!(
    a_manager_is_found_among_more_people_than_a_choice_holds,
    async |app| {
        let acme = Acme::open(app).await;
        let group = format!("{PAGE}/{}", acme.billing.id);
        let browser = acme.supervisor.browser(app).await;
        let whole = "Not everybody is in this choice";
        let choice = async |address: &str| {
            let page = browser.get(address).await.expect(200).body;
            let (_, rest) = page.split_once("name=\"manager\"").expect("the choice");
            let (options, after) = rest.split_once("</select>").expect("its end");
            (options.to_owned(), after.to_owned())
        };
        let (options, after) = choice(&group).await;
        assert!(!after.contains(whole) && options.contains("agent"));
        let (options, _) = choice(&format!("{group}?q=other")).await;
        assert!(
            options.contains("agent"),
            "they fit: the search leaves the choice alone"
        );

        let zoe = app
            .member(&acme.organization, "zoe@acme.example", Role::Agent)
            .await;
        app.agents(&acme.organization, 500).await;
        for address in [PAGE, &group] {
            let (options, after) = choice(address).await;
            assert!(after.contains(whole), "{address}: {after}");
            assert_eq!(options.matches("<option").count(), 501, "nobody, and 500");
            assert!(!options.contains(&zoe.id.to_string()), "the last of all");
        }
        let (options, after) = choice(&format!("{group}?q=zo")).await;
        assert!(options.contains(&zoe.id.to_string()), "{options}");
        assert!(options.matches("<option").count() <= 3, "{options}");
        assert!(
            after.contains("In this choice are people whom “zo” finds"),
            "{after}"
        );
        let fields = [
            ("slug", "acme".to_owned()),
            ("group", acme.billing.id.to_string()),
            ("manager", zoe.id.to_string()),
        ];
        let fields = fields
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        browser
            .post(&group, "/fn/groups/set_manager", &fields)
            .await
            .expect(303);
        let (options, _) = choice(&group).await;
        assert!(
            options.contains(&zoe.id.to_string()),
            "who manages it is offered"
        );
    }
);
