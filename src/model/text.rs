//! One line of text, as names and subjects are.

use std::ops::RangeInclusive;

use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{RefOr, Schema};

/// What is wrong with a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotALine {
    /// Nothing is there.
    Empty,
    /// It has more characters than this.
    TooLong(usize),
    /// It holds what cannot be seen.
    ControlCharacter,
}

impl std::fmt::Display for NotALine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Empty => f.write_str("This cannot be empty."),
            Self::TooLong(most) => write!(f, "Use at most {most} characters."),
            Self::ControlCharacter => f.write_str("Leave out control characters."),
        }
    }
}

/// Reads one line of 1 to `most` characters; white space is trimmed, and a run of it is one blank.
///
/// # Errors
/// What is wrong; it says how to mend it.
pub fn line(raw: &str, most: usize) -> Result<String, NotALine> {
    let line = raw.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.chars().count() {
        0 => Err(NotALine::Empty),
        count if count > most => Err(NotALine::TooLong(most)),
        _ if line.chars().any(char::is_control) => Err(NotALine::ControlCharacter),
        _ => Ok(line),
    }
}

/// The same, where nothing is fine too.
///
/// # Errors
/// What is wrong; it says how to mend it.
pub fn optional_line(raw: &str, most: usize) -> Result<String, NotALine> {
    match line(raw, most) {
        Err(NotALine::Empty) => Ok(String::new()),
        read => read,
    }
}

/// How the API's description says a text: what it is, how many characters it has, and one that is right.
pub(super) fn schema(
    about: &str,
    characters: RangeInclusive<usize>,
    example: &str,
) -> RefOr<Schema> {
    let (fewest, most) = characters.into_inner();
    ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some(about))
        .min_length(Some(fewest).filter(|fewest| *fewest > 0))
        .max_length(Some(most))
        .examples([example])
        .into()
}

/// Lets a type stand for such a text, by the same numbers that its parser has.
macro_rules! text_shape {
    ($name:ident, $about:literal, $characters:expr, $example:literal) => {
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                $crate::model::text::schema($about, $characters, $example)
            }
        }

        impl utoipa::ToSchema for $name {
            fn name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
        }
    };
}

pub(crate) use text_shape;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_trimmed_and_bounded() {
        assert_eq!(line("  Acme \t Inc. \n", 9), Ok("Acme Inc.".to_owned()));
        assert_eq!(line("Acme  Inc.", 8), Err(NotALine::TooLong(8)));
        assert_eq!(line("A\u{7}", 8), Err(NotALine::ControlCharacter));
        assert_eq!(line(" \n", 8), Err(NotALine::Empty));
        assert_eq!(optional_line(" \n", 8), Ok(String::new()));
    }
}
