//! Support access: a master user's look into an organization, for a reason and a time.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Reference;
use super::ids::{SupportAccessId, UserId};

/// How long a look may last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "u8", into = "u8")]
#[schema(examples(4))]
pub struct SupportHours(u8);

impl SupportHours {
    /// What can be chosen.
    pub const CHOICES: [u8; 3] = [1, 4, 24];

    /// How long.
    #[must_use]
    pub fn length(self) -> chrono::Duration {
        chrono::Duration::hours(self.0.into())
    }

    /// In hours.
    #[must_use]
    pub const fn hours(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for SupportHours {
    type Error = String;

    fn try_from(hours: u8) -> Result<Self, String> {
        if Self::CHOICES.contains(&hours) {
            Ok(Self(hours))
        } else {
            Err("Choose 1, 4 or 24 hours.".to_owned())
        }
    }
}

impl From<SupportHours> for u8 {
    fn from(hours: SupportHours) -> Self {
        hours.0
    }
}

impl std::str::FromStr for SupportHours {
    type Err = String;

    fn from_str(raw: &str) -> Result<Self, String> {
        Self::try_from(raw.trim().parse::<u8>().unwrap_or_default())
    }
}

/// A look that goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SupportLook {
    /// Which one.
    pub id: SupportAccessId,
    /// Who looks.
    pub master: Reference<UserId>,
    /// Why.
    pub reason: String,
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// Until when, unless it is ended before.
    pub expires_at: DateTime<Utc>,
}
