//! What the addresses take: a body for each that wants one, and arguments for every server function.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::builders::Ticket;

/// A body for each REST address that takes one.
pub fn bodies() -> BTreeMap<&'static str, Value> {
    BTreeMap::from([
        (
            "POST /api/org-admin/users",
            json!({ "email": "new@acme.example", "role": "member" }),
        ),
        (
            "PATCH /api/org-admin/users/{id}",
            json!({ "role": "agent" }),
        ),
        (
            "POST /api/org-admin/memberships",
            json!({ "email": "new@acme.example", "role": "member" }),
        ),
        (
            "POST /api/v1/organizations/{slug}/join-requests/{id}/approve",
            json!({}),
        ),
        (
            "POST /api/v1/organizations/{slug}/join-requests/{id}/reject",
            json!({}),
        ),
        (
            "POST /api/v1/organizations/{slug}/invite",
            json!({ "email": "new@acme.example", "role": "member" }),
        ),
        (
            "POST /api/v1/organizations/{slug}/invitations/{id}/resend",
            json!({}),
        ),
        ("POST /api/org-admin/groups", json!({ "name": "Mine" })),
        (
            "PATCH /api/org-admin/groups/{id}",
            json!({ "name": "Mine" }),
        ),
        (
            "POST /api/org-admin/groups/{id}/set-manager",
            json!({ "manager": null }),
        ),
        (
            "POST /api/org-admin/groups/{id}/members/{user_id}",
            json!({}),
        ),
        ("POST /api/tickets", json!({ "subject": "Mine" })),
        ("PATCH /api/tickets/{id}", json!({ "subject": "Mine" })),
        ("POST /api/tickets/{id}/assign", json!({ "assignee": null })),
        ("POST /api/tickets/{id}/close", json!({ "comment": "Mine" })),
        ("POST /api/tickets/{id}/reopen", json!({})),
        ("POST /api/tickets/{id}/comments", json!({ "body": "Mine" })),
        (
            "PATCH /api/tickets/{id}/comments/{comment_id}",
            json!({ "body": "Mine" }),
        ),
        ("POST /api/tickets/{id}/attachments", Value::Null),
        ("POST /api/v1/platform/jobs/{id}/retry", json!({})),
        (
            "PATCH /api/v1/organizations/{slug}",
            json!({ "name": "Mine" }),
        ),
        (
            "POST /api/v1/organizations/{slug}/rotate-invite-code",
            json!({}),
        ),
        (
            "POST /api/v1/platform/organizations",
            json!({ "name": "Mine" }),
        ),
        (
            "PATCH /api/v1/platform/organizations/{slug}",
            json!({ "plan": "free" }),
        ),
        (
            "POST /api/v1/platform/organizations/{slug}/approve",
            json!({}),
        ),
        (
            "POST /api/v1/platform/organizations/{slug}/reject",
            json!({ "reason": "x" }),
        ),
        (
            "POST /api/v1/platform/organizations/{slug}/suspend",
            json!({ "reason": "x" }),
        ),
        (
            "POST /api/v1/platform/organizations/{slug}/reactivate",
            json!({}),
        ),
        (
            "POST /api/v1/platform/organizations/{slug}/support-access",
            json!({ "reason": "x", "hours": 1 }),
        ),
        ("POST /api/v1/platform/users/{id}/{action}", json!({})),
    ])
}

/// Arguments for every server function: each takes those it knows.
pub fn arguments(ticket: &Ticket) -> Vec<(&'static str, String)> {
    let texts = [
        "query",
        "subject",
        "description",
        "tags",
        "status",
        "group",
        "assignee",
        "first_name",
        "last_name",
        "password",
        "department",
        "cursor",
        "note",
        "message",
    ];
    let mut arguments: Vec<_> = texts
        .into_iter()
        .map(|name| (name, String::new()))
        .collect();
    for (name, value) in [
        ("slug", "acme"),
        ("version", "1"),
        ("body", "x"),
        ("comment", "x"),
        ("visibility", "public"),
        ("action", "approve"),
        ("reason", "x"),
        ("name", "Mine"),
        ("plan", "free"),
        ("features", ""),
        ("email", "new@acme.example"),
        ("role", "member"),
        ("active", "true"),
        ("answer", "approve"),
        ("person", "00000000-0000-7000-8000-000000000001"),
        ("attachment", "00000000-0000-7000-8000-000000000001"),
        ("invitation", "00000000-0000-7000-8000-000000000001"),
        ("request", "00000000-0000-7000-8000-000000000001"),
        ("new_slug", "mine"),
        ("domain", ""),
        ("primary_color", "#000000"),
        ("allowed_email_domains", ""),
        ("default_join_role", ""),
        ("confirmation", "acme"),
        ("hours", "1"),
        ("step", "people"),
        ("manager", ""),
        ("q", ""),
        ("leaving", ""),
        ("reassign_to", ""),
        ("move_to", ""),
    ] {
        arguments.push((name, value.to_owned()));
    }
    arguments.push(("priority", "normal".to_owned()));
    arguments.push(("number", ticket.number.to_string()));
    arguments.push(("id", ticket.id.to_string()));
    arguments
}
