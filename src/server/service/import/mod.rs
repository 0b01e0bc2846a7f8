//! `tutta import`: tickets, requesters and groups from a CSV file into one organization.
//!
//! The file is streamed. Each [`BATCH_SIZE`] rows are parsed by the same parsers as a form's fields and written in
//! one transaction, so an interrupted import keeps what it reported and goes on when run again: rows carry an
//! external id, unique in the organization, and one that is known is skipped. A file without an id column gets
//! ids made of each row's cells.
//!
//! A row becomes a ticket of its requester. The requester is found by address, else added as a `pending` person
//! without a password; whoever belongs to the organization already keeps their role and status, others become
//! `member`. The group is found by name, else added. A row that cannot be taken as it stands is refused, with
//! the reason, into a file that can be corrected and imported; times that contradict each other are reconciled
//! and counted (`times.rs`).

mod batch;
mod columns;
mod known;
mod placeholders;
mod refused;
mod report;
mod row;
mod sift;
mod source;
mod times;
mod values;

pub use columns::Field;
pub use report::Report;
pub use times::Adjustment;

use std::path::PathBuf;

use sea_orm::{DatabaseConnection, DbErr};

use self::columns::Columns;
use self::refused::RefusedFile;
use self::row::Row;
use self::source::Source;
use crate::server::clock::Clock;
use crate::server::operator::OperatorScope;
use crate::server::store::search;

/// Rows per transaction.
pub const BATCH_SIZE: usize = 500;

/// Tickets after which it pays to put the index of words together.
const MANY: u64 = 5_000;

/// What is imported, and how it is read.
#[derive(Debug, Clone)]
pub struct Options {
    /// The CSV file.
    pub file: PathBuf,
    /// Which column is which field, over the built-in synonyms; a field of `ignore` leaves a column out.
    pub map: Vec<(String, String)>,
    /// The column that names the group.
    pub group_by: Option<String>,
    /// Where the file of refused rows is made.
    pub refused_folder: PathBuf,
}

/// How far an import is, after each batch.
#[derive(Debug, Clone, Copy)]
pub struct Progress<'a> {
    /// Bytes read.
    pub bytes: u64,
    /// Bytes of the file.
    pub total_bytes: u64,
    /// What was done so far.
    pub report: &'a Report,
}

/// Why an import stopped. What was reported before is kept.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file cannot be read as CSV.
    #[error("{0}")]
    File(String),
    /// The columns cannot be told.
    #[error("{0}")]
    Columns(String),
    /// The refused rows cannot be written.
    #[error("The file of refused rows cannot be written: {0}")]
    Refused(#[source] std::io::Error),
    /// The database refused.
    #[error("The database refused: {0}")]
    Database(#[from] DbErr),
}

/// Imports the file into the scope's organization. `report` tells what was done, also after an error;
/// `observe` is called after each batch. Each batch reads the clock: what is made later gets a later id, so the
/// tables grow at their end.
///
/// # Errors
/// When the file cannot be read, lacks a needed column, or the database refuses.
pub async fn run(
    db: &DatabaseConnection,
    scope: &OperatorScope,
    options: &Options,
    clock: &Clock,
    report: &mut Report,
    observe: &mut (dyn FnMut(Progress<'_>) + Send),
) -> Result<(), ImportError> {
    let mut source = Source::open(&options.file)?;
    let columns = Columns::resolve(source.headers(), &options.map, options.group_by.as_deref())
        .map_err(ImportError::Columns)?;
    let mut refused_file =
        RefusedFile::new(&options.refused_folder, &options.file, &source, &columns);
    let mut writer = batch::Writer::new(db, scope);
    loop {
        let records = source.next_batch(BATCH_SIZE)?;
        if records.is_empty() {
            break;
        }
        let now = clock.now();
        let mut rows = Vec::with_capacity(records.len());
        let mut refused = Vec::new();
        for (index, record) in records.iter().enumerate() {
            match Row::parse(&columns, record, now) {
                Ok(row) => rows.push((index, row)),
                Err(problems) => refused.push((index, problems)),
            }
        }
        let outcome = writer.write(rows, &columns, now).await?;
        refused.extend(outcome.refused);
        refused.sort_by_key(|(index, _)| *index);
        for (index, problems) in &refused {
            refused_file
                .add(&records[*index], problems)
                .map_err(ImportError::Refused)?;
            report.refuse(source::line_of(&records[*index]), problems);
        }
        refused_file.flush().map_err(ImportError::Refused)?;
        report.add(records.len(), &outcome.counts, refused_file.path());
        observe(Progress {
            bytes: source.bytes_read(),
            total_bytes: source.total_bytes(),
            report,
        });
    }
    if report.counts.imported >= MANY
        && let Err(error) = search::settle(db).await
    {
        tracing::warn!(%error, "all is imported, but the search index was not put in order: searches may be slower");
    }
    Ok(())
}
