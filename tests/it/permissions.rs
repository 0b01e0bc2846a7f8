//! The permission table (spec §3), made by asking the rulebook for every role, action and situation.

use std::collections::BTreeSet;
use std::fmt::Write;

use tutta::model::error::Refusal;
use tutta::model::ticket::{TicketFacts, TicketStatus};
use tutta::model::viewer::Viewer;
use tutta::model::{GroupId, Role, UserId};
use tutta::policy::{
    AttachmentAction, AttachmentFacts, CommentAction, CommentFacts, Decision, OrganizationAction,
    PersonAction, PersonFacts, TicketAction, can,
};
use uuid::Uuid;

const ME: UserId = UserId(Uuid::from_u128(1));
const SOMEBODY: UserId = UserId(Uuid::from_u128(2));
const ANOTHER: UserId = UserId(Uuid::from_u128(3));
const GROUP: GroupId = GroupId(Uuid::from_u128(4));

/// How the viewer stands to the ticket: its name, creator, assignee, and whether they manage or belong to its group.
const SITUATIONS: &[(&str, UserId, Option<UserId>, bool, bool)] = &[
    (
        "unassigned, of a strange group",
        SOMEBODY,
        None,
        false,
        false,
    ),
    (
        "assigned, of a strange group",
        SOMEBODY,
        Some(ANOTHER),
        false,
        false,
    ),
    ("unassigned, filed by me", ME, None, false, false),
    ("assigned, filed by me", ME, Some(ANOTHER), false, false),
    ("assigned to me", SOMEBODY, Some(ME), false, true),
    ("filed by me and assigned to me", ME, Some(ME), false, true),
    ("unassigned, of my group", SOMEBODY, None, false, true),
    (
        "assigned, of my group",
        SOMEBODY,
        Some(ANOTHER),
        false,
        true,
    ),
    (
        "unassigned, of a group I manage",
        SOMEBODY,
        None,
        true,
        false,
    ),
    (
        "assigned, of a group I manage",
        SOMEBODY,
        Some(ANOTHER),
        true,
        false,
    ),
    (
        "assigned to me, of a group I manage",
        SOMEBODY,
        Some(ME),
        true,
        false,
    ),
];

fn viewer(role: Role, manages: bool, belongs: bool) -> Viewer {
    let set = |is_in: bool| {
        if is_in {
            BTreeSet::from([GROUP])
        } else {
            BTreeSet::new()
        }
    };
    Viewer {
        user: ME,
        role,
        manages: set(manages),
        member_of: set(belongs),
        read_only: false,
    }
}

fn cell(decision: Decision) -> String {
    match decision {
        Decision::Allow => "yes".to_owned(),
        Decision::Hide => "404".to_owned(),
        Decision::Refuse(refusal) => format!("403 {}", format!("{refusal:?}").to_lowercase()),
    }
}

fn row(table: &mut String, title: &str, decide: impl Fn(Role) -> Decision) {
    let cells = Role::ALL
        .map(|role| format!("{:22}", cell(decide(role))))
        .join("| ");
    writeln!(table, "{title:40}| {}", cells.trim_end()).expect("writing to a string");
}

fn head(table: &mut String, title: &str) {
    let roles = Role::ALL
        .map(|role| format!("{:22}", role.as_str()))
        .join("| ");
    writeln!(
        table,
        "\n{title:40}| {}\n{}",
        roles.trim_end(),
        "-".repeat(150)
    )
    .expect("writing to a string");
}

#[test]
fn organization() {
    let mut table = String::new();
    head(&mut table, "in the organization");
    for action in OrganizationAction::ALL {
        row(&mut table, &format!("{action:?}"), |role| {
            can(&viewer(role, false, false), action, &())
        });
    }
    insta::assert_snapshot!("permissions_organization", table);
}

#[test]
fn people() {
    let mut table = String::new();
    for target in Role::ALL {
        head(&mut table, &format!("to a person who is {target}"));
        let facts = PersonFacts {
            user: Some(SOMEBODY),
            role: target,
        };
        for action in [
            PersonAction::ChangeActive,
            PersonAction::Edit,
            PersonAction::Remove,
        ] {
            row(&mut table, &format!("{action:?}"), |role| {
                can(&viewer(role, false, false), action, &facts)
            });
        }
        for given in Role::ALL {
            let action = PersonAction::ChangeRole(given);
            row(&mut table, &format!("{action:?}"), |role| {
                can(&viewer(role, false, false), action, &facts)
            });
        }
    }
    head(&mut table, "to somebody new");
    for given in Role::ALL {
        let facts = PersonFacts {
            user: None,
            role: given,
        };
        let action = PersonAction::Add(given);
        row(&mut table, &format!("{action:?}"), |role| {
            can(&viewer(role, false, false), action, &facts)
        });
    }
    head(&mut table, "to oneself");
    for action in [
        PersonAction::ChangeActive,
        PersonAction::Edit,
        PersonAction::Remove,
        PersonAction::ChangeRole(Role::Member),
    ] {
        row(&mut table, &format!("{action:?}"), |role| {
            can(
                &viewer(role, false, false),
                action,
                &PersonFacts {
                    user: Some(ME),
                    role,
                },
            )
        });
    }
    insta::assert_snapshot!("permissions_people", table);
}

#[test]
fn tickets() {
    let mut table = String::new();
    for status in [TicketStatus::Open, TicketStatus::Closed] {
        for action in TicketAction::ALL {
            head(&mut table, &format!("{action:?}, when {status}"));
            for (situation, created_by, assignee, manages, belongs) in SITUATIONS {
                let facts = TicketFacts {
                    created_by: *created_by,
                    assignee: *assignee,
                    group: Some(GROUP),
                    status,
                };
                row(&mut table, situation, |role| {
                    can(&viewer(role, *manages, *belongs), action, &facts)
                });
            }
        }
    }
    insta::assert_snapshot!("permissions_tickets", table);
}

#[test]
fn messages() {
    let mut table = String::new();
    for (kind, is_internal) in [("public", false), ("internal", true)] {
        for (whose, user) in [("mine", ME), ("somebody's", SOMEBODY)] {
            for action in AttachmentAction::ALL {
                head(&mut table, &format!("{action:?} a file, {kind}, {whose}"));
                for_each_situation(&mut table, |viewer, ticket| {
                    let facts = AttachmentFacts {
                        ticket,
                        uploader: user,
                        is_internal,
                    };
                    can(viewer, action, &facts)
                });
            }
            for (age, is_fresh) in [("just sent", true), ("older", false)] {
                head(
                    &mut table,
                    &format!("edit a comment, {kind}, {whose}, {age}"),
                );
                for_each_situation(&mut table, |viewer, ticket| {
                    let facts = CommentFacts {
                        ticket,
                        author: user,
                        is_internal,
                        is_fresh,
                    };
                    can(viewer, CommentAction::Edit, &facts)
                });
            }
        }
    }
    insta::assert_snapshot!("permissions_messages", table);
}

/// A row for each way to stand to an open ticket.
fn for_each_situation(table: &mut String, decide: impl Fn(&Viewer, TicketFacts) -> Decision) {
    for (situation, created_by, assignee, manages, belongs) in SITUATIONS {
        row(table, situation, |role| {
            let facts = TicketFacts {
                created_by: *created_by,
                assignee: *assignee,
                group: Some(GROUP),
                status: TicketStatus::Open,
            };
            decide(&viewer(role, *manages, *belongs), facts)
        });
    }
}

#[test]
fn whoever_looks_in_as_support_changes_nothing() {
    let support = Viewer {
        read_only: true,
        ..viewer(Role::Supervisor, false, false)
    };
    let read_only = Decision::Refuse(Refusal::SupportReadOnly);
    let allowed: Vec<_> = OrganizationAction::ALL
        .into_iter()
        .filter(|action| can(&support, *action, &()).is_allowed())
        .map(|action| format!("{action:?}"))
        .collect();
    assert_eq!(
        allowed,
        [
            "See",
            "ListPeople",
            "SeeStats",
            "SeeOwnStats",
            "SeeAllTickets"
        ]
    );
    let ticket = TicketFacts {
        created_by: SOMEBODY,
        assignee: None,
        group: Some(GROUP),
        status: TicketStatus::Open,
    };
    for action in TicketAction::ALL {
        let expected = match action {
            TicketAction::See | TicketAction::InternalNotes => Decision::Allow,
            TicketAction::Close => Decision::Refuse(Refusal::OnlyAssigneeCloses),
            TicketAction::Delete => Decision::Refuse(Refusal::Role),
            _ => read_only,
        };
        assert_eq!(can(&support, action, &ticket), expected, "{action:?}");
    }
    let person = PersonFacts {
        user: Some(SOMEBODY),
        role: Role::Member,
    };
    assert_eq!(can(&support, PersonAction::Remove, &person), read_only);
}
