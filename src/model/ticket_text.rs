//! What people write on a ticket: subject, description and tags, parsed once.

use serde::{Deserialize, Serialize};
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use super::text::{NotALine, line};

/// What a ticket is about: one line of 1 to 200 characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "String", into = "String")]
#[schema(min_length = 1, max_length = 200, examples("The printer is on fire"))]
pub struct Subject(String);

impl Subject {
    /// Most characters of a subject.
    pub const MAX_CHARACTERS: usize = 200;

    /// # Errors
    /// A sentence that says how long a subject may be.
    pub fn parse(raw: &str) -> Result<Self, String> {
        line(raw, Self::MAX_CHARACTERS)
            .map(Self)
            .map_err(|wrong| match wrong {
                NotALine::Empty => "Say in a few words what this is about.".to_owned(),
                NotALine::TooLong(most) => {
                    format!("Use at most {most} characters; the rest fits in the description.")
                }
                NotALine::ControlCharacter => wrong.to_string(),
            })
    }

    /// The subject as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Subject {
    type Error = String;

    fn try_from(raw: String) -> Result<Self, String> {
        Self::parse(&raw)
    }
}

impl From<Subject> for String {
    fn from(subject: Subject) -> Self {
        subject.0
    }
}

/// A ticket's description in Markdown: at most 65,536 characters, may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "String", into = "String")]
#[schema(max_length = 65536, examples("It began at **9:30**."))]
pub struct Description(String);

impl Description {
    /// # Errors
    /// A sentence that says how long a description may be.
    pub fn parse(raw: &str) -> Result<Self, String> {
        super::comment::markdown(raw).map(Self)
    }

    /// The Markdown source.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Description {
    type Error = String;

    fn try_from(raw: String) -> Result<Self, String> {
        Self::parse(&raw)
    }
}

impl From<Description> for String {
    fn from(description: Description) -> Self {
        description.0
    }
}

/// A ticket's tags: at most 20, each 1 to 40 characters, lower-case, sorted, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<String>", into = "Vec<String>")]
pub struct Tags(Vec<String>);

impl Tags {
    const MOST: usize = 20;
    const MAX_CHARACTERS: usize = 40;

    /// # Errors
    /// A sentence that says what a tag is.
    pub fn parse<S: AsRef<str>>(raw: impl IntoIterator<Item = S>) -> Result<Self, String> {
        let mut tags: Vec<String> = raw
            .into_iter()
            .map(|tag| tag.as_ref().trim().to_lowercase())
            .filter(|tag| !tag.is_empty())
            .collect();
        tags.sort_unstable();
        tags.dedup();
        let fine = |tag: &String| {
            tag.chars().count() <= Self::MAX_CHARACTERS
                && !tag.contains(',')
                && !tag.chars().any(char::is_control)
        };
        if tags.len() > Self::MOST || !tags.iter().all(fine) {
            return Err("Use at most 20 tags of at most 40 characters, without commas.".to_owned());
        }
        Ok(Self(tags))
    }

    /// The tags.
    #[must_use]
    pub fn as_slice(&self) -> &[String] {
        &self.0
    }
}

impl TryFrom<Vec<String>> for Tags {
    type Error = String;

    fn try_from(raw: Vec<String>) -> Result<Self, String> {
        Self::parse(raw)
    }
}

impl From<Tags> for Vec<String> {
    fn from(tags: Tags) -> Self {
        tags.0
    }
}

impl PartialSchema for Tags {
    fn schema() -> RefOr<Schema> {
        let tag = ObjectBuilder::new()
            .schema_type(Type::String)
            .max_length(Some(Self::MAX_CHARACTERS))
            .pattern(Some("^[^,]*$"))
            .examples(["printer"]);
        ArrayBuilder::new()
            .items(tag)
            .max_items(Some(Self::MOST))
            .description(Some(
                "A ticket's tags: without commas, kept in lower case, sorted, each once.",
            ))
            .into()
    }
}

impl ToSchema for Tags {
    fn name() -> std::borrow::Cow<'static, str> {
        "Tags".into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_one_line() {
        assert_eq!(
            Subject::parse(" a \n b ").map(String::from),
            Ok("a b".to_owned())
        );
        assert!(Subject::parse(" \t ").is_err());
        assert!(Subject::parse(&"x".repeat(201)).is_err());
    }

    #[test]
    fn tags_are_a_set() {
        assert_eq!(
            Tags::parse(["B", "a", "b ", ""]).map(Vec::from),
            Ok(vec!["a".to_owned(), "b".to_owned()])
        );
    }
}
