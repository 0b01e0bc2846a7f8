//! Words and numbers outside an enumeration, doubles and half-done states are refused.

use super::world::{
    group, membership, now, on_migrated_databases, organization, tenant, ticket, user,
};
use sea_orm::{ActiveModelTrait, ConnectionTrait, DatabaseConnection, DbErr, Set, SqlErr};
use tutta::server::entity::{invitation, join_request, ticket_event};
use uuid::Uuid;

#[tokio::test]
async fn values_outside_an_enumeration_are_refused() {
    let updates = [
        ("users", "status", "'asleep'", "ck_users_status"),
        (
            "users",
            "onboarding_step",
            "'org_selection'",
            "ck_users_onboarding_step",
        ),
        ("users", "email", "'Owner@acme.example'", "ck_users_email"),
        (
            "organizations",
            "status",
            "'closed'",
            "ck_organizations_status",
        ),
        ("organizations", "plan", "'gold'", "ck_organizations_plan"),
        (
            "organizations",
            "primary_color",
            "'red'",
            "ck_organizations_primary_color",
        ),
        ("memberships", "role", "'manager'", "ck_memberships_role"),
        ("memberships", "status", "'gone'", "ck_memberships_status"),
        (
            "join_requests",
            "request_type",
            "'letter'",
            "ck_join_requests_request_type",
        ),
        (
            "join_requests",
            "status",
            "'maybe'",
            "ck_join_requests_status",
        ),
        ("invitations", "role", "'AGENT'", "ck_invitations_role"),
        (
            "invitations",
            "email",
            "'New@acme.example'",
            "ck_invitations_email",
        ),
        ("tickets", "status", "5", "ck_tickets_status"),
        ("tickets", "status", "-1", "ck_tickets_status"),
        ("tickets", "priority", "4", "ck_tickets_priority"),
        ("tickets", "priority", "-1", "ck_tickets_priority"),
        ("tickets", "status", "4", "ck_tickets_closed_at"),
        (
            "comments",
            "visibility",
            "'secret'",
            "ck_comments_visibility",
        ),
        (
            "ticket_events",
            "kind",
            "'sneezed'",
            "ck_ticket_events_kind",
        ),
    ];
    on_migrated_databases(async |db| {
        one_of_each(db).await.expect("one of each");
        for (table, column, value, constraint) in updates {
            let sql = format!("UPDATE {table} SET {column} = {value}");
            let error = db.execute_unprepared(&sql).await.expect_err(&sql);
            assert!(error.to_string().contains(constraint), "{sql}: {error}");
        }
    })
    .await;
}

#[tokio::test]
async fn assigning_needs_a_group() {
    on_migrated_databases(async |db| {
        let acme = tenant(db, "acme").await.expect("acme");
        let mut homeless = ticket(acme.organization, acme.person, 2);
        homeless.assignee_id = Set(Some(acme.person));
        let error = homeless.insert(db).await.expect_err("no group");
        assert!(
            error.to_string().contains("ck_tickets_assignee_group"),
            "{error}"
        );
    })
    .await;
}

#[tokio::test]
async fn doubles_are_refused() {
    on_migrated_databases(async |db| {
        let acme = tenant(db, "acme").await.expect("acme");
        let (org, person) = (acme.organization, acme.person);
        doubled(user("owner@acme.example").insert(db).await);
        doubled(organization("ACME", person).insert(db).await);
        doubled(membership(org, person).insert(db).await);
        doubled(group(org, "SUPPORT").insert(db).await);
        doubled(ticket(org, person, 1).insert(db).await);

        let imported = |number| {
            let mut row = ticket(org, person, number);
            row.external_id = Set(Some("OLD-1".into()));
            row
        };
        imported(2).insert(db).await.expect("imported once");
        doubled(imported(3).insert(db).await);
        ticket(org, person, 3)
            .insert(db)
            .await
            .expect("no external id");
    })
    .await;
}

#[tokio::test]
async fn one_tenants_names_and_numbers_are_free_in_another() {
    on_migrated_databases(async |db| {
        tenant(db, "acme").await.expect("acme");
        tenant(db, "globex")
            .await
            .expect("the same group name and ticket number");
    })
    .await;
}

#[tokio::test]
async fn only_one_request_to_join_may_be_pending() {
    on_migrated_databases(async |db| {
        let acme = tenant(db, "acme").await.expect("acme");
        let ask = |status| join_request(acme.organization, acme.person, status);
        ask("rejected").insert(db).await.expect("answered");
        ask("rejected").insert(db).await.expect("answered again");
        ask("pending").insert(db).await.expect("asked once more");
        doubled(ask("pending").insert(db).await);
    })
    .await;
}

async fn one_of_each(db: &DatabaseConnection) -> Result<(), DbErr> {
    let acme = tenant(db, "acme").await?;
    join_request(acme.organization, acme.person, "pending")
        .insert(db)
        .await?;
    let event = ticket_event::ActiveModel {
        id: Set(Uuid::now_v7()),
        organization_id: Set(acme.organization),
        ticket_id: Set(acme.ticket),
        kind: Set("created".into()),
        created_at: Set(now()),
        ..Default::default()
    };
    event.insert(db).await?;
    let invitation = invitation::ActiveModel {
        id: Set(Uuid::now_v7()),
        organization_id: Set(acme.organization),
        token_hash: Set(vec![1; 32]),
        email: Set("new@acme.example".into()),
        role: Set("agent".into()),
        expires_at: Set(now()),
        invited_by: Set(acme.person),
        created_at: Set(now()),
        ..Default::default()
    };
    invitation.insert(db).await?;
    Ok(())
}

fn join_request(organization: Uuid, user: Uuid, status: &str) -> join_request::ActiveModel {
    join_request::ActiveModel {
        id: Set(Uuid::now_v7()),
        organization_id: Set(organization),
        user_id: Set(user),
        request_type: Set("manual_request".into()),
        status: Set(status.into()),
        created_at: Set(now()),
        ..Default::default()
    }
}

#[track_caller]
fn doubled<T: std::fmt::Debug>(result: Result<T, DbErr>) {
    let error = result.expect_err("the database must refuse a double");
    let kind = error.sql_err();
    assert!(
        matches!(kind, Some(SqlErr::UniqueConstraintViolation(_))),
        "{error}"
    );
}
