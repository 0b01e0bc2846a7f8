//! Reads a JSON object into a request's type and says which field is wrong, by structure and not by message.

use std::collections::VecDeque;

use serde::Deserializer;
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, MapAccess, Visitor, value::StringDeserializer,
};
use serde_json::{Map, Value};

use crate::model::{AppError, FieldErrors};

/// Reads the body.
///
/// # Errors
/// `Malformed` for what is no JSON object; `Invalid` with the fields that are unknown, missing or of the wrong
/// kind.
pub fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, AppError> {
    let value: Value = serde_json::from_slice(bytes)
        .map_err(|error| AppError::Malformed(format!("The body is no valid JSON: {error}.")))?;
    let Value::Object(fields) = value else {
        return Err(AppError::Malformed("Send a JSON object.".to_owned()));
    };
    T::deserialize(Object(fields)).map_err(|Wrong(fields)| AppError::Invalid(fields))
}

/// What is wrong, by field.
#[derive(Debug)]
struct Wrong(FieldErrors);

impl std::fmt::Display for Wrong {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("some fields are wrong")
    }
}

impl std::error::Error for Wrong {}

impl de::Error for Wrong {
    fn custom<M: std::fmt::Display>(message: M) -> Self {
        Self(FieldErrors::one("form", message.to_string()))
    }

    fn missing_field(field: &'static str) -> Self {
        Self(FieldErrors::one(field, "This field is required."))
    }

    fn unknown_field(field: &str, _: &'static [&'static str]) -> Self {
        Self(FieldErrors::one(field, UNKNOWN))
    }

    fn duplicate_field(field: &'static str) -> Self {
        Self(FieldErrors::one(field, "This field is given twice."))
    }
}

const UNKNOWN: &str = "This field is not known here.";

/// The body's object as serde reads it.
struct Object(Map<String, Value>);

impl<'de> Deserializer<'de> for Object {
    type Error = Wrong;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_map(Fields {
            left: self.0.into_iter().collect(),
            value: None,
        })
    }

    /// A struct tells its fields, so that all unknown ones are named at once.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        let mut unknown = FieldErrors::default();
        for field in self
            .0
            .keys()
            .filter(|field| !known.contains(&field.as_str()))
        {
            unknown.add(field, UNKNOWN);
        }
        if unknown.is_empty() {
            self.deserialize_any(visitor)
        } else {
            Err(Wrong(unknown))
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

struct Fields {
    left: VecDeque<(String, Value)>,
    value: Option<(String, Value)>,
}

impl<'de> MapAccess<'de> for Fields {
    type Error = Wrong;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Wrong> {
        self.value = self.left.pop_front();
        let key = self.value.as_ref().map(|(name, _)| name.clone());
        key.map(|name| seed.deserialize(StringDeserializer::new(name)))
            .transpose()
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Wrong> {
        let (name, value) = self.value.take().unwrap_or_default();
        seed.deserialize(value)
            .map_err(|error| Wrong(FieldErrors::one(&name, sentence(&error.to_string()))))
    }
}

/// serde's words, as a sentence.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let start = letters
        .next()
        .map(|first| first.to_uppercase().to_string())
        .unwrap_or_default();
    let end = if words.ends_with('.') { "" } else { "." };
    format!("{start}{}{end}", letters.as_str())
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;
    use crate::model::user::Email;

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Person {
        #[serde(alias = "username")]
        email: Email,
        #[serde(default)]
        age: Option<u8>,
    }

    fn fields(body: &str) -> Vec<(String, String)> {
        match read::<Person>(body.as_bytes()) {
            Err(AppError::Invalid(fields)) => fields
                .iter()
                .map(|(a, b)| (a.to_owned(), b.to_owned()))
                .collect(),
            other => panic!("{body}: {other:?}"),
        }
    }

    #[test]
    fn what_is_wrong_is_named_by_field() {
        let one = |field: &str, message: &str| vec![(field.to_owned(), message.to_owned())];
        assert_eq!(fields("{}"), one("email", "This field is required."));
        assert_eq!(
            fields(r#"{"email": "a@b.c", "x": 1, "y": 2}"#),
            [one("x", UNKNOWN), one("y", UNKNOWN)].concat()
        );
        assert_eq!(
            fields(r#"{"email": "ada"}"#),
            one("email", "Enter an e-mail address such as name@example.com.")
        );
        assert_eq!(
            fields(r#"{"email": 7}"#),
            one("email", "Invalid type: integer `7`, expected a string.")
        );
        assert_eq!(fields(r#"{"email": "a@b.c", "age": 300}"#)[0].0, "age");
    }

    #[test]
    fn aliases_and_absence_are_read() {
        let email = Email::parse("a@b.c").expect("an address");
        for body in [
            r#"{"email": "a@b.c"}"#,
            r#"{"username": "A@b.c", "age": null}"#,
        ] {
            assert_eq!(
                read::<Person>(body.as_bytes()),
                Ok(Person {
                    email: email.clone(),
                    age: None
                }),
                "{body}"
            );
        }
    }

    #[test]
    fn what_is_no_object_is_malformed() {
        for body in ["", "{", "[]", "\"x\"", "{\"email\": }"] {
            assert!(
                matches!(read::<Person>(body.as_bytes()), Err(AppError::Malformed(_))),
                "{body}"
            );
        }
    }
}
