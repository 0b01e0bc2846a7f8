//! Departments: made, renamed, deleted; by whom, and what stays.

use sea_orm::{ActiveModelTrait, EntityTrait, QueryOrder, Set};
use tutta::model::Role;
use tutta::server::entity::{audit_entry, department, group};

use crate::app::{App, Browser, Reply};
use crate::both_databases;

const PAGE: &str = "/o/acme/admin/departments";

async fn create(browser: &Browser<'_>, name: &str) -> Reply {
    let fields = [("slug", "acme"), ("name", name)];
    browser.post(PAGE, "/fn/departments/create", &fields).await
}

async fn all(app: &App) -> Vec<department::Model> {
    department::Entity::find()
        .order_by_asc(department::Column::Name)
        .all(app.db())
        .await
        .expect("the departments")
}

both_databases!(a_supervisor_makes_renames_and_deletes_them, async |app| {
    let ada = app.person("ada@example.com").await;
    let acme = app.organization("acme", &ada).await;
    let sue = app
        .member(&acme, "sue@acme.example", Role::Supervisor)
        .await;
    let browser = sue.browser(app).await;
    let empty = browser.get(PAGE).await.expect(200);
    assert!(empty.body.contains("No department yet"), "{}", empty.body);
    create(&browser, " Field  service ").await.expect(303);
    create(&browser, "Billing").await.expect(303);
    for (wrong, words) in [
        ("", "Give the department a name."),
        ("BILLING", "of this name already"),
    ] {
        let refused = create(&browser, wrong).await.expect(422);
        assert!(refused.body.contains(words), "{}", refused.body);
    }
    let id = all(app).await[0].id.to_string();
    let rename = async |name: &str| {
        let fields = [("slug", "acme"), ("id", id.as_str()), ("name", name)];
        browser.post(PAGE, "/fn/departments/rename", &fields).await
    };
    rename("field service").await.expect(422);
    rename("Accounts").await.expect(303);
    let names: Vec<_> = all(app).await.into_iter().map(|row| row.name).collect();
    assert_eq!(names, ["Accounts", "Field service"]);
    let fields = [("slug", "acme"), ("id", id.as_str())];
    for status in [303, 404] {
        browser
            .post(PAGE, "/fn/departments/delete", &fields)
            .await
            .expect(status);
    }
    let actions: Vec<_> = audit_entry::Entity::find()
        .order_by_asc(audit_entry::Column::Sequence)
        .all(app.db())
        .await
        .expect("the log")
        .into_iter()
        .map(|entry| entry.action)
        .collect();
    assert_eq!(
        actions,
        [
            "department_created",
            "department_created",
            "department_renamed",
            "department_deleted"
        ]
    );
});

both_databases!(
    people_and_groups_stay_when_their_department_goes,
    async |app| {
        let ada = app.person("ada@example.com").await;
        let acme = app.organization("acme", &ada).await;
        let support = app.group(&acme, "Support", Some(&ada), &[&ada]).await;
        let browser = ada.browser(app).await;
        create(&browser, "Billing").await.expect(303);
        let id = all(app).await[0].id;
        let row = group::ActiveModel {
            id: Set(support.id.into()),
            department_id: Set(Some(id)),
            ..Default::default()
        };
        row.update(app.db()).await.expect("the group");
        let page = browser.get(PAGE).await.expect(200);
        assert!(page.body.contains("1 group "), "{}", page.body);
        let id = id.to_string();
        let fields = [("slug", "acme"), ("id", id.as_str())];
        browser
            .post(PAGE, "/fn/departments/delete", &fields)
            .await
            .expect(303);
        let groups = group::Entity::find()
            .all(app.db())
            .await
            .expect("the groups");
        assert_eq!((groups.len(), groups[0].department_id), (1, None));
        browser.get("/o/acme/tickets").await.expect(200);
    }
);

both_databases!(those_below_supervisor_may_not, async |app| {
    let ada = app.person("ada@example.com").await;
    let acme = app.organization("acme", &ada).await;
    let max = app.member(&acme, "max@acme.example", Role::Agent).await;
    let browser = max.browser(app).await;
    browser.get(PAGE).await.expect(403);
    create(&browser, "Mine").await.expect(403);
    let globex = app.person("eve@example.com").await;
    app.organization("globex", &globex).await;
    create(&ada.browser(app).await, "Acme's").await.expect(303);
    let id = all(app).await[0].id.to_string();
    let stolen = [("slug", "globex"), ("id", id.as_str()), ("name", "Mine")];
    for function in ["/fn/departments/rename", "/fn/departments/delete"] {
        let page = "/o/globex/admin/departments";
        let browser = globex.browser(app).await;
        browser.post(page, function, &stolen).await.expect(404);
    }
});
