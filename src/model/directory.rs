//! What a list of the platform's console is narrowed by, as it stands in an address.

use std::str::FromStr;

use super::FieldErrors;
use super::page::Cursor;
use super::ticket_query::percent_encode;

/// Words, a status `S`, and a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectoryQuery<S> {
    /// Words of a name or an address.
    pub q: Option<String>,
    /// Only those that stand there.
    pub status: Option<S>,
    /// Only master users.
    pub master: bool,
    /// Rows on a page, 1 to 100.
    pub page_size: u64,
    /// Where the page starts.
    pub cursor: Option<Cursor>,
}

impl<S> Default for DirectoryQuery<S> {
    fn default() -> Self {
        Self {
            q: None,
            status: None,
            master: false,
            page_size: 25,
            cursor: None,
        }
    }
}

impl<S: FromStr<Err = String> + ToString + Copy> DirectoryQuery<S> {
    /// Reads decoded `name=value` pairs; empty values are skipped.
    ///
    /// # Errors
    /// A message for each parameter that is wrong or not known.
    pub fn parse<'a>(
        pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, FieldErrors> {
        let mut query = Self::default();
        let mut errors = FieldErrors::default();
        for (name, value) in pairs {
            let value = value.trim();
            if !value.is_empty()
                && let Err(message) = query.set(name, value)
            {
                errors.add(name, message);
            }
        }
        errors.done(query)
    }

    fn set(&mut self, name: &str, value: &str) -> Result<(), String> {
        match name {
            "q" if value.chars().any(char::is_control) => {
                return Err("Leave out control characters.".to_owned());
            }
            "q" => self.q = Some(value.chars().take(200).collect()),
            "status" => self.status = Some(value.parse()?),
            "master" => self.master = matches!(value, "1" | "true" | "on"),
            "page_size" => {
                let size = value.parse().ok().filter(|size| (1..=100).contains(size));
                self.page_size = size.ok_or("Use a number from 1 to 100.")?;
            }
            "cursor" => self.cursor = Some(value.parse()?),
            _ => return Err("There is no such parameter.".to_owned()),
        }
        Ok(())
    }

    /// The query string of an address, without `?`; empty for the default query.
    #[must_use]
    pub fn to_query_string(&self) -> String {
        let mut pairs = Vec::new();
        pairs.extend(self.q.clone().map(|q| ("q", q)));
        pairs.extend(self.status.map(|status| ("status", status.to_string())));
        pairs.extend(self.master.then(|| ("master", "true".to_owned())));
        if self.page_size != 25 {
            pairs.push(("page_size", self.page_size.to_string()));
        }
        pairs.extend(self.cursor.map(|cursor| ("cursor", cursor.to_string())));
        pairs
            .into_iter()
            .map(|(name, value)| format!("{name}={}", percent_encode(&value)))
            .collect::<Vec<_>>()
            .join("&")
    }

    /// Whether anything narrows the list.
    #[must_use]
    pub fn is_filtered(&self) -> bool {
        self.q.is_some() || self.status.is_some() || self.master
    }
}

#[cfg(test)]
mod tests {
    use super::super::organization::OrganizationStatus;
    use super::*;

    type Query = DirectoryQuery<OrganizationStatus>;

    #[test]
    fn what_is_written_reads_back_the_same() {
        let pairs = [
            ("q", "acme & co"),
            ("status", "pending"),
            ("master", "true"),
            ("page_size", "5"),
            ("cursor", "a5.0.0190163d8694739bbd23a1a6a1f4b6c0"),
        ];
        let query = Query::parse(pairs).expect("valid");
        assert_eq!(
            query.to_query_string(),
            "q=acme%20%26%20co&status=pending&master=true&page_size=5\
             &cursor=a5.0.0190163d8694739bbd23a1a6a1f4b6c0"
        );
        assert_eq!(Query::default().to_query_string(), "");
        assert!(Query::parse([("status", "gone"), ("x", "y")]).is_err());
    }
}
