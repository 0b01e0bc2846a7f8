//! Groups (teams) of an organization.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ids::{DepartmentId, GroupId, UserId};
use super::text::{NotALine, line};
use super::{FieldErrors, Reference};

/// A group as everybody in the organization sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
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

/// A group's name: 1 to 100 characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct GroupName(String);

impl GroupName {
    /// Longest name.
    pub const MAX_CHARACTERS: usize = 100;

    /// # Errors
    /// A sentence that says how long a name may be.
    pub fn parse(raw: &str) -> Result<Self, String> {
        line(raw, Self::MAX_CHARACTERS)
            .map(Self)
            .map_err(|wrong| match wrong {
                NotALine::Empty => "Give the group a name.".to_owned(),
                _ => wrong.to_string(),
            })
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for GroupName {
    type Error = String;

    fn try_from(raw: String) -> Result<Self, String> {
        Self::parse(&raw)
    }
}

impl From<GroupName> for String {
    fn from(name: GroupName) -> Self {
        name.0
    }
}

/// A group to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewGroup {
    /// Its name.
    pub name: GroupName,
    /// Who manages it.
    pub manager: Option<UserId>,
}

impl NewGroup {
    /// Reads what a form sends; no manager is nobody.
    ///
    /// # Errors
    /// A message for each wrong field.
    pub fn parse(name: &str, manager: &str) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let name = errors.take("name", GroupName::parse(name));
        let manager = match manager.trim() {
            "" => Some(None),
            id => errors.take("manager", id.parse().map(Some)),
        };
        match (name, manager) {
            (Some(name), Some(manager)) => Ok(Self { name, manager }),
            _ => Err(errors),
        }
    }
}
