//! `tutta demo`: a believable world, made once, and never among real records.

use std::collections::{HashMap, HashSet};

use sea_orm::{EntityTrait, PaginatorTrait};
use sha2::{Digest, Sha256};
use tutta::model::ticket::TicketStatus;
use tutta::model::user::NewPassword;
use tutta::server::entity::{
    attachment, comment, group, group_membership, organization, ticket, ticket_event, user,
};
use tutta::server::service::demo::{self, DemoError, Outcome};
use uuid::Uuid;

use crate::app::App;
use crate::both_databases;
use crate::builders::PASSWORD;

const OWNER: &str = "olivia.hart@acme-robotics.example";

async fn run(app: &App) -> Result<Outcome, DemoError> {
    let password = NewPassword::parse(PASSWORD).expect("long enough");
    let hash = app
        .state
        .auth
        .passwords()
        .hash(&password)
        .await
        .expect("a hash");
    demo::run(app.db(), &app.state.storage, &hash, app.now()).await
}

async fn organization(app: &App, slug: &str) -> organization::Model {
    let all = organization::Entity::find().all(app.db()).await;
    let found = all
        .expect("organizations")
        .into_iter()
        .find(|one| one.slug == slug);
    found.expect(slug)
}

async fn counts(app: &App) -> [u64; 5] {
    let db = app.db();
    [
        ticket::Entity::find().count(db).await.expect("tickets"),
        comment::Entity::find().count(db).await.expect("comments"),
        ticket_event::Entity::find()
            .count(db)
            .await
            .expect("events"),
        user::Entity::find().count(db).await.expect("people"),
        organization::Entity::find()
            .count(db)
            .await
            .expect("organizations"),
    ]
}

both_databases!(it_is_made_once, async |app: &App| {
    assert!(matches!(
        run(app).await,
        Ok(Outcome::Made { tickets: 2_000, .. })
    ));
    let before = counts(app).await;
    app.pass(chrono::Duration::days(3));
    assert!(matches!(run(app).await, Ok(Outcome::Found)));
    assert_eq!(counts(app).await, before);
});

both_databases!(its_tickets_are_consistent, async |app: &App| {
    run(app).await.expect("the demo");
    let tickets = ticket::Entity::find().all(app.db()).await.expect("tickets");
    let comments = comment::Entity::find()
        .all(app.db())
        .await
        .expect("comments");
    let events = ticket_event::Entity::find()
        .all(app.db())
        .await
        .expect("events");
    let groups = group::Entity::find().all(app.db()).await.expect("groups");
    let places = group_membership::Entity::find()
        .all(app.db())
        .await
        .expect("places");
    let managers = groups
        .iter()
        .filter_map(|group| Some((group.id, group.manager_id?)));
    let places: HashSet<(Uuid, Uuid)> = places
        .iter()
        .map(|place| (place.group_id, place.user_id))
        .chain(managers)
        .collect();
    let by_id: HashMap<Uuid, &ticket::Model> =
        tickets.iter().map(|ticket| (ticket.id, ticket)).collect();
    let (now, earliest) = (app.now(), app.now() - chrono::Duration::days(90));
    for ticket in &tickets {
        let number = ticket.number;
        let is = |status: TicketStatus| ticket.status == status as i16;
        assert!(
            ticket.created_at >= earliest && ticket.updated_at <= now,
            "ticket {number}"
        );
        assert_eq!(
            ticket.closed_at.is_some(),
            is(TicketStatus::Closed),
            "ticket {number}"
        );
        assert_eq!(
            ticket.resolved_at.is_some(),
            is(TicketStatus::Closed) || is(TicketStatus::Resolved)
        );
        assert!(
            ticket.resolved_at <= ticket.closed_at || ticket.closed_at.is_none(),
            "ticket {number}"
        );
        if let (Some(group), Some(assignee)) = (ticket.group_id, ticket.assignee_id) {
            assert!(
                places.contains(&(group, assignee)),
                "the assignee of ticket {number} is not in its group"
            );
        }
        let of_ticket = comments
            .iter()
            .filter(|comment| comment.ticket_id == ticket.id);
        let (public, resolutions) = of_ticket.fold((0, 0), |(public, resolutions), comment| {
            (
                public + u32::from(comment.visibility == "public"),
                resolutions + u32::from(comment.is_resolution),
            )
        });
        assert_eq!(
            resolutions,
            u32::from(is(TicketStatus::Closed)),
            "ticket {number}"
        );
        assert!(public <= 6, "ticket {number} has {public} public comments");
    }
    for comment in &comments {
        assert!(
            comment.created_at > by_id[&comment.ticket_id].created_at && comment.created_at <= now
        );
    }
    for (kind, expected) in [
        ("created", 2_000),
        ("commented", public_without_resolution(&comments)),
    ] {
        assert_eq!(
            events.iter().filter(|event| event.kind == kind).count(),
            expected,
            "{kind}"
        );
    }
});

fn public_without_resolution(comments: &[comment::Model]) -> usize {
    comments
        .iter()
        .filter(|comment| comment.visibility == "public" && !comment.is_resolution)
        .count()
}

both_databases!(
    its_people_can_sign_in_and_see_what_their_role_shows,
    async |app: &App| {
        run(app).await.expect("the demo");
        let (people, _) = demo::sign_ins();
        let as_role = async |role: &str, organization: &str| {
            let person = people.iter().find(|person| {
                person.role == role && person.organization.as_deref() == Some(organization)
            });
            app.api()
                .signed_in(&person.expect(role).email, PASSWORD)
                .await
        };
        let count = async |role: &str| {
            let reply = as_role(role, "Acme Robotics")
                .await
                .within("acme-robotics")
                .get("/api/tickets?page_size=1")
                .await;
            reply.expect(200).json()["count"].as_u64().expect("a count")
        };
        assert_eq!(count("Owner").await, 1_300);
        let agents = count("Agent").await;
        let requesters = count("Member").await;
        assert!(
            agents > requesters && requesters > 0 && agents < 1_300,
            "{agents}, {requesters}"
        );
        let waiting = as_role("Owner", "Umbra Logistics (pending)").await;
        waiting
            .within("umbra-logistics")
            .get("/api/tickets")
            .await
            .expect(403);
    }
);

both_databases!(a_few_tickets_have_files_that_open, async |app: &App| {
    run(app).await.expect("the demo");
    let files = attachment::Entity::find().all(app.db()).await;
    let files = files.expect("files");
    let names: HashSet<&str> = files.iter().map(|file| file.file_name.as_str()).collect();
    assert_eq!((names.len(), files.len()), (5, 15), "{names:?}");
    let comments = comment::Entity::find().all(app.db()).await;
    let comments = comments.expect("comments");
    let is_internal = |file: &attachment::Model| {
        let of_file = |comment: &&comment::Model| file.comment_id == Some(comment.id);
        comments
            .iter()
            .find(of_file)
            .is_some_and(|comment| comment.visibility == "internal")
    };
    let internal = files.iter().filter(|file| is_internal(file));
    assert_eq!(
        internal.count(),
        3,
        "some are for those alone who work there"
    );
    let acme = organization(app, "acme-robotics").await;
    let owner = app.api().signed_in(OWNER, PASSWORD).await;
    let owner = owner.within(&acme.slug);
    for file in files.iter().filter(|file| file.organization_id == acme.id) {
        let ticket = ticket::Entity::find_by_id(file.ticket_id)
            .one(app.db())
            .await;
        let number = ticket.expect("tickets").expect("the ticket").number;
        let place = format!("/api/tickets/{number}/attachments/{}", file.id);
        let saved = owner
            .request("GET", &place)
            .send()
            .await
            .expect("an answer");
        assert_eq!(saved.status(), 200, "{}", file.file_name);
        let bytes = saved.bytes().await.expect("a body");
        assert_eq!(Sha256::digest(&bytes).as_slice(), file.sha256);
    }
});

both_databases!(somebody_works_in_two_organizations, async |app: &App| {
    run(app).await.expect("the demo");
    let nadia = app
        .api()
        .signed_in("nadia.petrov@globex-energy.example", PASSWORD)
        .await;
    let me = nadia.get("/api/me").await.expect(200).json();
    let roles = me["organizations"]
        .as_array()
        .expect("organizations")
        .iter();
    let roles: Vec<_> = roles
        .map(|one| {
            (
                one["slug"].as_str().expect("a slug"),
                one["role"].as_str().expect("a role"),
            )
        })
        .collect();
    assert_eq!(
        roles,
        [("acme-robotics", "agent"), ("globex-energy", "supervisor")]
    );
    assert_eq!(me["primary_org_role"], "supervisor");
});

both_databases!(it_never_mixes_with_real_records, async |app: &App| {
    let person = app.person("real@example.com").await;
    assert!(matches!(run(app).await, Err(DemoError::Occupied(what)) if what == "real@example.com"));
    app.organization("real", &person).await;
    assert!(matches!(run(app).await, Err(DemoError::Occupied(what)) if what == "real"));
    assert_eq!(counts(app).await, [0, 0, 0, 1, 1]);
});

both_databases!(
    what_was_added_inside_the_demo_is_of_the_demo,
    async |app: &App| {
        run(app).await.expect("the demo");
        let acme = organization(app, "acme-robotics").await;
        let acme = crate::builders::Organization {
            id: acme.id.into(),
            slug: acme.slug,
        };
        app.member(&acme, "new@example.com", tutta::model::Role::Agent)
            .await;
        assert!(matches!(run(app).await, Ok(Outcome::Found)));
        app.person("outsider@example.com").await;
        assert!(
            matches!(run(app).await, Err(DemoError::Occupied(what)) if what == "outsider@example.com")
        );
    }
);

#[test]
fn the_program_prints_the_sign_ins_once_there_is_a_demo() {
    let folder = tempfile::tempdir().expect("a folder");
    let demo = || {
        let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_tutta"));
        let program = program.arg("demo").current_dir(folder.path()).env_clear();
        program
            .env("DATABASE_URL", "sqlite://demo.db?mode=rwc")
            .output()
            .expect("the program")
    };
    for beginning in [
        "The demo is made: 2000 tickets",
        "The demo is there already",
    ] {
        let output = demo();
        let text = String::from_utf8(output.stdout).expect("text");
        assert!(
            output.status.success() && text.starts_with(beginning),
            "{text}"
        );
        assert!(text.contains(OWNER) && text.contains("password: tutta-demo-2026!"));
    }
}
