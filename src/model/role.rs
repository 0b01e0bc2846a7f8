//! Membership roles. Their order is the hierarchy of spec §1: `Member < Agent < ... < Owner`.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use super::text_enum;

/// What a person is in one organization.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Files tickets and follows their own.
    Member,
    /// Works the tickets of their groups.
    Agent,
    /// Steers groups and people below them.
    Supervisor,
    /// Runs the organization.
    Admin,
    /// Holds the organization; at least one always remains.
    Owner,
}

impl Role {
    /// Every role, highest first.
    pub const ALL: [Self; 5] = [
        Self::Owner,
        Self::Admin,
        Self::Supervisor,
        Self::Agent,
        Self::Member,
    ];

    /// The name on the wire and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Admin => "admin",
            Self::Supervisor => "supervisor",
            Self::Agent => "agent",
            Self::Member => "member",
        }
    }

    /// The name people read.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Owner => "Owner",
            Self::Admin => "Admin",
            Self::Supervisor => "Supervisor",
            Self::Agent => "Agent",
            Self::Member => "Member",
        }
    }
}

impl std::fmt::Display for Role {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::str::FromStr for Role {
    type Err = String;

    /// Takes the seeds' other names as aliases, in any letter case (spec §1).
    fn from_str(raw: &str) -> Result<Self, Self::Err> {
        match raw.trim().to_ascii_lowercase().as_str() {
            "owner" => Ok(Self::Owner),
            "admin" => Ok(Self::Admin),
            "supervisor" | "manager" => Ok(Self::Supervisor),
            "agent" | "instructor" => Ok(Self::Agent),
            "member" | "learner" => Ok(Self::Member),
            _ => Err("Choose one of: owner, admin, supervisor, agent, member.".to_owned()),
        }
    }
}

impl Serialize for Role {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Role {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

impl PartialSchema for Role {
    fn schema() -> RefOr<Schema> {
        let about = "What a person is in one organization, highest first. `manager`, `instructor` and `learner` are \
                     read too, as supervisor, agent and member.";
        text_enum::schema(about, &Self::ALL.map(Self::as_str))
    }
}

impl ToSchema for Role {
    fn name() -> std::borrow::Cow<'static, str> {
        "Role".into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aliases_of_the_seeds_are_read_in_any_case() {
        for (alias, role) in [
            ("SUPERVISOR", Role::Supervisor),
            ("manager", Role::Supervisor),
            ("Instructor", Role::Agent),
            ("AGENT", Role::Agent),
            ("learner", Role::Member),
            ("ADMIN", Role::Admin),
        ] {
            assert_eq!(alias.parse(), Ok(role), "{alias}");
        }
        assert!("root".parse::<Role>().is_err());
    }

    #[test]
    fn roles_are_ordered_as_the_hierarchy() {
        assert!(Role::ALL.windows(2).all(|pair| pair[0] > pair[1]));
    }
}
