//! The colour theme a person chose. The server reads it from a cookie, so the first byte is already right.

use std::str::FromStr;

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// How the pages are coloured.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Theme {
    /// As the device is set.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// Every theme, in the order of the switch.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The name in the cookie, in forms and in `data-theme`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The name people read.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::System => "System",
            Self::Light => "Light",
            Self::Dark => "Dark",
        }
    }

    /// What the browser is told to colour its own controls by.
    #[must_use]
    pub const fn color_scheme(self) -> &'static str {
        match self {
            Self::System => "light dark",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

impl FromStr for Theme {
    type Err = String;

    fn from_str(raw: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|theme| theme.as_str() == raw)
            .ok_or_else(|| "Choose one of: system, light, dark.".to_owned())
    }
}

/// The theme in force, for the switch that shows and changes it.
#[derive(Clone, Copy)]
pub struct ChosenTheme(pub RwSignal<Theme>);

impl ChosenTheme {
    /// Takes the server's theme into both renderings and provides it to everything below.
    pub fn provide() {
        let theme = SharedValue::new(|| use_context::<Theme>().unwrap_or_default()).into_inner();
        provide_context(Self(RwSignal::new(theme)));
    }
}
