//! Reading the audit logs: an organization's, for its owners and admins, and the platform's, for master users.

use serde_json::Value;

use crate::model::AppError;
use crate::model::audit::{AuditEntry, AuditLine, AuditLog, AuditedChange};
use crate::model::audit_query::AuditQuery;
use crate::model::page::Page;
use crate::policy::{OrganizationAction, can};
use crate::server::context::RequestContext;
use crate::server::platform::PlatformScope;
use crate::server::scope::OrgScope;
use crate::server::store::audit_log::AuditLogStore;

/// Longest value that the page shows of a change, in characters.
const LONGEST_VALUE: usize = 120;

/// An organization's entries, newest first.
///
/// # Errors
/// `Forbidden` for those who may not read the log.
pub async fn list(
    ctx: &RequestContext,
    scope: &OrgScope,
    query: &AuditQuery,
) -> Result<Page<AuditEntry>, AppError> {
    can(scope.viewer(), OrganizationAction::ReadAuditLog, &()).obey()?;
    let tx = scope.begin(ctx.db()).await?;
    let page = AuditLogStore::of_organization(scope, &tx)
        .page(query, AuditQuery::PAGE_SIZE)
        .await?;
    tx.commit().await?;
    Ok(page)
}

/// The platform's entries, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn list_of_platform(
    ctx: &RequestContext,
    scope: &PlatformScope,
    query: &AuditQuery,
) -> Result<Page<AuditEntry>, AppError> {
    let tx = scope.begin(ctx.db()).await?;
    let page = AuditLogStore::of_platform(scope, &tx)
        .page(query, AuditQuery::PAGE_SIZE)
        .await?;
    tx.commit().await?;
    Ok(page)
}

/// The same as a page shows it.
#[must_use]
pub fn shown(ctx: &RequestContext, page: Page<AuditEntry>) -> AuditLog {
    AuditLog {
        page: page.map(line),
        now: ctx.now,
    }
}

fn line(entry: AuditEntry) -> AuditLine {
    AuditLine {
        sequence: entry.sequence,
        created_at: entry.created_at,
        changes: changes(entry.before.as_ref(), entry.after.as_ref()),
        actor: entry.actor.map(|actor| actor.name),
        action: entry.action,
        record_kind: entry.record_kind,
        person: entry.person.map(|person| person.name),
        ip: entry.ip,
    }
}

/// The fields that differ, by name.
fn changes(before: Option<&Value>, after: Option<&Value>) -> Vec<AuditedChange> {
    let empty = serde_json::Map::new();
    let fields =
        |side: Option<&'_ Value>| side.and_then(Value::as_object).unwrap_or(&empty).clone();
    let (before, after) = (fields(before), fields(after));
    let mut names: Vec<&String> = before.keys().chain(after.keys()).collect();
    names.sort();
    names.dedup();
    names
        .into_iter()
        .filter(|name| before.get(*name) != after.get(*name))
        .map(|name| AuditedChange {
            field: name.replace('_', " "),
            before: before.get(name).and_then(words),
            after: after.get(name).and_then(words),
        })
        .filter(|change| change.before != change.after)
        .collect()
}

/// A value as people read it; nothing for nothing.
fn words(value: &Value) -> Option<String> {
    let words = match value {
        Value::Null => return None,
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::String(text) if text.is_empty() => return None,
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let mut short: String = words.chars().take(LONGEST_VALUE).collect();
    if short.len() < words.len() {
        short.push('…');
    }
    Some(short)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_what_differs_is_told_and_nothing_is_no_value() {
        let before = json!({ "role": "agent", "name": "Ada", "note": null, "active": true });
        let after =
            json!({ "role": "admin", "name": "Ada", "note": "", "active": false, "to": [1] });
        let told: Vec<_> = changes(Some(&before), Some(&after))
            .into_iter()
            .map(|change| (change.field, change.before, change.after))
            .collect();
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            told,
            [
                ("active".to_owned(), some("yes"), some("no")),
                ("role".to_owned(), some("agent"), some("admin")),
                ("to".to_owned(), None, some("[1]")),
            ]
        );
        assert!(changes(None, None).is_empty());
    }
}
