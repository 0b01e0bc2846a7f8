//! A letter: what a mail says, to whom, and in whose name, before it is set in text and HTML.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use minijinja::Value;

use crate::server::store::outbox::{Brand, Person};

/// A letter.
pub struct Letter {
    /// The address.
    pub to: String,
    /// The person's name, where it is known.
    pub name: Option<String>,
    /// The template.
    pub template: &'static str,
    /// The organization it speaks for; else it is the platform.
    pub brand: Option<Brand>,
    /// What the reader can do: a path of this site.
    pub action: Option<String>,
    /// Somebody's own words, set apart.
    pub quote: Option<String>,
    words: BTreeMap<&'static str, Value>,
}

impl Letter {
    /// A letter to somebody with an account.
    pub fn to_person(template: &'static str, person: &Person) -> Self {
        let letter = Self::to_address(template, &person.email);
        let name = Some(person.name.clone()).filter(|name| *name != person.email);
        Self { name, ..letter }.with("name", &person.name)
    }

    /// A letter to an address.
    pub fn to_address(template: &'static str, to: &str) -> Self {
        Self {
            to: to.to_owned(),
            name: None,
            template,
            brand: None,
            action: None,
            quote: None,
            words: BTreeMap::new(),
        }
    }

    /// The same in an organization's name and colour.
    pub fn from(self, brand: &Brand) -> Self {
        Self {
            brand: Some(brand.clone()),
            ..self
        }
        .with("organization", &brand.name)
    }

    /// The same with something to do: a path of this site.
    pub fn leading_to(self, path: impl Into<String>) -> Self {
        Self {
            action: Some(path.into()),
            ..self
        }
    }

    /// The same with somebody's own words, if they wrote any.
    pub fn quoting(self, words: Option<&str>) -> Self {
        let quote = words.map(str::trim).filter(|words| !words.is_empty());
        Self {
            quote: quote.map(str::to_owned),
            ..self
        }
    }

    /// The same with a word that the template names.
    pub fn with(mut self, name: &'static str, word: &str) -> Self {
        self.words.insert(name, Value::from(word));
        self
    }

    /// The words that the template names.
    pub fn words(&self) -> BTreeMap<&'static str, Value> {
        self.words.clone()
    }
}

/// `Saturday, 28 November 2026 at 14:05 (Europe/Berlin)`, in the reader's zone.
pub fn moment(time: DateTime<Utc>, timezone: &str) -> String {
    let zone: Tz = timezone.parse().unwrap_or(Tz::UTC);
    let there = time.with_timezone(&zone);
    format!("{} ({zone})", there.format("%A, %-d %B %Y at %H:%M"))
}

#[cfg(test)]
mod tests {
    use super::moment;

    #[test]
    fn a_moment_is_told_in_the_readers_zone() {
        let time = "2026-11-28T23:05:00Z".parse().expect("a time");
        assert_eq!(
            moment(time, "Europe/Berlin"),
            "Sunday, 29 November 2026 at 00:05 (Europe/Berlin)"
        );
        assert_eq!(
            moment(time, "nowhere"),
            "Saturday, 28 November 2026 at 23:05 (UTC)"
        );
    }
}
