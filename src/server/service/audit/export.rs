//! An audit log as CSV, streamed a batch at a time: however long the log, little of it is in memory.

use futures::stream::{Stream, try_unfold};

use crate::model::AppError;
use crate::model::audit::AuditEntry;
use crate::model::audit_query::AuditQuery;
use crate::model::list_query::ListAddress;
use crate::policy::{OrganizationAction, can};
use crate::server::context::RequestContext;
use crate::server::platform::PlatformScope;
use crate::server::scope::OrgScope;
use crate::server::service::csv::written;
use crate::server::store::audit_log::AuditLogStore;

/// Entries read at once.
const BATCH: u64 = 500;

const COLUMNS: [&str; 10] = [
    "sequence",
    "created_at",
    "actor",
    "action",
    "record_kind",
    "record_id",
    "person",
    "before",
    "after",
    "ip",
];

/// Whose log is read.
enum Reader {
    Organization(Box<OrgScope>),
    Platform(PlatformScope),
}

/// An organization's entries, newest first, from the query's place on.
///
/// # Errors
/// `Forbidden` for those who may not read the log.
pub fn export(
    ctx: &RequestContext,
    scope: OrgScope,
    query: AuditQuery,
) -> Result<impl Stream<Item = Result<Vec<u8>, AppError>> + Send + use<>, AppError> {
    can(scope.viewer(), OrganizationAction::ReadAuditLog, &()).obey()?;
    let reader = Reader::Organization(Box::new(scope));
    Ok(stream(ctx, reader, query))
}

/// The platform's entries, newest first, from the query's place on.
pub fn export_of_platform(
    ctx: &RequestContext,
    scope: PlatformScope,
    query: AuditQuery,
) -> impl Stream<Item = Result<Vec<u8>, AppError>> + Send + use<> {
    stream(ctx, Reader::Platform(scope), query)
}

/// Entries are only ever added, and before the first that is read: batches make one consistent list.
fn stream(
    ctx: &RequestContext,
    reader: Reader,
    query: AuditQuery,
) -> impl Stream<Item = Result<Vec<u8>, AppError>> + Send + use<> {
    let caller = (ctx.db().clone(), ctx.locale());
    let start = (caller, reader, Some(query), true);
    try_unfold(start, async |(caller, reader, query, is_first)| {
        let (db, locale) = &caller;
        let Some(query) = query else { return Ok(None) };
        let tx = crate::server::db::begin_read(db).await?;
        let store = match &reader {
            Reader::Organization(scope) => AuditLogStore::of_organization(scope, &tx),
            Reader::Platform(scope) => AuditLogStore::of_platform(scope, &tx),
        };
        let (entries, next) = store.batch(&query, *locale, BATCH).await?;
        tx.commit().await?;
        let bytes = part(&entries, is_first)?;
        let rest = next.map(|cursor| query.at(Some(cursor)));
        Ok(Some((bytes, (caller, reader, rest, false))))
    })
}

fn part(entries: &[AuditEntry], with_head: bool) -> Result<Vec<u8>, AppError> {
    let head = with_head.then(|| COLUMNS.map(str::to_owned));
    written(head.into_iter().chain(entries.iter().map(cells)))
}

fn cells(entry: &AuditEntry) -> [String; COLUMNS.len()] {
    let json = |value: &Option<_>| {
        value
            .as_ref()
            .map_or(String::new(), serde_json::Value::to_string)
    };
    let name = |person: &Option<crate::model::Reference<_>>| {
        person
            .as_ref()
            .map_or(String::new(), |person| person.name.clone())
    };
    [
        entry.sequence.to_string(),
        entry
            .created_at
            .to_rfc3339_opts(chrono::SecondsFormat::Micros, true),
        name(&entry.actor),
        entry.action.to_string(),
        entry.record_kind.to_string(),
        entry.record_id.to_string(),
        name(&entry.person),
        json(&entry.before),
        json(&entry.after),
        entry.ip.clone().unwrap_or_default(),
    ]
}
