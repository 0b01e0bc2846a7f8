//! What a list of the platform's console is narrowed by, as it stands in an address.

use std::str::FromStr;

use super::list_query::{ListAddress, ListQuery, is_ticked, page_size, unknown, words};
use super::page::Cursor;

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

impl<S: FromStr<Err = String> + ToString + Copy> ListQuery for DirectoryQuery<S> {
    fn set(&mut self, name: &str, value: &str) -> Result<(), String> {
        match name {
            "q" => self.q = Some(words(value)?),
            "status" => self.status = Some(value.parse()?),
            "master" => self.master = is_ticked(value)?,
            "page_size" => self.page_size = page_size(value)?,
            "cursor" => self.cursor = Some(value.parse()?),
            _ => unknown()?,
        }
        Ok(())
    }
}

impl<S: FromStr<Err = String> + ToString + Copy> ListAddress for DirectoryQuery<S> {
    fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        pairs.extend(self.q.clone().map(|q| ("q", q)));
        pairs.extend(self.status.map(|status| ("status", status.to_string())));
        pairs.extend(self.master.then(|| ("master", "true".to_owned())));
        if self.page_size != 25 {
            pairs.push(("page_size", self.page_size.to_string()));
        }
        pairs.extend(self.cursor.map(|cursor| ("cursor", cursor.to_string())));
        pairs
    }

    fn at(&self, cursor: Option<Cursor>) -> Self {
        Self {
            cursor,
            ..self.clone()
        }
    }
}

impl<S> DirectoryQuery<S> {
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
