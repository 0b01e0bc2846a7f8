//! The CSV file as a stream of records.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use csv::{ByteRecord, Reader, ReaderBuilder};

use super::ImportError;

/// Most bytes of one record. More of them in a row mean a quote that is never closed, and must not fill the
/// memory.
const MAX_RECORD_BYTES: u64 = 8 * 1024 * 1024;

/// An opened file whose header has been read.
pub struct Source {
    reader: Reader<Bounded<BufReader<File>>>,
    headers: Vec<String>,
    delimiter: u8,
    total_bytes: u64,
}

impl Source {
    /// Opens the file and reads its header. The delimiter is whichever of comma, semicolon and tab the header
    /// has most of.
    pub fn open(path: &Path) -> Result<Self, ImportError> {
        let unreadable = |error: io::Error| {
            ImportError::File(format!("{} cannot be read: {error}.", path.display()))
        };
        let file = File::open(path).map_err(unreadable)?;
        let total_bytes = file.metadata().map_err(unreadable)?.len();
        let mut input = BufReader::with_capacity(64 * 1024, file);
        let delimiter = delimiter_of(input.fill_buf().map_err(unreadable)?);
        let mut reader = ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .from_reader(Bounded {
                inner: input,
                since_record: 0,
            });
        let headers = reader
            .byte_headers()
            .map_err(|error| broken(path, &error))?;
        let headers = headers
            .iter()
            .map(|cell| std::str::from_utf8(cell).map(|name| name.trim().to_owned()))
            .collect::<Result<Vec<_>, _>>()
            .map_err(|_| {
                ImportError::File(format!(
                    "{} is not UTF-8 text. Save it as CSV in UTF-8.",
                    path.display()
                ))
            })?;
        if headers.iter().all(String::is_empty) {
            return Err(ImportError::File(format!(
                "{} is empty: its first line must name the columns.",
                path.display()
            )));
        }
        Ok(Self {
            reader,
            headers,
            delimiter,
            total_bytes,
        })
    }

    /// The names of the columns.
    pub fn headers(&self) -> &[String] {
        &self.headers
    }

    /// What separates the cells.
    pub fn delimiter(&self) -> u8 {
        self.delimiter
    }

    /// Bytes of the records read.
    pub fn bytes_read(&self) -> u64 {
        self.reader.position().byte()
    }

    /// Bytes of the file.
    pub fn total_bytes(&self) -> u64 {
        self.total_bytes
    }

    /// The next records, at most `size`; none at the end.
    pub fn next_batch(&mut self, size: usize) -> Result<Vec<ByteRecord>, ImportError> {
        let mut records = Vec::new();
        while records.len() < size {
            let mut record = ByteRecord::new();
            self.reader.get_mut().since_record = 0;
            let line = self.reader.position().line();
            let more = self
                .reader
                .read_byte_record(&mut record)
                .map_err(|error| ImportError::File(format!("Line {line}: {error}.")))?;
            if !more {
                break;
            }
            records.push(record);
        }
        Ok(records)
    }
}

/// The line a record begins on; the header is line 1.
pub fn line_of(record: &ByteRecord) -> u64 {
    record.position().map_or(0, csv::Position::line)
}

fn broken(path: &Path, error: &csv::Error) -> ImportError {
    ImportError::File(format!(
        "{} cannot be read as CSV: {error}.",
        path.display()
    ))
}

fn delimiter_of(start: &[u8]) -> u8 {
    let header = start
        .split(|byte| *byte == b'\n')
        .next()
        .unwrap_or_default();
    let count = |delimiter: u8| header.iter().filter(|byte| **byte == delimiter).count();
    [b';', b'\t']
        .into_iter()
        .filter(|delimiter| count(*delimiter) > count(b','))
        .max_by_key(|delimiter| count(*delimiter))
        .unwrap_or(b',')
}

/// Fails where a single record does not end.
struct Bounded<R> {
    inner: R,
    since_record: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.since_record > MAX_RECORD_BYTES {
            return Err(io::Error::other(
                "a row of more than 8 MiB begins here; a closing quote may be missing",
            ));
        }
        let read = self.inner.read(buffer)?;
        self.since_record += read as u64;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_what_the_header_uses() {
        assert_eq!(delimiter_of(b"id,subject\n1;2;3"), b',');
        assert_eq!(delimiter_of(b"id;subject;name, first\n"), b';');
        assert_eq!(delimiter_of(b"id\tsubject"), b'\t');
        assert_eq!(delimiter_of(b""), b',');
    }
}
