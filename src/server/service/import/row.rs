//! One row of the file, parsed by the model's own parsers, or what is wrong with it.

use chrono::{DateTime, Utc};
use csv::ByteRecord;
use sha2::{Digest, Sha256};

use super::columns::{Columns, Field};
use super::times::{self, Adjustment, Given, Times};
use super::{placeholders, values};
use crate::model::ticket::{Description, Priority, Subject, Tags, TicketStatus};
use crate::model::user::Email;

/// A row that can be written, as far as the row alone can tell.
#[derive(Debug)]
pub struct Row {
    /// Unique in the organization.
    pub external_id: String,
    /// What it is about.
    pub subject: Subject,
    /// Markdown.
    pub description: Description,
    /// Where it is in its life.
    pub status: TicketStatus,
    /// How much it presses.
    pub priority: Priority,
    /// Who asks.
    pub requester: Email,
    /// Their name; may be empty.
    pub requester_name: String,
    /// The group's name.
    pub group: Option<String>,
    /// Who holds it.
    pub assignee: Option<Email>,
    /// Labels.
    pub tags: Tags,
    /// What it was closed with.
    pub resolution: Option<String>,
    /// Consistent with each other and the status.
    pub times: Times,
    /// What that took.
    pub adjustments: Vec<Adjustment>,
}

/// What is wrong with a row, each with the column concerned (or none) and how to mend it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Problems(Vec<(String, String)>);

impl Problems {
    /// One problem.
    pub fn one(column: impl Into<String>, message: impl Into<String>) -> Self {
        Self(vec![(column.into(), message.into())])
    }

    /// Column and message of each.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(column, message)| (column.as_str(), message.as_str()))
    }

    fn take<T>(&mut self, column: &str, parsed: Result<T, String>) -> Option<T> {
        parsed
            .map_err(|message| self.0.push((column.to_owned(), message)))
            .ok()
    }
}

impl std::fmt::Display for Problems {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (index, (column, message)) in self.iter().enumerate() {
            let (gap, colon) = (
                if index > 0 { " " } else { "" },
                if column.is_empty() { "" } else { ": " },
            );
            write!(f, "{gap}{column}{colon}{message}")?;
        }
        Ok(())
    }
}

impl Row {
    /// Parses a record.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn parse(
        columns: &Columns,
        record: &ByteRecord,
        now: DateTime<Utc>,
    ) -> Result<Self, Problems> {
        let cells = Cells::read(columns, record)?;
        let mut problems = Problems::default();
        let subject = cells.parse(&mut problems, Field::Subject, |raw| {
            Subject::parse(&cells.fill(raw))
        });
        let description = cells.parse(&mut problems, Field::Description, |raw| {
            Description::parse(&cells.fill(raw))
        });
        let status = cells.optional(&mut problems, Field::Status, values::status);
        let priority = cells.optional(&mut problems, Field::Priority, values::priority);
        let requester = cells.parse(&mut problems, Field::RequesterEmail, Email::parse);
        let requester_name = cells.parse(&mut problems, Field::RequesterName, values::line);
        let group = cells.optional(&mut problems, Field::Group, values::line);
        let assignee = cells.optional(&mut problems, Field::AssigneeEmail, Email::parse);
        let tags = cells.parse(&mut problems, Field::Tags, values::tags);
        let external_id = cells.optional(&mut problems, Field::ExternalId, values::line);
        let resolution = cells.parse(&mut problems, Field::Resolution, |raw| {
            Description::parse(&cells.fill(raw))
        });
        let given = cells.times(&mut problems, now);
        if group.is_none() && assignee.is_some() {
            let message =
                "A ticket without a group cannot be assigned. Name the group, or leave this empty.";
            problems.0.push((
                columns.header(Field::AssigneeEmail).to_owned(),
                message.to_owned(),
            ));
        }
        let (
            Some(subject),
            Some(description),
            Some(requester),
            Some(requester_name),
            Some(tags),
            Some(resolution),
        ) = (
            subject,
            description,
            requester,
            requester_name,
            tags,
            resolution,
        )
        else {
            return Err(problems);
        };
        if !problems.0.is_empty() {
            return Err(problems);
        }
        let status = status.unwrap_or(TicketStatus::Open);
        let (times, adjustments) = times::reconcile(status, given, now);
        let resolution = Some(String::from(resolution))
            .filter(|text| !text.is_empty() && !status.is_unresolved());
        Ok(Self {
            external_id: external_id.unwrap_or_else(|| fingerprint(columns, record)),
            subject,
            description,
            status,
            priority: priority.unwrap_or(Priority::Normal),
            requester,
            requester_name,
            group,
            assignee,
            tags,
            resolution,
            times,
            adjustments,
        })
    }
}

/// A row's cells as text.
struct Cells<'a> {
    columns: &'a Columns,
    cells: Vec<&'a str>,
}

impl<'a> Cells<'a> {
    fn read(columns: &'a Columns, record: &'a ByteRecord) -> Result<Self, Problems> {
        if record.len() != columns.count() {
            let message = format!(
                "The row has {} cells where the header has {}. A quote or a separator may be missing.",
                record.len(),
                columns.count()
            );
            return Err(Problems::one("", message));
        }
        let cells = record
            .iter()
            .map(std::str::from_utf8)
            .collect::<Result<Vec<_>, _>>()
            .map_err(|_| {
                Problems::one(
                    "",
                    "The row is not UTF-8 text. Save the file as CSV in UTF-8.",
                )
            })?;
        if cells.iter().any(|cell| cell.contains('\0')) {
            return Err(Problems::one(
                "",
                "The row holds a NUL character. Remove it.",
            ));
        }
        Ok(Self { columns, cells })
    }

    fn get(&self, field: Field) -> &'a str {
        self.columns
            .position(field)
            .and_then(|position| self.cells.get(position))
            .map_or("", |cell| cell.trim())
    }

    fn parse<T>(
        &self,
        problems: &mut Problems,
        field: Field,
        parse: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<T> {
        problems.take(self.columns.header(field), parse(self.get(field)))
    }

    /// As `parse`, but an empty cell is nothing.
    fn optional<T>(
        &self,
        problems: &mut Problems,
        field: Field,
        parse: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<T> {
        if self.get(field).is_empty() {
            None
        } else {
            self.parse(problems, field, parse)
        }
    }

    fn fill(&self, text: &str) -> String {
        placeholders::fill(text, self.columns, |position| {
            self.cells
                .get(position)
                .map_or_else(String::new, |cell| cell.trim().to_owned())
        })
    }

    fn times(&self, problems: &mut Problems, now: DateTime<Utc>) -> Given {
        let mut time = |field| {
            self.optional(problems, field, |raw| {
                times::not_far_ahead(values::time(raw)?, now)
            })
        };
        Given {
            created: time(Field::CreatedAt),
            first_response: time(Field::FirstResponseAt),
            resolved: time(Field::ResolvedAt),
        }
    }
}

/// An id for a row that has none: the same cells give the same id, whatever columns a report has added.
fn fingerprint(columns: &Columns, record: &ByteRecord) -> String {
    let mut hash = Sha256::new();
    for (position, cell) in record.iter().enumerate() {
        if !columns.is_of_report(position) {
            hash.update((cell.len() as u64).to_le_bytes());
            hash.update(cell);
        }
    }
    let digest = hash.finalize();
    let hex: String = digest
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("row:{hex}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(headers: &[&str], cells: &[&str]) -> Result<Row, Problems> {
        let headers: Vec<String> = headers.iter().map(|header| (*header).to_owned()).collect();
        let columns = Columns::resolve(&headers, &[], None).expect("known");
        Row::parse(
            &columns,
            &ByteRecord::from(cells.to_vec()),
            DateTime::UNIX_EPOCH,
        )
    }

    #[test]
    fn a_bare_row_is_an_open_ticket_of_normal_priority() {
        let row = parse(&["Subject", "Email"], &[" It  broke ", "ADA@example.com"]).expect("fine");
        assert_eq!(
            (row.subject.as_str(), row.requester.as_str()),
            ("It broke", "ada@example.com")
        );
        assert_eq!(
            (row.status, row.priority),
            (TicketStatus::Open, Priority::Normal)
        );
        assert!(row.external_id.starts_with("row:") && row.external_id.len() == 36);
    }

    #[test]
    fn everything_wrong_is_said_at_once() {
        let problems =
            parse(&["Subject", "Email", "Status"], &["", "nobody", "Odd"]).expect_err("refused");
        let columns: Vec<&str> = problems.iter().map(|(column, _)| column).collect();
        assert_eq!(columns, ["Subject", "Status", "Email"]);
    }

    #[test]
    fn the_columns_of_a_report_do_not_change_the_id_of_a_row() {
        let plain = parse(&["Subject", "Email"], &["It broke", "ada@example.com"]).expect("fine");
        let again = ["Refused line", "Refused because", "Subject", "Email"];
        let again = parse(&again, &["7", "No.", "It broke", "ada@example.com"]).expect("fine");
        assert_eq!(plain.external_id, again.external_id);
        let other = parse(&["Subject", "Email"], &["It brok", "eada@example.com"]).expect("fine");
        assert_ne!(plain.external_id, other.external_id);
    }

    #[test]
    fn a_short_row_is_refused_as_a_whole() {
        let problems = parse(&["Subject", "Email"], &["It broke"]).expect_err("refused");
        assert!(
            problems
                .to_string()
                .contains("1 cells where the header has 2")
        );
    }
}
