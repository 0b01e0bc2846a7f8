//! What an import did.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::row::Problems;
use super::times::Adjustment;

/// Most different reasons that are remembered; the file of refused rows has them all.
const MAX_REASONS: usize = 200;

/// What one batch, or all of them, wrote.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// Tickets written.
    pub imported: u64,
    /// Rows whose external id was there before.
    pub skipped: u64,
    /// People added.
    pub people: u64,
    /// People who became members.
    pub members: u64,
    /// Groups added.
    pub groups: u64,
    /// Assignees put into the group of their ticket.
    pub group_members: u64,
    /// Tickets whose requester goes by another name in the file than here.
    pub other_names: u64,
    /// Tickets whose times were reconciled.
    pub adjusted: u64,
    /// How: one ticket can count for several.
    pub adjustments: BTreeMap<Adjustment, u64>,
}

/// What an import did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Rows read: those imported, skipped and refused.
    pub rows: u64,
    /// Rows refused.
    pub refused: u64,
    /// What was written.
    pub counts: Counts,
    /// Why rows were refused: column and message, how often, and the first line.
    pub reasons: BTreeMap<(String, String), (u64, u64)>,
    /// Where the refused rows are.
    pub refused_file: Option<PathBuf>,
}

impl Report {
    pub(super) fn refuse(&mut self, line: u64, problems: &Problems) {
        self.refused += 1;
        for (column, message) in problems.iter() {
            let reason = (column.to_owned(), message.to_owned());
            if self.reasons.len() < MAX_REASONS || self.reasons.contains_key(&reason) {
                self.reasons.entry(reason).or_insert((0, line)).0 += 1;
            }
        }
    }

    pub(super) fn add(&mut self, rows: usize, batch: &Counts, refused_file: Option<&Path>) {
        self.rows += rows as u64;
        self.refused_file = refused_file.map(Path::to_owned);
        let total = &mut self.counts;
        total.imported += batch.imported;
        total.skipped += batch.skipped;
        total.people += batch.people;
        total.members += batch.members;
        total.groups += batch.groups;
        total.group_members += batch.group_members;
        total.other_names += batch.other_names;
        total.adjusted += batch.adjusted;
        for (adjustment, count) in &batch.adjustments {
            *total.adjustments.entry(*adjustment).or_default() += count;
        }
    }
}
