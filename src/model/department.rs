//! Departments: what groups and people of an organization are sorted by.

use serde::{Deserialize, Serialize};

use super::ids::DepartmentId;
use super::text::{NotALine, line};

/// A department's name: 1 to 100 characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DepartmentName(String);

impl DepartmentName {
    /// Longest name.
    pub const MAX_CHARACTERS: usize = 100;

    /// # Errors
    /// A sentence that says how long a name may be.
    pub fn parse(raw: &str) -> Result<Self, String> {
        line(raw, Self::MAX_CHARACTERS)
            .map(Self)
            .map_err(|wrong| match wrong {
                NotALine::Empty => "Give the department a name.".to_owned(),
                _ => wrong.to_string(),
            })
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for DepartmentName {
    type Error = String;

    fn try_from(raw: String) -> Result<Self, String> {
        Self::parse(&raw)
    }
}

impl From<DepartmentName> for String {
    fn from(name: DepartmentName) -> Self {
        name.0
    }
}

/// A department, and what is in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Department {
    /// The department.
    pub id: DepartmentId,
    /// Its name, unique in the organization.
    pub name: String,
    /// Its groups.
    pub groups: u64,
    /// Its people.
    pub people: u64,
}
