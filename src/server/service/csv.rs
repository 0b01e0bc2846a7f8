//! Files of comma-separated values, as spreadsheets open them.

use crate::model::AppError;
use crate::server::error::internal;

/// Rows as a file, or as a part of one.
///
/// # Errors
/// `Internal` when they cannot be written.
pub(super) fn written<const N: usize>(
    rows: impl IntoIterator<Item = [String; N]>,
) -> Result<Vec<u8>, AppError> {
    let wrong = |error: csv::Error| internal("rows cannot be written as CSV", error);
    let mut csv = csv::Writer::from_writer(Vec::new());
    for row in rows {
        csv.write_record(row.map(harmless)).map_err(wrong)?;
    }
    csv.into_inner()
        .map_err(|error| internal("rows cannot be written as CSV", error))
}

/// A cell that no spreadsheet runs as a formula: people choose their names, and this is opened by admins.
fn harmless(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
        format!("'{cell}")
    } else {
        cell
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"] {
            assert_eq!(harmless(cell.to_owned()), format!("'{cell}"));
        }
        assert_eq!(harmless("a=b".to_owned()), "a=b");
    }
}
