//! The refused rows, in a file that can be corrected and imported.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use csv::{ByteRecord, Writer, WriterBuilder};

use super::columns::Columns;
use super::row::Problems;
use super::source::{self, Source};

/// The columns that say what was wrong. They stand first, so that a row with too many or too few cells is still
/// refused when it comes back, instead of having them taken for its own; an import does not read them.
pub const REPORT_COLUMNS: [&str; 2] = ["Refused line", "Refused because"];

/// `{name of the file}.refused.csv`, made when the first row is refused and never over a file that is there.
pub struct RefusedFile {
    folder: PathBuf,
    stem: String,
    delimiter: u8,
    headers: Vec<String>,
    report_columns: Vec<usize>,
    open: Option<(PathBuf, Writer<File>)>,
}

impl RefusedFile {
    /// The refused rows of `source`, in `folder`.
    pub fn new(folder: &Path, file: &Path, source: &Source, columns: &Columns) -> Self {
        let stem = file.file_stem().map_or_else(
            || "import".into(),
            |stem| stem.to_string_lossy().into_owned(),
        );
        Self {
            folder: folder.to_owned(),
            stem,
            delimiter: source.delimiter(),
            headers: source.headers().to_vec(),
            report_columns: (0..columns.count())
                .filter(|position| columns.is_of_report(*position))
                .collect(),
            open: None,
        }
    }

    /// Where the file is, once there is one.
    pub fn path(&self) -> Option<&Path> {
        self.open.as_ref().map(|(path, _)| path.as_path())
    }

    /// Adds a row as it was, and why.
    pub fn add(&mut self, record: &ByteRecord, problems: &Problems) -> io::Result<()> {
        let line = source::line_of(record).to_string();
        let because = problems.to_string();
        let own = record
            .iter()
            .enumerate()
            .filter(|(position, _)| !self.report_columns.contains(position));
        let row: Vec<&[u8]> = [line.as_bytes(), because.as_bytes()]
            .into_iter()
            .chain(own.map(|(_, cell)| cell))
            .collect();
        self.writer()?.write_record(row).map_err(io::Error::other)
    }

    /// Makes sure that what was added is in the file.
    pub fn flush(&mut self) -> io::Result<()> {
        self.open
            .as_mut()
            .map_or(Ok(()), |(_, writer)| writer.flush())
    }

    fn writer(&mut self) -> io::Result<&mut Writer<File>> {
        if self.open.is_none() {
            let (path, file) = create(&self.folder, &self.stem)?;
            let mut writer = WriterBuilder::new()
                .delimiter(self.delimiter)
                .flexible(true)
                .from_writer(file);
            let own = self
                .headers
                .iter()
                .map(String::as_str)
                .filter(|header| !REPORT_COLUMNS.contains(header));
            writer
                .write_record(REPORT_COLUMNS.into_iter().chain(own))
                .map_err(io::Error::other)?;
            self.open = Some((path, writer));
        }
        let (_, writer) = self
            .open
            .as_mut()
            .ok_or_else(|| io::Error::other("the file of refused rows is not open"))?;
        Ok(writer)
    }
}

/// A new file: somebody may be correcting the one of an earlier import.
fn create(folder: &Path, stem: &str) -> io::Result<(PathBuf, File)> {
    let folder = fs::canonicalize(folder)?;
    let names = std::iter::once(format!("{stem}.refused.csv"));
    for name in names.chain((2..1000).map(|number| format!("{stem}.refused-{number}.csv"))) {
        let path = folder.join(name);
        match File::create_new(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            made => return made.map(|file| (path, file)),
        }
    }
    Err(io::Error::other(format!(
        "{} is full of files of refused rows",
        folder.display()
    )))
}
