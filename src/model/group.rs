//! Groups (teams) of an organization.

use serde::{Deserialize, Serialize};

use super::Reference;
use super::ids::{DepartmentId, GroupId, UserId};

/// A group as everybody in the organization sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// The group.
    pub id: GroupId,
    /// Its name, unique in the organization.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// The department it belongs to.
    pub department: Option<Reference<DepartmentId>>,
    /// Who manages it; the manager counts as a member (spec §3).
    pub manager: Option<Reference<UserId>>,
}
