//! The people of an organization, as those who steer it read and change them (spec §5).

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::fields::present;
use super::ids::{DepartmentId, MembershipId, UserId};
use super::list_query::{ListAddress, ListQuery, page_size, unknown, words};
use super::organization::MembershipStatus;
use super::page::{Cursor, Page};
use super::role::Role;
use super::user::{Email, NewPassword, PersonName, display_name, parse_name};
use super::viewer::Viewer;
use super::{FieldErrors, Reference};

/// A person of the organization.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Person {
    /// The person.
    pub id: UserId,
    /// Their address.
    pub email: String,
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// What they are here.
    pub role: Role,
    /// Whether they may work here.
    pub is_active: bool,
    /// Where they belong.
    pub department: Option<Reference<DepartmentId>>,
}

impl Person {
    /// The name to show.
    #[must_use]
    pub fn name(&self) -> String {
        display_name(&self.first_name, &self.last_name, &self.email)
    }
}

/// A membership whatever its status, with how it came about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Membership {
    /// The membership.
    pub id: MembershipId,
    /// Whose it is.
    pub user: Reference<UserId>,
    /// Their address.
    pub email: String,
    /// What they are here.
    pub role: Role,
    /// Where it is in its life.
    pub status: MembershipStatus,
    /// Where they belong.
    pub department: Option<Reference<DepartmentId>>,
    /// Who asked them in.
    pub invited_by: Option<Reference<UserId>>,
    /// When they were asked in.
    pub invited_at: Option<DateTime<Utc>>,
    /// When they came in.
    pub joined_at: Option<DateTime<Utc>>,
    /// When the membership was made.
    pub created_at: DateTime<Utc>,
}

/// Which people, which page. The default is everybody.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PersonQuery {
    /// A part of the name or the address.
    pub q: Option<String>,
    /// Of this role.
    pub role: Option<Role>,
    /// Whether they may work here.
    pub is_active: Option<bool>,
    /// The membership's status; for lists of memberships.
    pub status: Option<MembershipStatus>,
    /// Rows on a page; 50 where nothing is said.
    pub page_size: Option<u64>,
    /// Where the page starts.
    pub cursor: Option<Cursor>,
}

impl PersonQuery {
    /// Rows on a page unless asked otherwise.
    pub const DEFAULT_PAGE_SIZE: u64 = 50;

    /// Whether it is not everybody.
    #[must_use]
    pub fn is_filtered(&self) -> bool {
        self.q.is_some() || self.role.is_some() || self.is_active.is_some() || self.status.is_some()
    }

    /// Rows on a page.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.page_size.unwrap_or(Self::DEFAULT_PAGE_SIZE)
    }
}

impl ListQuery for PersonQuery {
    fn set(&mut self, name: &str, value: &str) -> Result<(), String> {
        match name {
            "q" => self.q = Some(words(value)?),
            "role" => self.role = Some(value.parse()?),
            "is_active" => self.is_active = Some(value.parse().map_err(|_| TRUE_OR_FALSE)?),
            "status" => self.status = Some(value.parse()?),
            "page_size" => self.page_size = Some(page_size(value)?),
            "cursor" => self.cursor = Some(value.parse()?),
            _ => unknown()?,
        }
        Ok(())
    }
}

impl ListAddress for PersonQuery {
    fn pairs(&self) -> Vec<(&'static str, String)> {
        let pairs = [
            ("q", self.q.clone()),
            ("role", self.role.map(|role| role.to_string())),
            ("is_active", self.is_active.map(|is| is.to_string())),
            ("status", self.status.map(|status| status.to_string())),
            ("page_size", self.page_size.map(|size| size.to_string())),
            ("cursor", self.cursor.map(|cursor| cursor.to_string())),
        ];
        let said = |(name, value): (_, Option<String>)| Some((name, value?));
        pairs.into_iter().filter_map(said).collect()
    }

    fn at(&self, cursor: Option<Cursor>) -> Self {
        Self {
            cursor,
            ..self.clone()
        }
    }
}

const TRUE_OR_FALSE: &str = "Use true or false.";

/// What is to be changed of a person; what is not there stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = ChangePerson)]
pub struct PersonChange {
    /// The new role.
    pub role: Option<Role>,
    /// Whether they may work here.
    pub is_active: Option<bool>,
    /// The department, or `null` for none.
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<DepartmentId>)]
    pub department: Option<Option<DepartmentId>>,
    /// Given name.
    #[schema(value_type = Option<PersonName>)]
    pub first_name: Option<String>,
    /// Family name.
    #[schema(value_type = Option<PersonName>)]
    pub last_name: Option<String>,
}

/// Somebody to be added, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = AddPerson)]
pub struct PersonFields {
    /// Their address.
    #[serde(alias = "username")]
    #[schema(required, value_type = Email)]
    pub email: String,
    /// Given name; may be empty.
    #[schema(value_type = PersonName)]
    pub first_name: String,
    /// Family name; may be empty.
    #[schema(value_type = PersonName)]
    pub last_name: String,
    /// A role's name.
    #[schema(required, value_type = Role)]
    pub role: String,
    /// Left out where they are invited instead.
    #[schema(value_type = NewPassword)]
    pub password: String,
}

/// Somebody to be added, read and found good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPerson {
    /// Their address.
    pub email: Email,
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// What they shall be.
    pub role: Role,
    /// The password to begin with; without one they are invited.
    pub password: Option<NewPassword>,
}

impl PersonFields {
    /// Reads them.
    ///
    /// # Errors
    /// A message for each field that is wrong.
    pub fn parse(&self) -> Result<NewPerson, FieldErrors> {
        let mut errors = FieldErrors::default();
        let email = errors.take("email", Email::parse(&self.email));
        let first_name = errors.take("first_name", parse_name(&self.first_name));
        let last_name = errors.take("last_name", parse_name(&self.last_name));
        let role = errors.take("role", self.role.parse());
        let password = match self.password.as_str() {
            "" => Some(None),
            typed => errors.take("password", NewPassword::parse(typed)).map(Some),
        };
        match (email, first_name, last_name, role, password) {
            (Some(email), Some(first_name), Some(last_name), Some(role), Some(password)) => {
                Ok(NewPerson {
                    email,
                    first_name,
                    last_name,
                    role,
                    password,
                })
            }
            _ => Err(errors),
        }
    }
}

/// `/o/{slug}/admin/users`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeopleList {
    /// The rows.
    pub page: Page<Person>,
    /// The departments to choose from.
    pub departments: Vec<Reference<DepartmentId>>,
    /// The caller, for the controls.
    pub viewer: Viewer,
}

/// `/o/{slug}/admin/memberships`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MembershipList {
    /// The rows.
    pub page: Page<Membership>,
    /// The server's time.
    pub now: DateTime<Utc>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_says_what_it_was_read_from() {
        let pairs = [("q", "ada"), ("role", "agent"), ("is_active", "true")];
        let query = PersonQuery::parse(pairs).expect("fine");
        assert_eq!(
            query.pairs(),
            pairs.map(|(name, value)| (name, value.to_owned()))
        );
        assert!(query.is_filtered() && !PersonQuery::default().is_filtered());
        for wrong in [
            ("is_active", "maybe"),
            ("role", "root"),
            ("page_size", "0"),
            ("x", "1"),
        ] {
            assert!(PersonQuery::parse([wrong]).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn a_department_can_be_taken_away_and_left_alone() {
        let read = |json: &str| serde_json::from_str::<PersonChange>(json).expect(json);
        assert_eq!(read("{}").department, None);
        assert_eq!(read(r#"{"department": null}"#).department, Some(None));
        assert!(serde_json::from_str::<PersonChange>(r#"{"password": "x"}"#).is_err());
    }
}
