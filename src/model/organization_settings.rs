//! What an organization decided about itself, as its `settings` hold it: read here and nowhere else.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::FieldErrors;
use super::join_request::JoinRequestType;
use super::role::Role;

/// The settings. What the stored object lacks, or holds wrongly, is the default.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganizationSettings {
    /// What people who join by themselves become; by default an agent by the invite code, a member otherwise.
    pub default_join_role: Option<Role>,
    /// Whether those who have the invite code or an address of an allowed domain wait for an answer too.
    pub require_approval: bool,
    /// Whether the platform's master users may look in, for a time and a reason.
    #[serde(default)]
    pub allow_support_access: bool,
}

impl OrganizationSettings {
    /// The highest role that may be given to people nobody has looked at.
    pub const HIGHEST_JOIN_ROLE: Role = Role::Supervisor;

    /// Reads the stored object.
    #[must_use]
    pub fn read(stored: &Value) -> Self {
        let role = stored.get("default_join_role").and_then(Value::as_str);
        let is_on = |name| {
            stored
                .get(name)
                .and_then(Value::as_bool)
                .unwrap_or_default()
        };
        Self {
            default_join_role: role
                .and_then(|role| role.parse().ok())
                .filter(|role| *role <= Self::HIGHEST_JOIN_ROLE),
            require_approval: is_on("require_approval"),
            allow_support_access: is_on("allow_support_access"),
        }
    }

    /// Writes them over the stored object; what it holds besides stays.
    #[must_use]
    pub fn write(self, stored: Value) -> Value {
        let mut fields = match stored {
            Value::Object(fields) => fields,
            _ => Map::new(),
        };
        let role = self.default_join_role.map(Role::as_str);
        fields.insert("default_join_role".to_owned(), role.into());
        fields.insert("require_approval".to_owned(), self.require_approval.into());
        let support = self.allow_support_access.into();
        fields.insert("allow_support_access".to_owned(), support);
        Value::Object(fields)
    }

    /// Reads the role that whoever joins gets; empty is the default of each way in.
    ///
    /// # Errors
    /// A sentence that lists the choices.
    pub fn parse_join_role(raw: &str) -> Result<Option<Role>, String> {
        if raw.trim().is_empty() {
            return Ok(None);
        }
        let role: Role = raw.parse()?;
        if role <= Self::HIGHEST_JOIN_ROLE {
            Ok(Some(role))
        } else {
            Err("Choose one of: supervisor, agent, member.".to_owned())
        }
    }

    /// What somebody becomes who joins by `way`.
    #[must_use]
    pub fn join_role(self, way: JoinRequestType) -> Role {
        self.default_join_role.unwrap_or(match way {
            JoinRequestType::InviteCode => Role::Agent,
            JoinRequestType::EmailDomain
            | JoinRequestType::ManualRequest
            | JoinRequestType::SsoAuto => Role::Member,
        })
    }

    /// The role for somebody who joins by `way` and asked for `wanted`.
    ///
    /// # Errors
    /// A message under `role` for one above what this way gives.
    pub fn join_as(self, way: JoinRequestType, wanted: Option<Role>) -> Result<Role, FieldErrors> {
        let given = self.join_role(way);
        match wanted {
            Some(wanted) if wanted > given => Err(FieldErrors::one(
                "role",
                format!("You can join as {given} or below; an admin can raise your role later."),
            )),
            wanted => Ok(wanted.unwrap_or(given)),
        }
    }
}

/// The domains of addresses whose holders may join by themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EmailDomains(Vec<String>);

impl EmailDomains {
    /// Reads the stored array; `allowed` is the organization's switch.
    #[must_use]
    pub fn read(allowed: bool, stored: &Value) -> Self {
        let domains = stored.as_array().filter(|_| allowed);
        let domain = |value: &Value| Some(value.as_str()?.trim().to_lowercase());
        Self(domains.into_iter().flatten().filter_map(domain).collect())
    }

    /// Whether the address is of one of the domains.
    #[must_use]
    pub fn include(&self, email: &str) -> bool {
        email
            .rsplit_once('@')
            .is_some_and(|(_, domain)| self.0.iter().any(|allowed| allowed == domain))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_stored_wrongly_is_the_default() {
        for stored in [
            json!({}),
            json!(null),
            json!({ "default_join_role": "owner", "require_approval": "yes" }),
        ] {
            assert_eq!(
                OrganizationSettings::read(&stored),
                OrganizationSettings::default()
            );
        }
        let stored =
            json!({ "default_join_role": "MANAGER", "require_approval": true, "other": 1 });
        let settings = OrganizationSettings::read(&stored);
        assert_eq!(settings.default_join_role, Some(Role::Supervisor));
        let written = settings.write(stored);
        assert_eq!(written["other"], 1);
        assert_eq!(OrganizationSettings::read(&written), settings);
    }

    #[test]
    fn nobody_joins_above_the_default() {
        let settings = OrganizationSettings::default();
        let by_code = |wanted| settings.join_as(JoinRequestType::InviteCode, wanted);
        assert_eq!(by_code(None), Ok(Role::Agent));
        assert_eq!(by_code(Some(Role::Member)), Ok(Role::Member));
        assert!(by_code(Some(Role::Supervisor)).is_err());
        let asked = settings.join_as(JoinRequestType::ManualRequest, None);
        assert_eq!(asked, Ok(Role::Member));
    }

    #[test]
    fn domains_count_only_while_allowed() {
        let stored = json!(["Acme.example", 7]);
        assert!(EmailDomains::read(true, &stored).include("ada@acme.example"));
        assert!(!EmailDomains::read(true, &stored).include("ada@sub.acme.example"));
        assert!(!EmailDomains::read(false, &stored).include("ada@acme.example"));
    }
}
