//! What an organization pays for, and its switches.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::text_enum::text_enum;

text_enum! {
    /// What an organization pays for.
    pub enum Plan {
        /// Nothing.
        Free = "free", "Free";
        /// The first step.
        Starter = "starter", "Starter";
        /// The usual one.
        Professional = "professional", "Professional";
        /// Everything.
        Enterprise = "enterprise", "Enterprise";
    }
}

/// Switches of an organization, by name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "BTreeMap<String, bool>", into = "BTreeMap<String, bool>")]
pub struct Features(BTreeMap<String, bool>);

impl Features {
    /// Most switches of one organization.
    pub const MOST: usize = 50;

    /// Reads the names of those that are on, separated by commas or blanks.
    ///
    /// # Errors
    /// A sentence that says what a name is made of.
    pub fn parse(raw: &str) -> Result<Self, String> {
        let names = raw
            .split(|c: char| c == ',' || c.is_whitespace())
            .filter(|name| !name.is_empty());
        Self::try_from(
            names
                .map(|name| (name.to_owned(), true))
                .collect::<BTreeMap<_, _>>(),
        )
    }

    /// Those that are on, separated by commas.
    #[must_use]
    pub fn switched_on(&self) -> String {
        let on = self.0.iter().filter(|(_, on)| **on);
        on.map(|(name, _)| name.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    }
}

impl TryFrom<BTreeMap<String, bool>> for Features {
    type Error = String;

    fn try_from(features: BTreeMap<String, bool>) -> Result<Self, String> {
        let is_name = |name: &String| {
            name.len() <= 50
                && name.starts_with(|c: char| c.is_ascii_lowercase())
                && name
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        };
        if features.len() > Self::MOST {
            return Err(format!("Use at most {} features.", Self::MOST));
        }
        match features.keys().find(|name| !is_name(name)) {
            Some(name) => Err(format!(
                "\"{name}\" is no feature's name. Use lower-case letters, digits and _, such as live_chat."
            )),
            None => Ok(Self(features)),
        }
    }
}

impl From<Features> for BTreeMap<String, bool> {
    fn from(features: Features) -> Self {
        features.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_have_plain_names() {
        let features = Features::parse("beta, live_chat beta").expect("two names");
        assert_eq!(features.switched_on(), "beta, live_chat");
        assert_eq!(Features::parse(" "), Ok(Features::default()));
        for wrong in ["Beta", "1a", "a-b"] {
            assert!(Features::parse(wrong).is_err(), "{wrong}");
        }
    }
}
