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

/// A label of a ticket: one line of 1 to 40 characters without a comma, in lower case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Tag(String);

impl Tag {
    const MAX_CHARACTERS: usize = 40;

    /// # Errors
    /// A sentence that says what a tag is.
    pub fn parse(raw: &str) -> Result<Self, String> {
        line(&raw.to_lowercase(), Self::MAX_CHARACTERS)
            .ok()
            .filter(|tag| !tag.contains(','))
            .map(Self)
            .ok_or_else(|| {
                format!(
                    "A tag has 1 to {} characters and no comma.",
                    Self::MAX_CHARACTERS
                )
            })
    }

    /// The tag as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Tag {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for Tag {
    type Err = String;

    fn from_str(raw: &str) -> Result<Self, String> {
        Self::parse(raw)
    }
}

impl TryFrom<String> for Tag {
    type Error = String;

    fn try_from(raw: String) -> Result<Self, String> {
        Self::parse(&raw)
    }
}

impl From<Tag> for String {
    fn from(tag: Tag) -> Self {
        tag.0
    }
}

impl PartialSchema for Tag {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .max_length(Some(Self::MAX_CHARACTERS))
            .pattern(Some("^[^,]*$"))
            .examples(["printer"])
            .into()
    }
}

impl ToSchema for Tag {
    fn name() -> std::borrow::Cow<'static, str> {
        "Tag".into()
    }
}

/// A ticket's tags: at most 20, sorted, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<String>", into = "Vec<String>")]
pub struct Tags(Vec<Tag>);

impl Tags {
    const MOST: usize = 20;

    /// Leaves out what is empty.
    ///
    /// # Errors
    /// A sentence that says what a tag is, or how many there may be.
    pub fn parse<S: AsRef<str>>(raw: impl IntoIterator<Item = S>) -> Result<Self, String> {
        let mut tags = Vec::new();
        for tag in raw {
            let tag = tag.as_ref();
            if !tag.trim().is_empty() {
                tags.push(Tag::parse(tag)?);
            }
        }
        tags.sort_unstable();
        tags.dedup();
        if tags.len() > Self::MOST {
            return Err(format!("Use at most {} tags.", Self::MOST));
        }
        Ok(Self(tags))
    }

    /// Whether these are the tags that a ticket is read with.
    #[must_use]
    pub fn are(&self, read: &[String]) -> bool {
        self.0.iter().map(Tag::as_str).eq(read)
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
        tags.0.into_iter().map(String::from).collect()
    }
}

impl PartialSchema for Tags {
    fn schema() -> RefOr<Schema> {
        ArrayBuilder::new()
            .items(Tag::schema())
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
        assert!(Tags::parse((0..21).map(|it| it.to_string())).is_err());
    }

    #[test]
    fn a_tag_is_one_line_in_lower_case_without_a_comma() {
        assert_eq!(
            Tag::parse(" New \t Printer ").map(String::from),
            Ok("new printer".to_owned())
        );
        for raw in ["", " ", "a,b", "a\u{7}b", &"x".repeat(41)] {
            assert!(Tag::parse(raw).is_err(), "{raw:?}");
        }
    }
}
