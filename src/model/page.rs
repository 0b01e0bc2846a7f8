//! Pages of long lists: keyset cursors and capped counts (spec §5).

use chrono::{DateTime, Datelike, Utc};
use serde::{Deserialize, Serialize};
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, OneOfBuilder, RefBuilder, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};
use uuid::Uuid;

/// Counts are exact up to here; beyond, they read one more and are marked as capped (spec §5).
pub const COUNT_CAP: u64 = 10_000;

/// How many there are, as far as it is worth counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// Exact up to [`COUNT_CAP`], one more when capped.
    pub count: u64,
    /// Whether there are more than was counted.
    pub count_capped: bool,
}

impl Count {
    /// From a count that stopped at `COUNT_CAP + 1`.
    #[must_use]
    pub const fn capped(counted: u64) -> Self {
        Self {
            count: counted,
            count_capped: counted > COUNT_CAP,
        }
    }
}

impl std::fmt::Display for Count {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.count_capped {
            f.write_str("10,000+")
        } else {
            write!(f, "{}", self.count)
        }
    }
}

/// A page of a list that can grow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page<T> {
    /// The rows.
    pub results: Vec<T>,
    /// The cursor of the page after this one.
    pub next: Option<Cursor>,
    /// The cursor of the page before this one.
    pub previous: Option<Cursor>,
    /// How many rows the whole list has.
    #[serde(flatten)]
    pub count: Count,
}

impl<T> Page<T> {
    /// The page that `rows` hold: up to `size` rows beyond the cursor and one more that tells whether the list goes
    /// on, in the order they were asked for, which is against the list's own where the cursor looks back. `place`
    /// tells where a row stands.
    #[must_use]
    pub fn cut(
        mut rows: Vec<T>,
        size: u64,
        cursor: Option<Cursor>,
        count: Count,
        place: impl Fn(&T, Direction) -> Cursor,
    ) -> Self {
        let backwards = Cursor::looks_back(cursor);
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        let goes_on = rows.len() > size;
        rows.truncate(size);
        if backwards {
            rows.reverse();
        }
        let (has_next, has_previous) = if backwards {
            (true, goes_on)
        } else {
            (goes_on, cursor.is_some())
        };
        let at = |row: Option<&T>, direction| row.map(|row| place(row, direction));
        Self {
            next: at(rows.last(), Direction::After).filter(|_| has_next),
            previous: at(rows.first(), Direction::Before).filter(|_| has_previous),
            results: rows,
            count,
        }
    }

    /// The same page of something else.
    pub fn map<U>(self, convert: impl FnMut(T) -> U) -> Page<U> {
        Page {
            results: self.results.into_iter().map(convert).collect(),
            next: self.next,
            previous: self.previous,
            count: self.count,
        }
    }

    /// The same page of something else that may not come out.
    ///
    /// # Errors
    /// The first one that does not.
    pub fn try_map<U, E>(self, convert: impl FnMut(T) -> Result<U, E>) -> Result<Page<U>, E> {
        Ok(Page {
            results: self
                .results
                .into_iter()
                .map(convert)
                .collect::<Result<_, _>>()?,
            next: self.next,
            previous: self.previous,
            count: self.count,
        })
    }
}

impl<T: ToSchema> PartialSchema for Page<T> {
    fn schema() -> RefOr<Schema> {
        let cursor = |about: &str| {
            let cursor = RefBuilder::new().ref_location_from_schema_name(Cursor::name());
            OneOfBuilder::new()
                .item(cursor.description(Some(about)))
                .item(ObjectBuilder::new().schema_type(Type::Null))
        };
        let count = ObjectBuilder::new()
            .schema_type(Type::Integer)
            .description(Some(
                "How many rows the whole list has: exact up to 10,000, and 10,001 beyond.",
            ))
            .minimum(Some(0))
            .maximum(Some(COUNT_CAP + 1));
        let count_capped = ObjectBuilder::new()
            .schema_type(Type::Boolean)
            .description(Some("Whether there are more rows than were counted."));
        let rows =
            ArrayBuilder::new().items(RefBuilder::new().ref_location_from_schema_name(T::name()));
        ObjectBuilder::new()
            .description(Some("A page of a list that can grow."))
            .property("results", rows.description(Some("The rows.")))
            .property("next", cursor("The cursor of the page after this one."))
            .property(
                "previous",
                cursor("The cursor of the page before this one."),
            )
            .property("count", count)
            .property("count_capped", count_capped)
            .into()
    }
}

impl<T: ToSchema> ToSchema for Page<T> {
    fn name() -> std::borrow::Cow<'static, str> {
        format!("{}Page", T::name()).into()
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((T::name().into_owned(), T::schema()));
        schemas.push((Cursor::name().into_owned(), Cursor::schema()));
        T::schemas(schemas);
    }
}

/// Which way from the cursor's row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// The rows that follow it in the list's order.
    After,
    /// The rows that come before it.
    Before,
}

/// A place between two rows: the sort key and id of a row, and which side of it is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Cursor {
    /// Which side.
    pub direction: Direction,
    /// The row's sort key; times as microseconds since 1970.
    pub key: i64,
    /// Among equal keys, when the row was made, in microseconds since 1970; 0 where the order does not ask.
    pub then: i64,
    /// The row's id, which breaks the last ties.
    pub id: Uuid,
}

impl PartialSchema for Cursor {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some(
                "A place in a list, to be sent back as it was given out.",
            ))
            .examples(["a1795010400000000.0.019aa0c1d8694739bbd23a1a6a1f4b6c"])
            .into()
    }
}

impl ToSchema for Cursor {
    fn name() -> std::borrow::Cow<'static, str> {
        "Cursor".into()
    }
}

impl Cursor {
    /// Whether the rows before the cursor are asked for.
    #[must_use]
    pub fn looks_back(cursor: Option<Self>) -> bool {
        cursor.is_some_and(|cursor| cursor.direction == Direction::Before)
    }
}

/// Whether both databases can hold the time: years 1 to 9999.
#[must_use]
pub fn is_storable(time: &DateTime<Utc>) -> bool {
    (1..=9999).contains(&time.year())
}

/// A time as a cursor carries it; one that no cursor of ours held is 1970.
#[must_use]
pub fn cursor_time(micros: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(micros)
        .filter(is_storable)
        .unwrap_or(DateTime::UNIX_EPOCH)
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let direction = match self.direction {
            Direction::After => 'a',
            Direction::Before => 'b',
        };
        write!(
            f,
            "{direction}{}.{}.{}",
            self.key,
            self.then,
            self.id.simple()
        )
    }
}

impl std::str::FromStr for Cursor {
    type Err = String;

    fn from_str(raw: &str) -> Result<Self, Self::Err> {
        let parse = || {
            let direction = match raw.as_bytes().first()? {
                b'a' => Direction::After,
                b'b' => Direction::Before,
                _ => return None,
            };
            let (key, rest) = raw.get(1..)?.split_once('.')?;
            let (then, id) = rest.split_once('.')?;
            Some(Self {
                direction,
                key: key.parse().ok()?,
                then: then.parse().ok()?,
                id: id.parse().ok()?,
            })
        };
        parse().ok_or_else(|| {
            "This cursor is not one this list gave out; start from the first page.".to_owned()
        })
    }
}

impl TryFrom<String> for Cursor {
    type Error = String;

    fn try_from(raw: String) -> Result<Self, String> {
        raw.parse()
    }
}

impl From<Cursor> for String {
    fn from(cursor: Cursor) -> Self {
        cursor.to_string()
    }
}
