//! What the settings' forms send, and how it becomes typed: the same parser in the browser and on the server.

use super::organization::{OrganizationName, OrganizationSettings, Slug};
use super::settings::{Color, Domain, JoinDomains, SettingsChange};
use super::{AppError, FieldErrors};

/// The form of name, address, domain and colour.
#[derive(Debug, Clone, Default)]
pub struct IdentityFields {
    /// Its name.
    pub name: String,
    /// What its pages shall be under; `slug` is the form's own word for where they are.
    pub new_slug: String,
    /// A domain, or empty.
    pub domain: String,
    /// `#RRGGBB`.
    pub primary_color: String,
}

impl IdentityFields {
    /// # Errors
    /// A message for each wrong field.
    pub fn parse(&self) -> Result<SettingsChange, FieldErrors> {
        let mut errors = FieldErrors::default();
        let domain = if self.domain.trim().is_empty() {
            Ok(None)
        } else {
            Domain::parse(&self.domain).map(Some)
        };
        let change = SettingsChange {
            name: errors.take("name", OrganizationName::parse(&self.name)),
            slug: errors.take("new_slug", Slug::parse(self.new_slug.trim())),
            domain: errors.take("domain", domain),
            primary_color: errors.take("primary_color", Color::parse(&self.primary_color)),
            ..SettingsChange::default()
        };
        errors.done(change)
    }
}

/// The form of who may join by themselves.
#[derive(Debug, Clone, Default)]
pub struct JoiningFields {
    /// Separated by commas.
    pub allowed_email_domains: String,
    /// A role, or empty for the default of each way in.
    pub default_join_role: String,
    /// Whether those domains let people in.
    pub allow_email_domain_join: bool,
    /// Whether people wait for an answer.
    pub require_approval: bool,
}

impl JoiningFields {
    /// # Errors
    /// A message for each wrong field.
    pub fn parse(&self) -> Result<SettingsChange, FieldErrors> {
        let mut errors = FieldErrors::default();
        let domains = JoinDomains::parse(&self.allowed_email_domains);
        let role = OrganizationSettings::parse_join_role(&self.default_join_role);
        let change = SettingsChange {
            allowed_email_domains: errors.take("allowed_email_domains", domains),
            default_join_role: errors.take("default_join_role", role),
            allow_email_domain_join: Some(self.allow_email_domain_join),
            require_approval: Some(self.require_approval),
            ..SettingsChange::default()
        };
        errors.done(change)
    }
}

/// A message for `slug` stands under the form's `new_slug`.
#[must_use]
pub fn under_new_slug(error: AppError) -> AppError {
    match error.fields().and_then(|fields| fields.get("slug")) {
        Some(message) => AppError::invalid("new_slug", message),
        None => error,
    }
}
