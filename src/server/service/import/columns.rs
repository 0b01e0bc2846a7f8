//! Which column of the file is which field of a ticket.

use std::collections::HashMap;

use super::refused::REPORT_COLUMNS;

/// What a column can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// What the other system knows the ticket by.
    ExternalId,
    /// What it is about; needed.
    Subject,
    /// Markdown or plain text.
    Description,
    /// Where it is in its life; `open` where empty.
    Status,
    /// How much it presses; `normal` where empty.
    Priority,
    /// Who asks; needed.
    RequesterEmail,
    /// Their name, used when they are new.
    RequesterName,
    /// The name of the group that works it.
    Group,
    /// Who holds it: somebody who works in the organization already.
    AssigneeEmail,
    /// What it was closed with.
    Resolution,
    /// When it was filed.
    CreatedAt,
    /// When it was first answered.
    FirstResponseAt,
    /// When it was resolved.
    ResolvedAt,
    /// Labels, separated by commas, semicolons or bars.
    Tags,
}

/// Each field, its name, and the headers that mean it (normalized: lower-case words), the surest first.
const FIELDS: [(Field, &str, &[&str]); 14] = [
    (
        Field::ExternalId,
        "external_id",
        &["external id", "ticket id", "id", "ticket number", "number"],
    ),
    (
        Field::Subject,
        "subject",
        &["subject", "ticket subject", "title", "summary"],
    ),
    (
        Field::Description,
        "description",
        &["description", "ticket description", "body", "message"],
    ),
    (
        Field::Status,
        "status",
        &["status", "ticket status", "state"],
    ),
    (
        Field::Priority,
        "priority",
        &["priority", "ticket priority"],
    ),
    (
        Field::RequesterEmail,
        "requester_email",
        &[
            "requester email",
            "customer email",
            "contact email",
            "email",
            "e mail",
        ],
    ),
    (
        Field::RequesterName,
        "requester_name",
        &[
            "requester name",
            "customer name",
            "contact name",
            "requester",
            "name",
        ],
    ),
    (Field::Group, "group", &["group", "team", "ticket type"]),
    (
        Field::AssigneeEmail,
        "assignee_email",
        &["assignee email", "agent email"],
    ),
    (Field::Resolution, "resolution", &["resolution"]),
    (
        Field::CreatedAt,
        "created_at",
        &["created at", "created", "date created", "created time"],
    ),
    (
        Field::FirstResponseAt,
        "first_response_at",
        &["first response at", "first response time", "first response"],
    ),
    (
        Field::ResolvedAt,
        "resolved_at",
        &[
            "resolved at",
            "resolved",
            "resolved time",
            "resolution time",
            "time to resolution",
        ],
    ),
    (Field::Tags, "tags", &["tags", "labels"]),
];

/// The `--map` field that leaves a column out.
const IGNORE: &str = "ignore";

impl Field {
    /// The name that `--map` takes.
    #[must_use]
    pub fn name(self) -> &'static str {
        FIELDS
            .iter()
            .find(|(field, ..)| *field == self)
            .map_or("", |(_, name, _)| name)
    }

    /// The names of all fields, for help texts.
    #[must_use]
    pub fn names() -> String {
        FIELDS.map(|(_, name, _)| name).join(", ")
    }

    fn named(name: &str) -> Option<Self> {
        let name = name.trim().replace('-', "_");
        FIELDS
            .iter()
            .find(|(_, known, _)| known.eq_ignore_ascii_case(&name))
            .map(|(field, ..)| *field)
    }
}

/// The columns of one file.
#[derive(Debug)]
pub struct Columns {
    headers: Vec<String>,
    positions: HashMap<Field, usize>,
    placeholders: HashMap<String, usize>,
}

impl Columns {
    /// Tells the columns: by `map` and `group_by` first, by the built-in synonyms where those are silent.
    ///
    /// # Errors
    /// A sentence that names what is not there, or is missing.
    pub fn resolve(
        headers: &[String],
        map: &[(String, String)],
        group_by: Option<&str>,
    ) -> Result<Self, String> {
        let mut chosen: HashMap<Field, usize> = HashMap::new();
        let mut spoken_for = Vec::new();
        let group_by = group_by.map(|column| (column.to_owned(), Field::Group.name().to_owned()));
        for (column, field) in map.iter().chain(&group_by) {
            let position = find(headers, column)?;
            spoken_for.push(position);
            if field.trim().eq_ignore_ascii_case(IGNORE) {
                continue;
            }
            let field = Field::named(field).ok_or_else(|| {
                format!(
                    "There is no field {field:?}. Choose one of: {}, {IGNORE}.",
                    Field::names()
                )
            })?;
            if chosen
                .insert(field, position)
                .is_some_and(|before| before != position)
            {
                return Err(format!(
                    "Two columns are given for the field {}.",
                    field.name()
                ));
            }
        }
        let normalized: Vec<String> = headers.iter().map(|header| normalize(header)).collect();
        for (field, _, synonyms) in FIELDS {
            let position = synonyms
                .iter()
                .find_map(|synonym| normalized.iter().position(|header| header == synonym));
            if let Some(position) = position.filter(|position| !spoken_for.contains(position)) {
                chosen.entry(field).or_insert(position);
            }
        }
        require(&chosen, headers)?;
        let names = normalized.iter().map(|header| header.replace(' ', "_"));
        let placeholders = names
            .enumerate()
            .map(|(position, name)| (name, position))
            .collect();
        Ok(Self {
            headers: headers.to_vec(),
            positions: chosen,
            placeholders,
        })
    }

    /// Where a field's cells are.
    pub fn position(&self, field: Field) -> Option<usize> {
        self.positions.get(&field).copied()
    }

    /// What the file calls the field, or its own name where the file has none.
    pub fn header(&self, field: Field) -> &str {
        self.position(field)
            .and_then(|position| self.headers.get(position))
            .map_or(field.name(), String::as_str)
    }

    /// How many cells a row should have.
    pub fn count(&self) -> usize {
        self.headers.len()
    }

    /// The column that a placeholder such as `product_purchased` names.
    pub fn placeholder(&self, name: &str) -> Option<usize> {
        self.placeholders.get(name).copied()
    }

    /// Whether an earlier import added the column to say why it refused a row.
    pub fn is_of_report(&self, position: usize) -> bool {
        self.headers
            .get(position)
            .is_some_and(|header| REPORT_COLUMNS.contains(&header.as_str()))
    }
}

fn find(headers: &[String], column: &str) -> Result<usize, String> {
    let wanted = normalize(column);
    headers
        .iter()
        .position(|header| normalize(header) == wanted)
        .ok_or_else(|| {
            format!(
                "The file has no column {column:?}. It has: {}.",
                headers.join(", ")
            )
        })
}

fn require(chosen: &HashMap<Field, usize>, headers: &[String]) -> Result<(), String> {
    for field in [Field::Subject, Field::RequesterEmail] {
        if !chosen.contains_key(&field) {
            return Err(format!(
                "No column is known as the {name}. Name it: --map \"COLUMN={name}\". The file has: {}.",
                headers.join(", "),
                name = field.name(),
            ));
        }
    }
    Ok(())
}

/// Lower-case words with single spaces between them.
fn normalize(header: &str) -> String {
    let words = header
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn synonyms_are_read_in_any_case_and_maps_go_before_them() {
        let headers = headers(&[
            "TICKET id",
            "Title",
            "Ticket Subject",
            "customer_email",
            "Ticket Type",
            "Channel",
        ]);
        let columns = Columns::resolve(
            &headers,
            &[("channel".into(), "tags".into())],
            Some("Title"),
        )
        .expect("known");
        assert_eq!(columns.position(Field::ExternalId), Some(0));
        assert_eq!(columns.position(Field::Subject), Some(2));
        assert_eq!(columns.position(Field::RequesterEmail), Some(3));
        assert_eq!(columns.position(Field::Group), Some(1));
        assert_eq!(columns.position(Field::Tags), Some(5));
        assert_eq!(columns.placeholder("ticket_type"), Some(4));
    }

    #[test]
    fn what_is_wrong_is_named() {
        let file = headers(&["Subject", "Email", "Other"]);
        let wrong = |map: &[(&str, &str)]| {
            let map: Vec<_> = map
                .iter()
                .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
                .collect();
            Columns::resolve(&file, &map, None).expect_err("refused")
        };
        assert!(wrong(&[("Nope", "group")]).contains("no column \"Nope\""));
        assert!(wrong(&[("Other", "nope")]).contains("no field \"nope\""));
        assert!(wrong(&[("Other", "group"), ("Subject", "group")]).contains("Two columns"));
        assert!(wrong(&[("Email", "ignore")]).contains("requester_email"));
    }
}
