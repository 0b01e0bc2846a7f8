//! What an entry of the log says, in people's words: labels for what is stored by a word, names for what has one, and
//! nothing of ids, which tell people nothing.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::model::Role;
use crate::model::account::NotificationKind;
use crate::model::audit::{AuditRecord, AuditedChange, Told};
use crate::model::join_request::{JoinRequestStatus, JoinRequestType};
use crate::model::organization::{MembershipStatus, OrganizationStatus};
use crate::model::platform::Plan;
use crate::model::user::UserStatus;
use crate::model::zone::Language;

/// Longest value that the page shows of a change, in characters.
const LONGEST_VALUE: usize = 120;

/// Fields that read badly as they are stored.
const FIELDS: [(&str, &str); 14] = [
    ("allow_email_domain_join", "Joining by e-mail domain"),
    ("allow_support_access", "Support access"),
    ("allowed_email_domains", "E-mail domains"),
    ("by", "Came by"),
    ("default_join_role", "Role of those who join"),
    ("email", "E-mail address"),
    ("ended_sessions", "Sessions ended"),
    ("expires_at", "Ends"),
    ("has_phone", "Telephone given"),
    ("has_name", "Name given"),
    ("ip", "From"),
    ("is_master", "Master user"),
    ("primary_color", "Colour"),
    ("request_type", "By"),
];

/// The fields that differ, by name.
pub fn changes(
    kind: AuditRecord,
    before: Option<&Value>,
    after: Option<&Value>,
) -> Vec<AuditedChange> {
    let empty = Map::new();
    let fields = |side: Option<&'_ Value>| side.and_then(Value::as_object).cloned();
    let before = fields(before).unwrap_or_else(|| empty.clone());
    let after = fields(after).unwrap_or(empty);
    let mut names: Vec<&String> = before.keys().chain(after.keys()).collect();
    names.sort();
    names.dedup();
    let tell = |side: &Map<String, Value>, name: &str| told(kind, name, side.get(name)?);
    names
        .into_iter()
        .map(|name| AuditedChange {
            field: label(name),
            before: tell(&before, name),
            after: tell(&after, name),
        })
        .filter(|change| change.before != change.after)
        .collect()
}

fn label(field: &str) -> String {
    if let Some((_, label)) = FIELDS.iter().find(|(name, _)| *name == field) {
        return (*label).to_owned();
    }
    sentence(field)
}

/// `waiting_for` as `Waiting for`.
fn sentence(word: &str) -> String {
    let words = word.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// A value as people read it; nothing for nothing.
fn told(kind: AuditRecord, field: &str, value: &Value) -> Option<Told> {
    if let Value::String(text) = value
        && let Ok(time) = text.parse::<DateTime<Utc>>()
    {
        return Some(Told::Time(time));
    }
    let words = words(kind, field, value)?;
    let mut short: String = words.chars().take(LONGEST_VALUE).collect();
    if short.len() < words.len() {
        short.push('…');
    }
    Some(Told::Words(short))
}

fn words(kind: AuditRecord, field: &str, value: &Value) -> Option<String> {
    let all = |parts: Vec<String>| (!parts.is_empty()).then(|| parts.join(", "));
    match value {
        Value::Null => None,
        Value::Bool(is) => Some(if *is { "yes" } else { "no" }.to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) if text.is_empty() || Uuid::try_parse(text).is_ok() => None,
        Value::String(text) => Some(named(kind, field, text).unwrap_or(text).to_owned()),
        Value::Array(parts) => {
            let parts = parts.iter().filter_map(|part| words(kind, field, part));
            all(parts.collect())
        }
        Value::Object(fields) => match fields.get("name") {
            Some(Value::String(name)) => Some(name.clone()),
            _ => all(fields.iter().filter_map(switched_on).collect()),
        },
    }
}

/// Flags that are off say nothing.
fn switched_on((name, value): (&String, &Value)) -> Option<String> {
    match value {
        Value::Bool(true) => Some(name.clone()),
        Value::Bool(false) | Value::Null => None,
        other => Some(format!("{name}: {other}")),
    }
}

/// The label of a word that is one of a known few.
fn named(kind: AuditRecord, field: &str, word: &str) -> Option<&'static str> {
    match (field, kind) {
        ("role" | "default_join_role", _) => word.parse().ok().map(Role::label),
        ("plan", _) => word.parse().ok().map(Plan::label),
        ("language", _) => word.parse().ok().map(Language::label),
        ("kind", _) => word.parse().ok().map(NotificationKind::label),
        ("request_type", _) => word.parse().ok().map(JoinRequestType::label),
        ("by", _) => Some(match word {
            "organization_name" => "Opening an organization",
            "organization_code" => "Invite code",
            _ => "Alone",
        }),
        ("status", AuditRecord::Organization) => word.parse().ok().map(OrganizationStatus::label),
        ("status", AuditRecord::JoinRequest) => word.parse().ok().map(JoinRequestStatus::label),
        // Of a membership in an organization's log, of the account in the platform's.
        ("status", _) => {
            let membership = word.parse().ok().map(MembershipStatus::label);
            membership.or_else(|| word.parse().ok().map(UserStatus::label))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(kind: AuditRecord, before: &Value, after: &Value) -> Vec<(String, String, String)> {
        let side = |told: Option<Told>| match told {
            None => "–".to_owned(),
            Some(Told::Words(words)) => words,
            Some(Told::Time(time)) => format!("at {time}"),
        };
        changes(kind, Some(before), Some(after))
            .into_iter()
            .map(|change| (change.field, side(change.before), side(change.after)))
            .collect()
    }

    fn expect(told: &[(String, String, String)], expected: &[(&str, &str, &str)]) {
        let told: Vec<_> = told
            .iter()
            .map(|(field, before, after)| (field.as_str(), before.as_str(), after.as_str()))
            .collect();
        assert_eq!(told, expected);
    }

    #[test]
    fn only_what_differs_is_told_and_nothing_is_no_value() {
        let before =
            json!({ "role": "agent", "name": "Ada", "note": null, "active": true, "domains": [] });
        let after = json!({ "role": "admin", "name": "Ada", "note": "", "active": false });
        let told = read(AuditRecord::User, &before, &after);
        expect(
            &told,
            &[("Active", "yes", "no"), ("Role", "Agent", "Admin")],
        );
        assert!(changes(AuditRecord::User, None, None).is_empty());
    }

    #[test]
    fn lists_references_and_flags_are_told_by_name_and_ids_not_at_all() {
        let id = Uuid::nil();
        let before = json!({ "allowed_email_domains": ["a.example", "b.example"], "group": null, "features": {} });
        let after = json!({
            "allowed_email_domains": [],
            "group": { "id": id, "name": "Support" },
            "features": { "live_chat": true, "beta": false },
            "user": id,
            "groups": [id],
        });
        let told = read(AuditRecord::Organization, &before, &after);
        expect(
            &told,
            &[
                ("E-mail domains", "a.example, b.example", "–"),
                ("Features", "–", "live_chat"),
                ("Group", "–", "Support"),
            ],
        );
    }

    #[test]
    fn a_status_is_that_of_its_record_and_a_time_is_one() {
        let (before, after) = (
            json!({ "status": "pending" }),
            json!({ "status": "active" }),
        );
        let told = read(AuditRecord::Organization, &before, &after);
        expect(&told, &[("Status", "Waiting for approval", "Active")]);
        let told = read(AuditRecord::User, &before, &after);
        expect(&told, &[("Status", "Waiting", "Active")]);
        let after = json!({ "expires_at": "2026-03-12T14:05:00Z" });
        let told = read(AuditRecord::Invitation, &json!({}), &after);
        expect(&told, &[("Ends", "–", "at 2026-03-12 14:05:00 UTC")]);
    }
}
