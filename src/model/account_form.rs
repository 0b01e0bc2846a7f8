//! What people type about their own accounts, read once, by the same code in the browser and on the server.

use super::FieldErrors;
use super::organization::OrganizationName;
use super::role::Role;
use super::text::{line, optional_line, text_shape};
use super::user::{Email, NewPassword, parse_name};
use super::zone::Language;

/// The sign-up form, or `POST /api/register`, as it came.
#[derive(Debug, Clone, Default)]
pub struct SignUpFields {
    /// The address.
    pub email: String,
    /// The password, in the clear.
    pub password: String,
    /// Given name; may be empty.
    pub first_name: String,
    /// Family name; may be empty.
    pub last_name: String,
    /// The organization to open, or empty.
    pub organization_name: String,
    /// The invite code of the one to join, or empty.
    pub organization_code: String,
    /// The role to join with, or empty for the organization's default.
    pub role: String,
}

/// Somebody who wants an account.
#[derive(Debug, Clone)]
pub struct SignUp {
    /// Their address.
    pub email: Email,
    /// Their password.
    pub password: NewPassword,
    /// Given name; may be empty.
    pub first_name: String,
    /// Family name; may be empty.
    pub last_name: String,
    /// Where they go.
    pub way_in: WayIn,
}

/// Where somebody new goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WayIn {
    /// Into an organization of their own.
    Open(OrganizationName),
    /// Into one that is there, by its invite code.
    Join {
        /// The code.
        code: String,
        /// The role asked for; the organization's default where none is.
        role: Option<Role>,
    },
    /// Nowhere yet.
    Alone,
}

impl SignUpFields {
    /// # Errors
    /// What is wrong with which field.
    pub fn parse(self) -> Result<SignUp, FieldErrors> {
        let mut errors = FieldErrors::default();
        let email = errors.take("email", Email::parse(&self.email));
        let password = errors.take("password", NewPassword::parse(&self.password));
        let first_name = errors.take("first_name", parse_name(&self.first_name));
        let last_name = errors.take("last_name", parse_name(&self.last_name));
        let way_in = way_in(
            &mut errors,
            &self.organization_name,
            &self.organization_code,
            &self.role,
        );
        match (email, password, first_name, last_name, way_in) {
            (Some(email), Some(password), Some(first_name), Some(last_name), Some(way_in)) => {
                Ok(SignUp {
                    email,
                    password,
                    first_name,
                    last_name,
                    way_in,
                })
            }
            _ => Err(errors),
        }
    }
}

/// Reads an organization's name, or an invite code with perhaps a role.
fn way_in(errors: &mut FieldErrors, name: &str, code: &str, role: &str) -> Option<WayIn> {
    let role = match role.trim() {
        "" => None,
        role => Some(errors.take("role", role.parse::<Role>())?),
    };
    match (name.trim(), code.trim()) {
        ("", "") => Some(WayIn::Alone),
        (name, "") => errors
            .take("organization_name", OrganizationName::parse(name))
            .map(WayIn::Open),
        ("", code) => errors
            .take("organization_code", parse_code(code))
            .map(|code| WayIn::Join { code, role }),
        _ => {
            errors.add(
                "organization_code",
                "Give the name of a new organization or an invite code, not both.",
            );
            None
        }
    }
}

/// The same for somebody who has an account already.
///
/// # Errors
/// What is wrong with which field.
pub fn parse_way_in(name: &str, code: &str, role: &str) -> Result<WayIn, FieldErrors> {
    let mut errors = FieldErrors::default();
    way_in(&mut errors, name, code, role).ok_or(errors)
}

/// An organization's invite code in the API's description.
pub struct OrganizationCode;

impl OrganizationCode {
    /// Longest code.
    pub const MAX_CHARACTERS: usize = 200;
}

text_shape!(
    OrganizationCode,
    "An organization's invite code.",
    0..=Self::MAX_CHARACTERS,
    "k7Qm2Zt9"
);

fn parse_code(raw: &str) -> Result<String, String> {
    line(raw, OrganizationCode::MAX_CHARACTERS).map_err(|wrong| wrong.to_string())
}

/// The profile form as it came.
#[derive(Debug, Clone, Default)]
pub struct ProfileFields {
    /// Given name; may be empty.
    pub first_name: String,
    /// Family name; may be empty.
    pub last_name: String,
    /// Telephone number; may be empty.
    pub phone: String,
    /// IANA time zone.
    pub timezone: String,
    /// BCP 47 language.
    pub language: String,
}

/// A person's profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileChange {
    /// Given name; may be empty.
    pub first_name: String,
    /// Family name; may be empty.
    pub last_name: String,
    /// Telephone number.
    pub phone: Option<String>,
    /// The time zone's name, which the server knows or not.
    pub timezone: String,
    /// How dates are written.
    pub language: Language,
}

impl ProfileFields {
    /// # Errors
    /// What is wrong with which field.
    pub fn parse(self) -> Result<ProfileChange, FieldErrors> {
        let mut errors = FieldErrors::default();
        let first_name = errors.take("first_name", parse_name(&self.first_name));
        let last_name = errors.take("last_name", parse_name(&self.last_name));
        let phone = errors.take("phone", parse_phone(&self.phone));
        let zone = line(&self.timezone, 64).map_err(|_| "Choose a time zone.".to_owned());
        let timezone = errors.take("timezone", zone);
        let language = errors.take("language", self.language.parse());
        match (first_name, last_name, phone, timezone, language) {
            (Some(first_name), Some(last_name), Some(phone), Some(timezone), Some(language)) => {
                Ok(ProfileChange {
                    first_name,
                    last_name,
                    phone,
                    timezone,
                    language,
                })
            }
            _ => Err(errors),
        }
    }
}

/// Reads a telephone number as people write it, or nothing.
fn parse_phone(raw: &str) -> Result<Option<String>, String> {
    let phone = optional_line(raw, 40).map_err(|wrong| wrong.to_string())?;
    let is_phone = phone
        .chars()
        .all(|c| c.is_ascii_digit() || "+-()/. ext".contains(c))
        && phone.chars().filter(char::is_ascii_digit).count() >= 3;
    match (phone.is_empty(), is_phone) {
        (true, _) => Ok(None),
        (false, true) => Ok(Some(phone)),
        (false, false) => Err("Enter a telephone number such as +49 30 123456.".to_owned()),
    }
}

/// Reads a new password and the one before it.
///
/// # Errors
/// What is wrong with which field.
pub fn parse_password_change(current: &str, new: &str) -> Result<NewPassword, FieldErrors> {
    let mut errors = FieldErrors::default();
    if current.is_empty() {
        errors.add("current_password", "Enter your present password.");
    }
    if !current.is_empty() && current == new {
        errors.add("password", "This is your present password. Choose another.");
    }
    let password = errors.take("password", NewPassword::parse(new));
    match password {
        Some(password) if errors.is_empty() => Ok(password),
        _ => Err(errors),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields() -> SignUpFields {
        SignUpFields {
            email: " Ada@Example.com ".to_owned(),
            password: "correct horse battery staple".to_owned(),
            ..SignUpFields::default()
        }
    }

    #[test]
    fn a_sign_up_leads_to_one_place_or_nowhere() {
        let parse = |name: &str, code: &str, role: &str| {
            let fields = SignUpFields {
                organization_name: name.to_owned(),
                organization_code: code.to_owned(),
                role: role.to_owned(),
                ..fields()
            };
            fields.parse().map(|person| person.way_in)
        };
        assert_eq!(parse(" ", "", "").ok(), Some(WayIn::Alone));
        let join = WayIn::Join {
            code: "x7".to_owned(),
            role: Some(Role::Agent),
        };
        assert_eq!(parse("", " x7 ", "AGENT").ok(), Some(join));
        assert!(matches!(parse("Acme", "", ""), Ok(WayIn::Open(_))));
        let both = parse("Acme", "x7", "").expect_err("one of them");
        assert!(both.get("organization_code").is_some());
        let role = parse("", "x7", "king").expect_err("no such role");
        assert!(role.get("role").is_some());
    }

    #[test]
    fn every_wrong_field_is_named_at_once() {
        let wrong = SignUpFields {
            email: "ada".to_owned(),
            password: "short".to_owned(),
            first_name: "x".repeat(151),
            ..SignUpFields::default()
        };
        let errors = wrong.parse().expect_err("all wrong");
        let named: Vec<_> = errors.iter().map(|(field, _)| field).collect();
        assert_eq!(named, ["email", "first_name", "password"]);
    }

    #[test]
    fn telephone_numbers_are_kept_as_they_are_written() {
        assert_eq!(parse_phone(" "), Ok(None));
        assert_eq!(
            parse_phone("+49 (30) 123-456"),
            Ok(Some("+49 (30) 123-456".to_owned()))
        );
        assert!(parse_phone("call me").is_err());
    }

    #[test]
    fn a_new_password_is_another_one() {
        let long = "correct horse battery staple";
        assert!(parse_password_change("before", long).is_ok());
        assert!(parse_password_change("", long).is_err());
        assert!(parse_password_change(long, long).is_err());
    }
}
