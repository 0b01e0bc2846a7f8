//! Groups (teams) of an organization.

use std::collections::BTreeSet;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::fields::present;
use super::ids::{DepartmentId, GroupId, UserId};
use super::person::Person;
use super::role::Role;
use super::text::{NotALine, line, optional_line, text_shape};
use super::user::display_name;
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

text_shape!(
    GroupName,
    "A group's name.",
    1..=GroupName::MAX_CHARACTERS,
    "Support"
);

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

/// What a group is for: at most 500 characters, or nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct GroupDescription(String);

text_shape!(
    GroupDescription,
    "What a group is for.",
    0..=GroupDescription::MAX_CHARACTERS,
    "Everything with a plug."
);

impl GroupDescription {
    /// Longest description.
    pub const MAX_CHARACTERS: usize = 500;

    /// # Errors
    /// A sentence that says how long a description may be.
    pub fn parse(raw: &str) -> Result<Self, String> {
        optional_line(raw, Self::MAX_CHARACTERS)
            .map(Self)
            .map_err(|wrong| wrong.to_string())
    }

    /// The description as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for GroupDescription {
    type Error = String;

    fn try_from(raw: String) -> Result<Self, String> {
        Self::parse(&raw)
    }
}

impl From<GroupDescription> for String {
    fn from(description: GroupDescription) -> Self {
        description.0
    }
}

/// A group to be made.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewGroup {
    /// Its name.
    pub name: GroupName,
    /// What it is for.
    #[serde(default)]
    pub description: GroupDescription,
    /// The department it belongs to.
    #[serde(default)]
    pub department: Option<DepartmentId>,
    /// Who manages it.
    #[serde(default)]
    pub manager: Option<UserId>,
}

impl NewGroup {
    /// Reads what a form sends; an empty department is none, an empty manager nobody.
    ///
    /// # Errors
    /// A message for each wrong field.
    pub fn parse(
        name: &str,
        description: &str,
        department: &str,
        manager: &str,
    ) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let name = errors.take("name", GroupName::parse(name));
        let description = errors.take("description", GroupDescription::parse(description));
        let department = errors.take("department", id_or_none(department));
        let manager = errors.take("manager", id_or_none(manager));
        match (name, description, department, manager) {
            (Some(name), Some(description), Some(department), Some(manager)) => Ok(Self {
                name,
                description,
                department,
                manager,
            }),
            _ => Err(errors),
        }
    }
}

/// Reads what a choice sends; nothing chosen is `None`.
///
/// # Errors
/// A sentence, for what is no id.
pub fn id_or_none<Id: FromStr>(raw: &str) -> Result<Option<Id>, Id::Err> {
    match raw.trim() {
        "" => Ok(None),
        id => id.parse().map(Some),
    }
}

/// Reads several ids, each once.
///
/// # Errors
/// A sentence, for what is no id.
pub fn ids_once<'a, Id: FromStr + Ord>(
    raw: impl Iterator<Item = &'a str>,
) -> Result<Vec<Id>, Id::Err> {
    let read: Result<BTreeSet<Id>, _> = raw.map(str::parse).collect();
    Ok(read?.into_iter().collect())
}

/// What is to be changed of a group; what is not there stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = ChangeGroup)]
pub struct GroupChange {
    /// New name.
    pub name: Option<GroupName>,
    /// New description; empty for none.
    pub description: Option<GroupDescription>,
    /// New department, or `null` for none.
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<DepartmentId>)]
    pub department: Option<Option<DepartmentId>>,
    /// New manager, or `null` for nobody. One who was no member otherwise leaves the group, and their open tickets in
    /// it go back to nobody; to give them to somebody, set the manager by `set-manager`.
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<UserId>)]
    pub manager: Option<Option<UserId>>,
}

/// A group with its numbers, as those who manage groups see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GroupSummary {
    /// The group.
    pub id: GroupId,
    /// Its name, unique in the organization.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// The department it belongs to.
    pub department: Option<Reference<DepartmentId>>,
    /// Who manages it; the manager counts as a member.
    pub manager: Option<Reference<UserId>>,
    /// Its people, the manager included.
    pub members: u64,
    /// Its unresolved tickets.
    pub open: u64,
    /// Those of them that nobody active holds.
    pub unassigned: u64,
}

impl GroupSummary {
    /// The group alone.
    #[must_use]
    pub fn reference(&self) -> Reference<GroupId> {
        Reference {
            id: self.id,
            name: self.name.clone(),
        }
    }
}

/// Somebody in a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GroupMember {
    /// The person.
    pub id: UserId,
    /// Their address.
    pub email: String,
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// What they are in the organization.
    pub role: Role,
    /// Whether they may work here.
    pub is_active: bool,
    /// Whether they manage the group.
    pub is_manager: bool,
    /// Whether they are in it, other than as its manager.
    pub is_member: bool,
    /// The unresolved tickets of the group that they hold.
    pub open: u64,
}

impl GroupMember {
    /// The name to show.
    #[must_use]
    pub fn name(&self) -> String {
        display_name(&self.first_name, &self.last_name, &self.email)
    }
}

/// `/o/{slug}/admin/groups`, with one of them chosen or none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupBoard {
    /// All groups.
    pub groups: Vec<GroupSummary>,
    /// The departments to choose from.
    pub departments: Vec<Reference<DepartmentId>>,
    /// The people to choose a manager from, by name.
    pub managers: Vec<Reference<UserId>>,
    /// Whether there are more of them; then the choice is of some who fit the search for people to add.
    pub more_managers: bool,
    /// The group the address names.
    pub chosen: Option<ChosenGroup>,
}

/// A group with its people, and with those who could be added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChosenGroup {
    /// The group.
    pub group: GroupSummary,
    /// Its people, by name.
    pub members: Vec<GroupMember>,
    /// Active people who are not in it and fit the search, by name.
    pub candidates: Vec<Person>,
    /// Whether there are more of them than shown.
    pub more_candidates: bool,
}

/// The question before people are taken out of a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupLeaving {
    /// The group.
    pub group: Reference<GroupId>,
    /// Who leaves.
    pub leaving: Vec<GroupMember>,
    /// The active people who stay, and can take over.
    pub staying: Vec<Reference<UserId>>,
}

/// The question before a group is deleted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupEnding {
    /// The group.
    pub group: GroupSummary,
    /// All its tickets, resolved and closed ones included.
    pub tickets: u64,
    /// The groups that can take them over.
    pub others: Vec<Reference<GroupId>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_field_by_field() {
        let read = NewGroup::parse(" Field  service ", "", "", "").expect("a group");
        assert_eq!(read.name.as_str(), "Field service");
        assert_eq!((read.department, read.manager), (None, None));
        let wrong = NewGroup::parse("", &"x".repeat(501), "x", "y").expect_err("all wrong");
        let fields: Vec<_> = wrong.iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["department", "description", "manager", "name"]);
    }

    #[test]
    fn nobody_and_no_change_are_told_apart() {
        let read = |json: &str| serde_json::from_str::<GroupChange>(json).expect(json);
        assert_eq!(read("{}").manager, None);
        assert_eq!(read(r#"{"manager": null}"#).manager, Some(None));
        assert!(serde_json::from_str::<GroupChange>(r#"{"members": []}"#).is_err());
    }
}
