//! Departments, one operation per file.

pub mod create;
pub mod delete;
pub mod list;
pub mod rename;

use crate::model::audit::{AuditAction, AuditRecord};
use crate::model::{AppError, DepartmentId};
use crate::server::service::audit::Entry;

/// What the audit log says.
fn entry(action: AuditAction, id: DepartmentId, was: Option<&str>, is: Option<&str>) -> Entry {
    let state = |name: &str| serde_json::json!({ "name": name });
    Entry {
        action,
        kind: AuditRecord::Department,
        record: id.into(),
        before: was.map(state),
        after: is.map(state),
    }
}

fn taken() -> AppError {
    AppError::invalid("name", "There is a department of this name already.")
}
